"""Which year a sentence speaks of: last year's and next year's numbers are no facts of this report."""

import re
from collections.abc import Sequence

from gd_pipeline.reading.mentions import Mention

_COMPARED = re.compile(r"(?:较|比|与|同|于|自|从|至|到|和|印发|〔|《)$")
_SINCE = re.compile(r"[^，。；,;]{0,9}(?:起|以来|之后)")


class YearFrame:
    """The years that the sentences of a report are about.

    A year governs the numbers after it in its sentence when it opens a clause and is not compared with (较2019年).
    Where the body never names the report's own year, another year there is a slip of the author and governs nothing.
    """

    def __init__(self, text: str, found: Sequence[Mention], report_year: int | None) -> None:
        self._year = report_year
        self._governing: dict[int, list[tuple[int, int]]] = {}
        own = False
        for mention in found:
            number = mention.number
            if number.unit not in ("年", "年度") or not 1990 <= number.low <= 2100:
                continue
            left = text[max(0, number.start - 3) : number.start].rstrip(" \u3000")
            if _COMPARED.search(left) or (left and left[-1] not in "，。；,;：:、）)\n" and left[-1].isalnum()):
                continue
            if _SINCE.match(text, number.end):
                continue
            own = own or number.low == report_year
            self._governing.setdefault(mention.ordinal, []).append((number.start, int(number.low)))
        if not own:
            self._governing.clear()

    def other_year(self, mention: Mention) -> str:
        """Whether the mention's number is of an earlier year ("other_year"), a later one ("plan") or neither ("")."""
        if self._year is None:
            return ""
        years = [year for at, year in self._governing.get(mention.ordinal, ()) if at < mention.number.start]
        if not years or years[-1] == self._year:
            return ""
        return "plan" if years[-1] > self._year else "other_year"
