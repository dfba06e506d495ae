"""Which cells belong to which row: the form's own order of rows is the template.

Mostly a label stands right before its row's cells. Where labels were torn from their cells, wrapped around them or
lost, `pairing` finds the cheapest way to bring labels and groups of cells together in order.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormRow, form_rows
from gd_pipeline.reading.tables.chain import Named, named_rows
from gd_pipeline.reading.tables.pairing import Group, Pairing
from gd_pipeline.reading.tables.runs import Run, Slot

NUMBERED = ("data", "addend", "uncoded")
"""Kinds of rows that print numbers in every report."""


class Alignment(NamedTuple):
    """Rows with their cells.

    `unfilled` rows are named and have none; `unclear` rows may have one of several groups; `loose` groups belong to no
    row of the form; `named` are all rows that a label names.
    """

    filled: dict[int, Group]
    unfilled: list[Named]
    unclear: list[Named]
    loose: list[Group]
    named: list[Named]


def align(table: str, text: str, runs: Sequence[Run], width: int) -> Alignment:
    """Pair the rows of `table` (each of `width` cells) with the cells of `runs`."""
    named = named_rows(table, text, runs)
    rows = form_rows(table)
    if not named:
        return Alignment({}, [], [], [], [])
    needy = _needy(named, rows)
    labels = Counter(name.run for name in named if name.row in needy)
    groups = [
        group
        for at in range(named[0].run, _last_run(named, runs) + 1)
        for group in _groups(text, at, runs[at], width, labels[at])
    ]
    filled = _adjacent(named, groups, rows, needy)
    if filled is not None:
        return Alignment(filled, [], [], [], named)
    pairing = Pairing(table, text, runs, [name for name in named if rows[name.row].kind != "caption"], groups, needy)
    return Alignment(*pairing.choose(), named)


def _needy(named: Sequence[Named], rows: Sequence[FormRow]) -> set[int]:
    """Named rows that must have cells: all with numbers of their own, and a group of which no row is named."""
    parents = {rows[name.row].parent for name in named if rows[name.row].kind in NUMBERED}
    return {
        name.row
        for name in named
        if rows[name.row].kind in NUMBERED or (rows[name.row].kind == "group" and rows[name.row].key not in parents)
    }


def _last_run(named: Sequence[Named], runs: Sequence[Run]) -> int:
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
        if not numbers or len(numbers) % width:
            return [Group(at, 0, tuple(slots))]
        slots = numbers
    if run.certain or len(slots) % width:
        return [Group(at, 0, tuple(slots))]
    return [Group(at, cut // width, tuple(slots[cut : cut + width])) for cut in range(0, len(slots), width)]


def _adjacent(
    named: Sequence[Named], groups: Sequence[Group], rows: Sequence[FormRow], needy: set[int]
) -> dict[int, Group] | None:
    """Groups by row where every label that needs cells stands right before its own; None where it is not so simple."""
    names_of: dict[int, list[Named]] = {}
    for name in named:
        names_of.setdefault(name.run, []).append(name)
    groups_of: dict[int, list[Group]] = {}
    for group in groups:
        groups_of.setdefault(group.run, []).append(group)
    filled: dict[int, Group] = {}
    for at in sorted(set(names_of) | set(groups_of)):
        found = _in_one_run(names_of.get(at, []), groups_of.get(at, []), rows, needy)
        if found is None:
            return None
        filled.update(found)
    return filled


def _in_one_run(
    names: Sequence[Named], groups: Sequence[Group], rows: Sequence[FormRow], needy: set[int]
) -> dict[int, Group] | None:
    """Groups by row for one run, where its labels and groups match without a doubt."""
    hungry = [name.row for name in names if name.row in needy]
    if not groups:
        return None if hungry else {}
    if not names:
        return None
    last = names[-1].row
    if len(groups) == len(hungry) and hungry[-1] == last:
        return dict(zip(hungry, groups, strict=True))
    if len(groups) == 1 and not hungry:
        if rows[last].kind != "caption":
            return {last: groups[0]}
        return {} if all(slot.blank for slot in groups[0].slots) else None
    children = [at for at, row in enumerate(rows) if row.parent == rows[last].key and row.kind == "data"]
    if hungry in ([], [last]) and len(groups) == len(children):
        return dict(zip(children, groups, strict=True))
    return None
