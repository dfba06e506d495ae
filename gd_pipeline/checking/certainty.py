"""How certain it is that a list of prose which does not add to its whole is wrong, and not our reading of it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules import SEVERITY, rules
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.complete import fills_partition
from gd_pipeline.checking.intervals import Interval, is_point, meets, total
from gd_pipeline.checking.lists import Enumeration
from gd_pipeline.reading.report import Fact, Quantity

_DUE = ("requests.received", "requests.closed", "outcome.total")
_LIMIT = 16
_BEFORE = 300
_LONGEST = 24
_END = re.compile("。|\n[ \u3000]*\n")
_GOES_ON = re.compile("[；;，,、][^。\n]{0,30}")
_SMALL = 10
"""Numbers below it agree by chance."""


def certainty(case: Case, enumeration: Enumeration) -> str:
    """Error only for an exact, exhaustive list of one kind with one whole, in which every number was understood."""
    facts = (enumeration.whole, *enumeration.parts)
    exact = all(is_point(value(fact)) and not fact.hedge and not case.torn(fact) for fact in facts)
    mixed = len({part.label is None for part in enumeration.parts}) > 1
    if not exact or mixed or not enumeration.exhaustive:
        return "warning"
    if _overlooked(case, enumeration) or _nearer(case, enumeration):
        return "warning"
    equation = fills_partition(case, enumeration)
    if equation is not None:
        return SEVERITY[equation.identity.severity]
    rule = rules().get(f"sum.{enumeration.whole.metric}")
    return rule.severity if rule else "error"


def other_whole(case: Case, enumeration: Enumeration, expected: Interval) -> Fact | Quantity | None:
    """Another printed number that the parts do add to: what was received, or a number before the list."""
    if enumeration.whole.metric in _DUE:
        for metric in _DUE:
            for fact in (*case.prose_by.get((metric, "total"), ())[:_LIMIT], case.table.get((metric, "total"))):
                if fact is not None and meets(value(fact), expected):
                    return fact
    if expected[0] < _SMALL:
        return None
    first = enumeration.parts[0].start
    before = _between(case, min(enumeration.whole.start, first) - _BEFORE, first)
    return next((count for count in before if meets(value(count), expected)), None)


def fuller_list(case: Case, enumeration: Enumeration) -> tuple[Quantity, ...]:
    """The list with the numbers among and beside its parts that are read as other metrics, if so it adds to its whole.

    A list of classes may hold 政策解读9条 or 重点领域信息40条, which have codes of their own.
    """
    parts, stated = enumeration.parts, value(enumeration.whole)
    start = max(case.text.rfind("。", 0, parts[0].start), enumeration.whole.end - 1)
    end = _END.search(case.text, parts[-1].end)
    row = list(_between(case, start, end.start() if end else len(case.text)))[:_LONGEST]
    units = {count.unit for count in row if count.start == parts[0].start}
    alike = [count for count in row if count.unit in units]
    return _adding(alike, parts, stated) or (_adding(row, parts, stated) if len(row) > len(alike) else ())


def _adding(row: list[Quantity], parts: Sequence[Fact], stated: Interval) -> tuple[Quantity, ...]:
    """The first run of the row around the parts that adds to the whole."""
    first = next((i for i, count in enumerate(row) if count.start == parts[0].start), 0)
    last = next((i for i, count in enumerate(row) if count.start == parts[-1].start), len(row) - 1)
    for i in range(first + 1):
        for j in range(last + 1, len(row) + 1):
            if meets(total(value(count) for count in row[i:j]), stated):
                return tuple(row[i:j])
    return ()


def _overlooked(case: Case, enumeration: Enumeration) -> bool:
    """True if a number stands in the list that is none of its parts: it may belong there under another metric."""
    facts = (enumeration.whole, *enumeration.parts)
    spans = [(fact.start, fact.end) for fact in facts]
    among = enumeration.parts[0].start
    inside = _between(case, min(fact.start for fact in facts), max(fact.end for fact in facts))
    others = (count.start for count in inside if count.start > among or count.start not in case.at)
    return any(not any(start <= offset < end for start, end in spans) for offset in others) or _goes_on(
        case, enumeration
    )


def _goes_on(case: Case, enumeration: Enumeration) -> bool:
    """True if another count of the last part's unit follows it in the list, which names no total of its own."""
    last = enumeration.parts[-1]
    at = bisect_left(case.counts, last.start, key=lambda count: count.start)
    if at + 1 >= len(case.counts) or case.counts[at].start != last.start:
        return False
    count, fact = case.counts[at + 1], case.at.get(case.counts[at + 1].start)
    alike = count.unit == case.counts[at].unit and _GOES_ON.fullmatch(case.text, last.end, count.start) is not None
    return alike and (fact is None or fact.metric not in phrases().headlines)


def _nearer(case: Case, enumeration: Enumeration) -> bool:
    """True if a number that could be the whole of all parts stands nearer to them than their whole does."""
    largest = max(part.low for part in enumeration.parts)
    between = _between(case, enumeration.whole.end, enumeration.parts[0].start)
    return any(count.high >= largest and count.high != enumeration.whole.high for count in between)


def _between(case: Case, start: int, end: int) -> Iterator[Quantity]:
    first, last = (bisect_left(case.counts, at, key=lambda count: count.start) for at in (start, end))
    yield from case.counts[first:last]
