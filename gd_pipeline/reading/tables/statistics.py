"""The annex of 2014 (one number a row) and the provincial tables before it whose rows count the same."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from gd_pipeline.catalog.forms import FormRow, form_rows, form_tables, normal_label
from gd_pipeline.reading.tables.align import Alignment, align
from gd_pipeline.reading.tables.cells import in_wan_yuan
from gd_pipeline.reading.tables.columns import columns_of
from gd_pipeline.reading.tables.guesses import settled
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.lone import without_lone
from gd_pipeline.reading.tables.numbers_first import before_labels
from gd_pipeline.reading.tables.placing import is_one_row
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.sheet import Sheet
from gd_pipeline.reading.tables.surroundings import Group

_LEAST = 6
"""Rows that must be named before a text counts as one of these tables."""

_MOSTLY = 0.6
_SEVERAL = 2
_LABEL = 80
_BESIDE = 0.75
_HEAD = 1500


def read_statistics(sheet: Sheet, out: Collector) -> Table | None:
    """Read the annex of 2014 or a provincial table from `sheet` into `out`; None where there is none."""
    kind, text = sheet.table, sheet.text
    sheet = settled(before_labels(sheet.with_cells(_without_row_numbers(sheet.runs))), 1)
    runs, lone = without_lone(text, sheet.runs, _LEAST, _BESIDE)
    found = align(sheet.with_cells(runs), 1)
    if len(found.named) < _LEAST:
        return None
    rows = form_rows(kind)
    columns = columns_of(_head(text, runs, found))
    skip = int(_prints_row_numbers(rows, found.filled))
    lost, torn = _before_lost_labels(rows, found), _inside_labels(sheet, found)
    own = Collector(text, out.page)
    numbers: dict[int, Slot] = {}
    for at, group in sorted(found.filled.items()):
        slots = runs[group.run].whole_line(group.slots, 1) or group.slots[skip:] or group.slots
        slot = columns.number(slots)
        doubtful = at in torn or _counts_other_things(text, rows[at], runs[group.run])
        if slot is None or doubtful or (at in lost and slot.line != runs[group.run].line):
            own.leave(group.slots, "ambiguous")
            own.note("ambiguous_row", rows[at].label, runs[group.run].start, runs[group.run].end)
        else:
            numbers[at] = slot
    if _are_row_numbers(numbers):
        return None
    unsure = _unsure(found, numbers, lone)
    _store(kind, numbers, {at: runs[found.filled[at].run] for at in numbers}, unsure, own)
    for slots in lone.values():
        own.leave(slots, "ambiguous")
    _report_rest(rows, found, runs, unsure, own)
    out.absorb(own)
    ends = [name.run for name in found.named] + [group.run for group in found.filled.values()]
    wanted = sum(row.kind == "data" for row in rows)
    done = sum(rows[at].kind == "data" for at in numbers)
    edition = "2014" if kind == "statistics" else None
    return Table(kind, edition, runs[min(ends)].start, runs[max(ends)].end, done >= wanted)


def _before_lost_labels(rows: Sequence[FormRow], found: Alignment) -> set[int]:
    """Rows behind which a label is missing that stands elsewhere: a copy without repeated lines, with its number kept.

    The number that follows may be the other row's.
    """
    named = {name.row for name in found.named}
    labels = {rows[at].label for at in named}
    return {at for at in named if at + 1 < len(rows) and at + 1 not in named and rows[at + 1].label in labels}


def _counts_other_things(text: str, row: FormRow, run: Run) -> bool:
    """Whether the unit between label and number is of money where the row counts, or of none where it is of money."""
    if not (run.unit and run.pieces and run.slots):
        return False
    between = text[run.pieces[-1][1] : run.slots[0].start]
    return run.unit in between and (in_wan_yuan(0, run.unit) is None) == (row.unit == "万元")


def _inside_labels(sheet: Sheet, found: Alignment) -> set[int]:
    """Rows behind whose number their label goes on, before another number: one of the two is a page's."""
    named = {name.run for name in found.named}
    torn = set()
    for at, group in found.filled.items():
        after = sheet.runs[group.run + 1] if group.run + 1 < len(sheet.runs) else Run()
        if group.run + 1 not in named and after.pieces and after.numbered:
            words = normal_label(after.label(sheet.text)[:_LABEL])
            torn |= {at} if len(words) > 1 and label_index(sheet.table).goes_on(words, at) else set()
    return torn


def _without_row_numbers(runs: Sequence[Run]) -> Sequence[Run]:
    """`runs` without the numbers of the form's rows that stand before labels, where a table prints them."""
    ends = [(at, run.slots[-1].reading.value) for at, run in enumerate(runs) if len(run.slots) > 1]
    rising = sum(second[1] == first[1] + 1 for first, second in pairwise(ends))
    if len(ends) < _LEAST or rising < _MOSTLY * len(ends):
        return runs
    last = {at for at, _ in ends}
    return [replace(run, slots=run.slots[:-1]) if at in last else run for at, run in enumerate(runs)]


def _are_row_numbers(numbers: Mapping[int, Slot]) -> bool:
    """Whether what stands beside the labels are the numbers of the rows: each one more than the one before."""
    values = [slot.reading.value for _, slot in sorted(numbers.items())]
    rising = sum(0 < after - before < 3 for before, after in pairwise(values))
    return len(values) > _LEAST and rising > _MOSTLY * len(values)


def _store(kind: str, numbers: Mapping[int, Slot], runs: Mapping[int, Run], unsure: Set[int], out: Collector) -> None:
    """Store `numbers` by row; rows that are counted together only if none of them is `unsure`."""
    rows, section = form_rows(kind), form_tables()[kind].section
    addends: dict[str, list[Slot]] = {}
    for at, slot in numbers.items():
        metric = rows[at].metric
        if metric is None:
            out.leave([slot], "no_code")
        elif rows[at].kind == "addend":
            addends.setdefault(metric, []).append(slot)
        else:
            alone = slot.reading.doubtful and len(runs[at].numbers()) == 1
            proven = bool(alone) and is_one_row(kind, out.text, runs[at], at)
            out.cell(metric, "total", slot, section, runs[at].unit or rows[at].unit, proven)
    open_sums = {rows[at].metric for at in unsure}
    for metric, slots in addends.items():
        if metric in open_sums:
            out.leave(slots, "ambiguous")
        else:
            out.cell(metric, "total", _sum(slots), section)


def _sum(slots: Sequence[Slot]) -> Slot:
    """One cell for rows that the codes count together: from the first number that is not 0 to the last."""
    numbers = [slot for slot in slots if not slot.blank]
    telling = [slot for slot in numbers if slot.reading.value] or numbers[:1]
    if len(telling) < 2:
        return telling[0] if telling else slots[0]
    start, end = telling[0].start + telling[0].reading.start, telling[-1].start + telling[-1].reading.end
    value = sum(slot.reading.value for slot in telling)
    return telling[0]._replace(start=start, reading=telling[0].reading._replace(value=value, start=0, end=end - start))


def _unsure(found: Alignment, numbers: Mapping[int, Slot], lone: Mapping[int, list[Slot]]) -> Set[int]:
    """Rows that are printed and have no number that is certain; a row without any cell counts as blank."""
    last = {name.run: name.row for name in found.named}
    apart = {name.row for name in found.unfilled if name.run in lone and last[name.run] == name.row}
    return (found.filled.keys() - numbers.keys()) | {name.row for name in found.unclear} | apart


def _report_rest(
    rows: Sequence[FormRow], found: Alignment, runs: Sequence[Run], unsure: Set[int], out: Collector
) -> None:
    for name in found.unclear:
        out.note("ambiguous_row", rows[name.row].label, runs[name.run].start, runs[name.run].end)
    for group in found.loose:
        out.leave(group.slots, "added_row")
    for name in found.unfilled:
        metric = rows[name.row].metric
        if name.row in unsure:
            out.note("ambiguous_row", rows[name.row].label, runs[name.run].start, runs[name.run].end)
        elif metric is not None and rows[name.row].kind == "data":
            out.cell(metric, "total", Slot.empty(runs[name.run].end), "")


def _head(text: str, runs: Sequence[Run], found: Alignment) -> str:
    """What is printed above the numbers of the first row, as far as no sentence ends in it."""
    first = runs[found.named[0].run]
    return text[max(0, first.start - _HEAD) : first.end].rpartition("。")[2]


def _prints_row_numbers(rows: Sequence[FormRow], groups: Mapping[int, Group]) -> bool:
    """Whether most rows begin with their own number in the form, as the provincial tables do (代码 01, 02, …)."""
    several = [(at, group.slots[0]) for at, group in groups.items() if len(group.slots) > 1]
    own = sum(not slot.blank and slot.reading.value == _row_number(rows, at) for at, slot in several)
    return own > max(_SEVERAL, _MOSTLY * len(several))


def _row_number(rows: Sequence[FormRow], at: int) -> int:
    return int(rows[at].key) if rows[at].key.isdecimal() else at + 1
