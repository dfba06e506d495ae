"""Column heads of table 2, as printed: which column each names, in which edition, and the unit it may give."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormColumn, form_columns, normal_label
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import TableWording
from gd_pipeline.reading.tables.kept import Kept
from gd_pipeline.reading.tables.labels import likeness
from gd_pipeline.reading.tables.named import LABEL_LIMIT
from gd_pipeline.reading.tables.runs import Run

_KEPT, _MOST_KEPT = 400, 4096
"""Characters of the longest cell or label whose heads are kept for the next document, and how many are."""

_ALIKE = 0.55
_SHORTEST, _LONGEST = 5, 9
"""Characters of a head that may be misprinted."""

_WORDING = wording(TableWording)
_UNIT = re.compile(rf"(?:{_WORDING.unit_label})?({_WORDING.money})")

_Found = tuple[str, str, frozenset[str], str, int, int]
"""Key, edition, editions and unit of a head, where it begins in its label, and its length."""


class Head(NamedTuple):
    """A printed column head: its key, the edition that prints it so, all editions that might, its unit, its place."""

    key: str
    edition: str
    editions: frozenset[str]
    unit: str
    run: int
    position: int
    length: int
    column: int


@lru_cache(maxsize=1)
def _index() -> tuple[re.Pattern[str], dict[str, list[FormColumn]]]:
    known: dict[str, list[FormColumn]] = {}
    for column in form_columns("proactive"):
        for label in (column.label, *column.variants):
            known.setdefault(label, []).append(column)
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True))), known


def column_heads(text: str, runs: Sequence[Run]) -> list[Head]:
    """Heads in reading order over all `runs`."""
    heads: list[Head] = []
    for at, run in enumerate(runs):
        if not run.pieces:
            continue
        if run.certain:
            done = 0
            for (start, end), column in zip(run.pieces, run.places, strict=True):
                found, length = _in_cell(text[start:end])
                if found:
                    heads += [Head(*head[:4], at, done + head[4], head[5], column) for head in found]
                done += length
        else:
            found = _in_label(run.words or run.label(text))
            heads += [Head(*head[:4], at, head[4], head[5], -1) for head in found]
    return heads


def _in_any_cell(cell: str) -> tuple[tuple[_Found, ...], int]:
    label = normal_label(cell)
    return _found(label) or _found(_misread(label)), len(label)


def _in_any_label(label: str) -> tuple[_Found, ...]:
    return _found(normal_label(label[-LABEL_LIMIT:]))


_in_cell = Kept(_in_any_cell, longest=_KEPT, most=_MOST_KEPT).__getitem__
"""The heads in a cell of a grid as printed, which may misprint one, and how long its label is in normal form."""

_in_label = Kept(_in_any_label, longest=_KEPT, most=_MOST_KEPT).__getitem__
"""The heads in the end of a label as printed."""


def _misread(label: str) -> str:
    """The head that a cell misprints, "" where none is like it."""
    if not _SHORTEST <= len(label) <= _LONGEST:
        return ""
    _, known = _index()
    near = [head for head in known if abs(len(head) - len(label)) < 2]
    like = max(near, key=lambda head: likeness(label, head), default="")
    return like if likeness(label, like) > _ALIKE else ""


def _found(label: str) -> tuple[_Found, ...]:
    pattern, known = _index()
    found = []
    for match in pattern.finditer(label):
        columns = known[match[0]]
        official = {edition for column in columns if column.label == match[0] for edition in column.edition}
        editions = frozenset(edition for column in columns for edition in column.edition)
        unit = _UNIT.match(label, match.end())
        edition = next(iter(official)) if len(official) == 1 else ""
        length = (unit.end() if unit else match.end()) - match.start()
        found.append((columns[0].key, edition, editions, unit[1] if unit else "", match.start(), length))
    return tuple(found)
