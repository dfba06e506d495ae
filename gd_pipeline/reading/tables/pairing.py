"""Labels and groups of cells brought together in order at the least cost, and only where no other way comes near it."""

from collections.abc import Sequence

from gd_pipeline.reading.tables.named import Named
from gd_pipeline.reading.tables.runs import Run
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

    def __init__(
        self,
        table: str,
        text: str,
        runs: Sequence[Run],
        labels: Sequence[Named],
        named: Sequence[Named],
        groups: Sequence[Group],
        needy: set[int],
    ) -> None:
        """Weigh `labels` against `groups`, both in reading order; `needy` rows must have cells, `named` have labels."""
        self._around = Surroundings(table, text, runs, named)
        self._runs, self._needy = runs, needy
        self._labels, self._groups = labels[:_LIMIT], groups[:_LIMIT]
        self._in_run: dict[int, list[int]] = {}
        for at, name in enumerate(self._labels):
            if name.end >= 0:
                self._in_run.setdefault(name.run, []).append(at)
        self._counts: dict[int, int] = {}
        for group in self._groups:
            self._counts[group.run] = self._counts.get(group.run, 0) + 1
        single = all(len(group.slots) == 1 for group in self._groups)
        self._torn = any(
            self._hungry(run) > 1 and (runs[run].rows_apart() or (single and count > 1))
            for run, count in self._counts.items()
        )

    def choose(self) -> Choice:
        """The cheapest pairing; a row for which another costs hardly more is unclear."""
        labels, groups = self._labels, self._groups
        pairs = [[self._pair(i, j) for j in range(len(groups))] for i in range(len(labels))]
        skips = [_SKIP_LABEL if name.row in self._needy and name.end >= 0 else 0.0 for name in labels]
        drops = [self._drop(group) for group in groups]
        ahead = _least(pairs, skips, drops)
        turned = _least([row[::-1] for row in pairs[::-1]], skips[::-1], drops[::-1])
        behind = [row[::-1] for row in turned[::-1]]
        filled: dict[int, Group] = {}
        unfilled: list[Named] = []
        unclear: list[Named] = []
        used: set[int] = set()
        for i, name in enumerate(labels):
            costs = [ahead[i][j] + pairs[i][j] + behind[i + 1][j + 1] for j in range(len(groups))]
            costs.append(min(ahead[i][j] + behind[i + 1][j] for j in range(len(groups) + 1)) + skips[i])
            best = min(costs)
            near = [j for j, cost in enumerate(costs) if cost < best + _MARGIN]
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

    def _pair(self, at: int, group_at: int) -> float:
        name, group = self._labels[at], self._groups[group_at]
        if name.end < 0:
            return self._lost(at, group)
        if name.run == group.run:
            return self._same_run(at, group)
        if name.row not in self._needy or self._is_printed_row(group.run):
            return _FAR
        run, other = self._runs[name.run], self._runs[group.run]
        if run.certain and other.certain:
            torn = name.run + 1 == group.run and not other.pieces and not run.numbers()
            return 0.9 if torn else _FAR
        if name.run < group.run:
            own = _OWN_WORDS if self._around.foreign(group.run) else 0.0
            return _FAR if run.certain and run.numbers() else 1.0 + own
        if name.run > group.run + 1 or run.certain:
            return _FAR
        return self._label_behind(at, group)

    def _is_printed_row(self, run: int) -> bool:
        """Whether the cells of a run stand on a line of their own with the last row that it names."""
        return run in self._in_run and self._counts[run] == 1 and self._around.beside(run)

    def _lost(self, at: int, group: Group) -> float:
        """A row whose label is lost takes a group without one, or after its label's beginning, in its place."""
        before = next((name.run for name in reversed(self._labels[:at]) if name.end >= 0), 0)
        if not before <= group.run <= self._labels[at].run or group.joined:
            return _FAR
        if group.ordinal > 0 or not self._runs[group.run].pieces:
            return 0.6
        return (
            0.3 if self._around.rest(group.run) and self._around.begins(group.run, self._labels[at].row) == 1 else _FAR
        )

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


def _least(pairs: Sequence[Sequence[float]], skips: Sequence[float], drops: Sequence[float]) -> list[list[float]]:
    """Least cost of the first i labels and the first j groups, for every i and j."""
    row = [0.0]
    for drop in drops:
        row.append(row[-1] + drop)
    table = [row]
    for skip, costs in zip(skips, pairs, strict=True):
        above, row = row, [row[0] + skip]
        for j, drop in enumerate(drops):
            row.append(min(above[j + 1] + skip, row[j] + drop, above[j] + costs[j]))
        table.append(row)
    return table
