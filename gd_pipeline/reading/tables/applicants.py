"""The head of table 3: kinds of applicants by the columns of a grid, and a column that an issuer added."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from gd_pipeline.catalog.forms import form_columns, form_tables, normal_label
from gd_pipeline.catalog.forms_words import form_words
from gd_pipeline.reading.tables.placing import total_is_last
from gd_pipeline.reading.tables.reading import Collector
from gd_pipeline.reading.tables.runs import Run, Slot

_KIND = "requests"
_HEAD_LIMIT = 900
_TOTAL_FIRST = ("total",)
_TELLING = 2
_APART = 2
"""Columns from the first head to the total's where the head between them lost its span."""


def has_added_column(text: str, runs: Iterable[Run]) -> bool:
    """Whether the head of the table names a 小计 of the organisations, which the form does not have."""
    for run in runs:
        label = run.label(text)[-_HEAD_LIMIT:] if run.pieces else ""
        if all(any(word in label for word in form_words(kind)) for kind in ("organisations", "applicants")):
            head = re.split("|".join(form_words("first_row")), normal_label(label), maxsplit=1)[0]
            return any(word in head for word in form_words("added_column"))
    return False


def heads_by_column(text: str, runs: Iterable[Run]) -> dict[int, dict[int, str]]:
    """For each grid the columns that its head names: applicant by column, "" where the head names no applicant.

    A grid that names two applicants in one column is left out.
    """
    keys, plain = _heads()
    found: dict[int, dict[int, str]] = {}
    doubtful = set[int]()
    for run in runs:
        if not run.certain or run.slots:
            continue
        for (start, end), column in zip(run.pieces, run.places, strict=True):
            label = normal_label(text[start:end])
            if label in keys or label in plain:
                columns = found.setdefault(run.grid, {})
                if columns.get(column) and keys.get(label, columns[column]) != columns[column]:
                    doubtful.add(run.grid)
                columns[column] = keys.get(label) or columns.get(column, "")
    return {grid: columns for grid, columns in found.items() if grid not in doubtful}


def heads_in_a_row(text: str, runs: Iterable[Run]) -> dict[int, dict[int, str]]:
    """For each grid of which one row names all applicants: applicant by column. No span lost above shifts that row."""
    keys, _ = _heads()
    found: dict[int, dict[int, str]] = {}
    for run in runs:
        if run.certain and not run.slots and len(run.pieces) >= len(all_applicants()):
            labels = [normal_label(text[start:end]) for start, end in run.pieces]
            own = {column: keys[label] for label, column in zip(labels, run.places, strict=True) if label in keys}
            if len(own) == len(set(own.values())) == len(all_applicants()):
                found[run.grid] = own
    return found


def columns_of(
    rows: Mapping[int, Sequence[Slot]], grids: Mapping[int, int], heads: Mapping[int, Mapping[int, str]]
) -> dict[int, tuple[str, ...]]:
    """The applicants of the cells of each row: those of the `heads` in their grid, else in the order of the form.

    Heads are misprinted where the cells of a row add up in the order of the form, but not in theirs.
    """
    columns = {row: _under(cells, heads.get(grids[row], {})) for row, cells in rows.items()}
    misprinted = {
        grids[row] for row, cells in rows.items() if total_is_last(cells) and not _adds_up(cells, columns[row])
    }
    return {row: all_applicants() if grids[row] in misprinted else own for row, own in columns.items()}


def total_to_the_end(rows: Mapping[int, Sequence[Slot]]) -> dict[int, Sequence[Slot]]:
    """The cells of each row with the total last, where the table prints it first.

    It does where the first cell is the sum of the others in most rows that have one such sum, and the last in none.
    """
    sums = [(_adds_up(cells, _TOTAL_FIRST), total_is_last(cells)) for cells in rows.values()]
    ahead, behind, neither = sums.count((True, False)), sums.count((False, True)), sums.count((False, False))
    if behind or ahead < max(_TELLING, neither):
        return dict(rows)
    return {row: [*cells[1:], cells[0]] for row, cells in rows.items()}


def _under(cells: Sequence[Slot], heads: Mapping[int, str]) -> tuple[str, ...]:
    own = tuple([heads.get(cell.column, "") for cell in cells]) if heads else ()
    return own if set(own) == set(all_applicants()) else all_applicants()


def _adds_up(cells: Sequence[Slot], columns: Sequence[str]) -> bool:
    """Whether the cell in the column of the total is the sum of the others."""
    total = columns.index("total")
    return total_is_last([*cells[:total], *cells[total + 1 :], cells[total]]) is True


@cache
def all_applicants() -> tuple[str, ...]:
    """Kinds of applicants in the order of the form's columns."""
    return tuple(column.key for column in form_columns(_KIND))


@cache
def _heads() -> tuple[Mapping[str, str], frozenset[str]]:
    """The key of each applicant's head, and all other words of the head."""
    keys = {label: column.key for column in form_columns(_KIND) for label in (column.label, *column.variants)}
    return keys, frozenset(form_tables()[_KIND].headers)


def first_columns(text: str, runs: Sequence[Run]) -> dict[int, int]:
    """The column of the first applicant's head, by the last column of its grid: the parts of a table are as wide.

    A head is left out where the total follows at once: its row lost the columns that heads span.
    """
    if all(run.grid < 0 for run in runs):
        return {}
    head, *_, total = ((column.label, *column.variants) for column in form_columns(_KIND))
    column: dict[int, int] = {}
    last: dict[int, int] = {}
    for run in runs:
        if run.grid < 0:
            continue
        last[run.grid] = max([last.get(run.grid, 0), *run.places, *[slot.column for slot in run.slots]])
        if not run.slots:
            words = [normal_label(text[start:end]) for start, end in run.pieces]
            firsts = [at for at, word in zip(run.places, words, strict=False) if word in head]
            totals = [at for at, word in zip(run.places, words, strict=False) if word in total]
            if firsts and totals and totals[0] - firsts[0] > _APART:
                column[run.grid] = firsts[0]
    return {last[grid]: at for grid, at in column.items()}


def stand_elsewhere(cells: Sequence[Slot], first: Mapping[int, int]) -> bool:
    """Whether a number of a row stands under the head of the first applicant, but was taken for another's."""
    column = first.get(cells[-1].column, -1)
    return column >= 0 and cells[0].column != column and any(cell.column == column and not cell.blank for cell in cells)


def under_heads(metric: str, run: Run, slots: Sequence[Slot], heads: Mapping[int, str], out: Collector) -> bool:
    """Store the cells that stand under the head of an applicant, where cells and heads cover the same columns.

    No applicant's head may stand in the column of the labels: then heads do not stand above their own columns.
    """
    keys = [key for key in heads.values() if key]
    covered = {column for slot in slots for column in range(slot.column, slot.column + slot.width)}
    if not keys or len(set(keys)) < len(keys) or not covered >= {at for at in heads if at >= slots[0].column}:
        return False
    if any(key and column <= max(run.places, default=-1) for column, key in heads.items()):
        return False
    if any(slot.column not in heads for slot in slots if not slot.blank):
        return False
    for slot in slots:
        key = heads.get(slot.column)
        if key:
            out.cell(metric, key, slot, _KIND)
        else:
            out.leave([slot], "added_column")
    return True
