"""Table 2 (2019, 2021): what was to be published by article 20, block by block, each with a head of its own."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormColumn, form_rows
from gd_pipeline.reading.tables.across import may_be_columns
from gd_pipeline.reading.tables.blocks import Block, own_columns, printed_blocks, rows_cut_off
from gd_pipeline.reading.tables.guesses import settled_widths
from gd_pipeline.reading.tables.lone import without_lone
from gd_pipeline.reading.tables.placing import has_plain_neighbours, is_one_row, without_page_mark
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.sheet import Sheet

KIND = "proactive"
_BESIDE = 0.5
"""Share of rows whose numbers stand beside their labels above which one alone on its line may be a page's."""


class _Waiting(NamedTuple):
    """A row that is named and waits for its cells: its number, the run that names it, its block and columns."""

    row: int
    run: int
    block: Block
    columns: tuple[FormColumn, ...]


def read_proactive(sheet: Sheet, out: Collector) -> Table | None:
    """Read table 2 from `sheet` into `out`; None where there is none, or where its heads do not tell its columns."""
    text, runs = sheet.text, sheet.runs
    blocks, edition = printed_blocks(sheet)
    if edition is None:
        return None
    columns = [own_columns(block, edition, runs) for block in blocks]
    waiting = [_Waiting(row.row, row.run, *own) for own in zip(blocks, columns, strict=True) for row in own[0].rows]
    cut_off = rows_cut_off(text, runs, blocks)
    runs = settled_widths(runs, {name.run: len(name.columns) for name in waiting})
    named = sorted({name.run for name in waiting})
    lone = _lone(text, runs, named)
    waiting = [name for name in waiting if name.run not in lone]
    done = 0
    for at in range(named[0], named[-1] + 1):
        if at in lone or (at in cut_off and runs[at].slots):
            out.leave(runs[at].slots, "ambiguous")
            out.note("ambiguous_row", KIND, runs[at].start, runs[at].end)
        elif at in named and runs[at].slots:
            done += _fill(runs[at], [name for name in waiting if name.run <= at], out)
            waiting = [name for name in waiting if name.run > at]
        elif runs[at].slots:
            out.leave(runs[at].slots, "added_row" if runs[at].pieces else "ambiguous")
    for name in waiting:
        _store(name, runs[name.run], [Slot.empty(runs[name.run].end)] * len(name.columns), out)
    ends = [*named, *(head.run for block in blocks for head in block.heads)]
    wanted = sum(edition in row.editions for row in form_rows(KIND))
    return Table(KIND, edition, runs[min(ends)].start, runs[max(ends)].end, done >= wanted)


def _lone(text: str, runs: Sequence[Run], named: Sequence[int]) -> set[int]:
    """Those of the `named` runs that hold nothing but a number alone on its line, where the others' stand beside."""
    _, lone = without_lone(text, [runs[at] for at in named], 1, _BESIDE)
    return {named[at] for at, slots in lone.items() if len(slots) == len(runs[named[at]].slots)}


def _fill(run: Run, waiting: Sequence[_Waiting], out: Collector) -> int:
    """Store the cells of `run` for the rows that wait for them; the count of rows stored."""
    widths = [len(name.columns) for name in waiting]
    torn = len(waiting) > 1 and sum(widths) == len(run.slots) and not run.certain
    if torn and run.whole_line(run.slots, widths[-1]) is None:
        ends = accumulate(widths)
        rows = [run.slots[end - width : end] for end, width in zip(ends, widths, strict=True)]
        if may_be_columns(rows):
            labels = "、".join(form_rows(KIND)[name.row].label for name in waiting)
            out.leave(run.slots, "ambiguous")
            out.note("ambiguous_row", labels, run.start, run.end)
            return 0
        for name, cells in zip(waiting, rows, strict=True):
            _store(name, run, cells, out)
        return len(waiting)
    own = [name for name in waiting if name.run == waiting[-1].run]
    stacked = run.stacked(out.text, len(own))
    if stacked is not None and all(len(cells) >= len(name.columns) for cells, name in zip(stacked, own, strict=True)):
        for name, cells in zip(own, stacked, strict=True):
            _place(name, run, cells, out)
        return len(own)
    placed = _place(waiting[-1], run, run.slots, out)
    for name in waiting[:-1] if placed else ():
        _store(name, run, [Slot.empty(run.start)] * len(name.columns), out)
    return placed


def _place(name: _Waiting, run: Run, slots: Sequence[Slot], out: Collector) -> int:
    cells = _in_columns(run, slots, name.block, name.columns)
    if cells is None:
        out.leave(slots, "ambiguous")
        out.note("ambiguous_row", form_rows(KIND)[name.row].label, run.start, run.end)
        return 0
    _store(name, run, cells, out)
    return 1


def _in_columns(
    run: Run, slots: Sequence[Slot], block: Block, columns: tuple[FormColumn, ...]
) -> Sequence[Slot] | None:
    """The row's cells in the order of `columns`; None where more than one reading is possible."""
    width = len(columns)
    if not width or (not block.heads and width == 1 and not run.certain):
        return None
    if len(slots) == width:
        return slots
    if len(slots) < width:
        return None
    if not run.certain and (own := run.whole_line(slots, width) or without_page_mark(slots, width)):
        return own
    if run.certain and (own := _by_head(slots, block, columns)):
        return own
    if all(slot.blank for slot in slots[width:]) and (run.certain or run.separated):
        return slots[:width] if slots[0].start < slots[0].end or all(slot.blank for slot in slots) else None
    if run.certain and width == 1 and len({slot.reading for slot in slots}) == 1:
        same_head = len({head.key for head in block.heads}) == 1 and len(block.heads) in (1, len(slots))
        return slots[:1] if same_head else None
    printed = [slot for slot in slots if slot.start < slot.end]
    return printed if run.certain and len(printed) == width else None


def _by_head(slots: Sequence[Slot], block: Block, columns: tuple[FormColumn, ...]) -> Sequence[Slot] | None:
    """Cells under the heads' own columns of the grid, where each head has one and no other number stands elsewhere.

    Converters print a spanned cell again in each of its columns: a cell under no head that repeats its neighbour.
    """
    place = {head.column: head.key for head in block.heads if head.column >= 0}
    found = {place[slot.column]: slot for slot in slots if slot.column in place}
    strays = [
        slot
        for before, slot in pairwise(slots)
        if slot.column not in place and not slot.blank and slot.reading != before.reading
    ]
    if strays or len(place) != len(columns) or set(found) != {column.key for column in columns}:
        return None
    return [found[column.key] for column in columns]


def _store(name: _Waiting, run: Run, cells: Sequence[Slot], out: Collector) -> None:
    prefix = form_rows(KIND)[name.row].metric
    proven = any(slot.reading.doubtful for slot in cells) and _is_proven(name.row, run, cells, out.text)
    for column, slot in zip(name.columns, cells, strict=True):
        printed = next((head.unit for head in name.block.heads if head.key == column.key and head.unit), run.unit)
        out.cell(f"{prefix}.{column.key}", "total", slot, KIND, printed or column.unit, proven)


def _is_proven(row: int, run: Run, cells: Sequence[Slot], text: str) -> bool:
    """Whether numbers in pieces or misread are what they seem: the row holds no others, and its label or they tell."""
    whole = len(run.numbers()) == sum(not slot.blank for slot in cells)
    return whole and (is_one_row(KIND, text, run, row) or has_plain_neighbours(cells))
