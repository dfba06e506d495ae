"""The letters and names by which a report cites the form that it follows: editions.toml."""

from functools import lru_cache

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_rows
from gd_pipeline.catalog.metrics import EDITIONS


class Edition(CatalogRow):
    """One edition: the series of letters and the number in it that introduced it, and names by which it is cited."""

    edition: str
    letters: str
    number: str
    titles: tuple[str, ...]


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """The editions that a text may cite, in the order in which they are tried."""
    return read_editions()


def read_editions(text: str | None = None) -> tuple[Edition, ...]:
    """The editions of `text` (default: the shipped editions.toml).

    Raises:
        CatalogError: an edition is unknown or stands twice, or two share a letter.
    """
    found = load_rows("editions.toml", Edition, text)
    if unknown := set(by_code("editions.toml", found, "edition")) - set(EDITIONS):
        raise CatalogError(f"editions.toml: unknown edition {sorted(unknown)}")
    by_code("editions.toml", found, "number")
    return found
