"""Damage to the rows of a table: rows and columns that an issuer added, rows merged, broken, divided, tables lost."""

from random import Random

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.synth.damage.surgery import insert_row
from gd_pipeline.synth.draft import TABLE, Draft
from gd_pipeline.synth.grid import DATA, EXTRA, HEAD, PAGE, REST, Label, Row, Table
from gd_pipeline.synth.seeds import between, few, pick

_GROUPS = ("outcome.denied", "outcome.unavailable", "outcome.declined")
_LOCAL_2014 = (
    "主动公开机构领导、机构设置及人事信息",
    "主动公开规划计划、统计信息",
    "主动公开招标采购信息",
    "主动公开应急管理信息",
)


def subtotal_rows(draft: Draft, rng: Random) -> bool:
    """A row 小计 behind each group of refusals."""
    table = draft.table("t3")
    if table is None:
        return False
    for whole in _GROUPS:
        places = [place for place, row in enumerate(table.rows) if _is_part(row, whole)]
        values = {person: int(draft.truth.values[whole, person]) for person in APPLICANTS}
        row = Row(EXTRA, (Label("小计"),), [str(value) for value in values.values()])
        insert_row(table, places[-1] + 1, row)
        _lengthen(table, whole)
        draft.subtotals |= {(whole, person): value for person, value in values.items()}
    return True


def _is_part(row: Row, whole: str) -> bool:
    return row.kind == DATA and any(key is not None and key[0].startswith(whole + ".") for key in row.keys)


def _lengthen(table: Table, whole: str) -> None:
    """The group's cell reaches over the row that was put in behind it."""
    place = next(place for place, row in enumerate(table.rows) if _is_part(row, whole))
    row = table.rows[place]
    *stubs, group, label = row.labels
    table.rows[place] = row.copy(labels=(*stubs, Label(group.text, group.columns, group.rows + 1), label))


def subtotal_column(draft: Draft, rng: Random) -> bool:
    """A column 小计 behind those of 法人或其他组织."""
    table = draft.table("t3")
    if table is None or any(row.kind == DATA and not all(t.isdigit() for t in row.values) for row in table.rows):
        return False
    rows = []
    for row in table.rows:
        if row.kind == HEAD:
            rows.append(row.copy(labels=_wider(row.labels)))
        else:
            corporate = sum(map(int, row.values[1:6]))
            values = [*row.values[:6], str(corporate), *row.values[6:]]
            rows.append(row.copy(values=values, keys=(*row.keys[:6], None, *row.keys[6:])))
    table.rows, table.columns = rows, table.columns + 1
    return True


def _wider(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    if len(labels) == 5:
        return (*labels, Label("小计"))
    return tuple(
        Label(label.text, label.columns + (label.text in ("申请人情况", "法人或其他组织")), label.rows)
        for label in labels
    )


def extra_rows(draft: Draft, rng: Random) -> bool:
    """Rows that the place added to the national form: 其他主动公开文件, classes under 主动公开政府信息数."""
    found = False
    for table in draft.tables():
        if table.name == "t2":
            values = [str(few(rng, 40)) for _ in range(3)]
            place = _place(table, "normative_documents.") + 1
            insert_row(table, place, Row(EXTRA, (Label("其他主动公开文件"),), values))
            found = True
        if table.name == "t2014":
            place = next(p for p, row in enumerate(table.rows) if row.kind == DATA) + 1
            for name in reversed(_LOCAL_2014[: between(rng, 1, 4)]):
                insert_row(table, place, Row(EXTRA, (Label(name), Label("条")), [str(few(rng, 60))]))
            found = True
    return found


def merged_refusals(draft: Draft, rng: Random) -> bool:
    """The rows of 不予公开, 无法提供 and 不予处理 are one each: the group's name and 56, 21 and 35 numbers."""
    table = draft.table("t3")
    if table is None:
        return False
    for whole in _GROUPS[: between(rng, 1, 3)]:
        places = [place for place, row in enumerate(table.rows) if _is_part(row, whole)]
        members = [table.rows[place] for place in places]
        values = [value for row in members for value in row.values]
        keys = tuple(key for row in members for key in row.keys)
        group = Row(DATA, members[0].labels[:-1], values, keys)
        table.rows[places[0] : places[-1] + 1] = [group]
    return True


def _place(table: Table, code: str) -> int:
    """Place of the first row whose code begins with `code`."""
    return next(p for p, row in enumerate(table.rows) if any(key and key[0].startswith(code) for key in row.keys))


def merged_rows(draft: Draft, rng: Random) -> bool:
    """Two rows of table 2 stand in one: 规章 行政规范性文件 | 0 5 | 0 2 | 0 44."""
    table = draft.table("t2")
    if table is None:
        return False
    for name in pick(rng, (("regulations",), ("penalties",), ("regulations", "penalties"))):
        place = _place(table, name + ".")
        first, second = table.rows[place], table.rows[place + 1]
        label = Label(f"{first.labels[0].text} {second.labels[0].text}")
        if "" in (*first.values, *second.values):
            return False
        values = [f"{one} {other}" for one, other in zip(first.values, second.values, strict=True)]
        merged = Row(DATA, (label,), values, (*first.keys, *second.keys), first.spans)
        table.rows[place : place + 2] = [merged]
    return True


def page_numbers(draft: Draft, rng: Random) -> bool:
    """A page number stands between two rows."""
    style = pick(rng, ("- {} -", "— {} —", "-{}-"))
    found = False
    for table in draft.tables():
        if table.name in ("t3", "t2014", "prov"):
            place = between(rng, 5, len(table.rows) - 2)
            table.rows.insert(place, Row(PAGE, (Label(style.format(between(rng, 2, 9))),)))
            found = True
    return found


def broken_rows(draft: Draft, rng: Random) -> bool:
    """Up to three rows of table 3 break: the last numbers stand on the next line."""
    table = draft.table("t3")
    if table is None:
        return False
    rows = [row for row in table.rows if row.kind == DATA and len(row.values) == 7]
    for row in rng.sample(rows, min(len(rows), between(rng, 1, 3))):
        cut = between(rng, 2, 6)
        rest = Row(REST, (), row.values[cut:])
        if "" in row.values:
            draft.lose(row, "a row with blanks breaks")
        row.values = row.values[:cut]
        table.rows.insert(table.rows.index(row) + 1, rest)
    return bool(rows)


def tables_lost(draft: Draft, rng: Random) -> bool:
    """Headings are followed by nothing: the tables were pictures, or were lost."""
    lost = [block for block in draft.blocks if block.kind == TABLE]
    if not lost:
        return False
    draft.blocks[:] = [block for block in draft.blocks if block.kind != TABLE]
    draft.cells.clear()
    cited = any("〔2019〕60号" in block.text or "〔2021〕30号" in block.text for block in draft.blocks)
    if draft.truth.form in ("2019", "2021"):
        draft.gold["findings"] = [{"family": "structure", "metrics": [], "note": "tables lost"}]
    if not cited:
        del draft.gold["form"]
    return True
