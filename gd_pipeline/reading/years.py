"""Which year a sentence speaks of: last year's and next year's numbers are no facts of this report."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from gd_pipeline.reading.mentions import Mention

_COMPARED = re.compile(r"(?:较|比|与|同|于|自|从|至|到|和|印发|〔|《)$")
_SINCE = re.compile(
    r"[^，。；,;]{0,9}(?:起|以来|之后)"
    r"|度?(?:结转|转结)[至到入下来的本今年度未办理继续依政府信息公开申请件]{0,12}\d"
)
_REACH = 16
"""So many characters behind a year tell whether it is a beginning."""
_RELATIVE_WORDS = ("上年", "去年", "上一年", "明年", "来年", "下一年")
_STEP = {"本": 0, "今": 0, "上": -1, "去": -1, "明": 1, "来": 1, "下": 1}
_RELATIVE = re.compile(
    r"[上去本今明来下](?<![比较与同超于含和及自转].)(?<![至到入][明来下])(?:(?<=上)一?年度?|(?<=[去今明来])年|(?<=本)年度?|(?<=下)一年度?)(?:同期)?(?![^，。]{0,6}(?:结转|转结|转入|未办|遗留|相比|底|以来|度?考核))"
)


@lru_cache(maxsize=1024)
def _opens_a_clause(left: str, right: str) -> bool:
    """Whether a year between these words is no part of them, and neither compared with nor a beginning."""
    left = left.rstrip(" \u3000")
    if _COMPARED.search(left) or (left and left[-1] not in "，。；,;：:、）)\n" and left[-1].isalnum()):
        return False
    return _SINCE.match(right) is None


class YearFrame:
    """The years that the sentences of a report are about.

    A year governs the numbers after it in its sentence when it opens a clause and is not compared with (较2019年).
    Where the body never names the report's own year, another year there is a slip of the author and governs nothing.
    """

    def __init__(self, text: str, found: Sequence[Mention], report_year: int | None) -> None:
        self._year = report_year
        self._governing: dict[int, list[tuple[int, int]]] = {}
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
            self._governing.setdefault(mention.ordinal, []).append((number.start, int(number.low)))
        if not own:
            self._governing.clear()
        self._said_in_words(text, found)

    def _said_in_words(self, text: str, found: Sequence[Mention]) -> None:
        if self._year is None or not any(word in text for word in _RELATIVE_WORDS):
            return
        for first, last, ordinal in {(*mention.sentence, mention.ordinal) for mention in found if mention.counts}:
            for match in _RELATIVE.finditer(text, first, last):
                year = self._year + _STEP[match[0][0]]
                self._governing.setdefault(ordinal, []).append((match.start(), year))
                self._in_words.add(match.start())
        for governing in self._governing.values():
            governing.sort()

    def other_year(self, mention: Mention) -> str:
        """Why the mention's number is not of the report's year: plan, last_year (in words), other_year; "" if it is."""
        if self._year is None:
            return ""
        governing = self._governing.get(mention.ordinal, [])
        before = bisect_left(governing, (mention.number.start, 0))
        if not before or governing[before - 1][1] == self._year:
            return ""
        at, year = governing[before - 1]
        if year > self._year:
            return "plan"
        return "last_year" if at in self._in_words else "other_year"
