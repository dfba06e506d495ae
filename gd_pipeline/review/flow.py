"""A document's text as a reader sees it: lines, headings, the second print of a body, and tables out of their cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gd_pipeline.intake.document import Cell, Grid
from gd_pipeline.reading.report import Span
from gd_pipeline.review.excerpts_cells import is_bare
from gd_pipeline.review.marks import Marks, Piece, blanks

MAX_SPAN = 1000
"""What browsers allow as a colspan; a rowspan past it is no form's either."""
BROAD = 5
"""A table of more columns keeps its width on a small screen, and is moved sideways there."""
_BETWEEN = " \t\n|-:\u3000\u00a0"
"""What may stand between two cells of a table."""
_AFTER_HEADING = " \t\u3000：:。."


@dataclass(frozen=True, slots=True)
class FlowCell:
    """One cell of a printed table; `figure` where it prints a number or nothing."""

    pieces: tuple[Piece, ...]
    rows: int
    columns: int
    figure: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or a table with rows of cells.

    `kind` is line, heading, again (the second print of a repeated body), label or figure (of a table that lost its
    cells) or table; a `broad` table has many columns.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[FlowCell, ...], ...] = ()
    broad: bool = False


class Flow:
    """A text with its marks and grids; what is known of its lines.

    `headings` are the places where a heading begins, with those where its words end; `again` the repeated spans;
    `tables` the spans of tables that have no grid.
    """

    def __init__(
        self,
        text: str,
        marks: Marks,
        grids: Iterable[Grid] = (),
        headings: Mapping[int, int] | None = None,
        again: Sequence[Span] = (),
        tables: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.marks = marks
        self.grids = [grid for grid in innermost(grids) if whole(text, grid)]
        self.headings = headings or {}
        self.again = again
        self.tables = tables

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
        """A printed table, with the spans of its cells, a row for each printed row."""
        rows: list[list[FlowCell]] = [[] for _ in range(grid.rows)]
        empty = [cell.start if cell.start == cell.end else -1 for cell in grid.cells]
        marked = blanks(self.marks, empty)
        for number, cell in enumerate(grid.cells):
            rows[cell.row].append(self._cell(cell, marked.get(number) if empty[number] >= 0 else None))
        return Block("table", rows=tuple(tuple(row) for row in rows if row), broad=grid.columns > BROAD)

    def _cell(self, cell: Cell, blank: Piece | None) -> FlowCell:
        printed = self.text[cell.start : cell.end].strip()
        pieces = (blank,) if blank else tuple(self.marks.pieces(self.text, (cell.start, cell.end)))
        figure = not printed or is_bare(printed)
        return FlowCell(pieces, min(cell.row_span, MAX_SPAN), min(cell.column_span, MAX_SPAN), figure)

    def _lines(self, start: int, end: int) -> Iterator[Block]:
        """A block for each line that prints something."""
        while start < end:
            stop = self.text.find("\n", start, end)
            stop = end if stop < 0 else stop
            if self.text[start:stop].strip():
                yield Block(self._kind(start, stop), tuple(self.marks.pieces(self.text, (start, stop))))
            start = stop + 1

    def _kind(self, start: int, stop: int) -> str:
        if any(a <= start < b for a, b in self.again):
            return "again"
        first = start + len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        end = self.headings.get(first)
        alone = end is not None and not self.text[max(first, end) : stop].strip(_AFTER_HEADING)
        if not alone and any(a <= start < b for a, b in self.tables):
            return "figure" if is_bare(self.text[start:stop].strip()) else "label"
        return "heading" if alone else "line"


def innermost(grids: Iterable[Grid]) -> list[Grid]:
    """The grids that hold no other, in their order: what is around a table serves the page's layout."""
    ordered = sorted(grids, key=lambda each: (each.start, -each.end))
    return [
        grid
        for grid, after in zip(ordered, [*ordered[1:], None], strict=False)
        if after is None or after.start >= grid.end
    ]


def whole(text: str, grid: Grid) -> bool:
    """Whether the cells, in their order, print all that stands between the grid's borders; else its text is shown."""
    at = grid.start
    for cell in grid.cells:
        if cell.start < at or cell.row >= grid.rows or text[at : cell.start].strip(_BETWEEN):
            return False
        at = cell.end
    return at <= grid.end and not text[at : grid.end].strip(_BETWEEN)
