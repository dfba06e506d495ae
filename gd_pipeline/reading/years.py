"""Which year a sentence speaks of: last year's and next year's numbers are no facts of this report."""

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.mentions import Mention

_WORDING = wording(ProseWording)
_COMPARED = re.compile(rf"(?:{_WORDING.compared})$")
_PLANNED = re.compile(rf"(?:{_WORDING.planned_in})$")
_SINCE = re.compile(_WORDING.since)
_REACH = 16
"""So many characters behind a year tell whether it is a beginning."""
_STEP = {"本": 0, "今": 0, "上": -1, "去": -1, "明": 1, "来": 1, "下": 1}
_RELATIVE = re.compile(_WORDING.relative_year)


_BRACKET = 40
_YEARS = 8
"""So many years back one is looked for that governs a number."""


def _bracket_end(text: str, start: int) -> int:
    """Where a year loses its hold: behind the bracket that it opens (26件（上年为31件）), else nowhere."""
    if text[start - 1 : start] not in ("（", "("):
        return sys.maxsize
    ends = [end for end in (text.find(mark, start, start + _BRACKET) for mark in "）)") if end >= 0]
    return min(ends, default=sys.maxsize)


@lru_cache(maxsize=1024)
def _opens_a_clause(left: str, right: str) -> bool:
    """Whether a year between these words is no part of them, and neither compared with nor a beginning."""
    left = left.rstrip(" \u3000")
    if _PLANNED.search(left):
        return True
    in_words = (
        left and left[-1] not in "，。；,;：:、）)\n" and left[-1].isalnum() and not left.endswith(_WORDING.among_them)
    )
    if in_words or _COMPARED.search(left):
        return False
    return _SINCE.match(right) is None


class YearFrame:
    """The years that the sentences of a report are about.

    A year governs the numbers after it in its sentence when it opens a clause and is not compared with (较2019年); one
    that opens a bracket governs what stands in it.
    Where the body never names the report's own year, another year there is a slip of the author and governs nothing.
    """

    def __init__(self, text: str, found: Sequence[Mention], report_year: int | None) -> None:
        self._year = report_year
        self._governing: dict[int, list[tuple[int, int, int]]] = {}
        self._in_words: set[int] = set()
        own = False
        for mention in found:
            number = mention.number
            if number.unit not in ("年", "年度") or not 1990 <= number.low <= 2100:
                continue
            left, right = text[max(0, number.start - 3) : number.start], text[number.end : number.end + _REACH]
            if not _opens_a_clause(left, right):
                continue
            own = own or number.low == report_year
            reach = _bracket_end(text, number.start)
            self._governing.setdefault(mention.ordinal, []).append((number.start, int(number.low), reach))
        if not own:
            self._governing.clear()
        self._said_in_words(text, found)

    def _said_in_words(self, text: str, found: Sequence[Mention]) -> None:
        if self._year is None or not any(word in text for word in _WORDING.relative_years):
            return
        for first, last, ordinal in {(*mention.sentence, mention.ordinal) for mention in found if mention.counts}:
            for match in _RELATIVE.finditer(text, first, last):
                year = self._year + _STEP[match[0][0]]
                reach = _bracket_end(text, match.start())
                self._governing.setdefault(ordinal, []).append((match.start(), year, reach))
                self._in_words.add(match.start())
        for governing in self._governing.values():
            governing.sort()

    def other_year(self, mention: Mention) -> str:
        """Why the mention's number is not of the report's year: plan, last_year (in words), other_year; "" if it is."""
        if self._year is None:
            return ""
        governing = self._governing.get(mention.ordinal, [])
        start = mention.number.start
        before = bisect_left(governing, (start, 0, 0))
        said = next((one for one in reversed(governing[max(0, before - _YEARS) : before]) if start < one[2]), None)
        if said is None or said[1] == self._year:
            return ""
        at, year, _ = said
        if year > self._year:
            return "plan"
        return "last_year" if at in self._in_words else "other_year"
