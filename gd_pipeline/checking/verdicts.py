"""How a rule's outcome becomes a Check: with formula, message, evidence, and a fingerprint that lasts."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from gd_pipeline.catalog.rules import rules
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.finding import Check, Evidence, Operand
from gd_pipeline.checking.intervals import Interval
from gd_pipeline.checking.slips import unit_slip
from gd_pipeline.reading.report import Fact, Quantity, Span

_EVIDENCE_LIMIT = 200
_UNIT = "相差一万倍，核对单位（元与万元，有无“万”字）"


class Issued(Protocol):
    """Who issued a report, and for which year."""

    @property
    def issuer_code(self) -> str | None: ...  # noqa: D102
    @property
    def issuer(self) -> str | None: ...  # noqa: D102
    @property
    def report_year(self) -> int | None: ...  # noqa: D102


class Outcome(NamedTuple):
    """What a rule found; `check_of` adds what all rules share. `about` tells findings without numbers apart."""

    rule: str
    verdict: str
    message: str = ""
    severity: str | None = None
    metrics: tuple[str, ...] = ()
    applicant: str | None = None
    stated: Interval | None = None
    expected: Interval | None = None
    formula: str = ""
    suggestion: str | None = None
    operands: tuple[Fact | Quantity, ...] = ()
    spans: tuple[Span, ...] = ()
    about: str = ""


_check = partial(tuple.__new__, Check)
outcome_of = partial(tuple.__new__, Outcome)
"""A check or an outcome of a tuple with all its fields: a third of the time of naming them, for all that holds."""

FOUND = frozenset(("violated", "explained"))
"""Verdicts of findings."""


def check_of(case: Case, outcome: Outcome) -> Check:
    """The Check of an outcome. Evidence, operands and fingerprint are made for findings only: that holds needs none."""
    check = plain_check(outcome, *registered()[outcome.rule])
    if outcome.verdict not in FOUND:
        return check
    return check._replace(
        suggestion=suggested(outcome),
        operands=tuple(map(operand, outcome.operands)),
        evidence=evidence(case.text, outcome),
        fingerprint=fingerprint(case.report, outcome),
    )


def plain_check(outcome: Outcome, family: str, most: str, title: str) -> Check:
    """The Check of an outcome of a rule, without evidence, operands and fingerprint.

    Args:
        outcome: what the rule found.
        family: of the rule.
        most: the rule's own severity.
        title: what is said where the outcome has no message.
    """
    rule, verdict, message, severity, metrics, applicant, stated, expected, formula, hint, _, _, _ = outcome
    told = message or title
    severity = severity or most
    given = (rule, family, severity, verdict, metrics, applicant, stated, expected, told, hint, formula, (), (), "")
    return _check(given)


def suggested(outcome: Outcome) -> str | None:
    """The outcome's own suggestion; where the numbers are ten thousand times apart, to look at the unit, too."""
    if outcome.verdict != "violated" or not unit_slip(outcome.stated, outcome.expected):
        return outcome.suggestion
    return "；".join(filter(None, (_UNIT, outcome.suggestion)))


@lru_cache(maxsize=1)
def registered() -> dict[str, tuple[str, str, str]]:
    """Family, severity and Chinese title of each rule."""
    return {code: (rule.family, rule.severity, rule.title_zh) for code, rule in rules().items()}


def operand(item: Fact | Quantity, report: str | None = None) -> Operand:
    """The number as an operand, of another `report` if one is given; one without a metric is named by its noun."""
    if isinstance(item, Fact):
        return Operand(item.metric, item.label, item.low, item.high, item.start, item.end, item.applicant, report)
    return Operand("", item.noun or None, item.low, item.high, item.start, item.end)


def evidence(text: str, outcome: Outcome) -> tuple[Evidence, ...]:
    """The printed places, in reading order, each once: the outcome's spans, or else its operands."""
    spans: Iterable[Span] = outcome.spans or ((item.start, item.end) for item in outcome.operands)
    return tuple(Evidence(a, b, text[a : min(b, a + _EVIDENCE_LIMIT)]) for a, b in sorted(set(spans)))


def fingerprint(report: Issued, outcome: Outcome, others: Iterable[tuple[str, ...]] = ()) -> str:
    """16 hex digits that stay the same while rule, issuer, year, metrics with applicants, and the numbers at odds do.

    Words and places leave no trace in it: a reader that labels the same numbers otherwise gives the same one. `others`
    are the numbers of other reports that took part, each with what tells it apart.
    """
    numbers = [_told_apart(item) for item in outcome.operands]
    key = (
        outcome.rule,
        report.issuer_code,
        report.issuer,
        report.report_year,
        sorted(outcome.metrics),
        outcome.applicant,
        figures(outcome.stated),
        figures(outcome.expected),
        sorted((*numbers, *others)),
        outcome.about,
    )
    return _digest(repr(key))


def figures(interval: Interval | None) -> tuple[str, ...]:
    """The nine leading digits of both ends: 12 and 12.0 are the same."""
    if interval is None:
        return ()
    low, high = interval
    least = f"{low:.9g}"
    return (least, least) if low == high != 0 else (least, f"{high:.9g}")


def keep(checks: dict[object, Check], check: Check) -> None:
    """Add `check` to those of a report by fingerprint; a finding that says what another one says is left out.

    Where only the labels differ (two parts of an open class with the same wrong share), the later one as printed gets a
    fingerprint of its own.
    """
    own, number = check.fingerprint, 1
    if not own:
        checks[len(checks)] = check
        return
    while own in checks and _labels(checks[own]) != _labels(check):
        number += 1
        own = _digest(f"{check.fingerprint} {number}")
    checks.setdefault(own, check._replace(fingerprint=own) if number > 1 else check)


def _labels(check: Check) -> list[str | None]:
    return [each.label for each in check.operands]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _told_apart(item: Fact | Quantity) -> tuple[str, ...]:
    numbers = figures((item.low, item.high))
    return (*numbers, item.metric, item.applicant) if isinstance(item, Fact) else numbers
