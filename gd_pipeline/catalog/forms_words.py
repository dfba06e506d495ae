"""Words in and around the statutory tables that are no labels: forms_words.toml.

Source: the 2014, 2019 and 2021 forms (see forms.py) as issuers print them.
"""

from functools import lru_cache
from typing import Literal, get_args

from gd_pipeline.catalog.forms import normal_label
from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_rows

Kind = Literal[
    "running_title", "placeholder", "block", "organisations", "applicants", "added_column", "first_row",
    "stock_column", "year_column", "total_column", "label_column", "unit_column", "this_year_column",
    "last_year_column", "change_column",
]  # fmt: skip


class FormWords(CatalogRow):
    """The words of one kind, each literal and in normal form; `note` says where they are looked for."""

    kind: Kind
    note: str
    words: tuple[str, ...]


@lru_cache(maxsize=len(get_args(Kind)))
def form_words(kind: Kind) -> tuple[str, ...]:
    """The words of `kind`, in the order of the file."""
    return _shipped()[kind]


@lru_cache(maxsize=1)
def _shipped() -> dict[str, tuple[str, ...]]:
    return read_form_words()


def read_form_words(text: str | None = None) -> dict[str, tuple[str, ...]]:
    """The words of `text` (default: the shipped forms_words.toml) by kind.

    Raises:
        CatalogError: a kind is unknown, missing or stands twice, or a word is empty or not in normal form.
    """
    found: dict[str, FormWords] = by_code("forms_words.toml", load_rows("forms_words.toml", FormWords, text), "kind")
    if missing := set(get_args(Kind)) - set(found):
        raise CatalogError(f"forms_words.toml: no words of the kinds {sorted(missing)}")
    for entry in found.values():
        for word in entry.words:
            if not word or normal_label(word) != word:
                raise CatalogError(f"forms_words.toml: {entry.kind}: {word!r} is not in normal form")
    return {kind: entry.words for kind, entry in found.items()}
