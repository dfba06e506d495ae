"""The one way from a catalog file (CSV or TOML) to typed rows.

A file of the catalog is data that people edit, so a typo must fail here and name the place: an unknown key, a missing
one, a value of the wrong type, a code that stands twice.
"""

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

Row = TypeVar("Row", bound="CatalogRow")


class CatalogError(ValueError):
    """A file of the catalog does not say what its type allows; the message names file, entry and field."""


class CatalogRow(BaseModel):
    """Base of every catalog entry: immutable, and no key that the type does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_text(name: str) -> str:
    """Text of the catalog file `name` (UTF-8), as shipped with the package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def load_rows(name: str, model: type[Row], text: str | None = None) -> tuple[Row, ...]:
    """Rows of the catalog file `name`, each validated as `model`.

    Args:
        name: file in `gd_pipeline/catalog`, ending in .csv, or in .toml (its entries are the tables of one array).
        model: the type of an entry.
        text: the file's content, if it is not to be read from the package (tests).

    Raises:
        CatalogError: an entry has an unknown key, lacks one or has a value of the wrong type.
    """
    content = read_text(name) if text is None else text
    return tuple(_validated(name, model, _raw_rows(name, content)))


def load_tables(
    name: str, models: Mapping[str, type[CatalogRow]], text: str | None = None
) -> dict[str, tuple[Any, ...]]:
    """Entries of a TOML file that holds several arrays of tables, by array name, each validated as its model.

    Raises:
        CatalogError: an array is unknown or missing, or an entry is not of its type.
    """
    tables = tomllib.loads(read_text(name) if text is None else text)
    if set(tables) != set(models):
        raise CatalogError(f"{name}: holds {sorted(tables)}, should hold {sorted(models)}")
    return {key: tuple(_validated(name, model, tables[key])) for key, model in models.items()}


def load_record(name: str, model: type[Row], text: str | None = None) -> Row:
    """The whole TOML file `name` (its content: `text`, if given) as one entry, whose fields are the file's keys.

    Raises:
        CatalogError: a key is unknown or missing, or a value is not of its type.
    """
    try:
        return model.model_validate(tomllib.loads(read_text(name) if text is None else text))
    except ValidationError as error:
        raise CatalogError(f"{name}: {_first(error)}") from error


def _raw_rows(name: str, content: str) -> Iterator[dict[str, Any]]:
    if name.endswith(".csv"):
        for row in csv.DictReader(io.StringIO(content, newline="")):
            if None in row or None in row.values():
                raise CatalogError(f"{name}: a row has more or fewer cells than the header: {row}")
            yield {key: value for key, value in row.items() if value != ""}
        return
    tables = tomllib.loads(content)
    for key, entries in tables.items():
        if not isinstance(entries, list):
            raise CatalogError(f"{name}: {key!r} is not an array of tables ([[{key}]])")
        yield from entries


def _validated(name: str, model: type[Row], raws: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for number, raw in enumerate(raws, start=1):
        try:
            yield model.model_validate(raw)
        except ValidationError as error:
            raise CatalogError(f"{name}: entry {number} ({next(iter(raw.values()), '')!r}): {_first(error)}") from error


def _first(error: ValidationError) -> str:
    """The first thing that is wrong: its place and what is said of it."""
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def by_code(name: str, rows: Iterable[Any], key: str = "code") -> dict[str, Any]:
    """Rows by their code; a code that stands twice raises CatalogError."""
    found: dict[str, Any] = {}
    for row in rows:
        code = getattr(row, key)
        if code in found:
            raise CatalogError(f"{name}: {code!r} stands twice")
        found[code] = row
    return found
