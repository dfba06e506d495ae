"""Printed units: what kind of number each makes, and the classes of units that a phrase accepts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_tables

Kind = Literal["count", "percent", "money", "other"]


class UnitGroup(CatalogRow):
    """Units of one kind; `per_wan_yuan` says how many of a money unit make 万元."""

    kind: Kind
    texts: tuple[str, ...]
    per_wan_yuan: float | None = None


class UnitClass(CatalogRow):
    """Units that are printed for the same sort of thing; "" stands for a unit left out."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """All units: kind by text, money factors, classes."""

    kinds: Mapping[str, Kind]
    per_wan_yuan: Mapping[str, float]
    classes: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def units() -> Units:
    """The units of the catalog; a unit of two kinds or a class that names an unknown unit raises CatalogError."""
    tables = load_tables("units.toml", {"unit": UnitGroup, "class": UnitClass})
    kinds: dict[str, Kind] = {}
    factors: dict[str, float] = {}
    for group in tables["unit"]:
        for text in group.texts:
            if text in kinds:
                raise CatalogError(f"units.toml: {text!r} stands twice")
            kinds[text] = group.kind
            if group.per_wan_yuan is not None:
                factors[text] = group.per_wan_yuan
    classes = {row.name: frozenset(row.units) for row in tables["class"]}
    unknown = {unit for texts in classes.values() for unit in texts} - set(kinds) - {""}
    if unknown:
        raise CatalogError(f"units.toml: a class names the unknown units {sorted(unknown)}")
    return Units(kinds, factors, classes)
