"""All rules evaluated on a report, and which of their verdicts a person has to see."""

from collections.abc import Callable, Iterable, Iterator

from gd_pipeline.catalog.rules import FAMILIES, SEVERITIES
from gd_pipeline.checking.behind import totals_behind
from gd_pipeline.checking.bounds import answered, part_in_whole, prose_bounds
from gd_pipeline.checking.calendar_days import calendar_days
from gd_pipeline.checking.case import Case, open_case
from gd_pipeline.checking.cells import mended
from gd_pipeline.checking.citations import citations
from gd_pipeline.checking.complete import with_reason
from gd_pipeline.checking.concluded import concluded
from gd_pipeline.checking.conflicts import prose_against_prose, prose_against_table
from gd_pipeline.checking.corrections import corrections
from gd_pipeline.checking.counts import fees, regulations, whole_counts
from gd_pipeline.checking.dates import period, published
from gd_pipeline.checking.disposition import disposition
from gd_pipeline.checking.enumerated import enumerated
from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.form_due import form_due
from gd_pipeline.checking.growth import direction, growth_of_requests, growth_of_two
from gd_pipeline.checking.headings import announced_parts, headings
from gd_pipeline.checking.increases import increases
from gd_pipeline.checking.lists import enumerations
from gd_pipeline.checking.nouns import nouns
from gd_pipeline.checking.other_names import other_names
from gd_pipeline.checking.percentages import attached
from gd_pipeline.checking.persons import persons
from gd_pipeline.checking.products import products
from gd_pipeline.checking.rates import closed_with_carry, over_100, rates
from gd_pipeline.checking.reductions import reductions
from gd_pipeline.checking.repetition import repeated_body, repeated_paragraph
from gd_pipeline.checking.residue import residue
from gd_pipeline.checking.shares import weigh_shares
from gd_pipeline.checking.structure import blank_outcomes, blank_totals, lost_tables
from gd_pipeline.checking.sums import weigh_lists
from gd_pipeline.checking.tables import weigh_tables
from gd_pipeline.checking.upheld import all_upheld
from gd_pipeline.checking.verdicts import FOUND, Outcome, check_of, keep, plain_check, registered
from gd_pipeline.checking.years_left import years_left
from gd_pipeline.checking.years_named import years_named, years_printed
from gd_pipeline.reading.report import Report

Family = Callable[[Case], Iterable[Outcome]]


def _tables(case: Case) -> list[Outcome]:
    return mended(case, list(weigh_tables(case)))


def _lists(case: Case) -> Iterator[Outcome]:
    """Everything that hangs on which printed parts belong to which printed whole."""
    shares = attached(case)
    lists = [with_reason(case, enumeration, shares) for enumeration in enumerations(case)]
    yield from weigh_lists(case, lists)
    yield from part_in_whole(case, lists)
    yield from weigh_shares(case, lists, shares)


_RULES: tuple[Family, ...] = (
    _tables,
    _lists,
    disposition,
    persons,
    enumerated,
    totals_behind,
    concluded,
    prose_bounds,
    answered,
    whole_counts,
    fees,
    regulations,
    rates,
    over_100,
    reductions,
    closed_with_carry,
    growth_of_requests,
    growth_of_two,
    direction,
    increases,
    products,
    period,
    years_named,
    years_printed,
    years_left,
    calendar_days,
    published,
    repeated_body,
    repeated_paragraph,
    prose_against_table,
    prose_against_prose,
    all_upheld,
    nouns,
    headings,
    announced_parts,
    lost_tables,
    form_due,
    blank_totals,
    blank_outcomes,
    citations,
    residue,
    other_names,
    corrections,
)


def check_report(report: Report, text: str) -> tuple[Check, ...]:
    """Every rule evaluated on a report, with its verdict; what a report has wrong twice alike is one finding.

    Args:
        report: as read.
        text: the cleaned text of its document, in which all its offsets count.
    """
    case = open_case(report, text)
    checks: dict[object, Check] = {}
    known = registered()
    for rule in _RULES:
        for outcome in rule(case):
            if outcome.verdict in FOUND:
                keep(checks, check_of(case, outcome))
            else:
                checks[len(checks)] = plain_check(outcome, *known[outcome.rule])
    return tuple(checks.values())


def findings(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The violated and explained ones: errors first, then by family as the contract lists them, then by place."""
    found = [check for check in checks if check.verdict in FOUND]
    return tuple(sorted(found, key=_order))


def _order(check: Check) -> tuple[int, int, int, str, str]:
    place = check.evidence[0].start if check.evidence else 0
    severity, family = SEVERITIES.index(check.severity), FAMILIES.index(check.family)
    return severity, family, place, check.rule, check.fingerprint
