"""Which row of a form a printed label names: by equality, by a part of it, by likeness."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormRow, form_rows, form_tables, normal_label
from gd_pipeline.catalog.patterns import longest_anywhere
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import TableWording
from gd_pipeline.reading.tables.kept import Kept
from gd_pipeline.reading.tables.named import LABEL_LIMIT

_WORDING = wording(TableWording)
_NOTE = re.compile(r"[（(][^（()）]{1,80}[）)]")
_NUMERAL = re.compile(r".[一二三四五六七八九十1-9]{1,3}.")
_NUMERALS = "123456789一二三四五六七八九"
_SHORTEST = 4
"""Labels of fewer characters (规章, 其他, 总计) are found inside other words, so they count only alone or numbered."""


_FOREIGN = 4
"""Characters before a label without its number that make it part of another label."""

_KEPT = 160
_MOST_KEPT = 4096
"""Characters of the longest label whose rows are kept for the next document, and how many are."""

_EXPLAINED = 0.6
_EXPLAINED_CHARACTERS = 0.65
"""Share of a text's pairs of characters, and of its characters, that a label must have to explain it."""


_MISPRINT = 0.55
_LONGER = 3


class Hit(NamedTuple):
    """A label found in a run of label text: the rows that it may name, where, its length, and how much is behind it."""

    rows: tuple[int, ...]
    position: int
    length: int
    behind: int = 0


def _numeral_or_nothing(note: re.Match[str]) -> str:
    """A row's number in brackets stays, a note goes."""
    return note[0] if _NUMERAL.fullmatch(note[0]) else ""


class LabelIndex:
    """The labels of one table: rows are counted in printed order from 0."""

    def __init__(self, rows: tuple[FormRow, ...], headers: Iterable[str], short: bool) -> None:
        """Index `rows`; `headers` are words of the head, no rows; `short` lets short labels be found inside a run.

        `beginnings` are, for each row, its number and the first characters of its label.
        """
        self.rows = rows
        self._short = short
        self._exact: dict[str, list[int]] = {}
        self._parts: dict[str, list[int]] = {}
        for at, row in enumerate(rows):
            for label in row.labels:
                for numbered in {label, row.number + label, _WORDING.among_them + label}:
                    self._exact.setdefault(numbered, []).append(at)
                if len(label) >= _SHORTEST or short:
                    self._parts.setdefault(label, []).append(at)
                elif row.number:
                    self._parts.setdefault(row.number + label, []).append(at)
        for header in headers:
            self._parts.setdefault(header, [])
        self._pattern = re.compile(longest_anywhere(self._parts))
        self._grams = [
            tuple(_grams(known) for label in row.labels for known in {label, row.number + label}) for row in rows
        ]
        self._all_grams = [(row, known, len(known)) for row, labels in enumerate(self._grams) for known in labels]
        self.beginnings = [(row.number or row.label[:2], row.label[:2]) for row in rows]
        self._any_beginning = tuple({part for parts in self.beginnings for part in parts})
        self._characters = [frozenset("".join(row.labels)) for row in rows]
        self._words = [frozenset().union(*(_grams(label) for label in row.labels)) for row in rows]

    def exactly(self, text: str) -> int | None:
        """The row whose label, with its number or without, `text` is; the first of several."""
        rows = self._exact.get(normal_label(text))
        return rows[0] if rows else None

    def find(self, text: str) -> tuple[Hit, ...]:
        """Rows that the label `text` (as printed) names, in printed order."""
        label = normal_label(text)
        rows = self._exact.get(label)
        if rows is None and ("（" in text or "(" in text):
            rows = self._without_note(text)
        if rows is not None:
            return (Hit(tuple(rows), 0, len(label)),)
        hits = []
        behind = 0
        for found in self._pattern.finditer(label):
            named = self._parts[found[0]]
            if named and found.start() and self._is_siblings(label[found.start() - 1], found[0], named):
                continue
            if self._short or not named or self._begins_label(label, behind, found.start(), named):
                hits.append(Hit(tuple(named), found.start(), len(found[0]), len(label) - found.end()))
                behind = found.end()
        return tuple(hit for hit in hits if hit.rows)

    def _begins_label(self, label: str, behind: int, at: int, rows: Sequence[int]) -> bool:
        """Whether what stands at `at` is a label and not the end of a longer one: numbered, or nothing before it."""
        numbers = [self.rows[row].number for row in rows if self.rows[row].number]
        numbered = any(label.endswith(number, behind, at) or label.startswith(number, at) for number in numbers)
        return numbered or at - behind < _FOREIGN

    def _is_siblings(self, numeral: str, label: str, rows: Sequence[int]) -> bool:
        """Whether the numeral before a label is not of `rows`, but of a row beside them that is printed nearly so."""
        known = [self.rows[row] for row in rows]
        if numeral not in _NUMERALS or any(row.number in ("", numeral) for row in known):
            return False
        parents = {row.parent for row in known}
        beside = (at for at, row in enumerate(self.rows) if row.number == numeral and row.parent in parents)
        return any(self.is_misprint(label, at) for at in beside)

    def _without_note(self, text: str) -> list[int] | None:
        """Rows named by the label before its note; a caption's note may itself name a row."""
        rows = self._exact.get(normal_label(_NOTE.sub(_numeral_or_nothing, text)))
        return rows if rows and self.rows[rows[0]].kind != "caption" else None

    def may_begin(self, text: str) -> bool:
        """Whether `text` (as printed) begins as the label of some row does: with its number or its first characters."""
        return normal_label(text).startswith(self._any_beginning)

    def begins(self, part: str, row: int) -> bool:
        """Whether `part` (in normal form) is the beginning of the row's label, with its number or without."""
        known = self.rows[row]
        return any((known.number + label).startswith(part) or label.startswith(part) for label in known.labels)

    def goes_on(self, part: str, row: int) -> bool:
        """Whether `part` (in normal form) are words of the row's label or its note, as far as misprints allow."""
        if len(part) < 2:
            return True
        grams = frozenset(part[at : at + 2] for at in range(len(part) - 1))
        characters = frozenset(part)
        alike = len(characters & self._characters[row]) >= _EXPLAINED_CHARACTERS * len(characters)
        return alike or len(grams & self._words[row]) >= _EXPLAINED * len(grams)

    def is_misprint(self, text: str, row: int) -> bool:
        """Whether `text` (in normal form) is as long as a label of the row, and mostly has its characters in order."""
        grams = _grams(text)
        labels = (label for label in self.rows[row].labels if abs(len(label) - len(text)) < _LONGER)
        return any(_dice(grams, _grams(label)) > _MISPRINT for label in labels)

    def likeliest(self, text: str, least: float) -> int | None:
        """The row whose label the whole of `text` is most like, the first of several; None if less than `least`."""
        grams = _grams(normal_label(text))
        best, found = 0.0, None
        size = len(grams)
        shortest, longest = least / (2 - least) * size - 1, (2 - least) / least * size + 1
        for row, known, count in self._all_grams:
            if shortest < count < longest:
                like = 2 * len(grams & known) / (size + count)
                if like >= least and like > best:
                    best, found = like, row
        return found

    def likeness(self, text: str, row: int, whole: bool = False) -> float:
        """How alike the printed label `text` and a label of `row` are, 0 to 1 (shared pairs of characters, Dice).

        A piece of a label is alike, too, unless the `whole` is asked for.
        """
        grams = _grams_of(text)
        best = max([_dice(grams, known) for known in self._grams[row]])
        return best if whole else max([best, *[_inside(grams, known) for known in self._grams[row]]])


def likeness(left: str, right: str) -> float:
    """How alike two labels in normal form are, 0 to 1 (shared pairs of characters, Dice)."""
    return _dice(_grams(left), _grams(right))


@lru_cache(maxsize=1024)
def _grams_of(text: str) -> frozenset[str]:
    """Pairs of characters of a label as printed."""
    return _grams(normal_label(text))


def _grams(label: str) -> frozenset[str]:
    pairs = {label[at : at + 2] for at in range(len(label) - 1)}
    return frozenset(pairs | set(label)) if len(label) < 6 else frozenset(pairs)


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _inside(part: frozenset[str], whole: frozenset[str]) -> float:
    """Likeness of a piece of a label that a line break cut: only pieces of five pairs and more count."""
    return 0.9 * len(part & whole) / len(part) if 5 <= len(part) <= len(whole) else 0.0


@cache
def label_index(table: str) -> LabelIndex:
    """The index of the table's labels."""
    return LabelIndex(form_rows(table), form_tables()[table].headers, short=table in ("proactive", "review_litigation"))


@cache
def labels_in(table: str) -> Callable[[str], tuple[Hit, ...]]:
    """What tells the rows of `table` that a printed label, or the end of a long one, names, in printed order."""
    find = label_index(table).find
    return Kept(lambda text: find(text[-LABEL_LIMIT:]), longest=_KEPT, most=_MOST_KEPT).__getitem__
