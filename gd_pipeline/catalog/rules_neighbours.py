"""What the checks across years and issuers go by, as data: rules_neighbours.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogRow, by_code, load_tables
from gd_pipeline.catalog.rules import FAMILIES
from gd_pipeline.catalog.rules_phrases import Codes


class Excuse(CatalogRow):
    """A legitimate reason why two reports do not fit.

    Reasons with `words` are given by the text of either report; `years` are the report years and `levels` the issuers
    for which they count (none: all), `side` "below" where they explain only a number lower than expected.
    """

    code: str
    title_zh: str
    families: tuple[str, ...]
    years: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    side: Literal["any", "below"] = "any"
    words: tuple[str, ...] = ()

    @field_validator("families")
    @classmethod
    def _exist(cls, families: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(families) - set(FAMILIES):
            raise ValueError(f"no such family: {sorted(unknown)}")
        return families


MODELS: dict[str, type[CatalogRow]] = {"excuse": Excuse, "additive": Codes, "steady": Codes, "plausible": Codes}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The file's entries, ready to be looked up."""

    excuses: Mapping[str, Excuse]
    additive: tuple[str, ...]
    steady: frozenset[str]
    plausible: tuple[str, ...]


@lru_cache(maxsize=1)
def neighbours() -> Neighbours:
    """The entries of the catalog.

    Raises:
        CatalogError: an entry is not of its type, or an excuse stands twice.
    """
    return _neighbours(load_tables("rules_neighbours.toml", MODELS))


def _neighbours(tables: dict[str, tuple[Any, ...]]) -> Neighbours:
    def codes(key: str) -> tuple[str, ...]:
        return tuple(code for entry in tables[key] for code in entry.codes)

    return Neighbours(
        excuses=MappingProxyType(by_code("rules_neighbours.toml", tables["excuse"])),
        additive=codes("additive"),
        steady=frozenset(codes("steady")),
        plausible=codes("plausible"),
    )
