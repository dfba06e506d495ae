"""What a number can be: a count is whole and not negative, a fee is small (domain notes E14-17, T3-04, T2-06)."""

import re
from collections.abc import Iterator

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number
from gd_pipeline.reading.report import Fact, Leftover

_NO_COUNT = frozenset(("%", "万元"))
_NO_COUNTED = "not_a_count"
_NEGATIVE = re.compile(r"\s{0,4}[-－−][0-9]{1,7}\s{0,4}")
_SIGNED = ".items_change"
_BELOW = ("county", "town", "department")


def whole_counts(case: Case) -> Iterator[Outcome]:
    """A finding for every fact that counts things and is no whole number, and for every number below 0."""
    odd = [f for f in case.report.facts if (f.low < 0 or f.low % 1) and _odd(f.metric, f.unit, f.low)]
    below = [left for left in case.report.leftovers if _is_below_zero(case, left)]
    for left in below:
        text = f"表格中写作 {left.text.strip()}，计数应是不小于 0 的整数"
        yield Outcome("bound.count", "violated", text, spans=((left.start, left.end),), about=left.text.strip())
    if case.report.facts and not odd and not below:
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


def _is_below_zero(case: Case, left: Leftover) -> bool:
    """True for a number of a table that was no count to the reader because of its sign."""
    return left.reason == _NO_COUNTED and _NEGATIVE.fullmatch(left.text) is not None and case.in_table(left.start)


def fees(case: Case) -> Iterator[Outcome]:
    """More than 10,000 yuan an application: the amount is in 元, or a 万 too much."""
    received, collected = (_first(case, metric) for metric in ("requests.received", "fees.collected"))
    if received is None or collected is None or received.low <= 0:
        return
    odd = collected.low > received.high
    yield Outcome(
        "plausibility.fees",
        "violated" if odd else "holds",
        message=f"申请 {number(received.low)} 件而收取费用 {number(collected.low)} 万元，每件超过一万元" if odd else "",
        metrics=("fees.collected", "requests.received"),
        stated=(collected.low, collected.high),
        expected=(0.0, received.high),
        formula=f"{number(collected.low)} <= {number(received.high)}",
        operands=(collected, received),
        suggestion="核对单位（元与万元）" if odd else None,
    )


def regulations(case: Case) -> Iterator[Outcome]:
    """Counties, towns and their departments make no 规章."""
    report = case.report
    below = report.issuer_level in _BELOW and report.issuer_code is not None and not report.issuer_code.endswith("00")
    cells = [fact for (metric, _), fact in case.table.items() if metric.startswith("regulations.")] if below else []
    some = [fact for fact in cells if fact.low > 0]
    if cells and not some:
        yield Outcome("plausibility.regulations", "holds")
    if some:
        yield Outcome(
            "plausibility.regulations",
            "violated",
            message=f"县级以下单位没有规章制定权，而{named(some[0].metric)}写作 {number(some[0].low)}",
            metrics=tuple(fact.metric for fact in some),
            stated=(some[0].low, some[0].high),
            expected=(0.0, 0.0),
            formula=f"{number(some[0].low)} = 0",
            operands=tuple(some),
            suggestion="核对是否把规范性文件或其他文件计入了规章",
        )


def _first(case: Case, metric: str) -> Fact | None:
    return case.table.get((metric, "total")) or next(iter(case.prose_by.get((metric, "total"), ())), None)


def _odd(metric: str, unit: str, low: float) -> bool:
    if unit in _NO_COUNT:
        return low < 0 and metric in metrics() and unit == "万元"
    return low != int(low) or (low < 0 and not metric.endswith(_SIGNED))
