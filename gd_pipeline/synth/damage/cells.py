"""Damage to the values of cells: zeros left out or struck out, units and blanks put in, rows pushed aside."""

from collections.abc import Iterator
from random import Random

from gd_pipeline.synth.draft import Draft
from gd_pipeline.synth.grid import Row, Table
from gd_pipeline.synth.seeds import between, pick

_MARKS = ("-", "—", "/", "无", "－")
_UNITS = {"t2": "件", "t3": "件", "t4": "件"}


def blank_zeros(draft: Draft, rng: Random) -> bool:
    """Zeros are left blank: of corporate applicants, of whole tables 3 and 4, of 规章, or totals with them."""
    return _zeros(draft, rng, "")


def dash_zeros(draft: Draft, rng: Random) -> bool:
    """Zeros are printed as -, —, / or 无: the cell says that there is nothing, not 0."""
    return _zeros(draft, rng, pick(rng, _MARKS))


def _zeros(draft: Draft, rng: Random, mark: str) -> bool:
    names = pick(rng, (("t3",), ("t3", "t4"), ("t2", "t3"), ("t2", "t3", "t4")))
    corporate = rng.random() < 0.4
    found = False
    for table in draft.tables():
        if table.name in names or table.name in ("t2014", "prov"):
            for row, place in _zero_cells(table, corporate):
                draft.blank(row, place, mark)
                found = True
    return found


def _zero_cells(table: Table, corporate: bool) -> Iterator[tuple[Row, int]]:
    for row in table.data():
        for place, text in enumerate(row.values):
            if text == "0" and not (corporate and table.name == "t3" and place in (0, len(row.values) - 1)):
                yield row, place


def units_in_cells(draft: Draft, rng: Random) -> bool:
    """Some cells name a unit (3件, 470.31万元), or say more in brackets (7件（其中修订2件）)."""
    found = False
    for table in draft.tables():
        for row in table.data():
            if rng.random() < 0.15:
                found |= _with_units(table, row, rng)
    return found


def _with_units(table: Table, row: Row, rng: Random) -> bool:
    unit = row.labels[1].text if table.name in ("t2014", "prov") else _UNITS[table.name]
    changed = False
    for place, (key, text) in enumerate(zip(row.keys, row.values, strict=False)):
        if key is None or not text.replace(".", "").isdigit():
            continue
        word = "万元" if key[0] == "charges.amount" else "项" if ".items" in key[0] else unit
        more = f"（其中修订{max(1, int(float(text)) // 2)}件）"
        bracket = more if key[0] == "normative_documents.made" and int(float(text)) > 1 and rng.random() < 0.5 else ""
        row.values[place] = text + word + bracket
        changed = True
    return changed


def spaces_in_numbers(draft: Draft, rng: Random) -> bool:
    """A blank within numbers of three digits and more, as tags or typists leave it."""
    found = False
    for table in draft.tables():
        for row in table.data():
            for place, text in enumerate(row.values):
                if text.isdigit() and len(text) > 2 and rng.random() < 0.5:
                    cut = between(rng, 1, len(text) - 1)
                    row.values[place] = f"{text[:cut]} {text[cut:]}"
                    found = True
    return found


def shifted_row(draft: Draft, rng: Random) -> bool:
    """One or two rows of table 3 begin with an empty cell too many: their values stand one column to the right."""
    table = draft.table("t3")
    if table is None:
        return False
    rows = [row for row in table.data() if "" not in row.values and len(row.values) == 7]
    for row in rng.sample(rows, min(len(rows), between(rng, 1, 2))):
        row.values.insert(0, "")
        row.keys = (None, *row.keys)
        row.spans = ()
    return bool(rows)


def collapsed_blanks(draft: Draft, rng: Random) -> bool:
    """Blanks of a row are pushed to its end: which column a number stands in cannot be told any more."""
    table = draft.table("t3")
    if table is None:
        return False
    for row, place in list(_zero_cells(table, corporate=True)):
        draft.blank(row, place)
    for row in table.data():
        if "" in row.values:
            draft.lose(row, "blanks of the row stand at its end")
            filled = [text for text in row.values if text]
            row.values[:] = filled + [""] * (len(row.values) - len(filled))
    return True
