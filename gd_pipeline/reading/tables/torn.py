"""Labels that a line break or a page end cut in two rows, with the numbers beside one half."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from gd_pipeline.catalog.forms import normal_label
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.runs import Run

_LIKE = 0.85
_LONGEST = 120


def joined_labels(table: str, text: str, runs: Sequence[Run]) -> Sequence[Run]:
    """`runs` in which a run without numbers and its neighbour are one, where only together they are a row's label."""
    found: list[Run] = []
    for run in runs:
        if found and _halves(table, text, found[-1], run):
            found[-1] = _whole(found[-1], run)
        else:
            found.append(run)
    return found if len(found) < len(runs) else runs


def _halves(table: str, text: str, first: Run, second: Run) -> bool:
    if not first.pieces or not second.pieces or bool(first.numbers()) == bool(second.numbers()):
        return False
    start, end = first.pieces[-1]
    upper = text[start:end]
    lower = "".join(text[low:high] for low, high in second.pieces)
    if len(upper) + len(lower) > _LONGEST or _row(table, upper) is not None or _row(table, lower) is not None:
        return False
    row = _row(table, upper + lower)
    return row is not None and _begins(table, upper, row)


@lru_cache(maxsize=4096)
def _row(table: str, label: str) -> int | None:
    """The row whose whole label this is, exactly or but for a misprint."""
    index = label_index(table)
    row = index.exactly(label)
    if row is not None or len(label) < len("四结转下年度"):
        return row
    like = max(range(len(index.rows)), key=lambda at: index.likeness(label, at, whole=True))
    return like if index.likeness(label, like, whole=True) >= _LIKE else None


def _begins(table: str, upper: str, row: int) -> bool:
    """Whether the first half is one of this row: with its number, or with its first characters."""
    form = label_index(table).rows[row]
    label = normal_label(upper)
    return label.startswith((form.number or form.label[:2], form.label[:2]))


def _whole(first: Run, second: Run) -> Run:
    slots = first.slots if first.numbers() else second.slots
    return replace(
        first,
        pieces=[*first.pieces, *second.pieces],
        places=[*first.places, *second.places],
        slots=slots,
        certain=first.certain and second.certain,
        separated=first.separated and second.separated,
        unit=first.unit or second.unit,
        line=second.line,
        words=None,
    )
