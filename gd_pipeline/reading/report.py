"""What reading hands on: a Report with its facts, and everything seen on the way that a check or a person may need.

All offsets count Unicode code points of the document's cleaned text, half open.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gd_pipeline.intake.document import Quarantine

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`text[start:end]` prints `text[of_start:of_end]` again; it is read once, at the first place."""

    start: int
    end: int
    of_start: int
    of_end: int
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it up to the next heading of its level or above.

    `section` is a slot of the forms (overview, proactive, requests, fees, review_litigation, problems, other,
    statistics, preface, response, …) inherited from the parent where the heading itself names none; `level` counts
    from 1 (一、) over 2 (（一）) and 3 (1.) to 4 ((1)); `number` is the numeral's value, `numeral` as printed.
    `heading_end` is where the heading's own words end.
    """

    section: str
    level: int
    heading: str
    start: int
    end: int
    numeral: str = ""
    number: int | None = None
    heading_end: int = 0


class Quantity(NamedTuple):
    """A number printed in prose, read as a closed interval, whether or not a metric was found for it.

    `unit` is the printed unit ("条", "%", "万元", "" where none); `decimals` the digits printed after the point;
    `noun` the words that say what is counted (the label zone left of it, without separators); `sentence` and
    `clause` number its place, so that a check can see what stands together.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str
    hedge: str | None
    decimals: int
    noun: str
    sentence: int
    clause: int


class Fact(NamedTuple):
    """One number that the report states under one metric code, in the metric's unit (see the contract)."""

    metric: str
    applicant: str
    label: str | None
    low: float
    high: float
    unit: str
    hedge: str | None
    scope: str | None
    origin: str
    section: str
    start: int
    end: int
    text: str
    page: int | None = None


class Blank(NamedTuple):
    """A statutory cell that prints no number; `mark` is what stands there ("", "-", "—", "/", "无")."""

    metric: str
    applicant: str
    mark: str
    start: int
    end: int


class Leftover(NamedTuple):
    """A number that was seen and gave no fact, with a reason code (no_code, not_a_count, ambiguous, …).

    `metric` is what a number of another year counts, "" where that is not known.
    """

    start: int
    end: int
    text: str
    reason: str
    metric: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that the document prints.

    `role`: published, signed, filled, created, updated, url, index, as_of or other.
    """

    role: str
    value: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something reading noticed that a check turns into a finding: a repaired date, an unread table, lost rows."""

    kind: str
    detail: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report, as read. `facts` hold tables first, then prose, each in reading order."""

    title: str
    issuer: str | None
    issuer_id: str | None
    issuer_code: str | None
    issuer_level: str | None
    report_year: int | None
    form: str
    period_start: date | None
    period_end: date | None
    published_on: date | None
    period_span: Span | None = None
    scope_class: str | None = None
    source_tier: str = "official"
    repeated: tuple[Repeat, ...] = ()
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    blanks: tuple[Blank, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    dates: tuple[PrintedDate, ...] = ()
    notes: tuple[Note, ...] = ()
    table_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document gave: its reports, or the reason why it gives none."""

    reports: tuple[Report, ...]
    quarantine: Quarantine | None = None
