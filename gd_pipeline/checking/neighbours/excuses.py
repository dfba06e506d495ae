"""Legitimate reasons why two reports need not fit (domain notes §2.6), the surest first."""

from collections.abc import Iterator

from gd_pipeline.catalog.rules_neighbours import Excuse, neighbours
from gd_pipeline.checking.conflicts import narrower
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.reading.report import Fact

_WITH_CARRY = ("2019", "2021")


def excuse(
    family: str, record: YearRecord, other: YearRecord, facts: tuple[Fact, ...] = (), below: bool = False
) -> Excuse | None:
    """Why two reports may differ in the numbers of a family of rules, or None.

    Args:
        family: of the rule that does not hold.
        record: the report that is checked.
        other: its neighbour.
        facts: the numbers at odds.
        below: whether the number is lower than expected.
    """
    known = neighbours().excuses
    for code in _given(family, record, other, facts):
        reason = known[code]
        fits = not reason.years or record.report_year in reason.years
        fits = fits and (not reason.levels or record.issuer_level in reason.levels)
        if fits and family in reason.families and (below or reason.side == "any"):
            return reason
    return None


def _given(family: str, record: YearRecord, other: YearRecord, facts: tuple[Fact, ...]) -> Iterator[str]:
    if other_scope(record, other) or any(narrower(fact) for fact in facts):
        yield "scope"
    if other.report_year < record.report_year and _new_form(family, record, other):
        yield "form"
    if part_year(record) or part_year(other):
        yield "part_year"
    if record.issuer != other.issuer and record.issuer_id == other.issuer_id:
        yield "reform"
    yield from record.traits.grounds
    yield from other.traits.grounds


def other_scope(record: YearRecord, other: YearRecord) -> bool:
    """True if one report sums up those below its issuer and the other does not; a town has none below it."""
    known = None not in (record.scope_class, other.scope_class) and record.issuer_level != "town"
    return known and record.scope_class != other.scope_class


def _new_form(family: str, record: YearRecord, other: YearRecord) -> bool:
    """True in the first year of a form that prints what the one before did not: carry since 2019, stock by form."""
    if family == "stock":
        return record.form != other.form
    return record.form in _WITH_CARRY and other.form not in _WITH_CARRY


def part_year(record: YearRecord) -> bool:
    """True for a report whose printed period is shorter than its year (a body made or merged in the year)."""
    start, end = record.period_start, record.period_end
    if start is None or end is None or not start.year == end.year == record.report_year:
        return False
    return (start.month, start.day, end.month, end.day) != (1, 1, 12, 31)
