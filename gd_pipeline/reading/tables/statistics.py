"""The annex of 2014 (one number a row) and the provincial tables before it whose rows count the same."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import FormRow, form_rows, form_tables
from gd_pipeline.reading.tables.align import align
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot

_LEAST = 6
"""Rows of the annex that must be named before a text counts as one."""


def read_statistics(kind: str, text: str, runs: Sequence[Run], out: Collector) -> Table | None:
    """Read the annex of 2014 or a provincial table from `runs` into `out`; None where there is none."""
    found = align(kind, text, runs, 1)
    if len(found.named) < _LEAST:
        return None
    rows = form_rows(kind)
    section = form_tables()[kind].section
    for at, group in sorted(found.filled.items()):
        run = runs[group.run]
        slot = _the_number(at, rows[at], group.slots)
        if slot is None:
            out.leave(group.slots, "ambiguous")
            out.note("ambiguous_row", rows[at].label, run.start, run.end)
        elif rows[at].metric is None:
            out.leave([slot], "no_code")
        else:
            out.cell(str(rows[at].metric), "total", slot, section, run.unit or rows[at].unit)
    for name in found.unclear:
        out.note("ambiguous_row", rows[name.row].label, runs[name.run].start, runs[name.run].end)
    for group in found.loose:
        out.leave(group.slots, "added_row")
    ends = [name.run for name in found.named] + [group.run for group in found.filled.values()]
    wanted = sum(row.kind == "data" for row in rows)
    done = sum(rows[at].kind == "data" for at in found.filled)
    edition = "2014" if kind == "statistics" else None
    return Table(kind, edition, runs[min(ends)].start, runs[max(ends)].end, done >= wanted)


def _the_number(at: int, row: FormRow, slots: Sequence[Slot]) -> Slot | None:
    """The year's number among the cells of a row: not its own number in the form, nor that of the next row."""
    if len(slots) == 1:
        return slots[0]
    cells = list(slots)
    own = int(row.key) if row.key.isdecimal() else at + 1
    if cells[0].reading.value == own and cells[0].reading.kind == "number":
        del cells[0]
    elif cells[-1].reading.value == own + 1 and cells[-1].reading.kind == "number":
        del cells[-1]
    numbers = [slot for slot in cells if not slot.blank]
    if not numbers:
        return cells[0]
    return numbers[-1] if len({slot.reading.value for slot in numbers}) == 1 else None
