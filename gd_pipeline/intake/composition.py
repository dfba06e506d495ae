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
    """Text under construction: a piece for each block, and a run for every break in the source offsets."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.cleaned: list[int] = []
        self.original: list[int] = []
        self.expected = -1

    def line(self, line: Line) -> None:
        """A line, and the line break behind it."""
        text, origin, runs, _ = line
        if runs or origin != self.expected:
            self._begin(origin, runs)
        self.pieces.append(text)
        self.length += len(text) + 1
        self.expected += len(text) + 1

    def table(self, table: Table) -> Grid:
        """A table, a line for each row, and the line break behind it."""
        start = self.length
        placed: list[Cell] = []
        rows = [self._row(cells, placed) for cells in by_row(table)]
        self.pieces.append("\n".join(rows))
        return Grid(tuple(placed), table.rows, table.columns, start, self.length - 1, table.format)

    def _row(self, cells: list[DraftCell], placed: list[Cell]) -> str:
        words = [cell.text for cell in cells]
        while words and not words[-1]:
            words.pop()
        for place, (row, column, row_span, column_span, text, origin, runs) in enumerate(cells):
            if 0 < place < len(words):
                self.length += 1
                self.expected += 1
            start = self.length
            if text:
                if runs or origin != self.expected:
                    self._begin(origin, runs)
                self.length += len(text)
                self.expected += len(text)
            placed.append(Cell(row, column, row_span, column_span, start, self.length))
        self.length += 1
        self.expected += 1
        return "\t".join(words)

    def _begin(self, origin: int, runs: Runs) -> None:
        """A piece begins here that stands at `origin`, with `runs` (see `blocks.Line`)."""
        if origin != self.expected:
            self._run(self.length, origin)
        for inner, inner_origin in runs:
            self._run(self.length + inner, inner_origin)
            origin = inner_origin - inner
        self.expected = origin

    def _run(self, cleaned: int, original: int) -> None:
        if self.cleaned and self.cleaned[-1] == cleaned:
            self.original[-1] = original
            return
        self.cleaned.append(cleaned)
        self.original.append(original)


def compose(blocks: Sequence[Block]) -> Composed:
    """The clean text of `blocks`: a line for each line, a line with tabs between the cells for each row of a table.

    Blank cells at the end of a row leave no tab in the text; their `Cell` stands, empty, at the end of the line.
    """
    composer = _Composer()
    grids: list[Grid] = []
    for block in blocks:
        if isinstance(block, Line):
            composer.line(block)
        else:
            grids.append(composer.table(block))
    offsets = OffsetMap(tuple(composer.cleaned), tuple(composer.original)) if composer.cleaned else OffsetMap()
    return Composed("\n".join(composer.pieces), tuple(grids), offsets)


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
