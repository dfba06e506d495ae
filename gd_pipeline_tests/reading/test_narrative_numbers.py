"""A fact follows its number: the cases of test_narrative_cases.py with one number printed in another form."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gd_pipeline_tests.reading.test_narrative_cases import _cases, judge

Form = tuple[str, float, float]
FORMS: dict[str, Callable[[int], Form]] = {
    "another number": lambda _: ("7316", 7316, 7316),
    "thousands separated": lambda _: ("7,316", 7316, 7316),
    "blanks inside": lambda _: ("7 3 1 6", 7316, 7316),
    "余": lambda _: ("350余", 350, 360),
    "多": lambda _: ("120多", 120, 130),
    "a decimal before 万": lambda _: ("1.26万", 12550, 12650),
    "万余": lambda _: ("3.5万余", 35000, 36000),
}


def _printed_otherwise(case: dict[str, Any], form: Callable[[int], Form]) -> Iterator[dict[str, Any]]:
    """The case once for each whole number of its facts that its text prints once, before a unit."""
    for row in case["facts"]:
        metric, applicant, low, high, *label = row
        if low != high or low != int(low) or low <= 0 or sum(other[2] == low for other in case["facts"]) > 1:
            continue
        places = list(
            re.finditer(rf"(?<![\d.,，〔])(?<!\d )(?<=[^\n]){int(low)}(?=[件条次篇个期份场名人宗项起])", case["text"])
        )
        if len(places) != 1:
            continue
        words, new_low, new_high = form(int(low))
        text = case["text"][: places[0].start()] + words + case["text"][places[0].end() :]
        facts = [other for other in case["facts"] if other is not row] + [
            [metric, applicant, new_low, new_high, *label]
        ]
        follows = [[r[0], r[1], new_low, new_high, *r[4:]] for r in case.get("allow", []) if r[2] == low]
        yield case | {"text": text, "facts": facts, "allow": case.get("allow", []) + follows}


def _failing(form: str, cases: list[dict[str, Any]]) -> tuple[int, list[str]]:
    changed = [other for case in cases for other in _printed_otherwise(case, FORMS[form])]
    return len(changed), [case["text"] for case in changed if any(judge(case)[:2])]


@pytest.mark.parametrize("form", FORMS)
def test_the_fact_follows_its_number(form: str) -> None:
    """Every sixth case, all numbers of it."""
    count, failing = _failing(form, _cases()[::6])
    assert count > 100
    assert failing == []


@pytest.mark.full
@pytest.mark.parametrize("form", FORMS)
def test_the_fact_follows_its_number_in_every_case(form: str) -> None:
    """All cases, all numbers."""
    assert _failing(form, _cases())[1] == []
