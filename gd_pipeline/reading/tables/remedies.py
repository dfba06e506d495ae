"""Table 4 (2019, 2021): administrative review and litigation, one row of three times five numbers."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import form_columns, form_rows, normal_label, table_width
from gd_pipeline.reading.tables.labels import Hit, label_index, labels_in
from gd_pipeline.reading.tables.placing import Layout, numbers_apart, place, total_is_last
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.sheet import Sheet

KIND = "review_litigation"
_LABEL_LIMIT = 600
_BESIDE = 2
"""Empty cells that may stand around the cells of a part of the table."""

_HEADS = 3
"""Labels of the table in one run that are its heads, not words of a sentence."""

_REACH = 500
"""Characters behind its last label in which a row's cells begin."""


def read_remedies(sheet: Sheet, out: Collector) -> Table | None:
    """Read table 4 from `sheet` into `out`; None where there is none. One in doubt is cells without its labels."""
    rows = form_rows(KIND)
    filled, seen, refused = _found(sheet)
    for run in refused:
        out.leave(run.slots, "ambiguous")
        out.note("ambiguous_row", KIND, run.start, run.end)
    if not filled:
        ends = [(run.slots[0].start, run.end) for run in refused]
        return Table(KIND, None, ends[0][0], ends[-1][1], complete=False) if refused else None
    for at, cells in filled.items():
        proven = total_is_last(cells) is True
        for column, slot in zip(form_columns(KIND), cells, strict=True):
            out.cell(f"{rows[at].metric}.{column.key}", "total", slot, KIND, proven=proven)
    start, end = min(run.start for run in seen), max(run.end for run in seen)
    start = max(start, sheet.text.rfind("。", start, min(cells[0].start for cells in filled.values())) + 1)
    return Table(KIND, None, start, end, len(filled) == len(_data_rows()))


def may_hold_remedies(text: str, runs: Sequence[Run]) -> bool:
    """Whether one of `runs` of `text` holds as many cells as a row has at least, or some behind the table's heads."""
    width = table_width(KIND)
    return any(len(run.slots) >= width or (run.slots and _is_short(run, _hits(text, run))) for run in runs)


def _hits(text: str, run: Run) -> tuple[Hit, ...]:
    """Labels of the table in the end of the label of `run`."""
    return labels_in(KIND)(run.label(text)[-_LABEL_LIMIT:]) if run.pieces else ()


def _data_rows() -> list[int]:
    return [at for at, row in enumerate(form_rows(KIND)) if row.kind == "data"]


def _in_printed_order(sheet: Sheet) -> list[int]:
    """The rows with cells in the order in which a grid's heads stand side by side, else in the form's."""
    rows, columns = _data_rows(), dict[int, tuple[int, int]]()
    for run in sheet.runs:
        for (start, end), column in zip(run.pieces, run.places, strict=False):
            row = label_index(KIND).exactly(sheet.text[start:end]) if run.certain else None
            if row in rows:
                columns.setdefault(row, (run.grid, column))
    grids, places = {grid for grid, _ in columns.values()}, {column for _, column in columns.values()}
    return sorted(rows, key=lambda row: columns[row]) if len(grids) == 1 and len(places) == len(rows) else rows


def _names_total_first(heads: str) -> bool:
    """Whether the heads of the columns begin with that of the total in each block of them, and none ends with it."""
    words = normal_label(heads)
    first, total = form_columns(KIND)[0].label, form_columns(KIND)[-1].label
    begins, ends = words.find(total) < words.find(first), words.rfind(total) < words.rfind(first)
    return begins and ends and words.count(total) == words.count(first)


def _total_last(cells: Sequence[Slot]) -> Sequence[Slot]:
    """Five cells below heads that begin with the total in the form's order, unless their sum denies it."""
    turned = [*cells[1:], cells[0]]
    return cells if total_is_last(cells) and not total_is_last(turned) else turned


def _found(sheet: Sheet) -> tuple[dict[int, Sequence[Slot]], list[Run], list[Run]]:
    """Cells by row, the runs of the table, and those with cells that are not as many as its rows need."""
    text = sheet.text
    data = _in_printed_order(sheet)
    pending: list[int] = []
    filled: dict[int, Sequence[Slot]] = {}
    seen: list[Run] = []
    refused: list[Run] = []
    width = table_width(KIND)
    for run, hits in zip(sheet.runs, sheet.hits, strict=True):
        if len(run.label(text)) > _LABEL_LIMIT:
            hits = _hits(text, run)
        for hit in hits:
            if hit.rows[0] in data and hit.rows[0] not in filled and hit.rows[0] not in pending:
                pending.append(hit.rows[0])
                seen.append(run)
        if pending and run.slots and run.slots[0].start - seen[-1].end > _REACH:
            pending = []
        run = _settled(run)
        refused.extend([run] if pending and _is_short(run, hits) else [])
        if not pending or len(run.slots) < width or (run.pieces and run.certain and not run.numbers()):
            continue
        heads = text[max(seen[0].start, run.slots[0].start - _LABEL_LIMIT) : run.slots[0].start]
        taken = _blocks(run, pending, data, filled, _is_torn(heads))
        if taken and _names_total_first(heads):
            taken = {row: _total_last(cells) for row, cells in taken.items()}
        filled.update(taken)
        pending = [row for row in pending if row not in filled]
        if taken or run.numbers():
            (seen if taken else refused).append(run)
    return filled, seen, refused


def _is_short(run: Run, hits: Sequence[Hit]) -> bool:
    """Whether a few numbers stand right behind the heads of the table: its row without blanks."""
    return len(hits) >= _HEADS and 0 < len(run.numbers()) <= len(run.slots) < table_width(KIND)


def _settled(run: Run) -> Run:
    """The run without guessed blanks, unless they make the one row of the table complete."""
    if not run.guessed:
        return run
    full = table_width(KIND) * len(_data_rows())
    tried = (run, run.without_blanks(gaps_only=True))
    return next((one for one in tried if len(one.slots) == full), run.without_blanks())


def _is_torn(heads: str) -> bool:
    """Whether no head of a column stands whole: then the table was printed column by column."""
    words = normal_label(heads)
    return not any(column.label in words for column in form_columns(KIND)[:2])


def _blocks(
    run: Run, pending: list[int], data: list[int], filled: dict[int, Sequence[Slot]], torn: bool
) -> dict[int, Sequence[Slot]]:
    """Blocks of five cells by the row that they belong to.

    A part of the rows takes no cells out of a longer row, and none out of text whose sums do not hold: such a row may
    be the whole one without its blanks. Cells on several lines below torn heads may be out of order.
    """
    whole = [row for row in data if row not in filled]
    width = table_width(KIND)
    for rows in (whole, pending):
        wanted = width * len(rows)
        if rows is not whole and len(run.slots) > wanted + _BESIDE:
            continue
        cells = _in_order(run, wanted)
        in_order = rows is whole and (not torn or len({slot.line for slot in run.slots}) == 1)
        if cells is not None and not _lost_its_first(cells) and (run.certain or in_order or _adds_up(cells)):
            return {row: cells[at * width : (at + 1) * width] for at, row in enumerate(rows)}
    return {}


def _in_order(run: Run, width: int) -> Sequence[Slot] | None:
    """The `width` cells of a row; where empty cells around them leave several choices, the one whose sums hold."""
    slots = run.slots
    if slots[0].column >= 0 and (spread := numbers_apart(slots, width, _adds_up)):
        return spread
    filled = [at for at, slot in enumerate(slots) if slot.start < slot.end]
    if len(slots) <= width or not filled or not (run.certain or run.separated):
        return place(run, slots, _adds_up, Layout(width, width))
    starts = range(max(0, filled[-1] - width + 1), min(filled[0], len(slots) - width) + 1)
    holding = [slots[at : at + width] for at in starts if len(starts) == 1 or _adds_up(slots[at : at + width])]
    return holding[0] if len(holding) == 1 else None


def _lost_its_first(cells: Sequence[Slot]) -> bool:
    """Whether a converter filled up the end of a row: the last cell is empty, the sums do not hold where they stand.

    But one place to the left they do, or no other cell is empty and the blocks before the last prove nothing.
    """
    if cells[-1].start < cells[-1].end or _adds_up(cells) or not _counts(cells):
        return False
    width = table_width(KIND)
    shifted, before = cells[width - 1 : -1], cells[:-width]
    if _adds_up(shifted) and _counts(shifted):
        return True
    return all(cell.start < cell.end for cell in cells[:-1]) and not (_adds_up(before) and _counts(before))


def _counts(cells: Sequence[Slot]) -> bool:
    """Whether one of the cells holds a number other than 0."""
    return any(cell.reading.value for cell in cells)


def _adds_up(cells: Sequence[Slot]) -> bool:
    """Whether every block of five that prints a number ends in its sum."""
    width = table_width(KIND)
    blocks = (cells[at : at + width] for at in range(0, len(cells), width))
    return all(total_is_last(block) or all(cell.blank for cell in block) for block in blocks)
