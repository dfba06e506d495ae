"""Tables that a converter printed one cell a line, each closed by a pipe; a blank cell is a line with a pipe alone.

    规章 |
    0 |
    |
    ||

Rows are padded with pipes to one width, so that the padding's ends say where rows end: all at the same distance, or a
multiple of it.
"""

from collections.abc import Sequence
from functools import reduce
from math import gcd

from gd_pipeline.intake.blocks import Table
from gd_pipeline.intake.pipe_rows import PipeCell, PipeRow

Slot = tuple[PipeCell, int] | None
"""A cell and where its row begins in the decoded source; None: padding."""

FEWEST_LINES = 8
"""Lines that a table printed one cell a line has at least."""

_WIDEST = 40


def stacked_table(rows: Sequence[PipeRow]) -> Table | None:
    """The table of a run of lines with one cell each, or None where their padding does not prove its rows."""
    if len(rows) < FEWEST_LINES or any(row.filled > 1 for row in rows):
        return None
    cells, ends = _stacked(rows)
    if len(ends) < 2:
        return None
    width = reduce(gcd, (end - ends[0] for end in ends[1:]))
    if not 3 <= width <= _WIDEST or max(row.padding for row in rows) >= width or len(cells) < 3 * width:
        return None
    first = ends[0] % width
    if first not in (0, width - 1):
        return None
    starts = [0, *range(first, len(cells), width)] if first else list(range(0, len(cells), width))
    table = [cells[start:end] for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]
    return _table(_without_openers(table))


def _stacked(rows: Sequence[PipeRow]) -> tuple[list[Slot], list[int]]:
    """All cells one after another, and the places at which padding ends."""
    cells: list[Slot] = []
    ends: list[int] = []
    for row in rows:
        cells.extend((cell, row.origin) for cell in row.cells)
        if row.padding:
            cells.extend([None] * row.padding)
            ends.append(len(cells))
    return cells, ends


def _without_openers(table: list[list[Slot]]) -> list[list[Slot]]:
    """Rows without the lone pipe that some converters put before each: where all rows but the first have it."""
    later = table[1:]
    if later and all(row[0] is not None and not row[0][0].text for row in later):
        opener = table[0][0]
        return [table[0] if opener is None or opener[0].text else table[0][1:], *(row[1:] for row in later)]
    return table


def _table(rows: list[list[Slot]]) -> Table | None:
    kept = [row for row in rows if any(slot is not None and slot[0].text for slot in row)]
    cells = tuple(
        slot[0].draft(number, column, slot[1])
        for number, row in enumerate(kept)
        for column, slot in enumerate(row)
        if slot is not None
    )
    columns = max((cell.column + 1 for cell in cells), default=0)
    return Table(cells, len(kept), columns, "pipe") if columns > 1 else None
