"""Which statutory tables a document can hold, and where to look for them: literals first, nothing else without one."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import form_tables
from gd_pipeline.intake.document import Document, Grid
from gd_pipeline.reading.report import Repeat, Span
from gd_pipeline.reading.tables.flattened import text_runs
from gd_pipeline.reading.tables.gridded import grid_runs
from gd_pipeline.reading.tables.runs import Run

_BEFORE = 350
_AFTER = 700
_BESIDE = 80


def signs_of(text: str, repeats: Sequence[Repeat]) -> dict[str, Span]:
    """For each kind of table with a sign in `text`: from its first sign to its last, repeated spans left out."""
    found: dict[str, Span] = {}
    for kind, table in form_tables().items():
        places = [
            place
            for sign in table.signs
            if sign in text
            for place in (text.find(sign), text.rfind(sign))
            if not _repeated(place, repeats)
        ]
        if places:
            found[kind] = (min(places), max(places))
    return found


def _repeated(place: int, repeats: Sequence[Repeat]) -> bool:
    return any(repeat.start <= place < repeat.end for repeat in repeats)


def runs_around(document: Document, spans: Sequence[Span], repeats: Sequence[Repeat]) -> list[Run]:
    """Runs of all grids and text around `spans`, in reading order; what repeats something else is left out."""
    text = document.text
    grids = [grid for grid in document.grids if not _repeated(grid.start, repeats)]
    low = max(0, min(_reach(start, grids)[0] for start, _ in spans))
    high = min(len(text), max(_reach(end, grids)[1] for _, end in spans))
    runs: list[Run] = []
    at = low
    for number, grid in enumerate(grids):
        if grid.end < low or grid.start > high:
            continue
        runs.extend(_between(text, at, grid.start, repeats))
        runs.extend(grid_runs(text, grid, number))
        at = max(at, grid.end)
    runs.extend(_between(text, at, high, repeats))
    return runs


def _reach(place: int, grids: Sequence[Grid]) -> Span:
    """How far around a sign to look: beside its grid, or further where no grid holds it."""
    for grid in grids:
        if grid.start <= place < grid.end:
            return grid.start - _BESIDE, grid.end + _BESIDE
    return place - _BEFORE, place + _AFTER


def _between(text: str, start: int, end: int, repeats: Sequence[Repeat]) -> list[Run]:
    runs: list[Run] = []
    for repeat in sorted(repeats, key=lambda repeat: repeat.start):
        if repeat.start < end and repeat.end > start:
            runs.extend(text_runs(text, start, max(start, repeat.start)))
            start = max(start, repeat.end)
    if start < end:
        runs.extend(text_runs(text, start, end))
    return runs
