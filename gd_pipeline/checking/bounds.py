"""Parts of prose within their wholes (domain notes §2.8.10)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gd_pipeline.catalog.identities import Equation, Slot, equations
from gd_pipeline.catalog.rules import SEVERITY
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, distinct, value
from gd_pipeline.checking.intervals import exceeds, total
from gd_pipeline.checking.lists import Enumeration
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, number, shown
from gd_pipeline.reading.report import Fact

_RECEIVED, _ANSWERED = "requests.received", ("outcome.total", "requests.closed", "requests.closed.on_time")
_AROUND = 80


def prose_bounds(case: Case) -> Iterator[Outcome]:
    """The bounds of identities.csv among numbers of prose that the report states once, of one scope."""
    for equation in _bounds(case.report.form):
        part = _once(case, equation.left[0])
        if part is None:
            continue
        wholes = [whole for slot in equation.right if (whole := _once(case, slot)) and _like(whole, part, equation)]
        if wholes:
            yield _within(equation, part, wholes)


def answered(case: Case) -> Iterator[Outcome]:
    """More replies than applications, unless the text knows of others to answer, or of several answers to one."""
    received = _once(case, ((_RECEIVED,),))
    if received is None:
        return
    for metric in _ANSWERED:
        fact = _once(case, ((metric,),))
        if fact is not None and fact.scope == received.scope and _of_the_same(case, fact, received):
            outcome = _bounded("bound.answered", "info", fact, (received,))
            if outcome.verdict == "holds" or not any(word in case.text for word in phrases().answered_more):
                yield outcome


def _of_the_same(case: Case, answers: Fact, received: Fact) -> bool:
    """True for another number, of the same unit, whose passage names no other year (but to compare with it)."""
    around = case.text[max(0, answers.start - _AROUND) : answers.end + _AROUND]
    elsewhere = any(found[1] is None or int(found[1]) != case.year for found in _other_year().finditer(around))
    return answers.start != received.start and answers.text[-1:] == received.text[-1:] and not elsewhere


@lru_cache(maxsize=1)
def _other_year() -> re.Pattern[str]:
    return re.compile(rf"(?<![比较与])(?:(20\d\d) ?年|{'|'.join(phrases().year_before)})")


@lru_cache(maxsize=8)
def _bounds(form: str) -> tuple[Equation, ...]:
    return tuple(e for e in equations(form, "narrative") if e.relation == "<=" and e.left)


def _once(case: Case, slot: Slot) -> Fact | None:
    """The number of a metric that prose states with one value."""
    facts = case.prose_by.get((slot[0][0], "total"), ())
    if len(facts) > 1:
        facts = tuple(distinct(facts))
    return facts[0] if len(facts) == 1 else None


def _like(whole: Fact, part: Fact, equation: Equation) -> bool:
    """True for another number of the same scope; one of several may also leave its scope to that of the passage."""
    scope = whole.scope == part.scope or (len(equation.right) > 1 and whole.scope is None)
    return scope and whole.start != part.start


def _within(equation: Equation, part: Fact, wholes: Sequence[Fact]) -> Outcome:
    """The number against its whole, or against all that could make it up: some of these do where they are enough."""
    outcome = _bounded(equation.identity.rule, SEVERITY[equation.identity.severity], part, wholes)
    if outcome.verdict == "violated" and len(wholes) < len(equation.right):
        return Outcome(outcome.rule, "not_assessable", metrics=(part.metric,), stated=(part.low, part.high))
    return outcome


def part_in_whole(case: Case, lists: Sequence[Enumeration]) -> Iterator[Outcome]:
    """A single 其中 within its whole."""
    for enumeration in lists:
        whole, part = enumeration.whole, enumeration.parts[0]
        between = case.text[whole.end : part.start]
        if len(enumeration.parts) == 1 and any(word in between for word in phrases().nested):
            yield _bounded("bound.part", "warning", part, (whole,))


def _bounded(rule: str, severity: str, part: Fact, wholes: Sequence[Fact]) -> Outcome:
    metrics = tuple(dict.fromkeys((part.metric, *(whole.metric for whole in wholes))))
    bound, stated = total(value(whole) for whole in wholes), (part.low, part.high)
    expected = (0.0, sum(whole.high for whole in wholes))
    if not exceeds(value(part), bound):
        return Outcome(rule, "holds", "", severity, metrics, None, stated, expected)
    name = named(part.metric, part.applicant, part.label)
    names = "、".join(named(whole.metric) for whole in wholes)
    text = f"{name} {shown(value(part))} 大于{names} {added([value(whole) for whole in wholes])}"
    return Outcome(
        rule,
        "violated",
        message=f"{text}，超出 {number(part.low - bound[1])}",
        severity=severity,
        metrics=metrics,
        stated=stated,
        expected=expected,
        formula=f"{shown(value(part))} <= {added([value(whole) for whole in wholes])}",
        operands=(part, *wholes),
    )
