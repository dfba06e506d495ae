"""A document's text as a reader sees it: lines, headings, the second print of a body, and tables out of their cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gd_pipeline.intake.document import Cell, Grid
from gd_pipeline.reading.report import Span
from gd_pipeline.review.app.spans import Layers, Piece

MAX_SPAN = 1000
"""What browsers allow as a colspan."""
NUMERAL = 8
"""Characters that a heading's line may hold beside its words: the numeral, a stop."""
BETWEEN = " \t\n|-:\u3000\u00a0"
"""What may stand between two cells of a table."""


@dataclass(frozen=True, slots=True)
class FlowCell:
    """One cell of a printed table; `figure` where it prints a number or nothing."""

    pieces: tuple[Piece, ...]
    rows: int
    columns: int
    figure: bool


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` is line, heading, again (printed a second time) or table."""

    kind: str
    start: int
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[FlowCell, ...], ...] = ()


class Flow:
    """A text with its marks, grids, headings (offset → length of their words) and repeated spans."""

    def __init__(
        self,
        text: str,
        layers: Layers,
        grids: Iterable[Grid] = (),
        headings: Mapping[int, int] | None = None,
        again: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.layers = layers
        self.grids = sorted((grid for grid in innermost(grids) if whole(text, grid)), key=lambda each: each.start)
        self.headings = headings or {}
        self.again = again

    def blocks(self, span: Span) -> Iterator[Block]:
        """Everything that `text[start:end]` says, once, in its order."""
        at, end = span
        for grid in self.grids:
            if at <= grid.start and grid.end <= end:
                yield from self._lines(at, grid.start)
                yield self.table(grid)
                at = grid.end
        yield from self._lines(at, end)

    def table(self, grid: Grid) -> Block:
        """A printed table, with the spans of its cells."""
        rows: list[list[FlowCell]] = [[] for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row].append(self._cell(cell))
        return Block("table", grid.start, rows=tuple(tuple(row) for row in rows if row))

    def _cell(self, cell: Cell) -> FlowCell:
        printed = self.text[cell.start : cell.end].strip()
        blank = self.layers.at(cell.start) if cell.start == cell.end else None
        pieces = (blank,) if blank else tuple(self.layers.pieces(self.text, (cell.start, cell.end)))
        figure = not printed or (printed.lstrip("+-−－")[:1].isdigit() and len(printed) < 12)
        return FlowCell(pieces, min(cell.row_span, MAX_SPAN), min(cell.column_span, MAX_SPAN), figure)

    def _lines(self, start: int, end: int) -> Iterator[Block]:
        """A block for each line that prints something."""
        while start < end:
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            if self.text[start:stop].strip():
                yield self._line(start, stop)
            start = stop + 1

    def _line(self, start: int, stop: int) -> Block:
        printed = self.text[start:stop]
        first = start + len(printed) - len(printed.lstrip())
        kind = "heading" if stop - first <= self.headings.get(first, -NUMERAL) + NUMERAL else "line"
        if any(a <= start < b for a, b in self.again):
            kind = "again"
        return Block(kind, start, tuple(self.layers.pieces(self.text, (start, stop))))


def innermost(grids: Iterable[Grid]) -> list[Grid]:
    """The grids that hold no other: what is around a table serves the page's layout."""
    found = list(grids)
    return [
        grid
        for grid in found
        if not any(grid is not other and grid.start <= other.start and other.end <= grid.end for other in found)
    ]


def whole(text: str, grid: Grid) -> bool:
    """Whether the cells, in their order, print all that stands between the grid's borders; else its text is shown."""
    at = grid.start
    for cell in grid.cells:
        if cell.start < at or cell.row >= grid.rows or text[at : cell.start].strip(BETWEEN):
            return False
        at = cell.end
    return at <= grid.end and not text[at : grid.end].strip(BETWEEN)
