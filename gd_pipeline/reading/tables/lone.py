"""Numbers alone on a line among rows printed on a line each: a row's, or the number of a page."""

from collections.abc import Sequence
from dataclasses import replace

from gd_pipeline.reading.tables.runs import Run, Slot

_NEAR = 40


def without_lone(
    text: str, runs: Sequence[Run], least: int, share: float
) -> tuple[Sequence[Run], dict[int, list[Slot]]]:
    """`runs` without numbers alone on their line, where others stand beside their labels, and these numbers.

    At least `least` runs with numbers must have them beside their labels, and this `share` of all.
    """
    placed = [run for run in runs if run.slots and run.line >= 0]
    beside = sum(run.slots[0].line == run.line for run in placed)
    if len(placed) == beside or beside < max(least, share * len(placed)):
        return runs, {}
    lone: dict[int, list[Slot]] = {}
    for at, run in enumerate(runs):
        found = [slot for slot in run.slots if slot.line not in (-1, run.line) and _alone(text, slot)]
        if found and run.line >= 0:
            lone[at] = found
    kept = [
        replace(run, slots=[slot for slot in run.slots if slot not in lone.get(at, ())]) for at, run in enumerate(runs)
    ]
    return kept, lone


def _alone(text: str, slot: Slot) -> bool:
    behind = text[slot.end : slot.end + _NEAR].partition("\n")[0]
    return not text[slot.line : slot.start].strip() and not behind.strip()
