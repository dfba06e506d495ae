"""Which column each cell of a row stands in: by count, by place in the grid, by the row's own sum."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from gd_pipeline.reading.tables.runs import Run, Slot

RowTest = Callable[[Sequence[Slot]], bool | None]
"""Whether a row's cells agree with its total; None where it prints no total."""


def no_test(_cells: Sequence[Slot]) -> bool | None:
    """For rows that have no sum of their own."""
    return None


def total_is_last(cells: Sequence[Slot]) -> bool | None:
    """Table 3 and 4: the last cell is the sum of the others (T3-03, T4-01 to 03)."""
    if cells[-1].blank:
        return None
    return cells[-1].reading.value == sum(cell.reading.value for cell in cells[:-1])


def first_columns(runs: Iterable[Run], width: int) -> dict[int, int]:
    """For each grid the column in which rows with all their `width` numbers begin."""
    seen: dict[int, Counter[int]] = {}
    for run in runs:
        numbers = run.numbers() if run.certain else []
        if len(numbers) == width:
            seen.setdefault(run.grid, Counter())[numbers[0].column] += 1
    return {grid: counts.most_common(1)[0][0] for grid, counts in seen.items() if len(counts) == 1}


def place(run: Run, slots: Sequence[Slot], width: int, test: RowTest, first: dict[int, int]) -> Sequence[Slot] | None:
    """The `width` cells of a row in the form's order, or None where more than one reading is possible."""
    if len(slots) == width:
        return slots
    if len(slots) < width:
        return None
    if run.certain or run.separated:
        return _window(run, slots, width, test, first)
    return _without_strays(slots, width, test)


def _window(run: Run, slots: Sequence[Slot], width: int, test: RowTest, first: dict[int, int]) -> Sequence[Slot] | None:
    """Cells side by side that hold all numbers; blank cells before and after are spans that the layout filled up."""
    filled = [at for at, slot in enumerate(slots) if not slot.blank]
    if not filled:
        return slots[:width]
    starts = range(max(0, filled[-1] - width + 1), min(filled[0], len(slots) - width) + 1)
    windows = [slots[at : at + width] for at in starts]
    if len(windows) < 2:
        return windows[0] if windows else None
    if not run.certain:
        return windows[0] if starts[0] == 0 else None
    column = first.get(run.grid)
    placed = [window for window in windows if window[0].column == column]
    if placed:
        return placed[0]
    passing = [window for window in windows if test(window)]
    return passing[0] if len(passing) == 1 else None


def _without_strays(slots: Sequence[Slot], width: int, test: RowTest) -> Sequence[Slot] | None:
    """The row without numbers that strayed into it (a page number), where its sum allows one choice only."""
    extra = len(slots) - width
    if extra > 2 or len(slots) > 20:
        return None
    found: dict[tuple[float, ...], Sequence[Slot]] = {}
    for dropped in combinations(range(len(slots)), extra):
        kept = [slot for at, slot in enumerate(slots) if at not in dropped]
        if test(kept):
            found.setdefault(tuple(slot.reading.value for slot in kept), kept)
    return next(iter(found.values())) if len(found) == 1 else None
