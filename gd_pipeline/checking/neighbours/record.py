"""One report in a few numbers: what its neighbours need to know of it, from a Report or from rows of the warehouse."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from gd_pipeline.checking.case import Key
from gd_pipeline.checking.conflicts import narrower
from gd_pipeline.checking.neighbours.traits import Traits, traits
from gd_pipeline.reading.report import Fact, Report


class YearRecord(NamedTuple):
    """A report as its neighbours see it; fields as in Report.

    `best` holds the fact that counts for each metric and column, `size` is the number of all facts; `replaced` says
    that the file which held the report has held another text since.
    """

    report_id: str
    title: str
    issuer: str | None
    issuer_id: str | None
    issuer_code: str | None
    issuer_level: str | None
    report_year: int
    form: str
    scope_class: str | None = None
    source_tier: str = "official"
    period_start: date | None = None
    period_end: date | None = None
    published_on: date | None = None
    size: int = 0
    replaced: bool = False
    best: Mapping[Key, Fact] = MappingProxyType({})
    traits: Traits = Traits()

    @property
    def place(self) -> str:
        """The lasting identifier of the division that the issuer is or belongs to, "" where it is not known."""
        return (self.issuer_id or "").partition("/")[0]


def record_of(report: Report, text: str, report_id: str) -> YearRecord | None:
    """The record of a report as read, None where its year is not known; `text` is that of its document."""
    if report.report_year is None:
        return None
    return YearRecord(
        report_id=report_id,
        title=report.title,
        issuer=report.issuer,
        issuer_id=report.issuer_id,
        issuer_code=report.issuer_code,
        issuer_level=report.issuer_level,
        report_year=report.report_year,
        form=report.form,
        scope_class=report.scope_class,
        source_tier=report.source_tier,
        period_start=report.period_start,
        period_end=report.period_end,
        published_on=report.published_on,
        size=len(report.facts),
        best=best_facts(report.facts),
        traits=traits(report, text),
    )


def best_facts(facts: Iterable[Fact]) -> dict[Key, Fact]:
    """Of each metric and column the fact in a table, else the one of the widest scope, else the first printed.

    Parts of an open class (with a label) are left out. `facts` hold tables first, then prose, each in reading order.
    """
    found: dict[Key, Fact] = {}
    for fact in facts:
        if fact.label is None:
            key = fact.metric, fact.applicant
            known = found.setdefault(key, fact)
            if known is not fact and known.origin != "table" and narrower(known) and not narrower(fact):
                found[key] = fact
    return found
