from pathlib import Path

import pytest

from gd_pipeline.reading.repetition import find_repeats

BODY = """一、概述
今年我县把信息公开列入绩效考核,由县政府办公室统一协调。各乡镇明确一名联络员,每季度报送一次进展;未按时报送的予以通报。
二、主动公开情况
全县通过门户网站公开信息3120条,其中财政类415条,环保类276条。县政府公报出版6期,发放至每个行政村;档案馆设查阅点2处。
三、依申请公开情况
全年收到公开申请48件,按期答复47件,延期答复1件。申请人多数关心征地补偿,少数询问学区划分;没有收取任何费用。
四、存在的不足
部分单位更新栏目偏慢,个别信息的表述不够通俗。明年将把更新时限写入考核办法,逐月检查栏目更新,按季公布检查结果。
"""
HEAD = "某县2016年政府信息公开工作年度报告\n发布日期:2017-03-02\n"


def test_a_body_printed_twice_is_found_to_the_character():
    text = HEAD + BODY + BODY
    (repeat,) = find_repeats(text)
    assert (repeat.of_start, repeat.of_end) == (len(HEAD), len(HEAD + BODY) - 1)
    assert text[repeat.start : repeat.end] == BODY.rstrip()
    assert repeat.similarity == 1.0


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("newlines lost", BODY.replace("\n", " ")),
        ("newlines gone without a trace", BODY.replace("\n", "")),
        ("indented", BODY.replace("\n", "\n\u3000\u3000")),
        ("spaces around numbers", BODY.replace("415条", " 415 条")),
        ("punctuation of the other width", BODY.replace(",", "，")),
        ("a few words changed", BODY.replace("统一协调", "统筹协调").replace("通俗", "易懂")),
        ("a sentence lost", BODY.replace("少数询问学区划分;", "")),
    ],
)
def test_a_copy_that_differs_in_print_is_a_repeat(name: str, copy: str):
    text = HEAD + BODY + copy + "打印本页 关闭窗口"
    (repeat,) = find_repeats(text)
    assert text[repeat.of_start : repeat.of_end] == BODY.rstrip()
    assert text[repeat.start : repeat.end] == copy.strip()
    assert repeat.similarity > 0.7


def test_three_copies_are_two_repeats_of_the_first():
    text = HEAD + BODY * 3
    first, second = find_repeats(text)
    assert first.of_start == second.of_start == len(HEAD)
    assert first.end < second.start


def test_a_sentence_with_another_number_is_left_out_of_the_repeat():
    changed = "全年收到公开申请50件,按期答复47件,延期答复1件。"
    copy = BODY.replace("全年收到公开申请48件,按期答复47件,延期答复1件。", changed)
    text = HEAD + BODY + copy
    before, after = find_repeats(text)
    assert "50件" in text[before.end : after.start]
    assert text[before.end : after.start].endswith("延期答复1件。")
    assert text[before.start : before.end].endswith("档案馆设查阅点2处。") or before.end < after.start
    assert text[after.start : after.end].endswith("按季公布检查结果。")


def test_last_years_text_with_other_numbers_is_no_repeat():
    other = BODY
    for old, new in [("3120", "2877"), ("415", "391"), ("276", "254"), ("6期", "4期"), ("48件", "36件"), ("47", "36")]:
        other = other.replace(old, new)
    assert find_repeats(HEAD + BODY + other) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one body", HEAD + BODY),
        ("a recurring sentence", HEAD + BODY + "各乡镇明确一名联络员,每季度报送一次进展;未按时报送的予以通报。"),
        ("a table of zeros", HEAD + BODY + "收到申请数\n0\n当面申请数\n0\n传真申请数\n0\n" * 40),
        ("a pipe table of zeros", HEAD + BODY + "| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n" * 60),
        ("nothing", ""),
        ("white space", " \n" * 500),
    ],
)
def test_what_is_no_repetition_of_the_body(name: str, text: str):
    assert find_repeats(text) == ()


HOSTILE = [
    "a,",
    "这是一个长长的句子啊,",
    "a b ",
    "0 ",
    "这是一个长长的句子",
    "。",
    "甲乙丙丁戊己庚1,",
    "通过网站、 主动公开信息 媒体公开，",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_is_refused_in_linear_time(unit: str):
    repeats = find_repeats((unit * 100_000)[:400_000])
    assert all(repeat.of_end <= repeat.start < repeat.end for repeat in repeats)


def test_the_second_block_of_luzhou_repeats_the_first(shared: Path):
    text = (shared / "reports" / "luzhou_2017.txt").read_text(encoding="utf-8")
    (repeat,) = find_repeats(text)
    assert text[repeat.start : repeat.end] == text[repeat.of_start : repeat.of_end]
    assert repeat.end - repeat.start == 4070
    assert repeat.end == len(text)


@pytest.mark.parametrize("name", ["benxi_2015", "fengcheng_2014", "linhai_2020", "wuhua_2016"])
def test_the_other_reports_repeat_nothing(shared: Path, name: str):
    assert find_repeats((shared / "reports" / f"{name}.txt").read_text(encoding="utf-8")) == ()
