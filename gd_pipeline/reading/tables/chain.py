"""Which row each run names: the labels found, brought into the one order that the form prints them in."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from gd_pipeline.catalog.forms import NUMBERED, form_rows, normal_label
from gd_pipeline.reading.tables.labels import Hit, find_labels, label_index
from gd_pipeline.reading.tables.runs import Run

_LABEL_LIMIT = 1200
"""Characters of a run's label that are searched, from its end: the longest torn table has about 500."""

_ALIKE = 0.5
_APART = 0.12
_LIMIT = 240
_AHEAD = 2
"""Runs before the first row that is named which may hold a misprinted one."""

_PIECES = 14
"""Pieces of unexplained text that are compared with labels, from the last one backwards."""


class Named(NamedTuple):
    """A row named by a run: row (from 0), run (from 0), where in the run's normal label, and how much is behind it."""

    row: int
    run: int
    start: int
    end: int
    behind: int = 0


def named_rows(table: str, text: str, runs: Sequence[Run]) -> list[Named]:
    """Rows that `runs` name, in strictly rising order of rows and runs; damaged labels are known by likeness."""
    hits = [(at, hit) for at, run in enumerate(runs) for hit in _hits(table, text, run)]
    chain = _rising(hits)
    if chain is None:
        chain = _heaviest(hits[:_LIMIT], runs)
    return _with_alike(table, text, runs, chain)


def _hits(table: str, text: str, run: Run) -> tuple[Hit, ...]:
    return find_labels(table, run.label(text)[-_LABEL_LIMIT:]) if run.pieces else ()


def _rising(hits: Sequence[tuple[int, Hit]]) -> list[Named] | None:
    """The chain where every hit has its place in order; None where one has not."""
    chain: list[Named] = []
    last = -1
    for at, hit in hits:
        row = next((row for row in hit.rows if row > last), None)
        if row is None:
            return None
        chain.append(Named(row, at, hit.position, hit.position + hit.length, hit.behind))
        last = row
    return chain


def _heaviest(hits: Sequence[tuple[int, Hit]], runs: Sequence[Run]) -> list[Named]:
    """The rising chain of most weight: long labels that stand right before numbers weigh most."""
    best: list[tuple[float, int, Named]] = []
    for number, (at, hit) in enumerate(hits):
        follows = number + 1 == len(hits) or hits[number + 1][0] != at
        weight = min(hit.length, 8) + (6.0 if follows and runs[at].slots else 0.0)
        before = len(best)
        for row in hit.rows:
            named = Named(row, at, hit.position, hit.position + hit.length, hit.behind)
            total, link = weight, -1
            for index in range(before):
                if best[index][2].row < row and best[index][0] + weight > total:
                    total, link = best[index][0] + weight, index
            best.append((total, link, named))
    if not best:
        return []
    index = max(range(len(best)), key=lambda at: best[at][0])
    chain: list[Named] = []
    while index >= 0:
        chain.append(best[index][2])
        index = best[index][1]
    return chain[::-1]


def _with_alike(table: str, text: str, runs: Sequence[Run], chain: list[Named]) -> list[Named]:
    """The chain and, between its links, the rows whose labels are misprinted but like nothing else."""
    if not chain:
        return chain
    numbered = _numbered_before(table)
    end_row = len(numbered) - 1
    found: list[Named] = []
    link = 0
    for at in range(max(0, chain[0].run - _AHEAD), len(runs)):
        own: list[Named] = []
        while link < len(chain) and chain[link].run == at:
            own.append(chain[link])
            link += 1
        after = chain[link].row if link < len(chain) else end_row
        before = found[-1].row if found else -1
        missing = numbered[after] - numbered[before + 1]
        missing -= sum(numbered[name.row + 1] - numbered[name.row] for name in own)
        if missing and runs[at].slots and runs[at].pieces:
            own = _completed(table, text, runs[at], own, (before, after), at)
        found.extend(own)
    return found


@cache
def _numbered_before(table: str) -> tuple[int, ...]:
    """How many rows with numbers of their own stand before each row of the form, and before its end."""
    return tuple(accumulate((row.kind in NUMBERED for row in form_rows(table)), initial=0))


def _completed(table: str, text: str, run: Run, own: Sequence[Named], around: tuple[int, int], at: int) -> list[Named]:
    """Rows named by a run: `own` and those that pieces of its label between them are alike."""
    pieces = [normal_label(text[start:end]) for start, end in run.pieces]
    place = min(0, _LABEL_LIMIT - sum(map(len, pieces)))
    found: list[Named] = []
    free: list[tuple[str, int]] = []
    left = list(own)
    before = around[0]
    for piece in pieces:
        start, place = place, place + len(piece)
        taken = False
        while left and left[0].start < place:
            before = _fill_gap(table, free, range(before + 1, left[0].row), at, found)
            free = []
            found.append(left[0])
            before, taken = left[0].row, left[0].end > start
            del left[0]
        if not taken and not (found and found[-1].end > start):
            free.append((piece, place))
    _fill_gap(table, free, range(before + 1, left[0].row if left else around[1]), at, found)
    return [*found, *left]


def _fill_gap(table: str, free: Sequence[tuple[str, int]], rows: range, at: int, found: list[Named]) -> int:
    """Add to `found` the rows that up to three `free` pieces together are alike; the last row that is named."""
    last = rows.start - 1
    done = max(0, len(free) - _PIECES)
    for stop in range(done + 1, len(free) + 1):
        for start in range(stop - 1, max(done, stop - 4) - 1, -1):
            label = "".join(piece for piece, _ in free[start:stop])
            row = _alike(table, label, range(last + 1, rows.stop))
            if row is not None:
                found.append(Named(row, at, free[stop - 1][1] - len(label), free[stop - 1][1]))
                last, done = row, stop
                break
    return last


@lru_cache(maxsize=4096)
def _alike(table: str, label: str, rows: range) -> int | None:
    if len(label) < 2 or len(label) > 120:
        return None
    index = label_index(table)
    ranked = sorted(
        ((index.likeness(label, row), -row) for row in rows if index.rows[row].kind != "caption"), reverse=True
    )
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _APART):
        return None
    return -ranked[0][1]
