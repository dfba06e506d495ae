"""Blocks in; the clean text, the offsets of its grids, and the way back to the decoded source out."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import inf
from typing import NamedTuple, cast

from gd_pipeline.intake.blocks import Block, DraftCell, Line, Runs, Table, by_row, made
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

    def lines(self, lines: Iterable[Line]) -> None:
        """Lines, and the line break behind each."""
        length, expected = self.length, self.expected
        for text, origin, runs, _ in lines:
            if origin != expected:
                self.cleaned.append(length)
                self.original.append(origin)
                expected = origin
            if runs:
                expected = self._runs(length, runs)
            self.pieces.append(text)
            size = len(text) + 1
            length += size
            expected += size
        self.length, self.expected = length, expected

    def table(self, table: Table) -> Grid:
        """A table, a line for each row, and the line break behind it."""
        start = self.length
        placed: list[Cell] = []
        for cells in by_row(table):
            self._row(cells, placed)
        return Grid(tuple(placed), table.rows, table.columns, start, self.length - 1, table.format)

    def _row(self, cells: list[DraftCell], placed: list[Cell]) -> None:
        words = [cell.text for cell in cells]
        while words and not words[-1]:
            words.pop()
        length, expected = self.length, self.expected
        for place, (row, column, row_span, column_span, text, origin, runs) in enumerate(cells):
            if 0 < place < len(words):
                length += 1
                expected += 1
            start = length
            if text:
                if origin != expected:
                    self.cleaned.append(length)
                    self.original.append(origin)
                    expected = origin
                if runs:
                    expected = self._runs(length, runs)
                size = len(text)
                length += size
                expected += size
            placed.append(made(Cell, (row, column, row_span, column_span, start, length)))
        self.length, self.expected = length + 1, expected + 1
        self.pieces.append("\t".join(words))

    def _runs(self, length: int, runs: Runs) -> int:
        """A piece of `runs` (see `blocks.Line`) begins at `length`.

        Returns:
            Where it would begin in the source if all of it stood as its last run does.
        """
        for inner, origin in runs:
            if self.cleaned[-1] == length + inner:
                self.original[-1] = origin
            else:
                self.cleaned.append(length + inner)
                self.original.append(origin)
        return origin - inner


def compose(blocks: Sequence[Block]) -> Composed:
    """The clean text of `blocks`: a line for each line, a line with tabs between the cells for each row of a table.

    Blank cells at the end of a row leave no tab in the text; their `Cell` stands, empty, at the end of the line.
    """
    composer = _Composer()
    grids: list[Grid] = []
    for kind, alike in groupby(blocks, type):
        if kind is Line:
            composer.lines(cast(Iterable[Line], alike))
        else:
            grids.extend(map(composer.table, cast(Iterable[Table], alike)))
    offsets = OffsetMap(tuple(composer.cleaned), tuple(composer.original)) if composer.cleaned else OffsetMap()
    return Composed("\n".join(composer.pieces), tuple(grids), offsets)


def chained(outer: OffsetMap, inner: OffsetMap) -> OffsetMap:
    """The way from a text cleaned twice to its source: `outer` leads to the text in between, `inner` on from there."""
    if inner == OffsetMap():
        return outer
    starts, sources = (*inner.cleaned, inf), inner.original
    cleaned: list[int] = []
    original: list[int] = []
    for start, end, middle in zip(outer.cleaned, (*outer.cleaned[1:], inf), outer.original, strict=True):
        run = bisect_right(inner.cleaned, middle)
        before = run - 1 if run else 0
        cleaned.append(start)
        original.append(sources[before] + middle - inner.cleaned[before])
        last = middle + end - start
        while starts[run] < last:
            cleaned.append(start + inner.cleaned[run] - middle)
            original.append(sources[run])
            run += 1
    return OffsetMap(tuple(cleaned), tuple(original))
