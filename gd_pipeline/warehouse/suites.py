"""The suites of expectations/, one a table, read from their JSON as they stand, without Great Expectations."""

import json
import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gd_pipeline.catalog.indicators import indicators
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.tables import tables

COLUMN_KEYS = ("column", "column_A", "column_B")
WORD = re.compile(r"\w+")


class SuiteError(ValueError):
    """A suite cannot be used as it stands; the message names it and what is wrong."""


class Meta(BaseModel):
    """What we say about an expectation: its name as an asset check, in words, and which columns show a failing row.

    `blocking` stops what is downstream; `reason` explains a threshold.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern="^[a-z0-9_]+$")
    en: str
    zh: str
    show: tuple[str, ...] = ()
    blocking: bool = False
    reason: str | None = None


class Expected(BaseModel):
    """One expectation as Great Expectations writes it, with our meta."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    kwargs: dict[str, Any]
    severity: Literal["critical", "warning", "info"]
    meta: Meta

    @property
    def columns(self) -> set[str]:
        """Every column that it names."""
        return {
            *self.meta.show,
            *(self.kwargs[key] for key in COLUMN_KEYS if key in self.kwargs),
            *self.kwargs.get("column_list", ()),
        }


@dataclass(frozen=True, slots=True)
class Suite:
    """A table's expectations; `raw` is the JSON that Great Expectations is given."""

    table: str
    expectations: tuple[Expected, ...]
    raw: dict[str, Any]

    @property
    def columns(self) -> set[str]:
        """Every column that an expectation names, and every word of the conditions on rows."""
        conditions = " ".join(each.kwargs.get("row_condition", "") for each in self.expectations)
        return {*WORD.findall(conditions), *chain.from_iterable(each.columns for each in self.expectations)}


def suites(folder: Path) -> tuple[Suite, ...]:
    """All suites of `folder`, by table.

    Raises:
        SuiteError: there is no such folder, it holds no suite, a suite is not named as its table, or two of
            its checks share a name.
    """
    if not folder.is_dir():
        raise SuiteError(f"there is no folder of expectations {folder} (没有这个目录)")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise SuiteError(f"the folder {folder} holds no suite of expectations (目录里没有检查)")
    return tuple(suite(path.name, json.loads(path.read_text(encoding="utf-8"))) for path in files)


def suite(name: str, raw: dict[str, Any]) -> Suite:
    """The suite whose file `name` holds `raw`.

    Raises:
        SuiteError: as for `suites`.
    """
    table = raw.get("meta", {}).get("table")
    if table not in tables() or name != f"{table.replace('.', '_')}.json":
        raise SuiteError(f"{name}: a suite is named as its table, and its meta names it; {table!r} is not so")
    found = tuple(Expected.model_validate(each) for each in raw["expectations"])
    names = [each.meta.name for each in found]
    if len(set(names)) < len(names):
        raise SuiteError(f"{name}: two expectations share a name")
    return Suite(table, found, raw)


def parameters() -> dict[str, list[str]]:
    """Value sets of the catalog for `$PARAMETER` in a suite: codes, and for a column such as `core_reports_form`."""
    found = {"metric_codes": list(metrics()), "indicator_codes": list(indicators())}
    for table in tables().values():
        for column in table.columns:
            if column.values:
                found[f"{table.schema_}_{table.name}_{column.name}"] = list(column.values)
    return found
