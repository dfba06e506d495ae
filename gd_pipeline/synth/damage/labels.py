"""Damage to the words of a table: misprints, misread characters, torn labels, heads changed, lost or repeated."""

from functools import lru_cache
from random import Random
from typing import Any

from gd_pipeline.synth.damage.surgery import insert_row, relabel
from gd_pipeline.synth.data_files import heads, lists_of
from gd_pipeline.synth.draft import Draft
from gd_pipeline.synth.grid import DATA, HEAD, REST, Label, Row, Table
from gd_pipeline.synth.seeds import between, pick


@lru_cache(maxsize=1)
def characters() -> dict[str, Any]:
    """Tables of characters (data/characters.toml): misread ones, traditional ones, readings."""
    return lists_of("characters.toml")


def misprinted_labels(draft: Draft, rng: Random) -> bool:
    """Up to three labels lack two characters, double one, or have a wrong one (2.其他法律行政止公开)."""
    found = False
    for table in draft.tables():
        places = [p for p, row in enumerate(table.rows) if row.kind == DATA and len(_name(table, row)) > 7]
        for place in rng.sample(places, min(len(places), between(rng, 1, 3))):
            row = table.rows[place]
            table.rows[place] = _renamed(table, row, _misprint(_name(table, row), rng))
            found = True
    return found


def _misprint(text: str, rng: Random) -> str:
    at = between(rng, 4, len(text) - 3)
    kind = rng.random()
    if kind < 0.4:
        return text[:at] + text[at + 2 :]
    if kind < 0.7:
        return text[: at + 1] + text[at:]
    return text[:at] + pick(rng, ("的", "和", "信", "关", "情")) + text[at + 1 :]


def misread_labels(draft: Draft, rng: Random) -> bool:
    """Characters misread by OCR in the tables' words, and O for 0 in a few rows, whose zeros are doubtful then."""
    wrong: dict[str, str] = characters()["misread"]
    draft.blocks[:] = [
        block if block.table is None else relabel(block, lambda text: _misread(text, wrong, rng))
        for block in draft.blocks
    ]
    for table in draft.tables():
        rows = [row for row in table.data() if "0" in row.values]
        for row in rng.sample(rows, min(len(rows), 2)):
            row.values[:] = ["O" if text == "0" else text for text in row.values]
            draft.lose(row, "zeros are printed as the letter O")
    return any(True for _ in draft.tables())


def _misread(text: str, wrong: dict[str, str], rng: Random) -> str:
    allowed = max(1, len(text) // 5)
    for sign in wrong:
        if allowed and sign in text and rng.random() < 0.3:
            text = text.replace(sign, wrong[sign], 1)
            allowed -= 1
    return text


def damaged_heads(draft: Draft, rng: Random) -> bool:
    """Heads are shortened or spaced: 本年发件, 本年增, 自 然 人, 合计."""
    variants = heads()[1]
    chosen = {head: pick(rng, others) for head, others in variants.items() if rng.random() < 0.4}

    def changed(text: str) -> str:
        return chosen.get(text, text)

    found = False
    for table in draft.tables():
        for place, row in enumerate(table.rows):
            if row.kind == HEAD and any(label.text in chosen for label in row.labels):
                labels = tuple(Label(changed(label.text), label.columns, label.rows) for label in row.labels)
                table.rows[place] = row.copy(labels=labels)
                found = True
    return found


def torn_labels(draft: Draft, rng: Random) -> bool:
    """A few long labels are cut in two lines; the numbers stand beside the first or the second half."""
    found = False
    for table in draft.tables():
        places = [p for p, row in enumerate(table.rows) if row.kind == DATA and len(_name(table, row)) > 9]
        for place in sorted(rng.sample(places, min(len(places), between(rng, 1, 4))), reverse=True):
            _tear(table, place, rng)
            found = True
    return found


def _tear(table: Table, place: int, rng: Random) -> None:
    text = _name(table, table.rows[place])
    cut = between(rng, 5, len(text) - 3)
    rest = Row(REST, (Label(text[cut:]),))
    insert_row(table, place + 1, rest)
    table.rows[place] = _renamed(table, table.rows[place], text[:cut])
    if rng.random() < 0.4:
        _move_values(table.rows[place], rest)


def _move_values(first: Row, second: Row) -> None:
    second.kind, second.values, second.keys, second.spans = DATA, first.values, first.keys, first.spans
    first.kind, first.values, first.keys = REST, [], ()


def heads_between(draft: Draft, rng: Random) -> bool:
    """The heads of table 3 come again where a page ends."""
    table = draft.table("t3")
    if table is None:
        return False
    repeated = [row for row in table.rows if row.kind == HEAD]
    place = between(rng, 6, len(table.rows) - 3)
    table.rows[place:place] = repeated[rng.random() < 0.5 :]
    return True


def heads_lost(draft: Draft, rng: Random) -> bool:
    """Tables 3 and 4 lost their heads: rows of seven, and a row of fifteen bare numbers."""
    found = False
    for table in draft.tables():
        if table.name in ("t3", "t4"):
            table.rows = [row for row in table.rows if row.kind != HEAD]
            found = True
    return found


def _naming(table: Table, row: Row) -> int:
    """Place of the label that names the row; unit and code stand behind it in the statistics tables."""
    return 0 if table.name in ("t2014", "prov") else len(row.labels) - 1


def _name(table: Table, row: Row) -> str:
    return row.labels[_naming(table, row)].text if row.labels else ""


def _renamed(table: Table, row: Row, text: str) -> Row:
    at = _naming(table, row)
    old = row.labels[at]
    label = Label(text, old.columns, old.rows, old.narrow)
    return row.copy(labels=(*row.labels[:at], label, *row.labels[at + 1 :]))
