"""Tables whose cells intake knows: rows of grids as runs, and grids that were cut into rows at the wrong places."""

from gd_pipeline.intake.document import Grid
from gd_pipeline.reading.tables.cells import read_cell
from gd_pipeline.reading.tables.flattened import text_runs
from gd_pipeline.reading.tables.runs import Run, RunBuilder, Slot, row_runs

_RAGGED = 0.15
"""Share of numbered rows with labels behind numbers above which a grid was cut into rows at the wrong places."""


def grid_runs(text: str, grid: Grid, number: int) -> list[Run]:
    """Runs of a grid, row by row; cells before the first label of a row count only where the row has no label."""
    if grid.columns < 2:
        return column_runs(text, grid)
    rows: list[list[tuple[int, int, int, int]]] = [[] for _ in range(grid.rows)]
    for row, column, _, width, start, end in grid.cells:
        rows[row].append((start, end, column, width))
    runs: list[Run] = []
    broken = numbered = 0
    for cells in rows:
        own = row_runs(text, cells, number)
        broken += len(own) > 1
        numbered += len(own) > 0 and (own[0].numbered or any(run.numbered for run in own[1:]))
        runs.extend(own)
    return column_runs(text, grid, blanks=False) if broken > max(1, _RAGGED * numbered) else runs


def column_runs(text: str, grid: Grid, blanks: bool = True) -> list[Run]:
    """Runs of a table whose rows are not known: printed a cell a line, or cut into rows at the wrong places.

    `blanks` tells whether its blank cells can be trusted.
    """
    builder = RunBuilder()
    for cell in grid.cells:
        reading = read_cell(text[cell.start : cell.end])
        if reading.kind == "label" and "\n" in text[cell.start : cell.end]:
            builder.close()
            builder.runs.extend(text_runs(text, cell.start, cell.end))
        elif reading.kind == "label":
            builder.label(cell.start, cell.end)
        elif reading.kind == "unit":
            builder.unit(reading.unit)
        elif cell.start == cell.end:
            if blanks:
                builder.blank(cell.start)
        else:
            builder.slot(Slot(cell.start, cell.end, reading))
    builder.close()
    return builder.runs
