import time
from pathlib import Path

import pytest

from gd_pipeline.reading.repetition import find_repeats
from gd_pipeline.reading.report import Repeat
from gd_pipeline.reading.sections import read_sections, section_at
from gd_pipeline_tests.reading.outlines import CASES


def outline(text: str, **options: tuple[tuple[int, int], ...]) -> list[tuple[int, str, int | None, str]]:
    sections = read_sections(text, **options)
    return [(section.level, section.section, section.number, section.heading) for section in sections]


def test_levels_slots_and_extent():
    text = (
        "某县2016年年度报告\n"
        "一、概述\n(一)组织领导。县长任组长。\n(二)依申请公开情况\n1.渠道。两种。\n2.培训。三次。\n"
        "二、存在的问题\n(一)主动公开不够。\n(二)改进措施\n加强培训。\n"
    )
    sections = read_sections(text)
    assert [(s.level, s.section, s.numeral, s.heading) for s in sections] == [
        (1, "preface", "", ""),
        (1, "overview", "一", "概述"),
        (2, "overview", "(一)", "组织领导"),
        (2, "requests", "(二)", "依申请公开情况"),
        (3, "requests", "1", "渠道"),
        (3, "requests", "2", "培训"),
        (1, "problems", "二", "存在的问题"),
        (2, "problems", "(一)", "主动公开不够"),
        (2, "plans", "(二)", "改进措施"),
    ]
    for section in sections[1:]:
        assert text[section.start : section.heading_end].endswith(section.heading)
    second = next(s for s in sections if s.numeral == "(二)" and s.section == "requests")
    assert text[second.start : second.end] == "(二)依申请公开情况\n1.渠道。两种。\n2.培训。三次。\n"
    assert sections[1].end == sections[6].start
    assert sections[-1].end == sections[6].end == len(text)


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str):
    text, expected = CASES[name]
    found = [f"{level} {slot} {number or '-'} {heading}".strip() for level, slot, number, heading in outline(text)]
    assert found == expected.strip().splitlines()


def test_rows_of_a_table_that_was_found_are_no_headings():
    text = "一、概述\n好。\n二、收费情况\n一、收费总数\n二、减免总数\n三、其他需要报告的事项\n无。\n"
    table = (text.index("一、收费总数"), text.index("三、其他"))
    assert [number for _, _, number, _ in outline(text, skip=(table,))] == [1, 2, 3]


def test_the_next_part_may_begin_inside_the_span_of_a_table():
    text = (
        "一、总体情况\n好。\n二、主动公开政府信息情况\n规章 | 0\n三、收到和处理政府信息公开申请情况\n"
        "一、本年新收政府信息公开申请数量 | 3\n四、结转下年度继续办理 | 0\n"
        "\n\n## 四、政府信息公开行政复议、行政诉讼情况\n0 | 0\n"
        "五、存在的主要问题及改进情况\n不多。\n"
    )
    end, fourth = text.index("五、"), text.index("四、政府")
    slots = ("overview", "proactive", "requests", "review_litigation", "problems")
    for copy in (text, text.replace("\n", " ")):
        for tables in ([(text.index("规章"), end)], [(text.index("规章"), fourth), (fourth, end)]):
            found = [(level, slot, number) for level, slot, number, _ in outline(copy, skip=tuple(tables))]
            assert found == [(1, slot, number) for number, slot in enumerate(slots, start=1)]


def test_a_repeated_body_gives_no_sections_and_ends_the_last_one():
    body = "一、概述\n我县推进公开。\n二、收费情况\n没有收费。\n"
    text = body + body
    sections = read_sections(text, (Repeat(len(body), 2 * len(body), 0, len(body)),))
    assert [(s.number, s.end) for s in sections] == [(1, body.index("二、")), (2, len(body))]


def test_what_differs_between_repeats_has_the_slot_of_its_counterpart():
    body = "一、依申请公开情况\n收到3件。\n二、收费情况\n没有收费。\n"
    copy = body.replace("3件", "4件")
    text, start = body + copy, len(body)
    at, resumed = start + copy.index("收到"), start + copy.index("二、")
    repeats = (Repeat(start, at, 0, at - start), Repeat(resumed, len(text), resumed - start, start))
    section = section_at(read_sections(text, repeats), text.rindex("4件"))
    assert section is not None
    assert (section.section, section.heading) == ("requests", "")


def test_the_innermost_section_at_an_offset():
    text = "报告\n一、概述\n好。\n(一)领导\n重视。\n二、收费情况\n无。\n"
    sections = read_sections(text)
    found = {word: section_at(sections, text.index(word)) for word in ["报告", "好", "重视", "无"]}
    assert [section.heading for section in found.values() if section] == ["", "概述", "领导", "收费情况"]
    assert section_at(sections, len(text)) is None


REPORTS = {
    "benxi_2015": "overview proactive key_areas response requests review_litigation proposals problems plans",
    "fengcheng_2014": "overview proactive requests fees review_litigation problems other statistics",
    "linhai_2020": "overview proactive requests review_litigation problems other",
    "luzhou_2017": "overview proactive requests fees review_litigation problems",
    "wuhua_2016": "overview problems plans",
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_parts_of_real_reports(shared: Path, name: str):
    text = (shared / "reports" / f"{name}.txt").read_text(encoding="utf-8")
    sections = read_sections(text, find_repeats(text))
    assert [section.section for section in sections if section.level == 1] == ["preface", *REPORTS[name].split()]


def test_the_numeral_that_fengcheng_prints_twice(shared: Path):
    text = (shared / "reports" / "fengcheng_2014.txt").read_text(encoding="utf-8")
    numbers = [
        s.number for s in read_sections(text) if s.level == 2 and s.start < text.index("二、主动公开政府信息的情况")
    ]
    assert numbers == [1, 2, 3, 3, 4]


@pytest.mark.parametrize(
    "unit", ["一、", "（一）", "1.", "|" * 50, " 一 ", "(" * 30, "# ", "。一、概述 ", "\n", "一、概述\n"]
)
def test_hostile_text_is_read_in_linear_time(unit: str):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        started = time.process_time()
        read_sections(text)
        return time.process_time() - started

    seconds(1_000)
    short = max(*(seconds(8_000) for _ in range(3)), 0.005)
    assert min(seconds(160_000) for _ in range(2)) < 100 * short
