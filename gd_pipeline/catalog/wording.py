"""Words by which readers tell what running text names, dates and counts: wording_*.toml, a file for a part of reading.

A key of a file holds patterns of one meaning (regular expressions, mostly plain words), the first that fits wins; how
they stand together in a sentence is the reader's. Basis: published reports of all editions (domain notes §3–§5).
"""

from functools import lru_cache
from typing import Annotated, Any, ClassVar, TypeVar, cast

from pydantic import BeforeValidator

from gd_pipeline.catalog.loader import CatalogRow, load_record


def _any_of(patterns: Any) -> str:
    if not isinstance(patterns, list) or not patterns or not all(isinstance(each, str) and each for each in patterns):
        raise ValueError("no list of patterns")
    if len(set(patterns)) < len(patterns):
        raise ValueError("a pattern stands twice")
    return "|".join(patterns)


AnyOf = Annotated[str, BeforeValidator(_any_of)]
"""Listed patterns as one, without a group around them."""
Words = Annotated[tuple[str, ...], BeforeValidator(lambda words: words if _any_of(words) else ())]
"""Listed words, each literal."""


class Wording(CatalogRow):
    """The words of one file; its comments say where each key is looked for."""

    file: ClassVar[str]


File = TypeVar("File", bound=Wording)


def wording(model: type[File]) -> File:
    """The shipped file of `model`, read once."""
    return cast(File, _shipped(model))


@lru_cache(maxsize=16)
def _shipped(model: type[Wording]) -> Wording:
    return load_record(model.file, model)
