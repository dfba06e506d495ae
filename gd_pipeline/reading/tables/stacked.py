"""Cells printed a line each: digits that stand apart on one line are one number there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from gd_pipeline.reading.tables.cells import CellReading
from gd_pipeline.reading.tables.runs import Run, Slot

_LEAST = 20
"""Lines with cells that must be seen before a text counts as printed a cell a line."""

_MOSTLY = 0.9
_SINGLE = 0.2
_LENGTHS = 3
"""Of lines printed a digit a cell at least this share holds one digit, and so many lengths are seen."""

_MOST_DIGITS = 9
_THOUSAND = 1000


def whole_cells(runs: list[Run]) -> list[Run]:
    """`runs` of which each line is one cell, where nearly all of them are printed so; else as they are."""
    own = [run for run in runs if run.slots and not run.certain]
    cells = Counter([slot.line for run in own for slot in run.slots if slot.start < slot.end])
    if len(cells) < _LEAST or max(cells.values()) == 1 or not (_cell_a_line(own, cells) or _digit_a_cell(own, cells)):
        return runs
    return [
        replace(run, slots=_by_lines(run.slots)) if run.slots and not run.certain and not goes_on else run
        for run, goes_on in zip(runs, _going_on(runs), strict=True)
    ]


def _cell_a_line(own: Sequence[Run], cells: Counter[int]) -> bool:
    """Whether nearly every line with cells holds one and no label."""
    if list(cells.values()).count(1) < _MOSTLY * len(cells):
        return False
    return sum(run.line in cells for run in own) <= (1 - _MOSTLY) * len(own)


def _digit_a_cell(own: Sequence[Run], cells: Counter[int]) -> bool:
    """Whether a text recogniser printed every digit apart: lines of one digit, of two, of three, and no other numbers.

    The rows of a table with several columns have as many cells each, and some of them begin with 0.
    """
    counts = Counter(cells.values())
    if counts[1] < _SINGLE * len(cells) or len(counts) < _LENGTHS:
        return False
    for run in own:
        for _, line in groupby(run.slots, key=lambda slot: slot.line):
            numbers = [slot for slot in line if slot.start < slot.end]
            torn = any(slot.blank for slot in numbers)
            if len(numbers) > 1 and numbers[0].reading.value == 0 and not torn:
                return False
            if any(slot.end - slot.start > 1 and not slot.blank for slot in numbers):
                return False
    return True


def _going_on(runs: Sequence[Run]) -> list[bool]:
    """For each run whether words follow on the line of its last cell, as the point of a torn decimal does."""
    ends = [run.slots[-1].line if run.slots else -1 for run in runs]
    return [end >= 0 and end == after.line for end, after in zip(ends, [*runs[1:], Run()], strict=True)]


def _by_lines(slots: Sequence[Slot]) -> list[Slot]:
    found: list[Slot] = []
    for _, line in groupby(slots, key=lambda slot: slot.line):
        cells = list(line)
        whole = together(cells)
        found.extend([whole] if whole is not None else cells)
    return found


def together(piece: Sequence[Slot], doubtful: str = "") -> Slot | None:
    """One number of digits that were printed apart; None where they cannot be one."""
    if len(piece) == 1:
        return piece[0]
    readings = [slot.reading for slot in piece]
    if readings[0].value == 0 or any(at.kind != "number" or at.signed for at in readings):
        return None
    digits = "".join(map(_digits, readings))
    if not all(map(_digits, readings)) or len(digits) > _MOST_DIGITS:
        return None
    start, end = piece[0].start, piece[-1].end
    reading = CellReading("number", float(digits), 0, end - start, doubtful=doubtful)
    return Slot(start, end, reading, line=piece[0].line)


def _digits(reading: CellReading) -> str:
    """The digits as printed, leading zeros too; "" where the number has other characters."""
    printed = reading.end - reading.start
    digits = f"{reading.value:.0f}".zfill(printed)
    plain = reading.value.is_integer() and len(digits) == printed and (digits[0] != "0" or reading.value < _THOUSAND)
    return digits if plain and not reading.unit else ""
