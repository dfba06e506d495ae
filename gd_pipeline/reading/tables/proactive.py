"""Table 2 (2019, 2021): what was to be published by article 20, block by block, each with a head of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormColumn, form_columns, form_rows
from gd_pipeline.reading.tables.chain import named_rows
from gd_pipeline.reading.tables.guesses import settled_widths
from gd_pipeline.reading.tables.heads import Head, column_heads
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot

KIND = "proactive"


@dataclass(slots=True)
class _Block:
    """One block of the table as printed: the heads above it, its rows (by number) and the run of each."""

    group: str
    heads: list[Head]
    rows: list[tuple[int, int]] = field(default_factory=list)


class _Waiting(NamedTuple):
    """A row that is named and waits for its cells: its number, the run that names it, its block and columns."""

    row: int
    run: int
    block: _Block
    columns: tuple[FormColumn, ...]


def read_proactive(text: str, runs: Sequence[Run], out: Collector) -> Table | None:
    """Read table 2 from `runs` into `out`; None where there is none."""
    blocks = _blocks(text, runs)
    if not blocks:
        return None
    edition = _edition(blocks)
    if edition is None:
        return None
    done = 0
    waiting: list[_Waiting] = []
    for block in blocks:
        columns = _columns(block, edition)
        waiting.extend(_Waiting(row, at, block, columns) for row, at in block.rows)
    runs = settled_widths(runs, {name.run: len(name.columns) for name in waiting})
    for at in sorted({name.run for name in waiting}):
        if runs[at].slots:
            done += _fill(runs[at], [name for name in waiting if name.run <= at], out)
            waiting = [name for name in waiting if name.run > at]
    ends = [at for block in blocks for _, at in block.rows] + [head.run for block in blocks for head in block.heads]
    wanted = sum(edition in row.editions for row in form_rows(KIND))
    return Table(KIND, edition, runs[min(ends)].start, runs[max(ends)].end, done >= wanted)


def _blocks(text: str, runs: Sequence[Run]) -> list[_Block]:
    rows = form_rows(KIND)
    blocks: list[_Block] = []
    heads = column_heads(text, runs)
    at_head = 0
    for name in named_rows(KIND, text, runs):
        group = str(rows[name.row].parent)
        if not blocks or blocks[-1].group != group:
            fresh = []
            while at_head < len(heads) and (heads[at_head].run, heads[at_head].position) <= (name.run, name.end):
                fresh.append(heads[at_head])
                at_head += 1
            blocks.append(_Block(group, fresh))
        blocks[-1].rows.append((name.row, name.run))
    return blocks


def _edition(blocks: Sequence[_Block]) -> str | None:
    """The edition whose heads are printed; rows that only 2019 has count too."""
    votes = {"2019": 0.0, "2021": 0.0}
    for block in blocks:
        for edition, weight in _weights(block).items():
            votes[edition] += weight
        for row, _ in block.rows:
            if form_rows(KIND)[row].editions == ("2019",):
                votes["2019"] += 1
    if votes["2019"] == votes["2021"]:
        return None
    return max(votes, key=lambda edition: votes[edition])


def _weights(block: _Block) -> dict[str, float]:
    """How well the block's heads are those of each edition: printed heads that it has, less those that it lacks."""
    weights: dict[str, float] = {}
    for edition in ("2019", "2021"):
        expected = _expected(block.group, edition)
        own = sum(1.0 if edition == head.edition else 0.4 for head in block.heads if edition in head.editions)
        foreign = sum(edition not in head.editions for head in block.heads)
        weights[edition] = (own - foreign) / max(1, len(expected)) if expected else -float(foreign)
    return weights


def _expected(group: str, edition: str) -> tuple[FormColumn, ...]:
    return tuple(column for column in form_columns(KIND) if column.group == group and edition in column.edition)


def _columns(block: _Block, edition: str) -> tuple[FormColumn, ...]:
    """Columns of the block: those of the edition that its own heads speak for, else of the table's."""
    weights = _weights(block)
    best = max(weights, key=lambda name: weights[name])
    if weights[best] > 0 and weights[best] > weights[edition]:
        edition = best
    return _expected(block.group, edition)


def _fill(run: Run, waiting: list[_Waiting], out: Collector) -> int:
    """Store the cells of `run` for the rows that wait for them; the count of rows stored."""
    widths = [len(name.columns) for name in waiting]
    if len(waiting) > 1 and sum(widths) == len(run.slots) and not run.certain:
        at = 0
        for name, width in zip(waiting, widths, strict=True):
            _store(name, run, run.slots[at : at + width], out)
            at += width
        return len(waiting)
    own = [name for name in waiting if name.run == waiting[-1].run]
    rows = run.stacked(out.text, len(own))
    if rows is not None and all(len(cells) >= len(name.columns) for cells, name in zip(rows, own, strict=True)):
        for name, cells in zip(own, rows, strict=True):
            _place(name, run, cells, out)
        return len(own)
    return _place(waiting[-1], run, run.slots, out)


def _place(name: _Waiting, run: Run, slots: Sequence[Slot], out: Collector) -> int:
    cells = _in_columns(run, slots, name.block, name.columns)
    if cells is None:
        out.leave(slots, "ambiguous")
        out.note("ambiguous_row", form_rows(KIND)[name.row].label, run.start, run.end)
        return 0
    _store(name, run, cells, out)
    return 1


def _in_columns(
    run: Run, slots: Sequence[Slot], block: _Block, columns: tuple[FormColumn, ...]
) -> Sequence[Slot] | None:
    """The row's cells in the order of `columns`; None where more than one reading is possible."""
    width = len(columns)
    if not width:
        return None
    if not block.heads and width == 1 and not run.certain:
        return None
    if len(slots) == width:
        return slots
    if len(slots) < width:
        return None
    if not run.certain and (own := run.whole_line(slots, width)) is not None:
        return own
    if all(slot.blank for slot in slots[width:]) and (run.certain or run.separated):
        return slots[:width]
    if run.certain and len({slot.reading.value for slot in slots}) == 1 and width == 1 and not slots[0].blank:
        return (
            slots[:1] if len(block.heads) in (1, len(slots)) and len({head.key for head in block.heads}) == 1 else None
        )
    return _by_head(slots, block, columns) if run.certain else None


def _by_head(slots: Sequence[Slot], block: _Block, columns: tuple[FormColumn, ...]) -> Sequence[Slot] | None:
    """Cells under the heads' own columns of the grid, where each head has one and no number stands elsewhere."""
    place = {head.column: head.key for head in block.heads if head.column >= 0}
    found = {place[slot.column]: slot for slot in slots if slot.column in place}
    strays = [slot for slot in slots if slot.column not in place and not slot.blank]
    if strays or len(place) != len(columns) or set(found) != {column.key for column in columns}:
        return None
    return [found[column.key] for column in columns]


def _store(name: _Waiting, run: Run, cells: Sequence[Slot], out: Collector) -> None:
    prefix = form_rows(KIND)[name.row].metric
    for column, slot in zip(name.columns, cells, strict=True):
        printed = next((head.unit for head in name.block.heads if head.key == column.key and head.unit), run.unit)
        if not printed and prefix == "charges" and column.key == "amount":
            printed = "万元"
        out.cell(f"{prefix}.{column.key}", "total", slot, KIND, printed)
