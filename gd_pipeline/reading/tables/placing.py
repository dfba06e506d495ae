"""Which column each cell of a row stands in: by count, by place in the grid, by the sums that the row must bear out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby, pairwise
from operator import attrgetter

from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.stacked import together

RowTest = Callable[[Sequence[Slot]], bool | None]
"""Whether a row's cells agree with its total; None where it prints no total."""

_PARTS = attrgetter("parts")
_MOST_EXTRA = 6
_MOST_PAGES = 1000


def total_is_last(cells: Sequence[Slot]) -> bool | None:
    """Table 3 and 4: the last cell is the sum of the others (T3-03, T4-01 to 03)."""
    total = cells[-1].reading
    return None if total.kind == "blank" else total.value == sum([cell.reading.value for cell in cells[:-1]])


def is_one_row(table: str, text: str, run: Run, row: int) -> bool:
    """Whether a row of a grid has the label of `row` and of no other: a number in pieces is one number there."""
    if not run.certain or not run.pieces:
        return False
    start, end = run.pieces[-1]
    return label_index(table).exactly(text[start:end]) == row and not any(
        slot.reading.doubtful == "misread" for slot in run.slots
    )


def has_plain_neighbours(cells: Sequence[Slot]) -> bool:
    """Whether letters among the cells stand beside printed numbers, so that they are digits misread."""
    doubtful = {slot.reading.doubtful for slot in cells}
    plain = any(slot.reading.kind == "number" and not slot.reading.doubtful for slot in cells)
    return plain and "apart" not in doubtful


@dataclass(frozen=True, slots=True)
class Layout:
    """What the rows of a table have in common.

    `width` is the form's count of columns, `printed` that of the table, `added` the place of the column that an issuer
    added, `first` the first column of numbers in each grid, `labels` the last column of labels by grid and last column;
    where `pushed`, a converter put numbers of several columns into one cell, so that no cell is known to stand in its
    column.
    """

    width: int
    printed: int = 0
    added: int | None = None
    first: dict[int, int] = field(default_factory=dict)
    labels: dict[tuple[int, int], int] = field(default_factory=dict)
    pushed: bool = False


def layout_of(rows: Sequence[tuple[Run, Sequence[Slot]]], width: int) -> Layout:
    """The layout that all `rows` (runs and their cells) of a table agree with."""
    labels = _label_columns(rows)
    if any(_is_pushed_together(slots) for _, slots in rows):
        return Layout(width, width, labels=labels, pushed=True)
    printed = [len(_printed(slots)) for _, slots in rows if len(slots) > width]
    wider = printed.count(width + 1)
    fitting = [len(slots) for _, slots in rows].count(width)
    if fitting == len(rows):
        return Layout(width, width, labels=labels)
    if wider < 2 or fitting > wider or max(printed) > width + 1:
        return Layout(width, width, None, _first_columns(rows, width), labels)
    found = Layout(width + 1, width + 1, None, _first_columns(rows, width + 1), labels)
    windows = [_window(run, slots, found) for run, slots in rows if len(slots) > width]
    added = _added_column([window for window in windows if window is not None], width)
    return Layout(width, width + 1, added, found.first, labels)


def _label_columns(rows: Iterable[tuple[Run, Sequence[Slot]]]) -> dict[tuple[int, int], int]:
    """The last column with a label beside numbers, by grid and last column: grids as wide are parts of one table."""
    last: dict[int, int] = {}
    width: dict[int, int] = {}
    for run, slots in rows:
        if run.grid >= 0 and run.places and _printed(slots):
            last[run.grid] = max(last.get(run.grid, 0), run.places[-1])
            width[run.grid] = max(width.get(run.grid, 0), slots[-1].column)
    return {(at, width[at]): max(last[other] for other in last if width[other] == width[at]) for at in last}


def _printed(slots: Sequence[Slot]) -> list[Slot]:
    return [slot for slot in slots if slot.start < slot.end]


def _first_columns(rows: Iterable[tuple[Run, Sequence[Slot]]], width: int) -> dict[int, int]:
    """For each grid the column that numbers begin in, where all rows together leave one choice."""
    least: dict[int, int] = {}
    most: dict[int, int] = {}
    for run, slots in rows:
        if not run.certain or len(slots) < width:
            continue
        filled = [slot.column for slot in _printed(slots)]
        if filled:
            most[run.grid] = min(most.get(run.grid, filled[0]), filled[0])
            least[run.grid] = max(least.get(run.grid, 0), filled[-1] - width + 1)
    return {grid: column for grid, column in most.items() if least[grid] == column}


def _added_column(rows: Sequence[Sequence[Slot]], width: int) -> int | None:
    """The place of a column that the issuer added to table 3: a 小计 of organisations, or what stands behind the total.

    None where most rows without it do not add up: then it is another one.
    """
    if len(rows) < 2:
        return None
    fits: Counter[int] = Counter()
    for slots in rows:
        values = [slot.reading.value for slot in slots]
        fits[width - 1] += values[width - 1] == sum(values[1 : width - 1])
        fits[1] += values[1] == sum(values[2:width])
        fits[width] += values[width - 1] == sum(values[: width - 1])
    (best, count), (_, other), _ = fits.most_common()
    if count < 0.9 * len(rows) or (count == other and best != width - 1):
        return None
    wrong = sum(total_is_last([*slots[:best], *slots[best + 1 :]]) is False for slots in rows)
    return best if 2 * wrong < len(rows) else None


def place(run: Run, slots: Sequence[Slot], test: RowTest, layout: Layout) -> Sequence[Slot] | None:
    """The cells of a row in the form's order, or None where more than one reading is possible."""
    if len(slots) == layout.width == layout.printed and _is_as_printed(run, slots, layout):
        return slots
    if layout.printed > layout.width:
        cells = _window(run, slots, Layout(layout.printed, layout.printed, None, layout.first))
        if cells is None or layout.added is None:
            return None
        return [*cells[: layout.added], *cells[layout.added + 1 :]]
    if slots[0].column >= 0 and (spread := numbers_apart(slots, layout.width, test)):
        return spread
    if run.certain or run.separated or len(slots) <= layout.width:
        if run.grid >= 0 and slots[0].start == slots[0].end and _printed(slots):
            label = layout.labels.get((run.grid, slots[-1].column), -1)
            slots = [slot for slot in slots if slot.column > label] or slots
        unsure = layout.pushed and slots[0].column >= 0 and len(_printed(slots)) < layout.width
        return None if unsure else _window(run, slots, layout)
    cells = run.whole_line(slots, layout.width) or without_page_mark(slots, layout.width)
    return cells or _repaired(slots, layout.width, test)


def _is_as_printed(run: Run, slots: Sequence[Slot], layout: Layout) -> bool:
    """Whether as many cells as a row has are surely its own: of text, or of a grid without doubt about its cells."""
    sure = run.grid < 0 or slots[0].start < slots[0].end
    return sure and (slots[0].column < 0 or not (layout.pushed or any(map(_PARTS, slots))))


def numbers_apart(slots: Sequence[Slot], width: int, test: RowTest) -> Sequence[Slot] | None:
    """The numbers of a grid's row that a converter cut at the wrong places: as many as columns, and their sum holds."""
    printed = [part for slot in slots for part in slot.parts or (slot,) if part.start < part.end]
    return printed if len(printed) == width and printed != [*slots] and test(printed) else None


def _is_pushed_together(slots: Sequence[Slot]) -> bool:
    """Whether a row of a grid has a cell with several numbers, which are not one torn apart, beside empty ones."""
    if not any(map(_PARTS, slots)) or all(slot.start < slot.end for slot in slots):
        return False
    return not total_is_last(slots) or any(slot.parts and not slot.parts[0].reading.value for slot in slots)


def _window(run: Run, slots: Sequence[Slot], layout: Layout) -> Sequence[Slot] | None:
    """Cells side by side that hold all that is printed; empty ones around them are spans that the layout filled up."""
    width = layout.width
    if len(slots) <= width:
        return slots if len(slots) == width else None
    if not (run.certain or run.separated):
        return None
    filled = [at for at, slot in enumerate(slots) if slot.start < slot.end]
    if not filled:
        return slots[:width]
    starts = range(max(0, filled[-1] - width + 1), min(filled[0], len(slots) - width) + 1)
    if len(starts) < 2:
        return slots[starts[0] : starts[0] + width] if starts else None
    if run.grid in layout.first and run.certain:
        column = layout.first[run.grid]
        placed = [at for at in starts if slots[at].column == column]
        return slots[placed[0] : placed[0] + width] if placed else None
    return slots[:width] if starts[0] == 0 and not layout.first else None


def without_page_mark(slots: Sequence[Slot], width: int) -> Sequence[Slot] | None:
    """The row without a page number between dashes (- 3 -) that follows its `width` cells."""
    if len(slots) != width + 3:
        return None
    left, number, right = slots[width:]
    dashes = left.blank and right.blank and not number.blank and left.start < left.end and right.start < right.end
    return slots[:width] if dashes and number.reading.value < _MOST_PAGES else None


def _repaired(slots: Sequence[Slot], width: int, test: RowTest) -> Sequence[Slot] | None:
    """The row without a stray number, or with a number's digits put together, where its sum allows one way only."""
    extra = len(slots) - width
    lines = [list(line) for _, line in groupby(slots, key=lambda slot: slot.line)]
    if len(lines) == width > 1:
        whole = [cell for line in lines if (cell := together(line, "apart")) is not None]
        return whole if len(whole) == width else None
    if extra > _MOST_EXTRA or 1 < len(lines) < len(slots) or any(slot.reading.signed for slot in slots):
        return None
    found: dict[tuple[float, ...], Sequence[Slot]] = {}
    for cells in (*_without_strays(slots, width), *_joined(slots, width)):
        if test(cells):
            found.setdefault(tuple(cell.reading.value for cell in cells), cells)
            if len(found) > 1:
                return None
    return next(iter(found.values())) if found else None


def _without_strays(slots: Sequence[Slot], width: int) -> Iterator[Sequence[Slot]]:
    """The row without one or two neighbours that a page's end brought in."""
    extra = len(slots) - width
    if extra > 2:
        return
    for at in range(len(slots) - extra + 1):
        if all(0 < slot.reading.value < _MOST_PAGES for slot in slots[at : at + extra]):
            yield [*slots[:at], *slots[at + extra :]]


def _joined(slots: Sequence[Slot], width: int) -> Iterator[Sequence[Slot]]:
    """Every way to put neighbours together to `width` numbers; a number does not begin with 0."""
    count = len(slots)
    whole = {
        (low, high): together(slots[low:high], "apart")
        for low in range(count)
        for high in range(low + 1, min(count, low + count - width + 1) + 1)
    }
    for cuts in combinations(range(1, count), width - 1):
        cells = [whole[piece] for piece in pairwise((0, *cuts, count))]
        if None not in cells:
            yield [cell for cell in cells if cell is not None]
