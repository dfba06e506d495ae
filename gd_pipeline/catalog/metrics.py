"""What is counted: the metric codes of the contract, with unit, label, editions and the whole they are a part of."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_rows

APPLICANTS = ("natural_person", "commercial", "research", "social", "legal_service", "other", "total")
"""Columns of table 3 (2019 and 2021 forms), as printed from left to right."""

EDITIONS = ("narrative", "2014", "2019", "2021")


class Metric(CatalogRow):
    """One metric code. Facts under it are stored in `unit`, whatever unit the report prints."""

    code: str
    unit: str
    label_zh: str
    form: tuple[str, ...]
    part_of: str | None = None
    note: str = ""

    @field_validator("form", mode="before")
    @classmethod
    def _editions(cls, value: str) -> tuple[str, ...]:
        editions = tuple(value.split("|"))
        unknown = set(editions) - set(EDITIONS)
        if unknown:
            raise ValueError(f"unknown edition {sorted(unknown)}")
        return editions


@lru_cache(maxsize=1)
def metrics() -> Mapping[str, Metric]:
    """All metrics by code, in the order of the file.

    Raises:
        CatalogError: `part_of` names a code that does not exist.
    """
    found: dict[str, Metric] = by_code("metrics.csv", load_rows("metrics.csv", Metric))
    for metric in found.values():
        if metric.part_of is not None and metric.part_of not in found:
            raise CatalogError(f"metrics.csv: {metric.code} is part of {metric.part_of!r}, which does not exist")
    return MappingProxyType(found)
