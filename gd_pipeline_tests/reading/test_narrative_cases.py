"""Prose to facts over a table of sentences: nothing missed, nothing invented, every span says its number.

The sentences are our own, in the ways in which agencies of all levels write, 2008-2025. A case has a `name`, a `text`,
perhaps a `heading` that stands above it (as 一、heading), the report's `year` (2016 where none is given), the `facts`
that must be read, each [metric, applicant, low, high, label?], and those that a reader may `allow` beside them.
"""

import math
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.reading.narrative import read_narrative
from gd_pipeline.reading.report import Fact
from gd_pipeline.reading.sections import read_sections

CASES = Path(__file__).with_name("narrative_cases")
_LOOSE = str.maketrans("", "", " \u3000\n()（）[]【】“”\"'的类信息、,，/")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_CHINESE = re.compile(r"[零〇○一二三四五六七八九十百千万两几数]")
_SAYS_ZERO = re.compile(r"[0０零〇未没无不免空暂]")
_SAYS_ALL = re.compile(r"[均全都已按期限时]|[（(]为?(?:自然人|公民|个人)")


def _cases() -> list[dict[str, Any]]:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.toml"))]
    return [{"year": 2016} | case for file in files for case in file.get("case", [])]


def _printed(case: dict[str, Any]) -> str:
    heading = case.get("heading")
    return f"一、{heading}\n{case['text']}\n" if heading else f"{case['text']}\n"


def _same(fact: Fact, want: list[Any]) -> bool:
    metric, applicant, low, high, *label = want
    if (fact.metric, fact.applicant) != (metric, applicant):
        return False
    if label and (fact.label or "").translate(_LOOSE) != label[0].translate(_LOOSE):
        return False
    return math.isclose(fact.low, low, rel_tol=1e-9) and math.isclose(fact.high, high, rel_tol=1e-9)


def _says(fact: Fact) -> bool:
    """Whether the fact's span prints its number, or words that stand for it."""
    words = re.sub(r"[\s,，]", "", fact.text.translate(_HALF_WIDTH))
    if fact.low == fact.high == 0:
        return _SAYS_ZERO.search(words) is not None
    if re.search(r"\d", words) is None:
        return _CHINESE.search(words) is not None or _SAYS_ALL.search(words) is not None
    whole = fact.low == fact.high == int(fact.low) and fact.unit != "万元"
    if whole and re.search(r"[十百千万亿]", words) is None:
        return str(abs(int(fact.low))) in words
    return True


def judge(case: dict[str, Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """What is missed, what is wrong and which spans do not say their number."""
    text = _printed(case)
    facts = read_narrative(text, read_sections(text), (), case["year"]).facts
    left, missed = list({(f.metric, f.applicant, f.label, f.low, f.high): f for f in facts}.values()), []
    for want in case["facts"]:
        found = next((fact for fact in left if _same(fact, want)), None)
        if found is None:
            missed.append(want)
        else:
            left.remove(found)
    allowed = case.get("allow", [])
    wrong = [
        (f.metric, f.applicant, f.label, f.low, f.high, f.text)
        for f in left
        if not any(_same(f, want) for want in allowed)
    ]
    silent = [(f.metric, f.text) for f in facts if text[f.start : f.end] != f.text or not _says(f)]
    return missed, wrong, silent


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["name"])
def test_prose_gives_these_facts_and_no_others(case: dict[str, Any]) -> None:
    """The facts of the case are read, and no fact beyond those that it allows."""
    assert judge(case) == ([], [], [])


def test_every_metric_that_prose_may_state_has_three_cases() -> None:
    """The table covers every code whose form is narrative."""
    seen: dict[str, int] = {}
    for case in _cases():
        for metric in {row[0] for row in case["facts"]}:
            seen[metric] = seen.get(metric, 0) + 1
    stated = [code for code, metric in metrics().items() if "narrative" in metric.form]
    assert {code for code in stated if seen.get(code, 0) < 3} == set()
