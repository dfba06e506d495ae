"""The accounting identities (勾稽关系) of the forms, as data: identities.csv, one equation a row.

A formula is `left RELATION right`. Both sides are terms joined by ` + `; a term is a metric code, `code.*` (all parts
that the table forms print under the code), or alternatives `a|b`, of which the first that the report prints counts.
`code[applicant]` names a column of table 3, `*[applicant]` stands for each row of it, and `0` for nothing;
`last.code` is the code in the same issuer's report of the year before.
Relations: `=`, `<=`, `=>` (left above 0 needs right above 0), `<=>` (both above 0 or neither).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_rows
from gd_pipeline.catalog.metrics import APPLICANTS, EDITIONS, metrics

Relation = Literal["=", "<=", "=>", "<=>"]
Slot = tuple[tuple[str, ...], ...]
"""Alternatives of a term, each the codes that are added for it."""

_FORMULA = re.compile(r"(.{1,400}?) (=|<=|=>|<=>) (.{1,600})")
LAST = "last."
_TERM = re.compile(r"(?P<code>\*|(?:last\.)?[a-z_0-9]+(?:\.[a-z_0-9]+){0,3}(?:\.\*)?)(?:\[(?P<applicant>[a-z_]+)\])?")
_TABLE_EDITIONS = {"2014", "2019", "2021"}


class Identity(CatalogRow):
    """One identity. `severity`: H hard, h hard with a known legitimate reading, S soft (domain notes §2).

    `origin` says which facts it holds among: those of a table, those of prose, either (any, never mixed), prose on
    the left against table on the right (prose_table), or those of this year's and last year's report (years);
    `columns` whether it holds for each applicant of table 3.
    """

    id: str
    rule: str
    severity: Literal["H", "h", "S"]
    form: tuple[str, ...]
    origin: Literal["table", "narrative", "any", "prose_table", "years"]
    columns: Literal["total", "each"]
    formula: str
    basis: str
    note: str = ""

    @field_validator("form", mode="before")
    @classmethod
    def _editions(cls, value: str) -> tuple[str, ...]:
        editions = tuple(value.split("|"))
        if unknown := set(editions) - set(EDITIONS):
            raise ValueError(f"unknown edition {sorted(unknown)}")
        return editions

    @property
    def family(self) -> str:
        """The rule's first word: sum, bound, conflict, carry or stock."""
        return self.rule.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Equation:
    """An identity with its formula taken apart. `rows` is set where it adds the applicants of each row."""

    identity: Identity
    relation: Relation
    left: tuple[Slot, ...]
    right: tuple[Slot, ...]
    rows: bool = False

    @property
    def whole(self) -> str:
        """The code that the identity is about: the first on its left, or on its right where that is nothing."""
        return (self.left or self.right)[0][0][0].removeprefix(LAST)


@lru_cache(maxsize=1)
def identities() -> Mapping[str, Identity]:
    """All identities by id, in the order of the file."""
    return MappingProxyType(by_code("identities.csv", load_rows("identities.csv", Identity), key="id"))


@lru_cache(maxsize=64)
def equations(form: str, origin: str) -> tuple[Equation, ...]:
    """The identities of an edition among facts of an origin (table, narrative, prose_table, years), taken apart.

    Raises:
        CatalogError: a formula cannot be read or names a code that does not exist.
    """
    wanted = (origin, "any") if origin in ("table", "narrative") else (origin,)
    return tuple(equation(i) for i in identities().values() if form in i.form and i.origin in wanted)


def equation(identity: Identity) -> Equation:
    """The identity's formula, taken apart and checked against the metric codes.

    Raises:
        CatalogError: the formula cannot be read, or names a code, column or part that does not exist.
    """
    match = _FORMULA.fullmatch(identity.formula)
    if match is None:
        raise CatalogError(f"identities.csv: {identity.id}: no formula: {identity.formula!r}")
    left, relation, right = match.groups()
    rows = "*[" in left
    return Equation(identity, relation, _side(identity, left), _side(identity, right), rows)  # type: ignore[arg-type]


def _side(identity: Identity, text: str) -> tuple[Slot, ...]:
    return () if text == "0" else tuple(_slot(identity, term) for term in text.split(" + "))


def _slot(identity: Identity, term: str) -> Slot:
    return tuple(_codes(identity, alternative) for alternative in term.split("|"))


def _codes(identity: Identity, term: str) -> tuple[str, ...]:
    match = _TERM.fullmatch(term)
    if match is None:
        raise CatalogError(f"identities.csv: {identity.id}: no term: {term!r}")
    code, applicant = match["code"], match["applicant"]
    if applicant is not None and applicant not in APPLICANTS:
        raise CatalogError(f"identities.csv: {identity.id}: no such column: {applicant!r}")
    if code == "*":
        return (f"*[{applicant}]",)
    if code.endswith(".*"):
        return _parts(identity, code[:-2])
    if code.removeprefix(LAST) not in metrics() or (code.startswith(LAST) and identity.origin != "years"):
        raise CatalogError(f"identities.csv: {identity.id}: no such metric: {code!r}")
    return (code,)


def _parts(identity: Identity, whole: str) -> tuple[str, ...]:
    editions = set(identity.form) & _TABLE_EDITIONS
    parts = tuple(m.code for m in metrics().values() if m.part_of == whole and editions & set(m.form))
    if not parts:
        raise CatalogError(f"identities.csv: {identity.id}: {whole!r} has no parts in {sorted(editions)}")
    return parts
