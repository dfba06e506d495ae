"""Which statutory tables a document can hold, and where to look for them: literals first, nothing else without one."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gd_pipeline.catalog.forms import form_tables
from gd_pipeline.intake.document import Document, Grid
from gd_pipeline.reading.report import Repeat, Span
from gd_pipeline.reading.tables.flattened import text_runs
from gd_pipeline.reading.tables.gridded import grid_runs
from gd_pipeline.reading.tables.runs import Run

_BEFORE = 350
_AFTER = 700
_BESIDE = 80
_MOST = 150_000
"""Characters that are read for tables, whatever text a hostile document puts between their signs."""

_TABLE = 5000
"""Characters before its first sign and behind its last one in which a table may go on."""


class Signs(NamedTuple):
    """Where the signs of a kind of table stand: the first, the last, and whether one of them stands twice."""

    first: int
    last: int
    twice: bool


def signs_of(text: str, repeats: Sequence[Repeat]) -> dict[str, Signs]:
    """Signs of each kind of table that has one in `text` outside of repeated spans; of its title where it has none.

    A title behind all signs is one, too: the sign may be a word of prose above a table whose labels are broken.
    """
    found: dict[str, Signs] = {}
    for kind, table in form_tables().items():
        seen, titled = _seen(text, table.signs, repeats), _seen(text, table.titles, repeats)
        if seen is None:
            seen = titled
        elif titled is not None:
            seen = seen._replace(last=max(seen.last, titled.last))
        if seen is not None:
            first, last, twice = seen
            last = max([last, *(text.rfind(end, last, last + _TABLE) for end in table.ends)])
            low = max(0, first - _TABLE)
            first = min([first, *(at for start in table.starts if (at := text.rfind(start, low, first)) >= 0)])
            found[kind] = Signs(first, last, twice)
    return found


def _seen(text: str, signs: Iterable[str], repeats: Sequence[Repeat]) -> Signs | None:
    """Where `signs` stand in `text` outside of repeated spans, None where none does."""
    places: list[int] = []
    twice = False
    for sign in signs:
        last = text.rfind(sign)
        if last < 0:
            continue
        first = before = text.rfind(sign, 0, last)
        if before < 0:
            first = last
        else:
            first, twice = text.find(sign, 0, before + len(sign)), True
        last = _not_repeated(text, sign, last, repeats)
        places.extend(place for place in (first, last) if place >= 0 and not _repeated(place, repeats))
    return Signs(min(places), max(places), twice) if places else None


def _not_repeated(text: str, sign: str, place: int, repeats: Sequence[Repeat]) -> int:
    """Where `sign`, which stands at `place` last, stands last outside of repeated spans; -1 where it does not."""
    for repeat in sorted(repeats, key=lambda repeat: repeat.start, reverse=True):
        if repeat.start <= place < repeat.end:
            place = text.rfind(sign, 0, repeat.start)
    return place


def _repeated(place: int, repeats: Sequence[Repeat]) -> bool:
    return any(repeat.start <= place < repeat.end for repeat in repeats)


def runs_around(document: Document, signs: Iterable[Signs], repeats: Sequence[Repeat]) -> list[Run]:
    """Runs of all grids and text around `signs`, in reading order; what repeats something else is left out."""
    text = document.text
    grids = [grid for grid in document.grids if not _repeated(grid.start, repeats)]
    reaches = [_reach(sign, grids) for sign in signs]
    low = max(0, min(start for start, _ in reaches))
    high = min(len(text), max(end for _, end in reaches), low + _MOST)
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


def runs_of(kind: str, document: Document, runs: Sequence[Run], signs: Mapping[str, Signs]) -> Sequence[Run]:
    """The part of `runs` in which a table of `kind` can stand: around its signs, up to those of another section's."""
    own, section = signs[kind], form_tables()[kind].section
    low, high = _reach(own, document.grids)
    for other, its in signs.items():
        if form_tables()[other].section == section:
            continue
        if its.last < own.first:
            low = max(low, its.last)
        elif its.first > own.last:
            high = min(high, its.first)
    first = bisect_left(runs, low, key=lambda run: run.end)
    return runs[first : bisect_left(runs, high, key=lambda run: run.start)]


def _reach(signs: Signs, grids: Sequence[Grid]) -> Span:
    """How far around signs to look: beside their grids, or further where no grid holds them."""
    low, high = signs.first - _BEFORE, signs.last + _AFTER
    for grid in grids:
        if grid.start <= signs.first < grid.end:
            low = grid.start - _BESIDE
        if grid.start <= signs.last < grid.end:
            high = grid.end + _BESIDE
        elif signs.last < grid.start < min(high, signs.last + _AFTER):
            high = max(high, grid.end + _BESIDE)
    return low, high


def _between(text: str, start: int, end: int, repeats: Sequence[Repeat]) -> list[Run]:
    runs: list[Run] = []
    for repeat in sorted(repeats, key=lambda repeat: repeat.start):
        if repeat.start < end and repeat.end > start:
            runs.extend(text_runs(text, start, max(start, repeat.start)))
            start = max(start, repeat.end)
    if start < end:
        runs.extend(text_runs(text, start, end))
    return runs
