"""Labels and groups of cells brought together in order at the least cost, and only where no other way comes near it."""

from collections.abc import Sequence
from typing import NamedTuple

from gd_pipeline.catalog.forms import normal_label
from gd_pipeline.reading.tables.chain import Named
from gd_pipeline.reading.tables.labels import find_labels, label_index
from gd_pipeline.reading.tables.runs import Run, Slot

_FAR = 1e6
_MARGIN = 0.35
_SKIP_LABEL = 1.2
_SKIP_GROUP = 2.0
_SKIP_ADDED = 0.7
_SKIP_BLANKS = 0.3
_LIMIT = 160


class Group(NamedTuple):
    """Cells of one row: the run they stand in, their number among its groups.

    `joined` tells that the row was put together from several lines.
    """

    run: int
    ordinal: int
    slots: tuple[Slot, ...]
    joined: bool = False


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
        groups: Sequence[Group],
        needy: set[int],
    ) -> None:
        """Weigh `labels` against `groups`; `needy` rows must have cells. Both stand in reading order."""
        self._table, self._index = table, label_index(table)
        self._text, self._runs, self._needy = text, runs, needy
        self._labels, self._groups = labels[:_LIMIT], groups[:_LIMIT]
        self._in_run: dict[int, list[int]] = {}
        for at, name in enumerate(self._labels):
            if name.end >= 0:
                self._in_run.setdefault(name.run, []).append(at)
        self._counts: dict[int, int] = {}
        for group in self._groups:
            self._counts[group.run] = self._counts.get(group.run, 0) + 1

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
            if len(near) > 1:
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

    def _drop(self, group: Group) -> float:
        if all(slot.blank for slot in group.slots):
            return _SKIP_BLANKS
        if not self._runs[group.run].pieces or group.run in self._in_run:
            return _SKIP_GROUP
        return _SKIP_ADDED

    def _pair(self, at: int, group_at: int) -> float:
        name, group = self._labels[at], self._groups[group_at]
        if name.end < 0:
            return self._lost(at, group)
        if name.run == group.run:
            return self._same_run(at, group)
        if name.row not in self._needy:
            return _FAR
        run, other = self._runs[name.run], self._runs[group.run]
        if run.certain and other.certain:
            torn = name.run + 1 == group.run and not other.pieces and not run.numbers()
            return 0.9 if torn else _FAR
        if name.run < group.run:
            return _FAR if run.certain and run.numbers() else 1.0
        if name.run > group.run + 1 or run.certain:
            return _FAR
        return self._label_behind(at, group)

    def _lost(self, at: int, group: Group) -> float:
        """A row whose label is lost takes a group without one that stands between the rows around it."""
        before = next((name.run for name in reversed(self._labels[:at]) if name.end >= 0), 0)
        between = before <= group.run <= self._labels[at].run
        bare = group.ordinal > 0 or not self._runs[group.run].pieces
        return 0.6 if between and bare and not group.joined else _FAR

    def _label_behind(self, at: int, group: Group) -> float:
        """A label that stands after its cells: on their line, or around them."""
        last = group.ordinal + 1 == self._counts[group.run]
        first = self._in_run[self._labels[at].run][0] == at
        if last and first and self._line_of(group) == "behind":
            return 0.2
        if group.ordinal > 0:
            return 1.2
        rest, row = self._rest(group.run), self._labels[at].row
        if not rest:
            return 1.2
        if self._index.begins(rest, row):
            return 0.2
        return 1.2 if self._index.likeness(rest[-120:], row) > 0.2 else 3.2

    def _rest(self, run: int) -> str:
        """The words of a run behind the last row that it names, in normal form."""
        label = self._runs[run].label(self._text)
        hits = find_labels(self._table, label) if label else ()
        return normal_label(label)[hits[-1].position + hits[-1].length if hits else 0 :]

    def _line_of(self, group: Group) -> str:
        """Where words stand on the line of a group's cells: before them, behind them, or neither."""
        run = self._runs[group.run]
        if run.pieces and group.ordinal == 0 and self._same_line(run.pieces[-1][1], group.slots[0].start):
            return "before"
        after = self._runs[group.run + 1] if group.run + 1 < len(self._runs) else None
        behind = after is not None and after.pieces and self._same_line(group.slots[-1].end, after.pieces[0][0])
        return "behind" if behind else ""

    def _same_line(self, start: int, end: int) -> bool:
        return end - start < 400 and "\n" not in self._text[start:end]

    def _same_run(self, at: int, group: Group) -> float:
        labels = self._in_run[group.run]
        needy = [label for label in labels if self._labels[label].row in self._needy]
        count = self._counts[group.run]
        if at == labels[-1] and group.ordinal == 0 and count == 1:
            if at not in needy and self._rest(group.run):
                return 1.5
            return 0.7 if self._line_of(group) == "behind" else 0.0
        if at not in needy:
            return _FAR
        if len(needy) == count:
            return 0.1 if needy.index(at) == group.ordinal else 0.9
        return 0.0 if at == needy[-1] and group.ordinal == 0 else 0.8


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
