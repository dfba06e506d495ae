"""Labels that several rows of a form share (被依法纠错数 of review and of litigation): which row each one names.

What stands between two rows that are certain tells: as many rows of the form as runs of the text. Where two ways fit
alike, as in a table from which some rows were cut out, the label names neither.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gd_pipeline.catalog.forms import NUMBERED, form_rows
from gd_pipeline.reading.tables.labels import Hit
from gd_pipeline.reading.tables.named import Named
from gd_pipeline.reading.tables.runs import Run

_MOST = 6
"""Labels between two certain rows whose places are weighed against each other."""

_MARGIN = 2
"""Rows and runs by which one way must fit better than every other."""


def without_doubtful(
    table: str, runs: Sequence[Run], hits: Sequence[tuple[Hit, ...]], chain: Sequence[Named]
) -> list[Named]:
    """The rising `chain` with each label that several rows share at the row that fits best, or without it.

    `hits` are the labels found in each of `runs`, with the rows that they may name.
    """
    able = [_able(hits, name) for name in chain]
    if all(len(rows) == 1 for rows in able):
        return list(chain)
    known = _Known(table, runs, hits)
    found: list[Named] = []
    at = 0
    while at < len(chain):
        end = at
        while end < len(chain) and len(able[end]) > 1:
            end += 1
        if end > at:
            above, below = (found[-1] if found else None), (chain[end] if end < len(chain) else None)
            found.extend(known.settled(chain[at:end], able[at:end], above, below))
        found.extend(chain[end : end + 1])
        at = end + 1
    return found


def _able(hits: Sequence[tuple[Hit, ...]], name: Named) -> tuple[int, ...]:
    """The rows that the label which names `name` may name."""
    return next((hit.rows for hit in hits[name.run] if hit.position == name.start), (name.row,))


class _Known:
    """What stands between rows of a form, and between runs of a text."""

    def __init__(self, table: str, runs: Sequence[Run], hits: Sequence[tuple[Hit, ...]]) -> None:
        self._rows, self._runs, self._hits = form_rows(table), runs, hits

    def settled(
        self, names: Sequence[Named], able: Sequence[tuple[int, ...]], above: Named | None, below: Named | None
    ) -> Sequence[Named]:
        """`names`, which stand between `above` and `below`, at the rows of the one way that fits best; else none."""
        if len(names) > _MOST:
            return names
        if self._is_out_of_order([name for name in (above, *names, below) if name is not None]):
            return []
        ends = [name for name in (above, below) if name is not None]
        first, last = (above.row if above else -1), (below.row if below else len(self._rows))
        ways = []
        for rows in _rising(able, first, last):
            way = [name._replace(row=row) for name, row in zip(names, rows, strict=True)]
            whole = [*ends[: above is not None], *way, *ends[above is not None :]]
            ways.append((sum(self._misfit(upper, lower) for upper, lower in pairwise(whole)), way))
        ways.sort(key=lambda way: way[0])
        if not ways or (len(ways) > 1 and ways[1][0] - ways[0][0] < _MARGIN):
            return []
        return ways[0][1]

    def _is_out_of_order(self, names: Sequence[Named]) -> bool:
        """Whether a label that has no place in the form's order stands between the runs of `names`."""
        named = {name.run for name in names}
        return any(self._hits[at] and at not in named for at in range(names[0].run, names[-1].run))

    def _misfit(self, upper: Named, lower: Named) -> int:
        """How many more rows of the form, or runs that name none, stand between two rows than of the other."""
        skipped = sum(self._rows[at].kind in NUMBERED for at in range(upper.row + 1, lower.row))
        unknown = sum(self._runs[at].numbered and not self._hits[at] for at in range(upper.run + 1, lower.run))
        return abs(skipped - unknown)


def _rising(able: Sequence[tuple[int, ...]], first: int, last: int) -> Iterator[tuple[int, ...]]:
    """Every way to choose one row of each of `able`, rising, between `first` and `last`."""
    if not able:
        yield ()
        return
    for row in able[0]:
        if first < row < last:
            for rest in _rising(able[1:], row, last):
                yield (row, *rest)
