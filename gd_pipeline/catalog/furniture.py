"""What stands on a page around a report, as data: controls, breadcrumbs, menus, footers, banners, metadata labels."""

from functools import lru_cache
from typing import Literal

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogRow, load_rows

Kind = Literal["control", "filler", "breadcrumb", "search", "footer", "menu", "banner", "metadata"]


class FurnitureRule(CatalogRow):
    """Words that make a line furniture of `kind`; `match` and `where` say how and where (see furniture.toml)."""

    kind: Kind
    match: Literal["whole", "starts", "contains"]
    where: Literal["anywhere", "edge"]
    words: tuple[str, ...]

    @field_validator("words")
    @classmethod
    def _no_blank(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        if not words or any(not word.strip() or word != word.strip() for word in words):
            raise ValueError("words are missing, blank or padded with spaces")
        return words


@lru_cache(maxsize=1)
def furniture_rules() -> tuple[FurnitureRule, ...]:
    """All rules, in the order of the file."""
    return load_rows("furniture.toml", FurnitureRule)


def words_of(kind: str, match: str, where: str | None = None) -> tuple[str, ...]:
    """Words of all rules of `kind` and `match` (and `where`, if given), each once, longest first."""
    found = {
        word
        for rule in furniture_rules()
        if (rule.kind, rule.match) == (kind, match) and where in (None, rule.where)
        for word in rule.words
    }
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
