"""Zero statements: the words that deny, and what is then zero."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_tables
from gd_pipeline.catalog.metrics import metrics


class Trigger(CatalogRow):
    """Words that deny what stands right of them, or (`left`) where nothing is named there, left of them.

    `only` names the metrics that they can deny; empty: all.
    """

    pattern: str
    left: bool = True
    only: tuple[str, ...] = ()


class ObjectRow(CatalogRow):
    """What may be denied, as written in absences.toml; see `AbsentObject`."""

    metric: str
    words: tuple[str, ...]
    pattern: str
    not_after: str = ""
    not_before: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AbsentObject:
    """A metric that is 0 when `pattern` is denied, unless `not_before`/`not_after` matches the words beside it."""

    metric: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    sections: frozenset[str]


@dataclass(frozen=True, slots=True)
class Absences:
    """All triggers as one pattern (its last group names one in `triggers`), the objects, the bodies that deny.

    `anchor` finds the characters near which a trigger may stand; `elsewhere` what is denied behind one that is none of
    the objects, so that nothing left of the trigger is.
    """

    anchor: re.Pattern[str]
    trigger: re.Pattern[str]
    triggers: Mapping[str, Trigger]
    objects: tuple[AbsentObject, ...]
    whole_section: re.Pattern[str]
    elsewhere: re.Pattern[str]


@lru_cache(maxsize=1)
def absences() -> Absences:
    """The zero statements of the catalog; an unknown metric or a broken pattern raises CatalogError."""
    models: dict[str, type[CatalogRow]] = {
        "trigger": Trigger,
        "object": ObjectRow,
        "whole_section": Trigger,
        "anchor": Trigger,
        "elsewhere": Trigger,
    }
    tables = load_tables("absences.toml", models)
    try:
        return Absences(
            re.compile("|".join(row.pattern for row in tables["anchor"])),
            re.compile("|".join(f"(?P<t{at}>{row.pattern})" for at, row in enumerate(tables["trigger"]))),
            {f"t{at}": row for at, row in enumerate(tables["trigger"])},
            tuple(_object(row) for row in tables["object"]),
            re.compile("|".join(row.pattern for row in tables["whole_section"])),
            re.compile("|".join(row.pattern for row in tables["elsewhere"])),
        )
    except re.error as error:
        raise CatalogError(f"absences.toml: {error}") from error


def _object(row: ObjectRow) -> AbsentObject:
    if row.metric not in metrics():
        raise CatalogError(f"absences.toml: unknown metric {row.metric!r}")
    return AbsentObject(
        row.metric,
        row.words,
        re.compile(row.pattern),
        re.compile(row.not_after) if row.not_after else None,
        re.compile(row.not_before) if row.not_before else None,
        frozenset(row.sections),
    )
