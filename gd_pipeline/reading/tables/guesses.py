"""Empty lines among cells printed a line each: blank cells, if they make every row of the table complete."""

from collections.abc import Mapping, Sequence

from gd_pipeline.reading.tables.runs import Run
from gd_pipeline.reading.tables.sheet import Sheet

_MOSTLY = 0.9
_LEAST = 2
_SEVERAL = 3


def settled(sheet: Sheet, width: int) -> Sheet:
    """`sheet` for a table whose rows all have `width` cells, without guessed blanks unless they fit."""
    if not any(_guesses(run) for run in sheet.runs if run.guessed):
        return sheet
    return sheet.with_cells(settled_widths(sheet.runs, {name.run: width for name in sheet.named}))


def settled_widths(runs: Sequence[Run], widths: Mapping[int, int]) -> Sequence[Run]:
    """`runs` without their guessed blanks, unless nearly all runs that name a row are as wide with them as expected."""
    if not [run for run in runs if run.guessed]:
        return runs
    if _are_separators(runs):
        return [run.without_blanks() if run.guessed else run for run in runs]
    without_gaps = [run.without_blanks(gaps_only=True) if run.guessed else run for run in runs]
    for tried in (runs, without_gaps):
        doubtful = [(run, widths[at]) for at, run in enumerate(tried) if at in widths and _guesses(run)]
        doubtful = [(run, width) for run, width in doubtful if len(run.numbers()) != width]
        fitting = sum(_fits(run, width) for run, width in doubtful)
        if len(doubtful) >= _LEAST and fitting >= _MOSTLY * len(doubtful):
            return tried
    return [run.without_blanks() if run.guessed else run for run in runs]


def _are_separators(runs: Sequence[Run]) -> bool:
    """Whether an empty line stands before nearly every number: then it is no cell."""
    behind_empty = behind_printed = 0
    for run in runs:
        if run.certain or not run.pieces:
            continue
        empty = False
        for slot in run.slots:
            before, empty = empty, slot.start == slot.end
            behind_empty += before and not empty
            behind_printed += not (before or empty)
    return behind_empty >= _SEVERAL and behind_printed <= (1 - _MOSTLY) * behind_empty


def _guesses(run: Run) -> bool:
    return run.guessed and any(slot.start == slot.end for slot in run.slots)


def _fits(run: Run, width: int) -> bool:
    behind = run.slots[width:]
    return len(run.slots) >= width and len(behind) <= 1 and all(slot.blank for slot in behind)
