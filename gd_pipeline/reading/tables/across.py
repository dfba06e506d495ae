"""Cells printed a line each behind the labels of several rows: row by row, or column by column as some PDFs read."""

from collections.abc import Mapping, Sequence

from gd_pipeline.reading.tables.placing import total_is_last
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.surroundings import Group

_FEW = 0.2
"""Share of rows whose printed sum may be wrong in a table whose order is right."""


def in_rows(groups: Mapping[int, Group], runs: Sequence[Run], width: int) -> dict[int, Group]:
    """`groups` by row, those of a run whose sums hold only column by column turned; in doubt marked `across`."""
    if len({group.run for group in groups.values()}) == len(groups):
        return dict(groups)
    by_run: dict[int, list[int]] = {}
    for row, group in groups.items():
        by_run.setdefault(group.run, []).append(row)
    found = dict(groups)
    for at, rows in by_run.items():
        cells = [groups[row].slots for row in rows]
        if len(rows) < 2 or runs[at].certain or any(len(row) != width or _in_line(row) for row in cells):
            continue
        failing = sum(total_is_last(row) is False for row in cells)
        turned = _turned(cells)
        if failing and all(total_is_last(row) for row in turned):
            found.update((row, groups[row]._replace(slots=slots)) for row, slots in zip(rows, turned, strict=True))
        elif failing > max(1, _FEW * len(rows)):
            found.update((row, groups[row]._replace(across=True)) for row in rows)
    return found


def may_be_columns(rows: Sequence[Sequence[Slot]]) -> bool:
    """Whether rows that have no sums would hold other numbers if they were printed column by column."""
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or all(_in_line(row) for row in rows):
        return False
    return [[slot.reading.value for slot in row] for row in _turned(rows)] != [
        [slot.reading.value for slot in row] for row in rows
    ]


def _in_line(slots: Sequence[Slot]) -> bool:
    return len({slot.line for slot in slots}) == 1


def _turned(rows: Sequence[Sequence[Slot]]) -> list[tuple[Slot, ...]]:
    cells = [slot for row in rows for slot in row]
    return [tuple(cells[at :: len(rows)]) for at in range(len(rows))]
