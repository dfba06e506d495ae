"""A document's text as blocks of a page: headings, lines, and its tables rebuilt from their cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gd_pipeline.intake.document import Cell, Document, Grid
from gd_pipeline.reading.report import Report, Span
from gd_pipeline.review.excerpts_cells import is_bare
from gd_pipeline.review.page_marks import Marks, Piece, blanks

MAX_SPAN = 1000
"""What browsers allow as a colspan; a rowspan past it is no form's either."""
BROAD = 5
"""A table of more columns keeps its width on a small screen, and is moved sideways there."""
_BETWEEN = " \t\n|-:"
"""What may stand between two cells of a table."""
_AFTER_HEADING = " \t　：:。."


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell with its pieces; `figure` is true where it prints a number or nothing."""

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
    rows: tuple[tuple[PageCell, ...], ...] = ()
    broad: bool = False


def blocks(document: Document, reports: Iterable[Report], marks: Marks) -> list[Block]:
    """Everything that the document says, once, in its order."""
    shown = _Shown(document.text, marks, tuple(reports))
    found: list[Block] = []
    at = 0
    for grid in sorted(document.grids, key=lambda each: (each.start, -each.end)):
        if grid.start >= at and _is_whole(document.text, grid):
            found += shown.lines((at, grid.start))
            found.append(shown.table(grid))
            at = grid.end
    return found + list(shown.lines((at, len(document.text))))


class _Shown:
    """A text with its marks, and what its reports say about its lines."""

    def __init__(self, text: str, marks: Marks, reports: Sequence[Report]) -> None:
        self.text = text
        self.marks = marks
        self.headings = {each.start: each.heading_end for report in reports for each in report.sections}
        self.tables = [span for report in reports for span in report.table_spans]
        self.again = [(repeat.start, repeat.end) for report in reports for repeat in report.repeated]

    def lines(self, span: Span) -> Iterator[Block]:
        """A block for each line of `text[start:end]` that prints something."""
        start, end = span
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

    def table(self, grid: Grid) -> Block:
        """A table with the spans of its cells, a row for each printed row."""
        rows: list[list[PageCell]] = [[] for _ in range(grid.rows)]
        empty = [cell.start if cell.start == cell.end else -1 for cell in grid.cells]
        marked = blanks(self.marks, empty)
        for number, cell in enumerate(grid.cells):
            rows[cell.row].append(self._cell(cell, marked.get(number) if empty[number] >= 0 else None))
        return Block("table", rows=tuple(map(tuple, rows)), broad=grid.columns > BROAD)

    def _cell(self, cell: Cell, blank: Piece | None) -> PageCell:
        printed = self.text[cell.start : cell.end].strip()
        pieces = (blank,) if blank else tuple(self.marks.pieces(self.text, (cell.start, cell.end)))
        figure = not printed or is_bare(printed)
        return PageCell(pieces, min(cell.row_span, MAX_SPAN), min(cell.column_span, MAX_SPAN), figure)


def _is_whole(text: str, grid: Grid) -> bool:
    """Whether the cells, in their order, print all that stands between the grid's borders: else its text is shown."""
    at = grid.start
    for cell in grid.cells:
        if cell.start < at or cell.row >= grid.rows or text[at : cell.start].strip(_BETWEEN):
            return False
        at = cell.end
    return at <= grid.end and not text[at : grid.end].strip(_BETWEEN)
