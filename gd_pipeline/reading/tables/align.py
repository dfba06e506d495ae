"""Which cells belong to which row: the form's own order of rows is the template.

Mostly a label stands right before its row's cells. Where labels were torn from their cells, wrapped around them or lost,
the cheapest way to pair labels and groups of cells in order is taken, and only where no other way comes near it.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormRow
from gd_pipeline.reading.tables.chain import Named, named_rows
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.runs import Run, Slot

NEEDY = ("data", "addend", "uncoded")
"""Kinds of rows that print numbers in every report."""

_FAR = 1e6
_MARGIN = 0.35
_SKIP_LABEL = 1.2
_SKIP_GROUP = 2.0
_SKIP_ADDED = 0.7
_SKIP_BLANKS = 0.3
_LIMIT = 160


class Group(NamedTuple):
    """Cells of one row: the run they stand in, their number among its groups."""

    run: int
    ordinal: int
    slots: tuple[Slot, ...]


class Alignment(NamedTuple):
    """Rows with their cells; `unfilled` rows are named and have none; `unclear` rows may have one of several groups;
    `loose` groups belong to no row of the form."""

    filled: dict[int, Group]
    unfilled: list[Named]
    unclear: list[Named]
    loose: list[Group]
    named: list[Named]


def align(table: str, text: str, runs: Sequence[Run], width: int) -> Alignment:
    """Pair the rows of `table` (each of `width` cells) with the cells of `runs`."""
    named = named_rows(table, text, runs)
    rows = label_index(table).rows
    if not named:
        return Alignment({}, [], [], [], [])
    needed = needy_rows(named, rows)
    first, last = named[0].run, _last_run(named, runs)
    needy = Counter(name.run for name in named if name.row in needed)
    groups = [group for at in range(first, last + 1) for group in _groups(text, at, runs[at], width, needy[at])]
    simple = _adjacent(named, groups, rows, needed)
    return simple if simple is not None else _cheapest(table, text, runs, named, groups, needed)


def needy_rows(named: Sequence[Named], rows: Sequence[FormRow]) -> set[int]:
    """Named rows that must have cells: all with numbers of their own, and a group of which no row is named."""
    keys = {rows[name.row].parent for name in named if rows[name.row].kind in NEEDY}
    return {
        name.row
        for name in named
        if rows[name.row].kind in NEEDY or (rows[name.row].kind == "group" and rows[name.row].key not in keys)
    }


def _last_run(named: list[Named], runs: Sequence[Run]) -> int:
    """The last run of the table: the one that its last label, or the numbers after it, stand in."""
    at = named[-1].run
    while not runs[at].slots and at + 1 < len(runs) and not runs[at + 1].pieces:
        at += 1
    return at


def _groups(text: str, at: int, run: Run, width: int, labels: int) -> list[Group]:
    """Cells of `run` by rows, as far as their count tells; `labels` rows that need cells are named in it."""
    slots = run.slots
    if not slots:
        return []
    stacked = run.stacked(text, labels)
    if stacked is not None:
        return [Group(at, number, tuple(cells)) for number, cells in enumerate(stacked)]
    if run.separated and not run.certain and len(slots) != width:
        numbers = run.numbers()
        slots = numbers if numbers and len(numbers) % width == 0 else slots
        if slots is not numbers:
            return [Group(at, 0, tuple(slots))]
    if run.certain or len(slots) % width:
        return [Group(at, 0, tuple(slots))]
    return [Group(at, cut // width, tuple(slots[cut : cut + width])) for cut in range(0, len(slots), width)]


def _adjacent(
    named: list[Named], groups: list[Group], rows: Sequence[FormRow], needed: set[int]
) -> Alignment | None:
    """The alignment where every label that needs cells stands right before its own; None where it is not so simple."""
    by_run: dict[int, list[Named]] = {}
    for name in named:
        by_run.setdefault(name.run, []).append(name)
    cells: dict[int, list[Group]] = {}
    for group in groups:
        cells.setdefault(group.run, []).append(group)
    filled: dict[int, Group] = {}
    for at in sorted(set(by_run) | set(cells)):
        names = by_run.get(at, [])
        here = cells.get(at, [])
        needy = [name for name in names if name.row in needed]
        if not here and not needy:
            continue
        if not names or not here:
            return None
        if len(here) == len(needy) and needy[-1] is names[-1]:
            filled.update((name.row, group) for name, group in zip(needy, here, strict=True))
        elif len(here) == 1 and not needy:
            if rows[names[-1].row].kind != "caption":
                filled[names[-1].row] = here[0]
            elif any(not slot.blank for slot in here[0].slots):
                return None
        else:
            children = _children(names[-1].row, rows)
            if needy not in ([], names[-1:]) or len(here) != len(children) or any(name.row in children for name in named):
                return None
            filled.update(zip(children, here, strict=True))
    return Alignment(filled, [], [], [], named)


def _children(parent: int, rows: Sequence[FormRow]) -> list[int]:
    return [at for at, row in enumerate(rows) if row.parent == rows[parent].key and row.kind == "data"]


def _cheapest(
    table: str, text: str, runs: Sequence[Run], named: list[Named], groups: list[Group], needed: set[int]
) -> Alignment:
    rows = label_index(table).rows
    labels = [name for name in named if rows[name.row].kind != "caption"][:_LIMIT]
    groups = groups[:_LIMIT]
    costs = _Costs(table, text, runs, labels, groups, needed)
    ahead, behind = costs.tables()
    best = ahead[-1][-1]
    filled: dict[int, Group] = {}
    unclear: list[Named] = []
    unfilled: list[Named] = []
    used: set[int] = set()
    for at, name in enumerate(labels):
        through = [ahead[at][j] + costs.pair(at, j) + behind[at + 1][j + 1] for j in range(len(groups))]
        without = min(ahead[at][j] + costs.skip_label(at) + behind[at + 1][j] for j in range(len(groups) + 1))
        ranked = sorted([(cost, j) for j, cost in enumerate(through)] + [(without, -1)])
        clear = len(ranked) < 2 or ranked[1][0] - ranked[0][0] >= _MARGIN
        choice = ranked[0][1]
        if ranked[0][0] > best + 1e-9 or not clear:
            unclear.append(name)
            used.update(j for cost, j in ranked if cost < best + _MARGIN)
        elif choice < 0:
            unfilled.append(name)
        else:
            filled[name.row] = groups[choice]
            used.add(choice)
    loose = [group for j, group in enumerate(groups) if j not in used]
    return Alignment(filled, unfilled, unclear, loose, named)


class _Costs:
    """What it costs to pair a label with a group of cells, or to leave either alone."""

    def __init__(self, table: str, text: str, runs: Sequence[Run], labels: list[Named], groups: list[Group]) -> None:
        self._index = label_index(table)
        self._text, self._runs, self._labels, self._groups = text, runs, labels, groups
        self._needed = needed
        self._of_run: dict[int, list[int]] = {}
        for at, name in enumerate(labels):
            self._of_run.setdefault(name.run, []).append(at)
        self._group_count: dict[int, int] = {}
        for group in groups:
            self._group_count[group.run] = self._group_count.get(group.run, 0) + 1

    def _needs_cells(self, at: int) -> bool:
        return self._labels[at].row in self._needed

    def skip_label(self, at: int) -> float:
        return _SKIP_LABEL if self._needs_cells(at) else 0.0

    def skip_group(self, at: int) -> float:
        group = self._groups[at]
        if all(slot.blank for slot in group.slots):
            return _SKIP_BLANKS
        if not self._runs[group.run].pieces or group.run in self._of_run:
            return _SKIP_GROUP
        return _SKIP_ADDED

    def pair(self, at: int, group_at: int) -> float:
        name, group = self._labels[at], self._groups[group_at]
        if name.run == group.run:
            return self._same_run(at, group)
        if not self._needs_cells(at):
            return _FAR
        run, other = self._runs[name.run], self._runs[group.run]
        if run.certain and other.certain:
            torn = name.run + 1 == group.run and not other.pieces and not run.numbers()
            return 0.9 if torn else _FAR
        if name.run < group.run:
            return 1.0 + (_FAR if run.certain and run.numbers() else 0.0)
        if name.run > group.run + 1 or run.certain:
            return _FAR
        return 1.2 + (0.0 if self._could_name(other, name.row) else 2.0)

    def _same_run(self, at: int, group: Group) -> float:
        labels = [label for label in self._of_run[group.run] if self._needs_cells(label)]
        if at == self._of_run[group.run][-1] and group.ordinal == 0 and self._group_count[group.run] == 1:
            return 0.0
        if not self._needs_cells(at):
            return _FAR
        if len(labels) == self._group_count[group.run]:
            return 0.1 if labels.index(at) == group.ordinal else 0.9
        return 0.0 if at == labels[-1] and group.ordinal == 0 else 0.8

    def _could_name(self, run: Run, row: int) -> bool:
        """Whether the words before a group may be the first half of the label that stands after it."""
        return not run.pieces or self._index.likeness(run.label(self._text)[-120:], row) > 0.2

    def tables(self) -> tuple[list[list[float]], list[list[float]]]:
        """Least cost up to (label, group) and from there on."""
        labels, groups = len(self._labels), len(self._groups)
        pairs = [[self.pair(i, j) for j in range(groups)] for i in range(labels)]
        skip_labels = [self.skip_label(i) for i in range(labels)]
        skip_groups = [self.skip_group(j) for j in range(groups)]
        ahead = [[0.0] * (groups + 1) for _ in range(labels + 1)]
        for i in range(labels + 1):
            for j in range(groups + 1):
                if i or j:
                    ahead[i][j] = min(
                        ahead[i - 1][j] + skip_labels[i - 1] if i else _FAR,
                        ahead[i][j - 1] + skip_groups[j - 1] if j else _FAR,
                        ahead[i - 1][j - 1] + pairs[i - 1][j - 1] if i and j else _FAR,
                    )
        behind = [[0.0] * (groups + 1) for _ in range(labels + 1)]
        for i in range(labels, -1, -1):
            for j in range(groups, -1, -1):
                if i < labels or j < groups:
                    behind[i][j] = min(
                        behind[i + 1][j] + skip_labels[i] if i < labels else _FAR,
                        behind[i][j + 1] + skip_groups[j] if j < groups else _FAR,
                        behind[i + 1][j + 1] + pairs[i][j] if i < labels and j < groups else _FAR,
                    )
        return ahead, behind
