"""Rows whose labels are misprinted: known by likeness, between the rows around them, where nothing else is as like."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from gd_pipeline.catalog.forms import NUMBERED, form_rows, normal_label
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.named import LABEL_LIMIT, Named
from gd_pipeline.reading.tables.runs import Run

_ALIKE = 0.5
_ALIKE_AHEAD = 0.65
"""Likeness that names a row; without its number more before the first row, where the section's heading stands."""

_ALIKE_NUMBERED = 0.3
"""Likeness of a label with the number of the row, if no other row with it is missing."""

_APART = 0.12
_AHEAD = 2
"""Runs before the first row that is named which may hold a misprinted one."""

_PIECES = 14
"""Pieces of unexplained text that are compared with labels, from the last one backwards."""

_TOGETHER = 4
_KEPT = 400
"""Characters of the longest label whose likenesses are kept for the next document."""

_LONGEST = 120
_TELLING = 5
"""Characters of a label that is one row's alone."""


def with_alike(table: str, text: str, runs: Sequence[Run], chain: Sequence[Named]) -> list[Named]:
    """The rows of `chain` and, between them, those that misprinted labels of runs with cells are alike.

    A run of one piece that names a row has no label left.
    """
    if not chain:
        return []
    numbered = _numbered_before(table)
    if sum([numbered[name.row + 1] - numbered[name.row] for name in chain]) == numbered[-1]:
        return list(chain)
    found: list[Named] = []
    link = 0
    for at in range(max(0, chain[0].run - _AHEAD), len(runs)):
        first = link
        while link < len(chain) and chain[link].run == at:
            link += 1
        own = chain[first:link]
        if runs[at].slots and runs[at].pieces and not (own and len(runs[at].pieces) == 1):
            after = chain[link].row if link < len(chain) else len(numbered) - 1
            before = found[-1].row if found else -1
            missing = numbered[after] - numbered[before + 1]
            for name in own:
                missing -= numbered[name.row + 1] - numbered[name.row]
            if missing:
                gap = _Gap(table, before, after, ahead=not found and at < chain[0].run)
                own = _with_missing(gap, text, runs[at], own, at)
        found.extend(own)
    return found


@cache
def _numbered_before(table: str) -> tuple[int, ...]:
    """How many rows with numbers of their own stand before each row of the form, and before its end."""
    return tuple(accumulate((row.kind in NUMBERED for row in form_rows(table)), initial=0))


class _Gap(NamedTuple):
    """Where rows are missing: between which rows of the table, `ahead` of the first run that is named or not."""

    table: str
    before: int
    after: int
    ahead: bool


def _with_missing(gap: _Gap, text: str, run: Run, own: Sequence[Named], at: int) -> Sequence[Named]:
    """`own` rows of the run `at` and the missing ones that its pieces are alike."""
    pieces = tuple([text[start:end] for start, end in run.pieces])
    if own or len(run.label(text)) > _KEPT:
        return _Filling(gap, at).filled(_ends(pieces), own)
    return [name._replace(run=at) for name in _alone(gap, pieces)]


@lru_cache(maxsize=4096)
def _alone(gap: _Gap, pieces: tuple[str, ...]) -> tuple[Named, ...]:
    """Missing rows that the pieces of a run are alike which names none; they are said to be of run 0."""
    return tuple(_Filling(gap, 0).filled(_ends(pieces), ()))


def _ends(printed: Sequence[str]) -> list[tuple[str, int]]:
    """Label pieces in normal form, each with where it ends in the part of the label that is searched."""
    pieces = [normal_label(piece) for piece in printed]
    ends = accumulate(map(len, pieces), initial=min(0, LABEL_LIMIT - sum(map(len, pieces))))
    next(ends)
    return list(zip(pieces, ends, strict=True))


class _Filling:
    """Looks for misprinted labels in the pieces of one run that name nothing."""

    def __init__(self, gap: _Gap, run: int) -> None:
        self._table, self._before, self._after, self._ahead = gap
        self._run = run
        self._found: list[Named] = []

    def filled(self, pieces: Sequence[tuple[str, int]], own: Sequence[Named]) -> list[Named]:
        """`own` rows of the run and those found between them; all lie in the gap."""
        before = self._before
        free: list[tuple[str, int]] = []
        left = list(own)
        for piece, end in pieces:
            taken = bool(self._found) and self._found[-1].end > end - len(piece)
            while left and left[0].start < end:
                self._fill(free, range(before + 1, left[0].row))
                free = []
                before, taken = left[0].row, taken or left[0].end > end - len(piece)
                self._found.append(left.pop(0))
            if not taken:
                free.append((piece, end))
        self._fill(free, range(before + 1, left[0].row if left else self._after))
        return [*self._found, *left]

    def _fill(self, free: Sequence[tuple[str, int]], rows: range) -> None:
        """Add the rows that up to four `free` pieces together are alike."""
        first, done = rows.start, max(0, len(free) - _PIECES)
        for stop in range(done + 1, len(free) + 1):
            label = ""
            for start in range(stop - 1, max(done, stop - _TOGETHER) - 1, -1):
                label = free[start][0] + label
                if len(label) > _LONGEST:
                    break
                row = _alike(self._table, label, range(first, rows.stop))
                if row is not None and not self._goes_on(label, row) and not self._is_heading(label, row):
                    end = free[stop - 1][1]
                    self._found.append(Named(row, self._run, end - len(label), end))
                    first, done = row + 1, stop
                    break

    def _goes_on(self, label: str, row: int) -> bool:
        """Whether `label` is as like the row before it in this run, whose label goes on in it, as it is like `row`."""
        if not self._found:
            return False
        index = label_index(self._table)
        return index.likeness(label, self._found[-1].row) > index.likeness(label, row) - _APART

    def _is_heading(self, label: str, row: int) -> bool:
        """Whether `label` may be the section's heading, which stands before the first row and is like it."""
        index = label_index(self._table)
        number = index.rows[row].number
        numbered = number and label.startswith(number)
        return self._ahead and not numbered and index.likeness(label, row) < _ALIKE_AHEAD


@lru_cache(maxsize=4096)
def _alike(table: str, label: str, rows: range) -> int | None:
    if len(label) < 2:
        return None
    index = label_index(table)
    own = index.exactly(label)
    if own is not None and own not in rows and len(label) >= _TELLING:
        return None
    able = [row for row in rows if index.rows[row].kind != "caption"]
    ranked = sorted(((index.likeness(label, row), -row) for row in able), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _APART):
        return None
    best = -ranked[0][1]
    numbered = [row for row in able if index.rows[row].number and label.startswith(index.rows[row].number)]
    return best if ranked[0][0] >= (_ALIKE_NUMBERED if numbered == [best] else _ALIKE) else None
