"""What prose reading hands on beside the facts, and that no text breaks it."""

import random
import time

import pytest

from gd_pipeline.reading.narrative import NarrativeReading, read_narrative
from gd_pipeline.reading.sections import read_sections

REPORT = (
    "一、主动公开政府信息的情况\n2016年，全县主动公开政府信息320余条，比上年增加40条。\n"
    "二、依申请公开政府信息的情况\n收到申请12件，占65%，均按时办结。联系电话：85551234。\n"
)


def _read(text: str, skipped: tuple[tuple[int, int], ...] = (), year: int | None = 2016) -> NarrativeReading:
    return read_narrative(text, read_sections(text), skipped, year)


@pytest.mark.parametrize(
    "text", ["", "\n", "。", "无。", "2016", "件", "本报告没有数字。", "一、\n二、\n", "其中：，；。"]
)
def test_text_that_says_nothing_gives_nothing(text: str) -> None:
    """No facts, and no failure where there is no number at all."""
    assert _read(text).facts == ()


def test_a_fact_says_where_it_stands() -> None:
    """Unit, hedge, scope, section, origin and the words of its span."""
    fact = next(f for f in _read(REPORT).facts if f.metric == "proactive.total")
    assert (fact.unit, fact.hedge, fact.scope, fact.section, fact.origin) == (
        "条",
        "余",
        "全县",
        "proactive",
        "narrative",
    )
    assert REPORT[fact.start : fact.end] == fact.text == "320余条"


def test_facts_come_in_reading_order() -> None:
    """By start."""
    starts = [fact.start for fact in _read(REPORT).facts]
    assert len(starts) >= 3
    assert starts == sorted(starts)


def test_every_number_is_a_fact_or_a_leftover_with_a_reason() -> None:
    """Nothing is skipped in silence: coverage can be measured."""
    reading = _read(REPORT)
    covered = [(f.start, f.end) for f in reading.facts] + [(x.start, x.end) for x in reading.leftovers]
    digits = [at for at, c in enumerate(REPORT) if c.isascii() and c.isdigit()]
    assert [at for at in digits if not any(start <= at < end for start, end in covered)] == []
    assert all(leftover.reason for leftover in reading.leftovers)
    reasons = {leftover.text: leftover.reason for leftover in reading.leftovers}
    assert reasons["40条"] == "change"
    assert reasons["2016年"] == "date"


def test_quantities_keep_what_was_seen() -> None:
    """Also numbers without a metric, with unit, decimals and their place; masked numbers are none."""
    quantities = {q.text: q for q in _read(REPORT).quantities}
    assert quantities["65%"].unit == "%"
    assert (quantities["320余条"].low, quantities["320余条"].high) == (320, 330)
    assert quantities["12件"].sentence == quantities["65%"].sentence
    assert quantities["12件"].clause != quantities["65%"].clause
    assert "2016年" not in quantities


def test_skipped_spans_are_not_read() -> None:
    """A table inside the text gives no prose facts."""
    start, end = REPORT.index("收到申请"), REPORT.index("均按时")
    metrics = {fact.metric for fact in _read(REPORT, ((start, end),)).facts}
    assert "proactive.total" in metrics
    assert "requests.received" not in metrics


def test_without_a_report_year_numbers_are_still_read() -> None:
    """The year frame only takes numbers away."""
    assert any(fact.metric == "proactive.total" for fact in _read(REPORT, year=None).facts)


def test_reading_is_deterministic() -> None:
    """The same text gives the same reading."""
    assert _read(REPORT) == _read(REPORT)


@pytest.mark.parametrize(
    "unit",
    [
        "公开",
        "申请",
        "其中",
        "均按时",
        "，",
        "行政复议",
        "共计",
        "公开信息1条，",
        "分别为",
        "网站发布信息",
        "增长",
        "一、",
        "(1)",
    ],
)
def test_hostile_lines_cost_linear_time(unit: str) -> None:
    """Four times the text costs about four times the time, whatever words a line repeats."""
    short, long = unit * (8_000 // len(unit)), unit * (32_000 // len(unit))
    costs = []
    for text in (short, long):
        start = time.process_time()
        read_narrative(text, (), (), 2016)
        costs.append(time.process_time() - start)
    assert costs[1] < 12 * costs[0] + 2


def test_cut_and_shuffled_text_does_not_break() -> None:
    """Any slice of a report, and its characters in any order, are read without failure."""
    rng = random.Random(7)
    for _ in range(100):
        start = rng.randrange(len(REPORT))
        piece = REPORT[start : start + rng.randrange(1, 120)]
        for text in (piece, "".join(rng.sample(piece, len(piece)))):
            for fact in _read(text).facts:
                assert text[fact.start : fact.end] == fact.text
                assert fact.low <= fact.high
