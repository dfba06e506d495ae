"""Counts are whole numbers and not negative (domain notes E14-17, T3-04)."""

from collections.abc import Iterator

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number

_NO_COUNT = frozenset(("%", "万元"))
_SIGNED = ".items_change"


def whole_counts(case: Case) -> Iterator[Outcome]:
    """A finding for every fact that counts things and is no whole number, or is below 0."""
    odd = [f for f in case.report.facts if (f.low < 0 or f.low % 1) and _odd(f.metric, f.unit, f.low)]
    if case.report.facts and not odd:
        yield Outcome("bound.count", "holds")
    for fact in odd:
        name = named(fact.metric, fact.applicant, fact.label)
        yield Outcome(
            "bound.count",
            "violated",
            message=f"{name}写作 {number(fact.low)}，计数应是不小于 0 的整数",
            metrics=(fact.metric,),
            applicant=None if fact.applicant == "total" else fact.applicant,
            stated=(fact.low, fact.high),
            operands=(fact,),
        )


def _odd(metric: str, unit: str, low: float) -> bool:
    if unit in _NO_COUNT:
        return low < 0 and metric in metrics() and unit == "万元"
    return low != int(low) or (low < 0 and not metric.endswith(_SIGNED))
