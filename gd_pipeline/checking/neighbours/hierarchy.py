"""Those below a government against the report in which it says that it sums them up (domain notes XI-01, XI-02)."""

from collections.abc import Iterator

from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.case import value
from gd_pipeline.checking.intervals import exceeds, total
from gd_pipeline.checking.neighbours.excuses import excuse
from gd_pipeline.checking.neighbours.neighbourhood import Neighbourhood
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.neighbours.verdict import Beside, Compared, excused
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number, shown
from gd_pipeline.reading.report import Fact

_TOTAL = "total"
_SHOWN = 12


def member(around: Neighbourhood) -> Iterator[Compared]:
    """What a department or town counts is no more than its government, which says it sums it up."""
    if around.whole is None:
        return
    for metric in neighbours().additive:
        part, whole = around.record.best.get((metric, _TOTAL)), around.whole.best.get((metric, _TOTAL))
        if part is not None and whole is not None:
            yield _member(around.record, part, around.whole, whole)


def _member(record: YearRecord, part: Fact, government: YearRecord, whole: Fact) -> Compared:
    over = exceeds(value(part), value(whole))
    outcome = Outcome(
        "hierarchy.member",
        "violated" if over else "holds",
        metrics=(part.metric,),
        stated=(part.low, part.high),
        expected=(0.0, whole.high),
        formula=f"{shown(value(part))} <= {shown(value(whole))}",
    )
    if not over:
        return Compared(outcome)
    text = f"{named(part.metric)} {shown(value(part))} 大于汇总它的{government.issuer}报告的 {shown(value(whole))}"
    outcome = outcome._replace(message=f"{text}，超出 {number(part.low - whole.high)}", operands=(part,))
    reason = excuse("hierarchy", record, government)
    return excused(Compared(outcome, (Beside("whole", government, whole),)), reason)


def members(around: Neighbourhood) -> Iterator[Compared]:
    """What all reports below a government count together is no more than what it says they count."""
    for metric in neighbours().additive if len(around.members) > 1 else ():
        whole = around.record.best.get((metric, _TOTAL))
        parts = [
            Beside("member", one, fact)
            for one in around.members
            if (fact := one.best.get((metric, _TOTAL))) is not None
        ]
        if whole is not None and len(parts) > 1:
            yield _members(around.record, whole, parts)


def _members(government: YearRecord, whole: Fact, parts: list[Beside]) -> Compared:
    together = total(value(part.fact) for part in parts)
    over = exceeds(together, value(whole))
    outcome = Outcome(
        "hierarchy.sum",
        "violated" if over else "holds",
        metrics=(whole.metric,),
        stated=(whole.low, whole.high),
        expected=together,
        formula=f"{shown(together)} <= {shown(value(whole))}",
    )
    if not over:
        return Compared(outcome)
    text = f"{named(whole.metric)}写作 {shown(value(whole))}，少于已公布报告的 {len(parts)} 个下属单位之和 "
    outcome = outcome._replace(message=text + shown(together), operands=(whole,))
    largest = sorted(parts, key=lambda part: (-part.fact.low, part.record.report_id))[:_SHOWN]
    return excused(Compared(outcome, tuple(largest)), excuse("hierarchy", government, government))
