"""Which cells belong to which row: the form's own order of rows is the template.

Mostly a label stands right before its row's cells. Where labels were torn from their cells, wrapped around them or
lost, `pairing` finds the cheapest way to bring labels and groups of cells together in order.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from gd_pipeline.catalog.forms import NUMBERED, FormRow, form_rows
from gd_pipeline.reading.tables.elsewhere import printed_elsewhere
from gd_pipeline.reading.tables.named import Named
from gd_pipeline.reading.tables.pairing import Pairing
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.sheet import Sheet
from gd_pipeline.reading.tables.surroundings import Group, Surroundings


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


def align(sheet: Sheet, width: int) -> Alignment:
    """Pair the rows of the table (each of `width` cells) with the cells of its runs."""
    text, runs, named = sheet.text, sheet.runs, sheet.named
    rows = form_rows(sheet.table)
    if not named:
        return Alignment({}, [], [], [], [])
    needy = _needy(named, rows)
    counts = Counter(name.run for name in named if name.row in needy)
    captions = {name.run for name in named if rows[name.row].kind == "caption"} - set(counts)
    plain = _one_a_run(sheet, needy, counts, captions, width)
    if plain is not None:
        return Alignment(plain, [], [], [], named)
    groups = [
        group
        for at in range(_first_run(named, runs, width), _last_run(named, runs) + 1)
        if at not in captions or runs[at].numbers()
        for group in _groups(text, at, runs[at], width, counts[at])
    ]
    groups, own, others = printed_elsewhere(sheet, groups) if width == 1 else (groups, {}, [])
    around = Surroundings(sheet)
    explained = not any(name.behind > 1 and around.foreign(name.run) for name in named if runs[name.run].slots)
    filled = _adjacent(named, groups, rows, needy) if explained else None
    if filled is not None:
        return Alignment(filled | own, [], [], others, named)
    labels = _with_lost(named, rows, width)
    found, unfilled, unclear, loose = Pairing(around, labels, groups, needy).choose()
    return Alignment(found | own, unfilled, unclear, loose + others, named)


def _one_a_run(
    sheet: Sheet, needy: Set[int], counts: Mapping[int, int], captions: Set[int], width: int
) -> dict[int, Group] | None:
    """The groups of a table as it should be: each run with cells has those of the one row that it names last.

    `counts` tells how many `needy` rows a run names; runs of `captions` name rows that have no cells. None where
    anything is otherwise: then it has to be looked at more closely.
    """
    named, runs, rows = sheet.named, sheet.runs, form_rows(sheet.table)
    last = {name.run: name.row for name in named}
    if _first_run(named, runs, width) < named[0].run or not runs[named[-1].run].slots or _goes_on(sheet):
        return None
    filled: dict[int, Group] = {}
    for at in range(named[0].run, named[-1].run + 1):
        run, count = runs[at], counts.get(at, 0)
        if not run.slots or (at in captions and not run.numbers()):
            if count:
                return None
            continue
        row = last.get(at, -1)
        own = row in needy if count else row >= 0 and rows[row].kind != "caption"
        if not own or count > 1 or not _is_one_group(run, width):
            return None
        filled[row] = Group(at, 0, tuple(run.slots))
    return filled


def _goes_on(sheet: Sheet) -> bool:
    """Whether words may stand between the last label of a run and its cells."""
    open_runs = {name.run for name in sheet.named if name.behind > 1 and sheet.runs[name.run].slots}
    return any(not sheet.hits[at] or sheet.hits[at][-1].behind > 1 for at in open_runs)


def _is_one_group(run: Run, width: int) -> bool:
    """Whether the cells of a run are one row: of a grid, or as many as one has, on one line or a line each."""
    return run.certain or (len(run.slots) == width and len({slot.line for slot in run.slots}) in (1, width))


def _with_lost(named: Sequence[Named], rows: Sequence[FormRow], width: int) -> list[Named]:
    """Rows that may take cells: the named ones, and those between them whose label may be lost (end -1)."""
    keys = {rows[name.row].parent for name in named}
    labels = [name for name in named if rows[name.row].kind != "caption"]
    if width == 1:
        return labels
    found: list[Named] = []
    for before, after in pairwise(labels):
        between = range(before.row + 1, after.row)
        lost = [at for at in between if rows[at].kind == "data" and rows[at].parent in keys | {None, "results"}]
        found.extend([before, *(Named(row, after.run, -1, -1) for row in lost)])
    return [*found, labels[-1]] if labels else []


def _needy(named: Sequence[Named], rows: Sequence[FormRow]) -> set[int]:
    """Named rows that must have cells: all with numbers of their own, and a group of which no row is named."""
    own = [(name.row, rows[name.row]) for name in named]
    parents = {row.parent for _, row in own if row.kind in NUMBERED}
    return {at for at, row in own if row.kind in NUMBERED or (row.kind == "group" and row.key not in parents)}


def _first_run(named: Sequence[Named], runs: Sequence[Run], width: int) -> int:
    """The first run of the table: the one before its first label, where that may hold the label's cells."""
    at = named[0].run
    return at - 1 if at and width > 1 and runs[at - 1].slots and len(runs[at - 1].slots) % width == 0 else at


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
    if run.certain or len(slots) % width or (width == 1 and labels == 1):
        return [Group(at, 0, tuple(slots))]
    return _chunks(at, run, slots, width)


def _chunks(at: int, run: Run, slots: Sequence[Slot], width: int) -> list[Group]:
    """Groups of `width` cells; where a line holds several, no row may begin in the middle of one."""
    cuts = range(0, len(slots), width)
    chunks = [Group(at, number, tuple(slots[cut : cut + width])) for number, cut in enumerate(cuts)]
    begins = [at for at in range(1, len(slots)) if slots[at - 1].line != slots[at].line]
    if not begins or len(begins) == len(slots) - 1 or all(begin % width == 0 for begin in begins):
        return chunks
    if len(chunks) == 1 and len(begins) == 1 and slots[0].line == run.line:
        return [chunks[0]._replace(joined=True)]
    return [Group(at, 0, tuple(slots), across=True)]


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


def adds_up(row: int, found: Mapping[int, Group], rows: Sequence[FormRow]) -> bool:
    """Whether the cells of the subtotal `row` are, column by column, the sum of its own rows, all of them there."""
    parent = rows[row].key if rows[row].kind == "group" else rows[row].parent
    parts = [at for at, part in enumerate(rows) if part.parent == parent and part.kind == "data"]
    whole = found[row].slots
    cells = [found[at].slots for at in parts if at in found and len(found[at].slots) == len(whole)]
    sums = [sum(part[at].reading.value for part in cells) for at in range(len(whole))]
    return len(cells) == len(parts) > 0 and [slot.reading.value for slot in whole] == sums


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
    able = [name.row for name in names if rows[name.row].kind != "caption"]
    if len(groups) == len(able) > len(hungry) > 1 and able[-1] == last:
        found = dict(zip(able, groups, strict=True))
        return found if all(adds_up(row, found, rows) for row in set(able) - set(hungry)) else None
    if len(groups) == 1 and not hungry:
        if rows[last].kind != "caption":
            return {last: groups[0]}
        return {} if all(slot.blank for slot in groups[0].slots) else None
    children = [at for at, row in enumerate(rows) if row.parent == rows[last].key and row.kind == "data"]
    if hungry in ([], [last]) and len(groups) == len(children):
        return dict(zip(children, groups, strict=True))
    return None
