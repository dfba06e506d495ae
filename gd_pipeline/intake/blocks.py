"""What every format is read into before the clean text is put together: lines and tables, in reading order."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

Runs = tuple[tuple[int, int], ...]

made = tuple.__new__
"""Makes a line or a cell of its class and its fields, in a third of the time that the class takes."""


class Line(NamedTuple):
    """A line of text. `origin` is the offset of its first character in the decoded source.

    `runs` hold (offset in `text`, offset in the source) where the characters go on elsewhere than behind their
    neighbours. `kind` is what the reader knows of it: "" or "link" (all of it is a hyperlink) or "entry" (a hyperlink
    and a date), or a kind of furniture.
    """

    text: str
    origin: int
    runs: Runs = ()
    kind: str = ""


class DraftCell(NamedTuple):
    """A cell of a table, by its upper left place and its spans; a blank cell has the text ""."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    origin: int
    runs: Runs = ()


class Table(NamedTuple):
    """A table whose cells are known, in reading order; `format` is html, pipe, pdf or docx."""

    cells: tuple[DraftCell, ...]
    rows: int
    columns: int
    format: str


Block = Line | Table


def by_row(table: Table) -> list[list[DraftCell]]:
    """Cells of `table` by the row that they start in."""
    rows: list[list[DraftCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def joint(left: str, right: str) -> str:
    """What stands between two pieces that a line break tore apart: a space between Latin words or numbers only."""
    last, first = left[-1:], right[:1]
    return " " if first.isascii() and last.isascii() and first.isalnum() and last.isalnum() else ""


def joined(pieces: Iterable[str]) -> str:
    """Pieces of one cell or sentence, torn apart by line breaks, as one line."""
    kept = [piece for piece in pieces if piece]
    if len(kept) < 2:
        return kept[0] if kept else ""
    return kept[0] + "".join(joint(left, right) + right for left, right in pairwise(kept))


def rows_as_lines(table: Table) -> list[Line]:
    """A table that is no data, row by row as lines with tabs between the cells; blank rows are left out."""
    lines = []
    for cells in by_row(table):
        filled = [place for place, cell in enumerate(cells) if cell.text]
        if filled:
            kept = cells[filled[0] : filled[-1] + 1]
            lines.append(Line("\t".join(cell.text for cell in kept), kept[0].origin, _row_runs(kept)))
    return lines


def _row_runs(cells: list[DraftCell]) -> Runs:
    runs: list[tuple[int, int]] = []
    at = 0
    for place, cell in enumerate(cells):
        if place:
            runs.append((at, cell.origin))
        runs.extend((at + inner, origin) for inner, origin in cell.runs)
        at += len(cell.text) + 1
    return tuple(runs)
