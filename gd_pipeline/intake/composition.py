"""Blocks in; the clean text, the offsets of its grids, and the way back to the decoded source out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from gd_pipeline.intake.blocks import Block, DraftCell, Line, Runs, Table, by_row
from gd_pipeline.intake.document import Cell, Grid, OffsetMap


class Composed(NamedTuple):
    """The clean text with its grids, and its offsets in the decoded source."""

    text: str
    grids: tuple[Grid, ...]
    offsets: OffsetMap


class _Composer:
    """Text under construction: pieces, their length, and a run for every break in the source offsets."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.cleaned: list[int] = []
        self.original: list[int] = []
        self.expected = -1

    def put(self, text: str, origin: int, runs: Runs = ()) -> None:
        if origin != self.expected:
            self._run(self.length, origin)
        for inner, inner_origin in runs:
            self._run(self.length + inner, inner_origin)
            origin = inner_origin - inner
        self.pieces.append(text)
        self.length += len(text)
        self.expected = origin + len(text)

    def separate(self, mark: str) -> None:
        self.pieces.append(mark)
        self.length += 1
        self.expected += 1

    def _run(self, cleaned: int, original: int) -> None:
        if self.cleaned and self.cleaned[-1] == cleaned:
            self.original[-1] = original
            return
        self.cleaned.append(cleaned)
        self.original.append(original)

    def table(self, table: Table) -> Grid:
        start = self.length
        placed: list[Cell] = []
        for number, cells in enumerate(by_row(table)):
            if number:
                self.separate("\n")
            self._row(cells, placed)
        return Grid(tuple(placed), table.rows, table.columns, start, self.length, table.format)

    def _row(self, cells: list[DraftCell], placed: list[Cell]) -> None:
        filled = max((place for place, cell in enumerate(cells) if cell.text), default=-1)
        for place, cell in enumerate(cells):
            if 0 < place <= filled:
                self.separate("\t")
            start = self.length
            self.put(cell.text, cell.origin, cell.runs)
            placed.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, start, self.length))


def compose(blocks: Sequence[Block]) -> Composed:
    """The clean text of `blocks`: a line for each line, a line with tabs between the cells for each row of a table.

    Blank cells at the end of a row leave no tab in the text; their `Cell` stands, empty, at the end of the line.
    """
    composer = _Composer()
    grids: list[Grid] = []
    for number, block in enumerate(blocks):
        if number:
            composer.separate("\n")
        if isinstance(block, Line):
            composer.put(block.text, block.origin, block.runs)
        else:
            grids.append(composer.table(block))
    offsets = OffsetMap(tuple(composer.cleaned), tuple(composer.original)) if composer.cleaned else OffsetMap()
    return Composed("".join(composer.pieces), tuple(grids), offsets)


def chained(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """The way from a text cleaned twice to its source: `outer` leads to the text in between, `inner` on from there."""
    if inner == OffsetMap():
        return outer
    cleaned: list[int] = []
    original: list[int] = []
    ends = [*outer.cleaned[1:], None]
    for start, end, middle in zip(outer.cleaned, ends, outer.original, strict=True):
        cleaned.append(start)
        original.append(inner.to_original(middle))
        first = bisect_right(inner.cleaned, middle)
        last = len(inner.cleaned) if end is None else bisect_left(inner.cleaned, middle + end - start)
        for run in range(first, last):
            cleaned.append(start + inner.cleaned[run] - middle)
            original.append(inner.original[run])
    return OffsetMap(tuple(cleaned), tuple(original))
