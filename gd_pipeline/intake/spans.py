"""Rows of cells with row and column spans, as HTML and Word write them, laid out as a grid."""

from collections.abc import Sequence
from typing import NamedTuple

from gd_pipeline.intake.blocks import DraftCell, Table, made
from gd_pipeline.intake.limits import MAX_SLOTS, MAX_SPAN


class SpanCell(NamedTuple):
    """A cell as written: its text, its offset in the source, and how many rows and columns it claims."""

    text: str
    origin: int
    row_span: int = 1
    column_span: int = 1


def laid_out(rows: Sequence[Sequence[SpanCell]], form: str) -> Table | None:
    """The table of `rows`, of `form` html or docx: each cell at the first free place of its row.

    Spans are cut to the rows that exist and to the columns in which any cell begins. None: larger than any form.
    """
    free_from: list[int] = []
    cells: list[DraftCell] = []
    count = len(rows)
    columns = 0
    for row, written in enumerate(rows):
        column = 0
        for text, origin, row_span, column_span in written:
            while column < len(free_from) and free_from[column] > row:
                column += 1
            width = 1 if column_span <= 1 else min(column_span, MAX_SPAN)
            height = 1 if row_span <= 1 else min(row_span, count - row)
            if (column + width) * count > MAX_SLOTS:
                return None
            if column + width > len(free_from):
                free_from.extend([0] * (column + width - len(free_from)))
            for place in range(column, column + width):
                if free_from[place] < row + height:
                    free_from[place] = row + height
            cells.append(made(DraftCell, (row, column, height, width, text, origin, ())))
            column += width
            columns = max(columns, column - width + 1)
    if len(free_from) > columns:
        cells = [_cut(cell, columns) for cell in cells]
    return Table(tuple(cells), count, columns, form)


def _cut(cell: DraftCell, columns: int) -> DraftCell:
    """The cell, no wider than the table."""
    if cell.column + cell.column_span <= columns:
        return cell
    return cell._replace(column_span=columns - cell.column)
