"""Rows that an office printed in another order than the form's: their numbers are no other row's."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import NUMBERED, form_rows
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.sheet import Sheet
from gd_pipeline.reading.tables.surroundings import Group


def printed_elsewhere(sheet: Sheet, groups: Sequence[Group]) -> tuple[list[Group], dict[int, Group], list[Group]]:
    """`groups` of cells without those behind a label out of order; of these the ones by row, and those in doubt.

    A row has its number where its whole label stands before one number, and nowhere in the form's order.
    """
    last = {name.run: name.start for name in sheet.named}
    kept: list[Group] = []
    own: dict[int, Group] = {}
    others: list[Group] = []
    taken = {name.row for name in sheet.named}
    for group in groups:
        hits = sheet.hits[group.run]
        if not hits or hits[-1].position <= last.get(group.run, -1):
            kept.append(group)
            continue
        row = _row_alone(sheet, group)
        if row is None or row in taken:
            others.append(group)
        else:
            own[row] = group
            taken.add(row)
    return kept, own, others


def _row_alone(sheet: Sheet, group: Group) -> int | None:
    """The row of which the last piece before the one number of `group` is the whole label, and no other row's."""
    pieces = sheet.runs[group.run].pieces
    row = label_index(sheet.table).exactly(sheet.text[slice(*pieces[-1])])
    if row is None or len(group.slots) > 1 or len(sheet.hits[group.run][-1].rows) > 1:
        return None
    return row if form_rows(sheet.table)[row].kind in NUMBERED else None
