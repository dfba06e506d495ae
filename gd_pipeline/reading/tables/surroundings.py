"""What stands around a group of cells: words left over from labels, words on the same line."""

from typing import NamedTuple

from gd_pipeline.catalog.forms import normal_label
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.named import LABEL_LIMIT
from gd_pipeline.reading.tables.runs import Slot
from gd_pipeline.reading.tables.sheet import Sheet

_NEAR = 400
_SEVERAL = 4
_NUMERALS = "123456789一二三四五六七"


class Group(NamedTuple):
    """Cells of one row: the run they stand in, their number among its groups.

    `joined` tells that the row was put together from two lines, `across` that rows do not end where lines end.
    """

    run: int
    ordinal: int
    slots: tuple[Slot, ...]
    joined: bool = False
    across: bool = False


class Surroundings:
    """The words of runs, as far as no row's label explains them."""

    def __init__(self, sheet: Sheet) -> None:
        """Look at the runs of `sheet`, beside the rows that they name."""
        self.runs = sheet.runs
        self._text, self._hits = sheet.text, sheet.hits
        self._named = {name.run: name for name in sheet.named}
        self._index = label_index(sheet.table)
        self._rests: dict[int, str] = {}

    def rest(self, run: int) -> str:
        """The words of a run behind the last row that it names, in normal form, if they do not go on with its label."""
        if run not in self._rests:
            label = self.runs[run].label(self._text)[-LABEL_LIMIT:] if self.runs[run].pieces else ""
            hits = self._hits[run]
            name = self._named.get(run)
            end = max((hits[-1].position + hits[-1].length) if hits else 0, name.end if name else 0)
            words = normal_label(label)
            left = words[end:]
            rows = {*(hits[-1].rows if hits else ()), *((name.row,) if name else ())}
            known = any(self._index.goes_on(left, row) for row in rows)
            known = known or (name is not None and self._index.is_misprint(words[name.start :], name.row))
            self._rests[run] = "" if known else left
        return self._rests[run]

    def foreign(self, run: int) -> bool:
        """Whether the words that are left over may be another row's label: several, or behind a numeral."""
        rest = self.rest(run)
        return len(rest) >= _SEVERAL or (len(rest) > 1 and rest[0] in _NUMERALS)

    def begins(self, run: int, row: int) -> float:
        """How well the left words of a run begin the label of `row`: 1 as printed, 0.5 nearly or unknown, 0 not."""
        rest = self.rest(run)
        if rest and self._index.begins(rest, row):
            return 1.0
        return 0.5 if not rest or self._index.goes_on(rest, row) else 0.0

    def beside(self, at: int) -> bool:
        """Whether the cells of a run stand on one line with its last label, and nothing else does: a row as printed."""
        run = self.runs[at]
        if run.line < 0 or not run.pieces or any(slot.line != run.line for slot in run.slots):
            return False
        return not self._text[run.line : run.pieces[-1][0]].strip()

    def line_of(self, group: Group, last: bool) -> str:
        """Where words stand on the line of a group's cells: before them, behind them (of its run's `last`), or ""."""
        run = self.runs[group.run]
        if run.pieces and group.ordinal == 0 and self._on_one_line(run.pieces[-1][1], group.slots[0].start):
            return "before"
        if not last or group.run + 1 >= len(self.runs):
            return ""
        after = self.runs[group.run + 1]
        behind = after.pieces and self._on_one_line(group.slots[-1].end, after.pieces[0][0])
        return "behind" if behind else ""

    def _on_one_line(self, start: int, end: int) -> bool:
        return end - start < _NEAR and "\n" not in self._text[start:end]
