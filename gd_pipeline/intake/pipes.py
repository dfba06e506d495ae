"""Pipe tables (Markdown, and what page-to-text converters leave): grids where they are tables, else plain lines."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gd_pipeline.intake.blocks import Block, DraftCell, Line, Table, rows_as_lines
from gd_pipeline.intake.broken_rows import MAX_PIECES
from gd_pipeline.intake.limits import MAX_SLOTS
from gd_pipeline.intake.pipe_rows import PipeRow, is_row, rows_or_lines
from gd_pipeline.intake.stacked_pipes import FEWEST_LINES, stacked_table

_CAPTION = 60
_LONE_ROW = 5
"""So many filled cells make a table of a single row."""


def with_pipe_tables(lines: Sequence[Line]) -> list[Block]:
    """Lines in which each run of pipe rows has become a table or, where it is scaffolding, plain lines."""
    first = next((place for place, line in enumerate(lines) if is_row(line.text)), -1)
    if first < 0:
        return list(lines)
    last = next(place for place in range(len(lines) - 1, -1, -1) if is_row(lines[place].text)) + MAX_PIECES
    blocks: list[Block] = list(lines[:first])
    run: list[PipeRow] = []
    held: list[Line] = []
    for item in rows_or_lines(lines[first:last]):
        if isinstance(item, PipeRow):
            run.append(item)
        elif run and item.kind:
            held.append(item)
        else:
            if run:
                blocks.extend(_resolved(run))
                blocks.extend(held)
                run, held = [], []
            blocks.append(item)
    blocks.extend(_resolved(run))
    blocks.extend(held)
    blocks.extend(lines[last:])
    return blocks


def _resolved(run: list[PipeRow]) -> Iterator[Block]:
    """A run of rows as one table, lines before and after it where they are no rows of it; or as lines."""
    rows = [row for row in run if not row.is_rule]
    several = [row for row in rows if row.filled > 1]
    if not several:
        may_be_stacked = len(rows) >= FEWEST_LINES
        stacked = stacked_table(rows) if may_be_stacked else None
        yield from [stacked] if stacked else _as_lines(rows, blanks=may_be_stacked)
        return
    is_table = len(several) > 1 or len(rows) < len(run) or several[0].filled >= _LONE_ROW
    if not is_table or any(row.is_prose for row in rows):
        yield from _as_lines(rows)
        return
    width = Counter(row.width for row in several).most_common(1)[0][0]
    places = [place for place, row in enumerate(rows) if row.filled > 1 or _fits(row, width)]
    yield from _as_lines(rows[: places[0]])
    yield from _table(rows[places[0] : places[-1] + 1])
    yield from _as_lines(rows[places[-1] + 1 :])


def _fits(row: PipeRow, width: int) -> bool:
    return row.filled == 1 and row.width == width and sum(len(cell.text) for cell in row.cells) <= _CAPTION


def _table(rows: Sequence[PipeRow]) -> Iterator[Block]:
    kept = [row for row in rows if row.filled or row.width > 2]
    lost = _lost_cells(kept)
    widths = {row.width for row in kept if row.filled > 1}
    columns = max((before + row.last for row, before in zip(kept, lost, strict=True)), default=0)
    if not any(row.padding for row in kept):
        columns = max({columns, *widths})
    if columns * len(kept) > MAX_SLOTS:
        yield from _as_lines(kept)
        return
    cells: list[DraftCell] = []
    for number, (row, before) in enumerate(zip(kept, lost, strict=True)):
        cells.extend(row.drafts(number, before, columns - before))
    yield Table(tuple(cells), len(kept), columns, "pipe")


def _lost_cells(rows: Sequence[PipeRow]) -> list[int]:
    """For each row how many cells before its first were lost with the spans of cells above it.

    A converter that prints a blank last cell of a shorter row leaves out no cell at the end of a row.
    """
    width = max((row.width for row in rows), default=0)
    short = [row for row in rows if row.filled > 1 and row.width < width]
    if not any(not row.padding and not row.cells[-1].text for row in short):
        return [0] * len(rows)
    return [width - row.width if row.filled > 1 else 0 for row in rows]


def _as_lines(rows: Sequence[PipeRow], blanks: bool = False) -> Iterator[Line]:
    """Rows as lines; with `blanks` a lone pipe, which is a blank cell, is a blank line."""
    for row in rows:
        if blanks and len(row.cells) == 1 and not row.filled:
            yield Line("", row.origin + row.cells[0].origin)
        if row.filled == 1 or row.is_prose:
            yield from (cell.line(row.origin) for cell in row.cells if cell.text)
        elif row.filled:
            yield from rows_as_lines(Table(tuple(row.drafts(0, 0)), 1, row.width, "pipe"))
