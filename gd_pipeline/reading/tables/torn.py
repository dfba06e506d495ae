"""Labels that a line break or a page end cut in two rows, with the numbers beside one half."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from gd_pipeline.catalog.forms import normal_label, table_width
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.runs import Run

_LIKE = 0.85
_LONGEST = 120
_SHORTEST = 6
"""Characters of the shortest label that is known in spite of a misprint."""

_FEW = 3
"""Cells of a row that are too few to tell that it was cut in two."""


def joined_labels(table: str, text: str, runs: Sequence[Run]) -> Sequence[Run]:
    """`runs` in which a run without numbers and its neighbour are one, where only together they are a row's label."""
    found = list(runs[:1])
    numbered = bool(found) and found[0].numbered
    width = table_width(table)
    for run in runs[1:]:
        above, before, numbered = found[-1], numbered, run.numbered
        certain = above.certain or run.certain
        if not certain and above.slots and len(run.pieces) > 1 and _wraps(table, text, above, run):
            above, run = _unwrapped(above, run)
            found[-1] = above
        halves = before != numbered and _halves(table, text, above, run)
        fitting = not certain and width > _FEW and len(above.slots) + len(run.slots) == width
        fitting = fitting and bool(above.slots and run.slots)
        if halves or (fitting and _broken(table, text, above, run)):
            found[-1] = _whole(above, run)
            numbered = found[-1].numbered
        else:
            found.append(run)
    return found


def _wraps(table: str, text: str, first: Run, second: Run) -> bool:
    """Whether a label goes on behind its numbers, before the next label: both halves are a row's, the first is none.

    The first run has cells, the second several pieces; neither is a row of a grid.
    """
    if not first.pieces:
        return False
    (start, end), (low, high) = first.pieces[-1], second.pieces[0]
    if end - start + high - low > _LONGEST:
        return False
    exactly = label_index(table).exactly
    upper, lower = text[start:end], text[low:high]
    row = exactly(upper + lower)
    return row is not None and exactly(upper) is None and exactly(lower) in (None, row)


def _unwrapped(first: Run, second: Run) -> tuple[Run, Run]:
    above = replace(first, pieces=[*first.pieces, second.pieces[0]], words=None)
    return above, replace(second, pieces=second.pieces[1:], words=None)


def _broken(table: str, text: str, first: Run, second: Run) -> bool:
    """Whether a row was cut in two, its label and its cells, so that both halves together are all of it.

    Together they have as many cells as a row of the table.
    """
    if first.certain or second.certain or not (first.pieces and second.pieces):
        return False
    upper = text[first.pieces[-1][0] : first.pieces[-1][1]]
    lower = second.label(text)
    exactly = label_index(table).exactly
    row = exactly(upper + lower) if len(upper) + len(lower) < _LONGEST else None
    return row is not None and exactly(upper) in (None, row) and exactly(lower) is None


def _halves(table: str, text: str, first: Run, second: Run) -> bool:
    """Whether two runs, of which one has numbers, are one row."""
    if not first.pieces or not second.pieces:
        return False
    start, end = first.pieces[-1]
    if end - start > _LONGEST or not _may_begin(table, text[start:end]):
        return False
    upper, lower = text[start:end], second.label(text)
    return len(upper) + len(lower) <= _LONGEST and _are_halves(table, upper, lower)


@lru_cache(maxsize=4096)
def _may_begin(table: str, upper: str) -> bool:
    return label_index(table).may_begin(upper)


@lru_cache(maxsize=4096)
def _are_halves(table: str, upper: str, lower: str) -> bool:
    """Whether the first begins the label of a row, and both are all of it."""
    row = _row(table, upper + lower)
    if row is None or not _begins(table, upper, row):
        return False
    return all(_is_part(table, part, upper + lower, row) for part in (upper, lower))


@lru_cache(maxsize=4096)
def _row(table: str, label: str) -> int | None:
    """The row whose whole label this is, exactly or but for a misprint."""
    index = label_index(table)
    row = index.exactly(label)
    if row is not None or len(label) < _SHORTEST:
        return row
    return index.likeliest(label, _LIKE)


def _is_part(table: str, half: str, whole: str, row: int) -> bool:
    """Whether one half names no row without the other, or the same row less well."""
    alone = _row(table, half)
    index = label_index(table)
    return alone is None or (alone == row and index.likeness(whole, row, whole=True) > index.likeness(half, row, True))


def _begins(table: str, upper: str, row: int) -> bool:
    """Whether the first half is one of this row: with its number, or with its first characters."""
    return normal_label(upper).startswith(label_index(table).beginnings[row])


def _whole(first: Run, second: Run) -> Run:
    both = first.numbers() and second.numbers()
    slots = [*first.slots, *second.slots] if both else first.slots if first.numbers() else second.slots
    return replace(
        first,
        pieces=[*first.pieces, *second.pieces],
        places=[*first.places, *second.places],
        slots=slots,
        certain=first.certain and second.certain,
        separated=first.separated and second.separated,
        unit=first.unit or second.unit,
        line=first.line if both else second.line,
        words=None,
    )
