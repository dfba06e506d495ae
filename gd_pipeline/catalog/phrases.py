"""Phrases: the words beside a number in prose that say which metric it is.

A phrase is data. Its patterns are read against the words around one number, blanks and quotation marks removed:
`near` is the clause left of the number (back to a comma, or to the number before it), `right` the words after its
unit up to the next number or mark. `not_near` is read against the last clause of near only, `not_wide` against all
of it, `heading` and `not_heading` against the section's heading. `{name}` in a pattern stands for the macro of that
name, in a macro for one above it. The first phrase of the file that fits wins.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_tables
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.patterns import Pattern, longest_of
from gd_pipeline.catalog.units import units

_MACRO = re.compile(r"\{([a-z_]+)\}")


class Macro(CatalogRow):
    """A piece of pattern that several phrases share."""

    name: str
    pattern: str


class Topic(CatalogRow):
    """What a passage is about, told by the last of these words before the number."""

    name: str
    words: tuple[str, ...]


class PhraseRow(CatalogRow):
    """A phrase as written in phrases.toml; see `Phrase`."""

    metric: str = ""
    leftover: str = ""
    applicant: str = "total"
    units: str = ""
    words: tuple[str, ...]
    near: str = ""
    right: str = ""
    not_near: str = ""
    not_wide: str = ""
    heading: str = ""
    not_heading: str = ""
    not_right: str = ""
    sentence: str = ""
    not_sentence: str = ""
    topic: str = ""
    sections: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    directly: bool = False
    first: bool = False
    value: Literal["", "zero"] = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, compiled. A number under it is a fact of `metric`, or a leftover with reason `leftover`.

    `words`: one of them stands in near or right (a cheap test before the patterns). `topic`, `sections`: what the
    passage must be about, where it must stand. `after`: the fact before it is one of these metrics (`outcome.*` stands
    for a family), and with `directly` no other count stands between.
    `first`: no earlier number of the section has its metric.
    `also`: metrics that the same words state too; `zero_only`: the number must be 0.
    """

    metric: str
    leftover: str
    applicant: str
    units: frozenset[str]
    words: tuple[str, ...]
    near: Pattern | None
    right: Pattern | None
    not_near: Pattern | None
    not_wide: Pattern | None
    heading: Pattern | None
    not_heading: Pattern | None
    not_right: Pattern | None
    sentence: Pattern | None
    not_sentence: Pattern | None
    topic: str
    sections: frozenset[str]
    after: tuple[str, ...]
    directly: bool
    first: bool
    also: tuple[str, ...]
    zero_only: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases in their order, with the literal words that call them up, and the topics.

    `word_pattern` finds the longest word at every place where one begins, also inside another.
    """

    rows: tuple[Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    word_pattern: re.Pattern[str]
    topics: Mapping[str, str]
    topic_pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrases of the catalog; an unknown metric, unit class, topic or macro raises CatalogError."""
    return compile_phrases(None)


def compile_phrases(text: str | None) -> Phrases:
    """Phrases from the text of a phrases.toml, every pattern compiled at once; None: the package's own, as needed.

    Raises:
        CatalogError: an unknown key, metric, unit class, topic or macro, or a pattern that is none.
    """
    tables = load_tables("phrases.toml", {"macro": Macro, "topic": Topic, "phrase": PhraseRow}, text)
    macros: dict[str, str] = {}
    for name, row in by_code("phrases.toml", tables["macro"], "name").items():
        macros[name] = _expanded(row.pattern, macros)
    topics = {word: row.name for row in tables["topic"] for word in row.words}
    rows = tuple(_compiled(row, macros, set(topics.values()), text is not None) for row in tables["phrase"])
    by_own: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in row.words:
            by_own.setdefault(word, []).append(number)
    by_word = {
        word: tuple(sorted({n for end in range(1, len(word) + 1) for n in by_own.get(word[:end], ())}))
        for word in by_own
    }
    return Phrases(
        rows,
        by_word,
        re.compile(_everywhere(by_word)),
        topics,
        re.compile(f"({_alternation(topics)})"),
    )


@lru_cache(maxsize=8192)
def called_up(words: frozenset[str], unit: str) -> tuple[Phrase, ...]:
    """The phrases that these words call up and that accept the unit, in the order of the catalog."""
    book = phrases()
    rows = (book.rows[number] for number in sorted({number for word in words for number in book.by_word[word]}))
    return tuple(phrase for phrase in rows if not phrase.units or unit in phrase.units)


def _everywhere(words: Collection[str]) -> str:
    """A pattern for the longest of `words` at every place; its only group is the word.

    It takes one character and looks ahead from there, so that words may overlap, and begins with a set, so that the
    scan passes over all other characters.
    """
    first = f"[{re.escape(''.join(sorted({word[0] for word in words})))}]"
    return f"{first}(?<=(?=({longest_of(words)})){first})"


def _alternation(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, longest_first))


def _expanded(pattern: str, macros: Mapping[str, str]) -> str:
    """The pattern with its macros put in; CatalogError names one that is not known."""
    try:
        return _MACRO.sub(lambda match: f"(?:{macros[match[1]]})", pattern)
    except KeyError as error:
        raise CatalogError(f"phrases.toml: unknown macro {error} in {pattern!r}") from error


def _compiled(row: PhraseRow, macros: Mapping[str, str], topics: set[str], now: bool) -> Phrase:
    def pattern(text: str) -> Pattern | None:
        if not text:
            return None
        try:
            found = Pattern(_expanded(text, macros))
            return found if not now or found.compiled else None
        except re.error as error:
            raise CatalogError(f"phrases.toml: {row.metric or row.leftover}: {text!r}: {error!r}") from error

    _check(row, topics)
    return Phrase(
        row.metric,
        row.leftover,
        row.applicant,
        units().classes[row.units] if row.units else frozenset(),
        row.words,
        pattern(row.near),
        pattern(row.right),
        pattern(row.not_near),
        pattern(row.not_wide),
        pattern(row.heading),
        pattern(row.not_heading),
        pattern(row.not_right),
        pattern(row.sentence),
        pattern(row.not_sentence),
        row.topic,
        frozenset(row.sections),
        row.after,
        row.directly,
        row.first,
        row.also,
        row.value == "zero",
    )


def _check(row: PhraseRow, topics: set[str]) -> None:
    """CatalogError for a metric, topic or class of units that no catalog knows."""
    after = {
        code for code in row.after if not any(known.startswith(code[:-1]) and code.endswith("*") for known in metrics())
    }
    unknown = {row.metric, *after, *row.also} - set(metrics()) - {""}
    if unknown or bool(row.metric) == bool(row.leftover):
        raise CatalogError(f"phrases.toml: unknown metric {sorted(unknown)} or none in {row}")
    if row.topic and row.topic not in topics:
        raise CatalogError(f"phrases.toml: {row.metric}: unknown topic {row.topic!r}")
    if row.units and row.units not in units().classes:
        raise CatalogError(f"phrases.toml: {row.metric}: unknown unit class {row.units!r}")
