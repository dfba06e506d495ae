"""The parts that a preface announces; it and the sections cost linear time."""

import time

import pytest

from gd_pipeline.reading.announcement import announced_parts
from gd_pipeline.reading.sections import read_sections


@pytest.mark.parametrize(
    ("preface", "count", "names"),
    [
        ("报告由概述、主动公开情况、依申请公开情况等三部分组成。", 3, "概述 主动公开情况 依申请公开情况"),
        (
            "全文包括概述,主动公开情况,申请行政复议、提起行政诉讼的情况,问题及改进措施4个部分。",
            4,
            "概述 主动公开情况 申请行政复议、提起行政诉讼的情况 问题及改进措施",
        ),
        (
            "本报告共分三个部分:总体情况、主动公开情况和其他需要报告的事项。",
            3,
            "总体情况 主动公开情况 其他需要报告的事项",
        ),
        ("由概述、主动公开、依申请公开、复议诉讼四部分组成。", 4, "概述 主动公开 依申请公开 复议诉讼"),
        ("年报包括概述、主动公开情况、存在问题等内容组成。", None, "概述 主动公开情况 存在问题"),
        ("本报告由概述等七部分组成。", 7, "概述"),
    ],
)
def test_the_parts_that_a_preface_announces(preface: str, count: int | None, names: str):
    text = f"某县年度报告\n{preface}\n一、概述\n好。\n"
    found = announced_parts(text, read_sections(text))
    assert found is not None
    assert (found.count, list(found.names)) == (count, names.split())
    assert found.names[0] in text[slice(*found.span)]
    assert found.complete is (" " in names)


@pytest.mark.parametrize(
    "text",
    [
        "某县年度报告\n一、概述\n总体情况包括主动公开、依申请公开、平台建设等五个方面。\n",
        "由县政府办公室编制。数据分为三部分,由各镇提供。\n一、概述\n好。\n",
        "某县年度报告\n一、概述\n好。\n",
    ],
)
def test_no_parts_announced(text: str):
    assert announced_parts(text, read_sections(text)) is None


@pytest.mark.parametrize(
    "unit", ["一、", "（一）", "1.", "|" * 50, " 一 ", "(" * 30, "# ", "。一、概述 ", "\n", "一、概述\n"]
)
def test_hostile_text_is_read_in_linear_time(unit: str):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        started = time.process_time()
        announced_parts(text, read_sections(text))
        return time.process_time() - started

    seconds(1_000)
    short = max(*(seconds(8_000) for _ in range(3)), 0.005)
    assert min(seconds(160_000) for _ in range(2)) < 100 * short
