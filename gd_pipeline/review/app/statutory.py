"""The statutory tables of a report rebuilt from its facts, by the rows and columns of the form that it prints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gd_pipeline.catalog.forms import FormColumn, FormRow, form_columns, form_rows
from gd_pipeline.reading.report import Blank
from gd_pipeline.review.app.data import Row

Key = tuple[str, str]
"""Metric and applicant."""
WIDE = ("2021", "2019")
WIDE_TABLES = ("proactive", "requests", "review_litigation")
SHOWN = ("data", "group", "caption", "addend")
LONG_TABLES = (("statistics", "2014"), ("provincial", "narrative"))
DEEPEST = 3
ANNEX = "statistics"
"""The section of a table that counts everything in one column; its numbers belong into no cell of tables 2 to 4."""


@dataclass(frozen=True, slots=True)
class StatutoryCell:
    """What a cell prints: its facts (several where it is printed twice), or the mark of a blank one."""

    key: Key
    facts: tuple[Row, ...] = ()
    blank: str | None = None


@dataclass(frozen=True, slots=True)
class StatutoryRow:
    """`number` is its numeral as printed, `level` its depth; a caption has no cells."""

    label: str
    number: str
    level: int
    cells: tuple[StatutoryCell | None, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """One table, or one block of table 2, with the labels of its columns."""

    kind: str
    edition: str
    columns: tuple[str, ...]
    rows: tuple[StatutoryRow, ...]


class Printed:
    """The facts of the tables and the blanks of a report, by metric and applicant."""

    def __init__(self, facts: Iterable[Row], blanks: Iterable[Blank] = ()) -> None:
        self.facts: dict[Key, list[Row]] = defaultdict(list)
        for fact in facts:
            if fact["origin"] == "table":
                self.facts[fact["metric"], fact["applicant"]].append(fact)
        self.blanks: Mapping[Key, str] = {(each.metric, each.applicant): each.mark for each in blanks}

    def parted(self) -> tuple["Printed", "Printed"]:
        """What stands in the annex, and the rest; blanks belong to both."""
        parts = Printed([]), Printed([])
        for part in parts:
            part.blanks = self.blanks
        for key, facts in self.facts.items():
            for fact in facts:
                parts[fact["section"] != ANNEX].facts[key].append(fact)
        return parts

    def cell(self, metric: str, applicant: str = "total") -> StatutoryCell:
        """What is printed for a metric."""
        key = (metric, applicant)
        return StatutoryCell(key, tuple(self.facts.get(key, ())), self.blanks.get(key))

    def has(self, table: StatutoryTable) -> bool:
        """Whether any cell of `table` prints a number."""
        return any(cell.facts for row in table.rows for cell in row.cells if cell)


def statutory_tables(printed: Printed, form: str) -> list[StatutoryTable]:
    """The tables of which at least one cell was read, each in the edition that most of its numbers fit."""
    annex, rest = printed.parted()
    wide = printed if form in WIDE else rest
    found: list[StatutoryTable] = []
    for kind in WIDE_TABLES:
        editions = sorted(WIDE, key=lambda edition: edition != form)
        found += max((list(BUILDERS[kind](wide, edition)) for edition in editions), key=_filled)
    long = max((_long(annex, kind, edition) for kind, edition in LONG_TABLES), key=lambda table: _filled([table]))
    return [table for table in (*found, long) if printed.has(table)]


def _filled(tables: Iterable[StatutoryTable]) -> int:
    return sum(bool(cell.facts) for table in tables for row in table.rows for cell in row.cells if cell)


def _rows(kind: str, edition: str) -> list[FormRow]:
    return [row for row in form_rows(kind) if edition in row.editions and row.kind in SHOWN]


def _level(row: FormRow, rows: list[FormRow]) -> int:
    known = {each.key: each for each in rows}
    level = 0
    while row.parent in known and level < DEEPEST:
        level, row = level + 1, known[row.parent]
    return level + _below(row, rows)


def _below(row: FormRow, rows: list[FormRow]) -> bool:
    """Whether a row without parent belongs to the part before it: its own rows are counted 1. 2., not （一）（二）."""
    counted = [each.number for each in rows if each.parent == row.key and each.number]
    return bool(row.number and counted) and counted[0].isascii()


def _numeral(row: FormRow, level: int) -> str:
    """As the forms print it: 一、 for a part of the table, （一） for a row of the part, 1. below."""
    if not row.number or row.number.isascii():
        return row.number and f"{row.number}."
    return f"（{row.number}）" if level else f"{row.number}、"


def _row(row: FormRow, rows: list[FormRow], cells: tuple[StatutoryCell | None, ...]) -> StatutoryRow:
    level = _level(row, rows)
    return StatutoryRow(row.label, _numeral(row, level), level, cells, row.unit)


def _columns(kind: str, edition: str, group: str = "") -> list[FormColumn]:
    return [each for each in form_columns(kind) if edition in each.edition and each.group == group]


def _requests(printed: Printed, edition: str) -> Iterator[StatutoryTable]:
    rows, columns = _rows("requests", edition), _columns("requests", edition)
    built = []
    for row in rows:
        cells = tuple(printed.cell(row.metric, column.key) for column in columns) if row.metric else ()
        if row.kind == "group" and not any(cell.facts for cell in cells):
            cells = ()
        built.append(_row(row, rows, cells))
    yield StatutoryTable("requests", edition, tuple(column.label for column in columns), tuple(built))


def _review(printed: Printed, edition: str) -> Iterator[StatutoryTable]:
    columns = _columns("review_litigation", edition)
    rows = [row for row in _rows("review_litigation", edition) if row.metric]
    built = tuple(
        StatutoryRow(row.label, "", 0, tuple(printed.cell(f"{row.metric}.{column.key}") for column in columns))
        for row in rows
    )
    yield StatutoryTable("review_litigation", edition, tuple(column.label for column in columns), built)


def _proactive(printed: Printed, edition: str) -> Iterator[StatutoryTable]:
    """Table 2: a block for each item of 条例 art. 20."""
    rows = _rows("proactive", edition)
    for group in dict.fromkeys(row.parent for row in rows if row.parent):
        columns = _columns("proactive", edition, group)
        built = tuple(
            StatutoryRow(row.label, "", 0, tuple(printed.cell(f"{row.metric}.{column.key}") for column in columns))
            for row in rows
            if row.parent == group
        )
        yield StatutoryTable("proactive", edition, tuple(column.label for column in columns), built)


def _long(printed: Printed, kind: str, edition: str) -> StatutoryTable:
    rows = list({row.metric or row.key: row for row in reversed(_rows(kind, edition))}.values())[::-1]
    built = tuple(_row(row, rows, (printed.cell(row.metric),) if row.metric else ()) for row in rows)
    return StatutoryTable(kind, edition, ("统计数",), built)


BUILDERS = {"proactive": _proactive, "requests": _requests, "review_litigation": _review}
