"""A report laid open for its checks: its facts by metric, column and origin, indexed once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.intervals import Interval, binding
from gd_pipeline.reading.report import Blank, Fact, Quantity, Report

Key = tuple[str, str]
"""Metric and applicant."""
PERCENT = frozenset(("%", "％", "﹪"))
_PLACE = attrgetter("start", "end")


@dataclass(frozen=True, slots=True)
class Case:
    """One report under examination, with the text that its offsets count in.

    `table` holds the first fact of each cell, `exact` the numbers of those without a hedge; `prose` is in reading order
    and holds a number once for each metric it was read as, `at` its facts by where they start; `counts` are the
    quantities of prose that are no percentages, `shares` those that are.
    """

    report: Report
    text: str
    table: Mapping[Key, Fact]
    exact: Mapping[Key, float]
    blanks: Mapping[Key, Blank]
    prose: tuple[Fact, ...]
    prose_by: Mapping[Key, tuple[Fact, ...]]
    counts: tuple[Quantity, ...]
    shares: tuple[Quantity, ...]
    at: Mapping[int, Fact]

    @property
    def year(self) -> int | None:
        """The report year."""
        return self.report.report_year

    def in_table(self, offset: int) -> bool:
        """True if the offset is within a printed table."""
        return any(start <= offset < end for start, end in self.report.table_spans)

    def torn(self, item: Fact | Quantity) -> bool:
        """True if a line ends inside a number of prose or right beside it: a part of it may stand on that line.

        Text from pages has a page number there (无法提供 4 / 21件, 二十2 / 六条), or half a numeral (四 / 十八条).
        """
        before = self.text[max(0, item.start - 2) : item.start].rstrip(" \u3000")
        ends_open = item.text[-1:].isdecimal() and self.text[item.end : item.end + 1] == "\n"
        return "\n" in item.text.strip() or before.endswith("\n") or ends_open

    def same_sentence(self, start: int, end: int) -> bool:
        """True if no sentence ends in `text[start:end]`."""
        return self.text.find("。", start, end) < 0

    def same_passage(self, start: int, end: int, sentences: int) -> bool:
        """True if at most `sentences` sentences end in `text[start:end]`, a blank line counting as an end."""
        return self.text.count("。", start, end) + self.text.count("\n\n", start, end) <= sentences


def open_case(report: Report, text: str) -> Case:
    """The report with its facts indexed; `text` is the cleaned text of its document."""
    table: dict[Key, Fact] = {}
    exact: dict[Key, float] = {}
    prose: list[Fact] = []
    for fact in report.facts:
        if fact.origin != "table":
            prose.append(fact)
            continue
        key = fact[:2]
        if key in table:
            continue
        table[key] = fact
        if fact.hedge is None and fact.low == fact.high:
            exact[key] = fact.low
    prose.sort(key=_PLACE)
    counts: list[Quantity] = []
    shares: list[Quantity] = []
    for quantity in report.quantities:
        (shares if quantity.unit in PERCENT else counts).append(quantity)
    return Case(
        report=report,
        text=text,
        table=table,
        exact=exact,
        blanks={(blank.metric, blank.applicant): blank for blank in report.blanks},
        prose=tuple(prose),
        prose_by=_grouped(prose),
        counts=tuple(counts),
        shares=tuple(shares),
        at={fact.start: fact for fact in reversed(prose)},
    )


def _grouped(facts: Iterable[Fact]) -> dict[Key, tuple[Fact, ...]]:
    grouped: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[fact.metric, fact.applicant].append(fact)
    return {key: tuple(group) for key, group in grouped.items()}


def value(item: Fact | Quantity) -> Interval:
    """What a check may hold the number to."""
    return (item.low, item.high) if item.hedge is None else binding(item.low, item.high, item.hedge)


def own(scope: str | None) -> str | None:
    """The printed scope, or None where it is the issuer itself (我局, 本机关)."""
    return None if scope is None or scope.startswith(phrases().own_scope) else scope


def distinct(facts: Iterable[Fact]) -> list[Fact]:
    """The facts without those that print the same value again."""
    seen: dict[tuple[float, float], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.low, fact.high), fact)
    return list(seen.values())
