"""The statutory tables as data: which rows and columns each edition prints, in their order, under which labels.

Sources: 国办发〔2014〕32号 (统计表), 国办公开办函〔2019〕60号 (2019), 国办公开办函〔2021〕30号 (2021), and the
provincial statistics of 2004–2013 whose rows mean the same. A new edition or wording is an edit of `forms_*.csv`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pydantic import Field, field_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_rows
from gd_pipeline.catalog.metrics import APPLICANTS, EDITIONS, metrics

TABLE_KINDS = ("proactive", "requests", "review_litigation", "statistics", "provincial")
"""Tables 2, 3 and 4 of the 2019 and 2021 forms, the annex of 2014 and the provincial table before it."""

ROW_KINDS = ("data", "group", "subtotal", "caption", "addend", "uncoded")
"""data: printed with numbers. group: a caption that an issuer may give a subtotal. subtotal: a row added for it.
caption: never numbers. addend: added to the rows of the same metric. uncoded: numbers without a metric code."""

NUMBERED = ("data", "addend", "uncoded")
"""Kinds of rows that print numbers in every report."""

MARK_KINDS = ("blank", "zero", "unit")

_NO_WORD = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Z \n\t\u3000（），：；。．、《》“”()\[\],:.|/\"—–\-]*")
"""Text whose words are the same in full width and half width, and that holds no pinyin."""

_PLAIN_WORDS = re.compile(r"[\u4e00-\u9fff0-9A-Z]+")
"""All of such a text that is no space or punctuation."""

_KEPT = 1500
"""Characters of the longest text whose normal form is kept for the next time."""

_PINYIN = re.compile(r"[(（][a-zà-ɏ]{1,7}[)）]")
"""Readings that some mirrors print behind characters: 報(bào)告."""


def normal_label(text: str) -> str:
    """`text` for comparison: no space, punctuation, quotes or pinyin, full-width characters made half-width."""
    return _kept_normal(text) if len(text) < _KEPT else _normal(text)


@lru_cache(maxsize=4096)
def _kept_normal(text: str) -> str:
    return _normal(text)


def _normal(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return "".join(_PLAIN_WORDS.findall(text))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _PINYIN.sub("", text) if "(" in text else text
    return _NO_WORD.sub("", text)


def _split(value: object) -> object:
    return tuple(value.split("|")) if isinstance(value, str) else value


class FormTable(CatalogRow):
    """One statutory table: the section it belongs to, and what announces it.

    `edition_signs` are those of `signs` that one edition alone prints.
    """

    kind: str
    section: str
    signs: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    headings: tuple[str, ...]
    headers: tuple[str, ...]
    titles: tuple[str, ...] = ()
    edition_signs: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class FormRow(CatalogRow):
    """One printed row. `metric` is its code (tables 2 and 4: the code's beginning), `number` its printed numeral."""

    table: str
    key: str
    editions: tuple[str, ...]
    kind: str
    label: str
    number: str = ""
    variants: tuple[str, ...] = ()
    metric: str | None = None
    unit: str = ""
    parent: str | None = None

    _lists = field_validator("editions", "variants", mode="before")(_split)

    @property
    def labels(self) -> tuple[str, ...]:
        """The official label, then its variants."""
        return (self.label, *self.variants)


class FormColumn(CatalogRow):
    """One printed column of tables 2, 3 and 4.

    `group` is the block of table 2, `position` counts from 1, `unit` is what the form's head prints, if any.
    """

    table: str
    edition: tuple[str, ...]
    position: int
    key: str
    label: str
    group: str = ""
    variants: tuple[str, ...] = ()
    unit: str = ""

    _lists = field_validator("edition", "variants", mode="before")(_split)


class FormMark(CatalogRow):
    """What a cell may print beside a number: a mark for nothing, a word for zero, a unit."""

    mark: str
    kind: str


@lru_cache(maxsize=1)
def form_tables() -> Mapping[str, FormTable]:
    """The tables by kind."""
    return MappingProxyType(
        by_code("forms_tables.toml", checked_tables(load_rows("forms_tables.toml", FormTable)), "kind")
    )


@lru_cache(maxsize=len(TABLE_KINDS))
def form_rows(table: str) -> tuple[FormRow, ...]:
    """Rows of a table in printed order, all editions in one list."""
    return tuple(row for row in all_rows() if row.table == table)


@lru_cache(maxsize=len(TABLE_KINDS))
def form_columns(table: str) -> tuple[FormColumn, ...]:
    """Columns of a table in printed order, all editions in one list."""
    return tuple(column for column in all_columns() if column.table == table)


def numbers_in(row: FormRow, edition: str) -> int:
    """How many numbers `row` prints in `edition`: one in each column of its block, one where the table has no columns.

    In a block that the edition does not print, as many as in the edition that does.
    """
    block = [column for column in form_columns(row.table) if column.group in ("", row.parent)]
    return sum(edition in column.edition for column in block) or max(1, len(block))


@lru_cache(maxsize=len(TABLE_KINDS))
def table_width(table: str) -> int:
    """How many numbers the widest row of `table` prints in any edition."""
    return max(numbers_in(row, edition) for row in form_rows(table) for edition in row.editions)


@lru_cache(maxsize=len(EDITIONS))
def statutory_cells(edition: str) -> tuple[tuple[str, str], ...]:
    """Metric and applicant of every cell that a form prints a number in, without subtotals; none for narrative."""
    if edition == "2014":
        return tuple((row.metric, "total") for row in form_rows("statistics") if row.metric)
    found = [(row.metric, column) for row in form_rows("requests") if _counts(row, edition) for column in APPLICANTS]
    for table in ("proactive", "review_litigation"):
        for row in form_rows(table):
            for column in form_columns(table):
                code = f"{row.metric}.{column.key}"
                if edition in row.editions and edition in column.edition and code in metrics():
                    found.append((code, "total"))
    return tuple(dict.fromkeys((str(metric), applicant) for metric, applicant in found))


def _counts(row: FormRow, edition: str) -> bool:
    return edition in row.editions and row.kind == "data" and row.metric is not None


@lru_cache(maxsize=1)
def form_marks() -> Mapping[str, str]:
    """What each mark stands for: blank, zero or unit."""
    marks = by_code("forms_marks.csv", load_rows("forms_marks.csv", FormMark), "mark")
    for mark in marks.values():
        _among(f"forms_marks.csv: {mark.mark}", "kind", mark.kind, MARK_KINDS)
    return MappingProxyType({mark.mark: mark.kind for mark in marks.values()})


@lru_cache(maxsize=1)
def all_rows() -> tuple[FormRow, ...]:
    """Every row of every table, checked against the metric codes."""
    return checked_rows(load_rows("forms_rows.csv", FormRow))


@lru_cache(maxsize=1)
def all_columns() -> tuple[FormColumn, ...]:
    """Every column of every table, checked against rows and metric codes."""
    return checked_columns(load_rows("forms_columns.csv", FormColumn), all_rows())


def checked_tables(tables: tuple[FormTable, ...]) -> tuple[FormTable, ...]:
    """`tables`, if what one edition alone prints is a sign of its table, and the edition is known.

    Raises:
        CatalogError: names the table that breaks this.
    """
    for table in tables:
        place = f"forms_tables.toml: {table.kind}"
        for edition, own in table.edition_signs.items():
            _among(place, "edition", edition, EDITIONS)
            for sign in own:
                _among(place, "sign", sign, table.signs)
    return tables


def checked_rows(rows: tuple[FormRow, ...]) -> tuple[FormRow, ...]:
    """`rows`, if each belongs to a table, has labels in normal form, a known code and parent, and stands once.

    Raises:
        CatalogError: names the row that breaks this.
    """
    known = _keyed("forms_rows.csv", rows, ("table", "key"))
    for row in rows:
        place = f"forms_rows.csv: {row.table}/{row.key}"
        _among(place, "table", row.table, TABLE_KINDS)
        _among(place, "kind", row.kind, ROW_KINDS)
        for edition in row.editions:
            _among(place, "edition", edition, EDITIONS)
        for label in row.labels:
            if normal_label(label) != label:
                raise CatalogError(f"{place}: label {label!r} is not in normal form ({normal_label(label)!r})")
        if row.metric is not None and row.table not in ("proactive", "review_litigation"):
            _among(place, "metric", row.metric, metrics())
        if row.parent is not None and row.table != "proactive" and (row.table, row.parent) not in known:
            raise CatalogError(f"{place}: parent {row.parent!r} is no row of this table")
    return rows


def checked_columns(columns: tuple[FormColumn, ...], rows: tuple[FormRow, ...]) -> tuple[FormColumn, ...]:
    """`columns`, if each stands once and gives, with every row it crosses, a known code.

    Raises:
        CatalogError: names the column that breaks this.
    """
    _keyed("forms_columns.csv", columns, ("table", "edition", "group", "position"))
    for column in columns:
        place = f"forms_columns.csv: {column.table}/{column.group}/{column.key}"
        _among(place, "table", column.table, TABLE_KINDS)
        for edition in column.edition:
            _among(place, "edition", edition, EDITIONS)
        if column.table == "requests":
            _among(place, "key", column.key, APPLICANTS)
            continue
        for row in rows:
            if row.table == column.table and row.metric and _crosses(row, column):
                _among(place, "metric", f"{row.metric}.{column.key}", metrics())
    return columns


def _crosses(row: FormRow, column: FormColumn) -> bool:
    same_block = row.parent == column.group if column.group else True
    return same_block and bool(set(row.editions) & set(column.edition))


def _among(place: str, field: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise CatalogError(f"{place}: unknown {field} {value!r}")


def _keyed(name: str, rows: Iterable[CatalogRow], fields: tuple[str, ...]) -> dict[tuple[str, ...], CatalogRow]:
    found: dict[tuple[str, ...], CatalogRow] = {}
    for row in rows:
        key = tuple(getattr(row, field) for field in fields)
        if key in found:
            raise CatalogError(f"{name}: {'/'.join(map(str, key))} stands twice")
        found[key] = row
    return found
