"""Traditional characters to simplified ones, and misread ones to those meant: one for one, so that offsets stay.

The pairs of script.csv come from OpenCC's table TSCharacters (Apache-2.0), cut to simplified characters of GB 2312.
"""

from collections.abc import Mapping
from functools import lru_cache

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogRow, load_rows


class Pair(CatalogRow):
    """A traditional character and the simplified one."""

    traditional: str
    simplified: str


class Misread(CatalogRow):
    """A character that readers of scans take for another one, and that reports never print themselves."""

    printed: str
    meant: str

    @field_validator("printed", "meant")
    @classmethod
    def _one_character(cls, value: str) -> str:
        if len(value) != 1:
            raise ValueError("not one character")
        return value


@lru_cache(maxsize=1)
def misread() -> Mapping[str, str]:
    """Misread characters and those that are meant."""
    return {row.printed: row.meant for row in load_rows("script_misread.csv", Misread)}


@lru_cache(maxsize=1)
def simplified() -> Mapping[int, str]:
    """The pairs as a table for `str.translate`."""
    return {ord(pair.traditional): pair.simplified for pair in load_rows("script.csv", Pair)}
