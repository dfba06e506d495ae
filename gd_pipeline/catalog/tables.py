"""The tables of the warehouse as declared in tables.toml: DDL, Arrow schemas and documentation derive from here."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_rows
from gd_pipeline.catalog.metrics import metrics

Scalar = Literal["VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN"]
Type = Scalar | Literal["VARCHAR[]", "INTEGER[]", "BIGINT[]", "DOUBLE[]"]


class Column(CatalogRow):
    """One column. `null` says that a value may be missing; `values` is the closed set of values, empty where open.

    An `inner` column is the machinery's own and no part of an export. `fill` is SQL over the other columns of
    its row: what rows hold in it that are there when the column is added; without it, they miss it.
    """

    name: str
    type: Type
    zh: str
    en: str
    null: bool = False
    inner: bool = False
    values: tuple[str, ...] = ()
    fill: str | None = None

    @property
    def clock(self) -> bool:
        """Whether it says when something happened: written once, and no part of an export."""
        return self.name.endswith("_at")


class Table(CatalogRow):
    """One table. `key` tells its rows apart; `year` is the column by which a load replaces the rows of one year.

    An `inner` table is no part of an export. With `metrics` it has a column for every code of metrics.csv behind its
    own.
    """

    schema_: Literal["raw", "core", "quality", "review", "marts"] = Field(alias="schema")
    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    year: str | None = None
    metrics: bool = False
    inner: bool = False

    @property
    def full_name(self) -> str:
        """`schema.table`, as in SQL."""
        return f"{self.schema_}.{self.name}"

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The declared columns, then one for each metric where the table is wide."""
        if not self.metrics:
            return self.columns
        wide = (Column(name=m.code, type="DOUBLE", zh=m.label_zh, en=m.unit, null=True) for m in metrics().values())
        return (*self.columns, *wide)

    @model_validator(mode="after")
    def _columns_exist(self) -> "Table":
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError(f"{self.full_name}: a column stands twice")
        unknown = {*self.key, *([self.year] if self.year else [])} - set(names)
        if unknown:
            raise ValueError(f"{self.full_name}: key or year name no column: {sorted(unknown)}")
        return self


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """All tables by `schema.table`, in the order of the file."""
    return by_full_name(load_rows("tables.toml", Table))


def by_full_name(rows: tuple[Table, ...]) -> Mapping[str, Table]:
    """Tables by `schema.table`.

    Raises:
        CatalogError: a table stands twice.
    """
    found = {row.full_name: row for row in rows}
    if len(found) < len(rows):
        raise CatalogError("tables.toml: a table stands twice")
    return MappingProxyType(found)
