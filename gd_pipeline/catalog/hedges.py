"""Hedges: the words beside a number that make it an interval, and the numbers that are words (百余, 十几)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gd_pipeline.catalog.loader import CatalogRow, load_tables

HedgeKind = Literal["more", "over", "least", "nearly", "about", "under", "within"]


class HedgeGroup(CatalogRow):
    """Words of one meaning at one place: before the number, between digits and magnitude, or after the unit."""

    kind: HedgeKind
    words: tuple[str, ...]


class NumberWord(CatalogRow):
    """A word that is a number of its own: 百余 is [100, 200]."""

    text: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Hedges:
    """All hedges by word and place."""

    prefix: Mapping[str, HedgeKind]
    infix: Mapping[str, HedgeKind]
    suffix: Mapping[str, HedgeKind]
    words: Mapping[str, NumberWord]


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    """The hedges of the catalog."""
    models: dict[str, type[CatalogRow]] = {
        "prefix": HedgeGroup,
        "infix": HedgeGroup,
        "suffix": HedgeGroup,
        "word": NumberWord,
    }
    tables = load_tables("hedges.toml", models)

    def kinds(place: str) -> dict[str, HedgeKind]:
        return {word: group.kind for group in tables[place] for word in group.words}

    return Hedges(kinds("prefix"), kinds("infix"), kinds("suffix"), {row.text: row for row in tables["word"]})
