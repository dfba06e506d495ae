"""Which of several columns of a statistics table holds the number of the year and of the whole issuer."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.forms import normal_label
from gd_pipeline.catalog.forms_words import Kind, form_words
from gd_pipeline.catalog.patterns import longest_anywhere
from gd_pipeline.reading.tables.runs import Slot

_YEAR = r"20[0-4]\d年度?"
_THIS, _LAST, _CHANGE = "this_year_column", "last_year_column", "change_column"
_TOTALS: tuple[tuple[str, Kind], ...] = (("first", "stock_column"), ("last", "year_column"), ("sum", "total_column"))
_PLACES = 6
"""Places behind the point in which sums of money are compared."""


class Columns(NamedTuple):
    """What tells the column apart.

    `how` is "first" (年度, 历年累计), "last" (本期, 本年累计), "sum" (合计 behind its parts), "sum first" (before),
    "year" or "". For "year" `at` is the place of the year's column among `width`; the last `changes` compare years.
    """

    how: str
    at: int = 0
    width: int = 0
    changes: int = 0

    def number(self, slots: Sequence[Slot]) -> Slot | None:
        """The year's number among the cells of a row; None where it may be one of several."""
        if self.how == "year" and self._is_whole(slots):
            return slots[self.at]
        numbers = [slot for slot in slots if not slot.blank]
        values = [slot.reading.value for slot in numbers]
        if not any(values):
            return [*numbers, *slots][0] if self.how in ("first", "sum first") or not numbers else numbers[-1]
        if self.how == "year":
            return None
        if len(numbers) == 1 or (self.how == "first" and len(slots) == len(numbers) == 2):
            return numbers[0]
        if self.how == "last" and len(slots) == len(numbers) == 2:
            return numbers[1]
        return self._total(numbers, values)

    def _is_whole(self, slots: Sequence[Slot]) -> bool:
        """Whether a row has all its cells; what says 3.5% is none of them, as the rows of a grid tell."""
        return len(slots) == self.width or (len(slots) == self.width - self.changes and slots[0].column >= 0)

    def _total(self, numbers: Sequence[Slot], values: Sequence[float]) -> Slot | None:
        if len(values) < 3 or self.how not in ("sum", "sum first"):
            return None
        at = 0 if self.how == "sum first" else -1
        return numbers[at] if round(sum(values) - 2 * values[at], _PLACES) == 0 else None


def columns_of(head: str) -> Columns:
    """What `head`, the text above the numbers of a table, tells about its columns."""
    head = normal_label(head)
    heads = _column_heads(head)
    years = _years(heads)
    if years is not None:
        return years
    how = next((how for how, kind in _TOTALS if any(word in head for word in form_words(kind))), "")
    return Columns("sum first" if how == "sum" and heads.startswith(form_words("total_column")) else how)


def _column_heads(head: str) -> str:
    """What stands behind the heads of the labels, their units and all numbers together; "" without these."""
    parts = _words("label_column").split(head)
    return _words("unit_column").sub("", parts[-1]) if len(parts) > 1 else ""


def _years(heads: str) -> Columns | None:
    """The columns where `heads` begins with those of several years, one of them the year's own."""
    found: list[tuple[str, str]] = []
    at = 0
    while (head := _heads().match(heads, at)) is not None and head.lastgroup:
        found.append((head.lastgroup, head[0]))
        at = head.end()
    years = [(kind, word) for kind, word in found if kind != _CHANGE]
    if len(years) < 2 or found[: len(years)] != years:
        return None
    own = [at for at, (kind, _) in enumerate(years) if kind == _THIS]
    if all(kind == "year" for kind, _ in years):
        own = [at for at, year in enumerate(years) if year == max(years)]
    return Columns("year", own[0], len(found), len(found) - len(years)) if len(own) == 1 else None


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    """The head of a column of a year, or of one that compares years."""
    kinds = "|".join(f"(?P<{kind}>{_words(kind).pattern})" for kind in (_THIS, _LAST, _CHANGE))
    return re.compile(f"(?P<year>{_YEAR})|{kinds}")


@lru_cache(maxsize=8)
def _words(kind: Kind) -> re.Pattern[str]:
    return re.compile(longest_anywhere(form_words(kind)))
