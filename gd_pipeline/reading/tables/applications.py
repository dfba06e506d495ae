"""Table 3 (2019, 2021): applications received and how they were dealt with, by kind of applicant."""

from collections.abc import Iterable, Sequence

from gd_pipeline.catalog.forms import form_columns, form_rows, form_tables, normal_label
from gd_pipeline.reading.tables.align import Alignment, adds_up, align
from gd_pipeline.reading.tables.placing import Layout, layout_of, place, total_is_last
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.surroundings import Group

KIND = "requests"
_WIDTH = 7
_FIRST_ROW = "本年新收"
_HEAD_LIMIT = 900
_BLANK_FORM = 10
"""Rows that must be named before a table without any number counts as a blank form."""


def read_applications(text: str, runs: Sequence[Run], out: Collector) -> Table | None:
    """Read table 3 from `runs` into `out`; None where there is none."""
    found = align(KIND, text, runs, _WIDTH + _has_added_column(text, runs))
    own = Collector(text, out.page)
    edition = _edition(found)
    sure = _sure(found)
    layout = layout_of([(runs[group.run], group.slots) for group in sure.values()], _WIDTH)
    heads = _heads(text, runs)
    done = sum(_store(row, group, runs[group.run], (layout, heads), own) for row, group in sorted(sure.items()))
    if not done and len(found.named) < _BLANK_FORM:
        return None
    _report_rest(found, runs, own)
    out.absorb(own)
    ends = [name.run for name in found.named] + [group.run for group in found.filled.values()]
    wanted = sum(row.kind == "data" and (edition or "2021") in row.editions for row in form_rows(KIND))
    start, end = min(runs[at].start for at in ends), max(runs[at].end for at in ends)
    return Table(KIND, edition, start, end, done >= wanted)


def _has_added_column(text: str, runs: Sequence[Run]) -> bool:
    """Whether the head of the table names a 小计 of the organisations, which the form does not have."""
    for run in runs:
        label = run.label(text)[-_HEAD_LIMIT:] if run.pieces else ""
        if "商业" in label and ("自然人" in label or "其他" in label):
            return "小计" in normal_label(label).partition(_FIRST_ROW)[0]
    return False


def _sure(found: Alignment) -> dict[int, Group]:
    """The rows with cells; a subtotal only where its own rows are all there and add up to it, or none is printed."""
    rows = form_rows(KIND)
    sure = dict(found.filled)
    named = {name.row for name in found.named} | set(found.filled)
    for at, group in found.filled.items():
        if rows[at].kind not in ("group", "subtotal"):
            continue
        of = rows[at].key if rows[at].kind == "group" else rows[at].parent
        has_rows = any(rows[other].parent == of and rows[other].kind == "data" for other in named)
        if has_rows and not adds_up(at, found.filled, rows):
            del sure[at]
            found.loose.append(group)
    return sure


def _store(row: int, group: Group, run: Run, columns: tuple[Layout, dict[int, dict[int, str]]], out: Collector) -> int:
    """Store a row; 1 where its cells found their columns, else 0."""
    layout, heads = columns
    metric = form_rows(KIND)[row].metric
    if metric is None:
        out.leave(group.slots, "no_code")
        return 0
    cells = place(run, group.slots, total_is_last, layout)
    if cells is not None and group.joined and total_is_last(cells) is not True:
        cells = None
    if cells is not None:
        if layout.added is not None:
            out.leave([slot for slot in group.slots if slot not in cells], "added_column")
        proven = total_is_last(cells) is True
        for column, slot in zip(form_columns(KIND), cells, strict=True):
            out.cell(metric, column.key, slot, KIND, proven=proven)
        return 1
    if _under_heads(metric, group.slots, heads.get(run.grid, {}) if run.certain else {}, out):
        return 1
    out.leave(group.slots, "ambiguous")
    out.note("ambiguous_row", form_rows(KIND)[row].label, run.start, run.end)
    return 0


def _heads(text: str, runs: Iterable[Run]) -> dict[int, dict[int, str]]:
    """For each grid the columns that its head names: applicant by column, "" where the head names no applicant."""
    keys = {label: column.key for column in form_columns(KIND) for label in (column.label, *column.variants)}
    plain = set(map(normal_label, form_tables()[KIND].headers))
    found: dict[int, dict[int, str]] = {}
    for run in runs:
        if not run.certain or run.slots:
            continue
        for (start, end), column in zip(run.pieces, run.places, strict=True):
            label = normal_label(text[start:end])
            if label in keys or label in plain:
                columns = found.setdefault(run.grid, {})
                columns[column] = keys.get(label) or columns.get(column, "")
    return found


def _under_heads(metric: str, slots: Sequence[Slot], heads: dict[int, str], out: Collector) -> bool:
    """Store the cells that stand under a head of an applicant, where cells and heads cover the same columns."""
    keys = [key for key in heads.values() if key]
    covered = {column for slot in slots for column in range(slot.column, slot.column + slot.width)}
    if not keys or len(set(keys)) < len(keys) or not covered >= {at for at in heads if at >= slots[0].column}:
        return False
    if any(slot.column not in heads for slot in slots if not slot.blank):
        return False
    for slot in slots:
        key = heads.get(slot.column)
        if key:
            out.cell(metric, key, slot, KIND)
        else:
            out.leave([slot], "added_column")
    return True


def _report_rest(found: Alignment, runs: Sequence[Run], out: Collector) -> None:
    rows = form_rows(KIND)
    for name in found.unclear:
        out.note("ambiguous_row", rows[name.row].label, runs[name.run].start, runs[name.run].end)
    for group in found.loose:
        out.leave(group.slots, "added_row" if runs[group.run].pieces else "ambiguous")
    for name in found.unfilled:
        metric, at = rows[name.row].metric, runs[name.run].end
        if metric is not None and rows[name.row].kind == "data":
            empty = Slot.empty(at)
            for column in form_columns(KIND):
                out.cell(metric, column.key, empty, KIND)


def _edition(found: Alignment) -> str | None:
    """2021 splits （六）其他处理 into three rows, 2019 prints it as one."""
    rows = form_rows(KIND)
    keys = {rows[name.row].key for name in found.named}
    if keys & {"other.not_supplemented", "other.fee_unpaid", "other.misc"}:
        return "2021"
    other = next((at for at, row in enumerate(rows) if row.key == "other"), -1)
    return "2019" if other in found.filled else None
