"""The writer's own data files, typed: a typo in one fails on loading."""

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, TypeVar

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_rows, load_tables
from gd_pipeline.catalog.metrics import metrics

Row = TypeVar("Row", bound=CatalogRow)


def read_text(name: str) -> str:
    """Text of the data file `name` of this room (UTF-8)."""
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def rows_of(name: str, model: type[Row], text: str | None = None) -> tuple[Row, ...]:
    """Entries of the data file `name`, each validated as `model`.

    Raises:
        CatalogError: an entry has an unknown key, lacks one, or holds a wrong value.
    """
    return load_rows(name, model, read_text(name) if text is None else text)


def tables_of(name: str, models: dict[str, type[CatalogRow]], text: str | None = None) -> dict[str, tuple[Any, ...]]:
    """Arrays of the TOML data file `name`, by array name."""
    return load_tables(name, models, read_text(name) if text is None else text)


def lists_of(name: str) -> dict[str, Any]:
    """A TOML data file of plain lists and tables, as it stands."""
    return tomllib.loads(read_text(name))


def known_code(code: str) -> str:
    """`code` if the contract has it or it names a row without a code (row.*).

    Raises:
        CatalogError: otherwise.
    """
    if code not in metrics() and not code.startswith("row."):
        raise CatalogError(f"no metric {code!r}")
    return code


def bars(value: object) -> tuple[str, ...]:
    """The words of a cell that are divided by `|`."""
    return tuple(part for part in str(value).split("|") if part)


class FormRow(CatalogRow):
    """One row of a form: the table, the editions that print it, group or indent, labels, unit, codes."""

    table: str
    editions: tuple[str, ...]
    group: str = ""
    label: str = ""
    others: tuple[str, ...] = ()
    unit: str = ""
    codes: tuple[str, ...] = ()

    @field_validator("editions", "others", mode="before")
    @classmethod
    def _bars(cls, value: object) -> tuple[str, ...]:
        return bars(value)

    @field_validator("codes", mode="before")
    @classmethod
    def _codes(cls, value: object) -> tuple[str, ...]:
        return tuple(str(value).split())


class Table2Heads(CatalogRow):
    """The heads that stand over a group of table 2."""

    editions: tuple[str, ...]
    group: str
    heads: tuple[str, ...]


class HeadVariant(CatalogRow):
    """Printed variants of a head."""

    head: str
    others: tuple[str, ...]


@lru_cache(maxsize=1)
def form_rows() -> tuple[FormRow, ...]:
    """All rows of all forms, in printed order; each code is the contract's (row.* has none)."""
    rows = rows_of("rows.csv", FormRow)
    for row in rows:
        if row.table != "t4":
            for code in row.codes:
                known_code(code)
    return rows


@lru_cache(maxsize=1)
def heads() -> tuple[tuple[Table2Heads, ...], dict[str, tuple[str, ...]]]:
    """Heads of table 2 by edition and group, and the variants of any head."""
    found = tables_of("heads.toml", {"table2": Table2Heads, "variant": HeadVariant})
    return found["table2"], {entry.head: entry.others for entry in found["variant"]}
