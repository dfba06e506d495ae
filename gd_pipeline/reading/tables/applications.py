"""Table 3 (2019, 2021): applications received and how they were dealt with, by kind of applicant."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from gd_pipeline.catalog.forms import form_rows
from gd_pipeline.reading.tables.across import in_rows
from gd_pipeline.reading.tables.align import Alignment, adds_up, align
from gd_pipeline.reading.tables.applicants import (
    all_applicants,
    columns_of,
    first_columns,
    has_added_column,
    heads_by_column,
    heads_in_a_row,
    stand_elsewhere,
    total_to_the_end,
    under_heads,
)
from gd_pipeline.reading.tables.guesses import settled
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.placing import Layout, layout_of, place, total_is_last
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.sheet import Sheet
from gd_pipeline.reading.tables.solving import solve
from gd_pipeline.reading.tables.surroundings import Group

KIND = "requests"
WIDTH = 7
_FEW = 3
_BLANK_FORM = 10
"""Rows that must be named before a table without any number counts as a blank form."""


def read_applications(sheet: Sheet, out: Collector) -> Table | None:
    """Read table 3 from `sheet` into `out`; None where there is none."""
    text = sheet.text
    width = WIDTH + has_added_column(text, sheet.runs)
    sheet = settled(sheet, width)
    if not sheet.named:
        return None
    runs = sheet.runs
    found = align(sheet, width)
    groups = in_rows(_sure(found, runs), runs, WIDTH)
    layout = layout_of([(runs[group.run], group.slots) for group in groups.values()], WIDTH)
    first = first_columns(text, runs)
    tried = {row: _placed(group, runs[group.run], layout, first) for row, group in groups.items()}
    placed = total_to_the_end({row: cells for row, cells in tried.items() if cells is not None})
    sums = {row: total_is_last(cells) for row, cells in placed.items()}
    doubtful = {row for row in _in_doubt(runs, found, groups) if sums.get(row) is False}
    doubtful |= _lonely(runs, groups, sums)
    grids = {row: runs[group.run].grid for row, group in groups.items()}
    whole = _trusted({row: cells for row, cells in placed.items() if row not in doubtful}, sums, grids)
    if len(found.named) < _FEW and not all(_is_sure(runs, found, row, cells) for row, cells in whole.items()):
        return None
    own = Collector(text, out.page)
    columns = columns_of(whole, grids, heads_in_a_row(text, runs))
    for row, cells in whole.items():
        own.row(str(form_rows(KIND)[row].metric), columns[row], cells, KIND, proven=sums[row] is True)
        if layout.added is not None:
            own.leave([slot for slot in groups[row].slots if slot not in cells], "added_column")
    broken = {row: group for row, group in groups.items() if row not in whole}
    heads = heads_by_column(text, runs) if broken and not layout.pushed else {}
    done = len(whole) + _store_broken(runs, found, whole, broken, own, heads)
    if not done and len(found.named) < _BLANK_FORM:
        return None
    _report_rest(found, runs, own)
    out.absorb(own)
    edition = _edition(found)
    ends = [name.run for name in found.named] + [group.run for group in found.filled.values()]
    start, end = min([runs[at].start for at in ends]), max([runs[at].end for at in ends])
    return Table(KIND, edition, start, end, done >= _wanted(edition or "2021"))


@cache
def _wanted(edition: str) -> int:
    """How many rows with numbers an edition prints."""
    return sum(row.kind == "data" and edition in row.editions for row in form_rows(KIND))


def _sure(found: Alignment, runs: Sequence[Run]) -> dict[int, Group]:
    """The rows with cells; a subtotal only where its own rows are all there and add up to it, or none is printed.

    More cells than those of one row, and of a column that was added, behind a subtotal's label are those of its rows,
    whose labels are lost.
    """
    rows = form_rows(KIND)
    sure = {row: group for row, group in found.filled.items() if rows[row].metric is not None}
    named = {name.row for name in found.named} | set(found.filled)
    for at, group in found.filled.items():
        if rows[at].kind not in ("group", "subtotal"):
            continue
        of = rows[at].key if rows[at].kind == "group" else rows[at].parent
        has_rows = any(rows[other].parent == of and rows[other].kind == "data" for other in named)
        several = not runs[group.run].certain and len(runs[group.run].numbers()) > WIDTH + 1
        if several if not has_rows else not adds_up(at, found.filled, rows):
            del sure[at]
            found.loose.append(group)
    return dict(sorted(sure.items()))


def _in_doubt(runs: Sequence[Run], found: Alignment, groups: Mapping[int, Group]) -> set[int]:
    """Rows of text whose label stands elsewhere, or all where few have as many numbers as there are columns."""
    beside = {(name.row, name.run) for name in found.named}
    texts = {row: group for row, group in groups.items() if not runs[group.run].certain}
    whole = sum(len(group.slots) == WIDTH for group in texts.values())
    return {row for row, group in texts.items() if 2 * whole < len(texts) or (row, group.run) not in beside}


def _lonely(runs: Sequence[Run], groups: Mapping[int, Group], sums: Mapping[int, bool | None]) -> set[int]:
    """Rows among blank lines, where others print a total that is their sum, that may hold a page's number.

    They do not add up, or hold one number and no total.
    """
    guessed = {row for row, group in groups.items() if runs[group.run].guessed}
    lone = {row for row in guessed if sums.get(row) is None and sum(not slot.blank for slot in groups[row].slots) == 1}
    lone |= {row for row in guessed if sums.get(row) is False}
    return lone if any(sums.get(row) and len(runs[groups[row].run].numbers()) > 1 for row in guessed) else set()


def _placed(group: Group, run: Run, layout: Layout, first: Mapping[int, int]) -> Sequence[Slot] | None:
    cells = None if group.across else place(run, group.slots, total_is_last, layout)
    if cells is not None and stand_elsewhere(cells, first):
        return None
    return None if cells is not None and group.joined and total_is_last(cells) is not True else cells


def _trusted(
    rows: Mapping[int, Sequence[Slot]], sums: Mapping[int, bool | None], grids: Mapping[int, int]
) -> dict[int, Sequence[Slot]]:
    """`rows` without those that end in an empty cell, where all cells seem to be pushed to the left.

    `sums` tells whether each row's total is that of its cells, `grids` the grid it stands in. A blank between two
    numbers shows that they are not pushed; in a grid also rows with a total in the same column. Where most print their
    total, the last number of one that does not may be its total, pushed into the column before.
    """
    if not any(map(_is_open, rows.values())):
        return dict(rows)
    telling = {row: cells for row, cells in rows.items() if any(cell.reading.value for cell in cells)} or rows
    totals = [(grids[row], cells[-1].column) for row, cells in telling.items() if sums[row] is True]
    if any(map(_has_gap, telling.values())):
        return dict(rows)
    if sum(map(_is_open, telling.values())) <= len(totals):
        return {row: cells for row, cells in rows.items() if not (_is_open(cells) and cells[-2].reading.value)}
    columns = {place for place in totals if place[0] >= 0 and totals.count(place) > 1}
    return {
        row: cells for row, cells in rows.items() if not _is_open(cells) or (grids[row], cells[-1].column) in columns
    }


def _is_open(cells: Sequence[Slot]) -> bool:
    """Whether a row prints a number, but nothing in the column of the total."""
    return cells[-1].start == cells[-1].end and any(not cell.blank for cell in cells)


def _has_gap(cells: Sequence[Slot]) -> bool:
    """Whether a row prints a number behind an empty cell."""
    return any(before.start == before.end and not after.blank for before, after in pairwise(cells))


def _is_sure(runs: Sequence[Run], found: Alignment, row: int, cells: Sequence[Slot]) -> bool:
    """Whether a row that stands alone is one of table 3: a row of a grid, or right behind its label, with its sum."""
    run = runs[found.filled[row].run]
    named = any(name.row == row and name.run == found.filled[row].run for name in found.named)
    return run.certain or (named and len(run.slots) == WIDTH and total_is_last(cells) is True)


def _store(row: int, cells: Mapping[int, Slot], out: Collector, proven: bool) -> None:
    metric, applicants = str(form_rows(KIND)[row].metric), all_applicants()
    for at, slot in cells.items():
        out.cell(metric, applicants[at], slot, KIND, "", proven)


def _store_broken(
    runs: Sequence[Run],
    found: Alignment,
    whole: Mapping[int, Sequence[Slot]],
    broken: Mapping[int, Group],
    out: Collector,
    heads: Mapping[int, Mapping[int, str]],
) -> int:
    """Store what is certain of the rows whose cells do not fit, and the one number of rows that are told.

    Returns the count of rows of which nothing is left.
    """
    if all(runs[group.run].told and len(group.slots) == 1 for group in broken.values()):
        return sum(_store_told(row, runs[group.run], out) for row, group in broken.items())
    solved = _solved(runs, found, whole, broken)
    done = 0
    for row, group in broken.items():
        run = runs[group.run]
        metric = str(form_rows(KIND)[row].metric)
        if run.certain and under_heads(metric, run, group.slots, heads.get(run.grid, {}), out):
            done += 1
            continue
        sure = solved.get(row, {})
        _store(row, sure, out, proven=True)
        left = [slot for slot in group.slots if slot not in sure.values()]
        out.leave(left, "ambiguous")
        out.note("ambiguous_row", form_rows(KIND)[row].label, run.start, run.end)
    return done


def _store_told(row: int, run: Run, out: Collector) -> bool:
    """Store the total of a row that is told, if the whole label is its own; whether it is."""
    if label_index(KIND).exactly(run.label(out.text)) != row:
        out.leave(run.slots, "ambiguous")
        out.note("ambiguous_row", form_rows(KIND)[row].label, run.start, run.end)
        return False
    _store(row, {WIDTH - 1: run.slots[0]}, out, proven=False)
    return True


def _solved(
    runs: Sequence[Run], found: Alignment, whole: Mapping[int, Sequence[Slot]], broken: Mapping[int, Group]
) -> dict[int, dict[int, Slot]]:
    """Places of numbers in rows that lost their blanks, as far as the identities of the table leave one."""
    rows = form_rows(KIND)
    short = {
        row: group.slots
        for row, group in broken.items()
        if len(group.slots) < WIDTH and not (runs[group.run].certain or runs[group.run].separated or group.across)
    }
    doubtful = {row for row, cells in short.items() if _may_end_a_page(cells)}
    if len(short) < len(broken) or found.unclear or any(cells[-1].start < cells[0].start for cells in whole.values()):
        return {}
    named = {name.row for name in found.named} | set(found.filled)
    parents = {rows[row].parent for row in named}
    results = [
        row
        for row, form in enumerate(rows)
        if (form.kind == "data" and form.parent in (*parents, "results") and form.parent and form.key != "total")
        or (form.key == "other" and "other" not in parents)
    ]
    complete = all(row in named for row in results) and not doubtful
    places = solve(
        {rows[row].key: cells for row, cells in whole.items()},
        {rows[row].key: cells for row, cells in short.items() if row not in doubtful},
        [rows[row].key for row in results] if complete else [],
    )
    return {row: places[rows[row].key] for row in short if rows[row].key in places}


def _may_end_a_page(cells: Sequence[Slot]) -> bool:
    """Whether a row is as complete without its last number, which stands alone on its line: a page's number?"""
    values = [cell.reading.value for cell in cells]
    alone = len(values) > 2 and cells[-1].line not in (-1, cells[-2].line)
    return alone and values[-2] == sum(values[:-2])


def _report_rest(found: Alignment, runs: Sequence[Run], out: Collector) -> None:
    rows = form_rows(KIND)
    for name in found.unclear:
        out.note("ambiguous_row", rows[name.row].label, runs[name.run].start, runs[name.run].end)
    for group in found.loose:
        out.leave(group.slots, "added_row" if runs[group.run].pieces else "ambiguous")
    for row, group in found.filled.items():
        if rows[row].metric is None:
            out.leave(group.slots, "no_code")
    for name in found.unfilled:
        if rows[name.row].kind == "data":
            empty = Slot.empty(runs[name.run].end)
            _store(name.row, dict.fromkeys(range(WIDTH), empty), out, proven=False)


def _edition(found: Alignment) -> str | None:
    """2021 splits （六）其他处理 into three rows, 2019 prints it as one."""
    rows = form_rows(KIND)
    keys = {rows[name.row].key for name in found.named}
    if keys & {"other.not_supplemented", "other.fee_unpaid", "other.misc"}:
        return "2021"
    other = next((at for at, row in enumerate(rows) if row.key == "other"), -1)
    return "2019" if other in found.filled else None
