"""Labels and groups of cells brought together in order at the least cost, and only where no other way comes near it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf
from operator import add

from gd_pipeline.reading.tables.cheapest import both_ways
from gd_pipeline.reading.tables.named import Named
from gd_pipeline.reading.tables.surroundings import Group, Surroundings

_FAR = 1e6
_MARGIN = 0.35
_SKIP_LABEL = 1.2
_SKIP_GROUP = 2.0
_SKIP_ADDED = 0.7
_SKIP_BLANKS = 0.3
_OWN_WORDS = 1.2
_FOREIGN = 1.8
_LIMIT = 160


Choice = tuple[dict[int, Group], list[Named], list[Named], list[Group]]
"""Filled rows, unfilled and unclear ones, and groups that no row takes."""


class Pairing:
    """What it costs to pair a label with a group of cells, or to leave either alone."""

    def __init__(self, around: Surroundings, labels: Sequence[Named], groups: Sequence[Group], needy: set[int]) -> None:
        """Weigh `labels` against `groups`, both in reading order; `needy` rows must have cells."""
        self._around = around
        self._runs, self._needy = around.runs, needy
        self._labels, self._groups = labels[:_LIMIT], groups[:_LIMIT]
        self._group_runs = [group.run for group in self._groups]
        self._in_run: dict[int, list[int]] = {}
        for at, name in enumerate(self._labels):
            if name.end >= 0:
                self._in_run.setdefault(name.run, []).append(at)
        self._counts = Counter(self._group_runs)
        single = all(len(group.slots) == 1 for group in self._groups)
        self._torn = any(
            self._hungry(run) > 1 and (self._runs[run].rows_apart() or (single and count > 1))
            for run, count in self._counts.items()
        )
        self._later = [self._label_ahead(run) for run in self._group_runs]

    def choose(self) -> Choice:
        """The cheapest pairing; a row for which another costs hardly more is unclear."""
        labels, groups = self._labels, self._groups
        filled: dict[int, Group] = {}
        unfilled: list[Named] = []
        unclear: list[Named] = []
        used: set[int] = set()
        for name, near in zip(labels, self._near(), strict=True):
            if len(near) > 1 or any(self._muddled(groups[j].run) for j in near if j < len(groups)):
                if name.end >= 0:
                    unclear.append(name)
                used.update(near)
            elif near[0] == len(groups):
                if name.end >= 0:
                    unfilled.append(name)
            else:
                filled[name.row] = groups[near[0]]
                used.add(near[0])
        return filled, unfilled, unclear, [group for j, group in enumerate(groups) if j not in used]

    def _near(self) -> Iterator[list[int]]:
        """For each label the groups that it may have at hardly more than the least cost; their count means none."""
        pairs = [self._costs(at) for at in range(len(self._labels))]
        skips = [_SKIP_LABEL if name.row in self._needy and name.end >= 0 else 0.0 for name in self._labels]
        drops = [self._drop(group) for group in self._groups]
        ahead, behind = both_ways(pairs, skips, drops, _MARGIN)
        for before, after, own, skip in zip(ahead, behind[1:], pairs, skips, strict=False):
            first = max(before.first, after.first - 1)
            costs = list(map(add, map(add, before.of(first), own[first:]), after.of(first + 1)))
            both = max(before.first, after.first)
            alone = min(map(add, before.of(both), after.of(both)), default=inf) + skip
            limit = min([alone, *costs]) + _MARGIN
            near = [first + j for j, cost in enumerate(costs) if cost < limit]
            yield [*near, len(drops)] if alone < limit else near

    def _muddled(self, run: int) -> bool:
        """Whether a run names several rows and holds several groups, but not as many."""
        needy = self._hungry(run)
        if needy < 2 or self._is_printed_row(run):
            return False
        return self._counts[run] != needy and (self._torn or self._counts[run] > 1)

    def _hungry(self, run: int) -> int:
        return sum(self._labels[at].row in self._needy for at in self._in_run.get(run, ()))

    def _drop(self, group: Group) -> float:
        if all(slot.blank for slot in group.slots):
            return _SKIP_BLANKS
        if self._around.foreign(group.run) and group.ordinal == 0:
            return _SKIP_ADDED
        return _SKIP_GROUP

    def _costs(self, at: int) -> list[float]:
        """What it costs to pair a label with each group."""
        name = self._labels[at]
        if name.end < 0:
            return self._lost(at)
        costs = [_FAR] * len(self._groups)
        own, behind = bisect_left(self._group_runs, name.run), bisect_right(self._group_runs, name.run)
        for j in range(own, behind):
            costs[j] = self._same_run(at, self._groups[j])
        if name.row not in self._needy:
            return costs
        if self._runs[name.run].certain:
            costs[behind:] = self._below(name, behind)
            return costs
        costs[behind:] = self._later[behind:]
        before = bisect_left(self._group_runs, name.run - 1)
        if before < own and not self._is_printed_row(name.run - 1):
            costs[before:own] = [self._label_behind(at, group) for group in self._groups[before:own]]
        return costs

    def _label_ahead(self, run: int) -> float:
        """What it costs to give the cells of a run to a label of an earlier one."""
        if self._is_printed_row(run):
            return _FAR
        return 1.0 + (_OWN_WORDS if self._around.foreign(run) else 0.0)

    def _below(self, name: Named, behind: int) -> list[float]:
        """What it costs to give a label of a grid the groups below it, of which the first is `behind`."""
        groups, costs = self._groups[behind:], self._later[behind:]
        if self._runs[name.run].numbered:
            return [_FAR] * len(groups)
        for j, group in enumerate(groups):
            other = self._runs[group.run]
            if other.certain and costs[j] < _FAR:
                costs[j] = 0.9 if name.run + 1 == group.run and not other.pieces else _FAR
        return costs

    def _is_printed_row(self, run: int) -> bool:
        """Whether the cells of a run stand on a line of their own with the last row that it names."""
        return run in self._in_run and self._counts[run] == 1 and self._around.beside(run)

    def _lost(self, at: int) -> list[float]:
        """A row whose label is lost takes a group without one, or after its label's beginning, in its place."""
        name = self._labels[at]
        before = next((other.run for other in reversed(self._labels[:at]) if other.end >= 0), 0)
        costs = [_FAR] * len(self._groups)
        for j in range(bisect_left(self._group_runs, before), bisect_right(self._group_runs, name.run)):
            group = self._groups[j]
            if group.joined:
                continue
            if group.ordinal > 0 or not self._runs[group.run].pieces:
                costs[j] = 0.6
            elif self._around.rest(group.run) and self._around.begins(group.run, name.row) == 1:
                costs[j] = 0.3
        return costs

    def _label_behind(self, at: int, group: Group) -> float:
        """A label that stands after its cells: on their line, or around them."""
        last = group.ordinal + 1 == self._counts[group.run]
        first = self._in_run[self._labels[at].run][0] == at
        if last and first and self._around.line_of(group, last) == "behind":
            return 0.2
        if group.ordinal > 0:
            return 1.2
        if not self._around.rest(group.run):
            return 1.2
        begins = self._around.begins(group.run, self._labels[at].row)
        return {1.0: 0.2, 0.5: 1.7}.get(begins, 3.2)

    def _same_run(self, at: int, group: Group) -> float:
        labels = self._in_run[group.run]
        needy = [label for label in labels if self._labels[label].row in self._needy]
        count = self._counts[group.run]
        foreign = _FOREIGN if self._around.foreign(group.run) else 0.0
        if at == labels[-1] and group.ordinal == 0 and count == 1:
            behind = self._around.line_of(group, last=True) == "behind"
            return foreign + (0.7 if behind else 0.5 if foreign and at not in needy else 0.0)
        if at not in needy or (not foreign and self._is_printed_row(group.run)):
            return _FAR
        if len(needy) == count:
            late = 1.0 if labels[-1] != needy[-1] and count == 1 else 0.1
            return foreign + (late if needy.index(at) == group.ordinal else 0.9)
        return foreign + (0.0 if at == needy[-1] and group.ordinal == 0 else 0.8)
