"""What of a report's text its neighbours are compared by: sentences as hashes, its numbers as one, its own reasons."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.neighbours.mentions import Mentions
from gd_pipeline.checking.neighbours.sentences import sketch
from gd_pipeline.reading.report import Fact, Report, Span

_LEAST_NUMBERS, _LEAST_VALUES, _LARGEST = 4, 3, 10
_TEXT_LIMIT = 400_000
_NO_COUNT = ("%", "万元")
_LAST_YEARS = ("last_year", "other_year")


class Recalled(NamedTuple):
    """A number of the year before that this year's report states again, in the metric's unit."""

    metric: str
    low: float
    high: float
    start: int
    end: int
    text: str


class Traits(NamedTuple):
    """What is kept of a report's text.

    `sentences` and `problems` are hashes of the sentences of its prose and of its section on problems, digits left out;
    `numbers` is a hash of what it counts in the year, None where that is too little to tell two reports apart;
    `grounds` are the codes of the excuses that its words name.
    """

    sentences: tuple[int, ...] = ()
    problems: tuple[int, ...] = ()
    numbers: str | None = None
    grounds: tuple[str, ...] = ()
    recalled: tuple[Recalled, ...] = ()


def traits(report: Report, text: str) -> Traits:
    """The traits of a report; `text` is the cleaned text of its document."""
    named = _reasons().of(text)
    return Traits(
        sentences=sketch(_prose(text[:_TEXT_LIMIT], report.table_spans)),
        problems=sketch(text[s.start : s.end] for s in report.sections if s.section == "problems" and s.level == 1),
        numbers=numbers(report.facts),
        grounds=tuple(e.code for e in neighbours().excuses.values() if not named.isdisjoint(e.words)),
        recalled=tuple(_recalled(report, text)),
    )


def numbers(facts: Iterable[Fact]) -> str | None:
    """A hash of what the facts count in the year, without zeros and what is the same every year."""
    steady = neighbours().steady
    counted = {
        (f.metric, f.applicant, f.label or "", f.low, f.high) for f in facts if f.low > 0 and f.metric not in steady
    }
    metrics = {(metric, label) for metric, _, label, _, _ in counted}
    values = {low for _, _, _, low, _ in counted}
    if len(metrics) < _LEAST_NUMBERS or len(values) < _LEAST_VALUES or max(values) < _LARGEST:
        return None
    return sha256(repr(sorted(counted)).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _reasons() -> Mentions:
    """The words that name an excuse."""
    return Mentions({word for excuse in neighbours().excuses.values() for word in excuse.words})


def _prose(text: str, tables: Iterable[Span]) -> Iterable[str]:
    at = 0
    for start, end in sorted(tables):
        yield text[at:start]
        at = max(at, end)
    yield text[at:]


def _recalled(report: Report, text: str) -> Iterable[Recalled]:
    """Numbers of the year before that prose states: 去年收到120件, or 2019年收到120件 in the report of 2020."""
    for left in report.leftovers:
        if not left.metric or left.reason not in _LAST_YEARS or metrics()[left.metric].unit in _NO_COUNT:
            continue
        named = re.findall(r"20\d\d(?=年)", text[max(0, left.start - 60) : left.start])
        number = next((quantity for quantity in report.quantities if quantity.start == left.start), None)
        if number is not None and (left.reason == "last_year" or named[-1:] == [str((report.report_year or 0) - 1)]):
            yield Recalled(left.metric, number.low, number.high, left.start, left.end, left.text)
