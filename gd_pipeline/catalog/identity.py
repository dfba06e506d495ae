"""Words that tell whose report a text is, of what date and what kind: identity.toml and identity_*.toml.

Basis: the titles, page headers and signatures of published reports (domain notes §3, §5); what is no report has no
legal definition, its kinds are those seen beside reports on the same sites.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, get_args

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_rows, load_tables

Role = Literal[
    "title_before", "title_gap", "title_end", "title_wording", "title_other", "carrier", "lead_in", "lead_in_place",
    "tail_off", "government", "office_part", "office_end", "town", "town_body", "department", "no_name", "no_place",
    "zone", "seated", "publisher_label", "published_label", "header_label", "label_start", "created_label",
    "filled_label", "updated_label", "period_label", "as_of", "aggregate", "whole_division", "own_office", "system",
    "hijack", "encyclopedia", "national_start", "national_end",
]  # fmt: skip


class WordList(CatalogRow):
    """The words of one role, each literal."""

    role: Role
    words: tuple[str, ...]

    @field_validator("words")
    @classmethod
    def _once(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        if not all(words) or len(set(words)) != len(words):
            raise ValueError("a word is empty or stands twice")
        return words


Sign = Literal["topic", "opens", "first_line", "behind", "hands_in", "speaks", "statutory", "blank"]


def _compiling(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern}: {error}") from error
    return patterns


class SignPatterns(CatalogRow):
    """By what a report is known, in one role; see identity_signs.toml for the roles."""

    role: Sign
    patterns: tuple[str, ...]

    _compile = field_validator("patterns")(_compiling)


class Kind(CatalogRow):
    """How a kind of page that is no report is told; see identity_kinds.toml for the fields."""

    reason: str
    detail: str
    where: Literal["after", "top", "head"]
    titled: bool
    patterns: tuple[str, ...]
    at_least: int = 1
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    with_body: bool = False

    _compile = field_validator("patterns", "unless")(_compiling)


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """Words by role; every role has one list.

    Raises:
        CatalogError: a role is missing or stands twice.
    """
    rows = checked_lists("identity.toml", load_tables("identity.toml", {"words": WordList})["words"], get_args(Role))
    return {role: row.words for role, row in rows.items()}


def checked_lists(name: str, rows: Iterable[CatalogRow], roles: Iterable[str]) -> dict[str, Any]:
    """The `rows` of the file `name` by role, if each of `roles` stands exactly once.

    Raises:
        CatalogError: names the role that is missing or stands twice.
    """
    found = by_code(name, rows, "role")
    if missing := set(roles) - set(found):
        raise CatalogError(f"{name}: no words for {sorted(missing)}")
    return found


def words(role: Role) -> tuple[str, ...]:
    """The words of `role`."""
    return word_lists()[role]


def one_of(role: Role) -> str:
    """A pattern for one of the words of `role`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words(role), key=len, reverse=True))


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """What is no report, in the order in which it is looked for."""
    return load_rows("identity_kinds.toml", Kind)


@lru_cache(maxsize=1)
def sign_patterns() -> Mapping[str, tuple[str, ...]]:
    """By what a report is known: patterns by role; every role has one list.

    Raises:
        CatalogError: a role is missing or stands twice, or a pattern does not compile.
    """
    rows = checked_lists("identity_signs.toml", load_rows("identity_signs.toml", SignPatterns), get_args(Sign))
    return {role: row.patterns for role, row in rows.items()}


@lru_cache(maxsize=len(get_args(Sign)))
def sign(role: Sign) -> re.Pattern[str]:
    """What finds one of the patterns of `role`."""
    return re.compile("|".join(sign_patterns()[role]))


@lru_cache(maxsize=1)
def topics() -> tuple[re.Pattern[str], ...]:
    """What finds each topic of a report."""
    return tuple(re.compile(pattern) for pattern in sign_patterns()["topic"])
