"""Parts of prose within their wholes (domain notes §2.8.10)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.identities import Equation, equations
from gd_pipeline.catalog.rules import SEVERITY
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, distinct, value
from gd_pipeline.checking.intervals import exceeds
from gd_pipeline.checking.lists import Enumeration
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number, shown
from gd_pipeline.reading.report import Fact


def prose_bounds(case: Case) -> Iterator[Outcome]:
    """The bounds of identities.csv among numbers of prose that the report states once, of one scope."""
    for equation in equations(case.report.form, "narrative"):
        if equation.relation == "<=" and (pair := _pair(case, equation)):
            yield _bounded(equation.identity.rule, SEVERITY[equation.identity.severity], *pair)


def _pair(case: Case, equation: Equation) -> tuple[Fact, Fact] | None:
    found = []
    for side in (equation.left, equation.right):
        facts = distinct(case.prose_by.get((side[0][0][0], "total"), ()))
        if len(facts) != 1:
            return None
        found.append(facts[0])
    return (found[0], found[1]) if found[0].scope == found[1].scope else None


def part_in_whole(case: Case, lists: Sequence[Enumeration]) -> Iterator[Outcome]:
    """A single 其中 within its whole."""
    for enumeration in lists:
        whole, part = enumeration.whole, enumeration.parts[0]
        between = case.text[whole.end : part.start]
        if len(enumeration.parts) == 1 and any(word in between for word in phrases().nested):
            yield _bounded("bound.part", "warning", part, whole)


def _bounded(rule: str, severity: str, part: Fact, whole: Fact) -> Outcome:
    metrics, stated, expected = (part.metric, whole.metric), (part.low, part.high), (0.0, whole.high)
    if not exceeds(value(part), value(whole)):
        return Outcome(rule, "holds", "", severity, tuple(dict.fromkeys(metrics)), None, stated, expected)
    name = named(part.metric, part.applicant, part.label)
    text = f"{name} {shown(value(part))} 大于{named(whole.metric)} {shown(value(whole))}"
    return Outcome(
        rule,
        "violated",
        message=f"{text}，超出 {number(part.low - whole.high)}",
        severity=severity,
        metrics=tuple(dict.fromkeys(metrics)),
        stated=stated,
        expected=expected,
        formula=f"{shown(value(part))} <= {shown(value(whole))}",
        operands=(part, whole),
    )
