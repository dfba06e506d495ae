"""What is true of a report: who reports, when, and every value; the printed page is made from it alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

Key = tuple[str, str]
"""Metric code and applicant (`total` where the metric has no applicants)."""

Number = int | float
Values = Mapping[Key, Number]

TOTAL = "total"
FORMS = ("narrative", "2014", "2019", "2021")
LEVELS = ("province", "prefecture", "county", "town", "department")
YEARS = {"narrative": (2008, 2018), "2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, 2025)}
"""First and last report year of each form (domain.md §1.0)."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who reports. `name` is its own name, `full` with the division above it, `code` the GB/T 2260 code of its place.

    `we` is how it speaks of itself (我市), `scope` what it reports on (全市), `office` who compiles the report.
    """

    name: str
    full: str
    code: str
    level: str
    we: str
    scope: str
    office: str


@dataclass(frozen=True, slots=True)
class Part:
    """A value of an open class: the printed label says what is counted."""

    metric: str
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Truth:
    """One report's true values, in the metrics' units (万元, %, …), keyed by metric and applicant.

    `values` holds all of them, also those that a form does not print as a table; codes that begin with `row.` are
    rows without a metric. `variants` names legitimate oddities of the form: `single_other` (a 2021 report whose table
    3 has 2019's one row 其他处理), `provincial` (a narrative report with the older statistics table), `since_may`
    (2008, from the day the Regulation came into force). `misprints` are table cells printed with another value.
    """

    seed: str
    form: str
    report_year: int
    issuer: Issuer
    period_start: date
    period_end: date
    published_on: date
    values: Values
    parts: tuple[Part, ...] = ()
    variants: frozenset[str] = frozenset()
    misprints: Values = field(default_factory=lambda: MappingProxyType({}))

    def value(self, metric: str, applicant: str = TOTAL) -> Number:
        """The true value of `metric`; KeyError where the report has none."""
        return self.values[metric, applicant]

    def with_misprint(self, key: Key, printed: Number) -> "Truth":
        """The same report with one table cell printed as another number."""
        return replace(self, misprints=MappingProxyType({**self.misprints, key: printed}))
