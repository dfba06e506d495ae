"""The one shape that every layout is brought to: runs, each some label text followed by the cells after it.

A row of a grid gives runs whose cells are known for certain, blank ones too; flattened text gives runs of which only
the order of labels and numbers is known. Alignment works on runs and does not ask where they came from.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.cells import NO_LINE, CellReading, read_cell, read_stacked

_WORD = re.compile(r"\S+")
_SHORT = 40
"""Characters of the longest cell that holds numbers of several rows."""


class Slot(NamedTuple):
    """A cell that holds a number or nothing.

    `column` is its place in the grid's row, `line` where its line of text starts; each -1 where that is not known.
    `parts` are the numbers of a cell of a grid that holds several or one torn apart.
    """

    start: int
    end: int
    reading: CellReading
    column: int = -1
    width: int = 1
    line: int = -1
    parts: "tuple[Slot, ...]" = ()

    @classmethod
    def empty(cls, at: int) -> "Slot":
        """A cell that prints nothing, at `at`."""
        return cls(at, at, read_cell(""), line=at)

    @property
    def blank(self) -> bool:
        """Whether the cell prints no number."""
        return self.reading.kind == "blank"


slot_of = partial(tuple.__new__, Slot)
"""A slot of a tuple with all its fields: half the time of naming them, for the many cells of a table."""


@dataclass(slots=True)
class Run:
    """Label pieces and the cells after them.

    `certain`: all of it stands in one row of a grid. `separated`: blank cells are seen, wherever the row ends.
    `places` are the columns of the pieces in a row of a grid; `unit` is a unit that stood in a cell of its own; `grid`
    numbers the grid that the run is from, -1 in text; `line` is where the last label's line starts, -1 in a grid;
    where `guessed`, empty lines were taken for blank cells; where `told`, the row is a sentence (当面申请数：3件);
    `words` keeps the label once it was put together.
    """

    pieces: list[Span] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    certain: bool = False
    separated: bool = False
    unit: str = ""
    grid: int = -1
    line: int = -1
    guessed: bool = False
    told: bool = False
    words: str | None = None

    @property
    def start(self) -> int:
        """Where its first label or cell starts."""
        return self.pieces[0][0] if self.pieces else self.slots[0].start

    @property
    def end(self) -> int:
        """Where its last cell or label ends."""
        return self.slots[-1].end if self.slots else self.pieces[-1][1]

    def label(self, text: str) -> str:
        """The label pieces as one string."""
        if self.words is None:
            (start, end), *more = self.pieces or [(0, 0)]
            self.words = text[start:end]
            if more:
                self.words += "".join([text[low:high] for low, high in more])
        return self.words

    def stacked(self, text: str, count: int) -> list[list[Slot]] | None:
        """The cells of `count` rows that were merged into this one: each cell holds a number for each of them."""
        if not self.certain or count < 2 or not self.slots:
            return None
        rows: list[list[Slot]] = [[] for _ in range(count)]
        for slot in self.slots:
            words = [(at.start(), at.end()) for at in _WORD.finditer(text, slot.start, slot.end)]
            if slot.blank:
                words = [(slot.start, slot.start)] * count
            if len(words) != count:
                return None
            for row, (start, end) in zip(rows, words, strict=True):
                row.append(Slot(start, end, read_cell(text[start:end]), slot.column, slot.width))
        kinds = {slot.reading.kind for row in rows for slot in row}
        return rows if kinds <= {"number", "blank"} and "number" in kinds else None

    def without_blanks(self, gaps_only: bool = False) -> "Run":
        """The run without its empty cells, which then count as lost, or without those guessed from gaps alone."""
        if gaps_only:
            kept = [slot for slot in self.slots if slot.reading is not NO_LINE]
            return replace(self, slots=kept)
        filled = [slot for slot in self.slots if slot.start < slot.end]
        return replace(self, slots=filled, separated=False, guessed=False)

    def rows_apart(self) -> bool:
        """Whether its cells stand on several lines of several cells, away from the last label's line."""
        lines = {slot.line for slot in self.slots}
        return 1 < len(lines) < len(self.slots) and self.line not in lines

    def whole_line(self, slots: Sequence[Slot], width: int) -> Sequence[Slot] | None:
        """The one line that holds `width` of the cells, its label's line first; all other lines hold a stray cell."""
        if len(slots) < 2:
            return None
        lines = [list(line) for _, line in groupby(slots, key=lambda slot: slot.line)]
        if len(lines) < 2 or any(line[0].line < 0 for line in lines):
            return None
        own = [line for line in lines if line[0].line == self.line]
        if not own and len(lines) != width:
            own = [line for line in lines if len(line) == width]
        if len(own) != 1 or len(own[0]) != width:
            return None
        return own[0] if all(len(line) == 1 for line in lines if line is not own[0]) else None

    @property
    def numbered(self) -> bool:
        """Whether one of its cells prints a number."""
        for slot in self.slots:  # noqa: SIM110
            if slot.reading.kind == "number":
                return True
        return False

    def numbers(self) -> list[Slot]:
        """Its cells that print a number."""
        return [slot for slot in self.slots if slot.reading.kind == "number"]


class RunBuilder:
    """Collects cells in reading order into runs: a label after cells opens the next run."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._now = Run()

    def close(self, certain: bool = False, separated: bool = False, grid: int = -1) -> None:
        """End the run; what follows belongs to the next."""
        run = self._now
        if run.pieces or run.slots:
            run.certain = certain
            run.separated = run.separated or separated
            run.grid = grid
            self.runs.append(run)
            self._now = Run()

    def label(self, start: int, end: int, line: int = -1) -> None:
        """A cell or word of label text, on the line that starts at `line`."""
        if self._now.slots:
            self.close()
        self._now.pieces.append((start, end))
        self._now.line = line

    def unit(self, unit: str) -> None:
        """A cell that holds a unit and nothing else."""
        self._now.unit = unit

    def slot(self, slot: Slot) -> None:
        """A cell with a number or a mark for nothing."""
        self._now.slots.append(slot)

    def tell(self) -> None:
        """The row is told in words."""
        self._now.told = True

    def guess(self, at: int, reading: CellReading) -> None:
        """An empty line, which stands for a blank cell if cells are printed a line each."""
        self._now.guessed = True
        self._now.separated = True
        self._now.slots.append(Slot(at, at, reading, line=at))

    def blank(self, at: int) -> None:
        """A cell that is seen to be empty."""
        self._now.separated = True
        self._now.slots.append(Slot.empty(at))


def row_runs(text: str, cells: Iterable[tuple[int, int, int, int]], number: int) -> list[Run]:
    """Runs of one row of known cells (start, end, column, columns)."""
    found: list[Run] = []
    run = Run([], [], [], True, True, "", number)
    numbers = 0
    for start, end, column, width in cells:
        content = text[start:end]
        reading = read_cell(content)
        if numbers and reading.kind == "label" and len(content) < _SHORT:
            reading = read_stacked(content)
        kind = reading.kind
        if kind == "number" or kind == "blank":
            numbers += kind == "number"
            parts = _parts(content, start, column) if reading.doubtful in ("apart", "stacked") else ()
            run.slots.append(slot_of((start, end, reading, column, width, -1, parts)))
        elif kind == "unit":
            run.unit = reading.unit
        elif not numbers or (not run.pieces and numbers == 1):
            numbers = 0
            run.slots.clear()
            if not run.pieces or text[run.pieces[-1][0] : run.pieces[-1][1]] != content:
                run.pieces.append((start, end))
                run.places.append(column)
        else:
            found.append(run)
            run = Run([(start, end)], [column], [], True, True, "", number)
            numbers = 0
    if run.pieces or run.slots:
        found.append(run)
    return found


def _parts(content: str, start: int, column: int) -> tuple[Slot, ...]:
    """The numbers of a cell, one a word."""
    return tuple(
        Slot(start + word.start(), start + word.end(), read_cell(word[0]), column) for word in _WORD.finditer(content)
    )
