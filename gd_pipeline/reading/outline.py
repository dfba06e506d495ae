"""Which candidates are headings, and how deep: decided by the order of their numerals.

A numeral inside a line counts only where its number is due. Numerals of the outermost style that begin again are an
enumeration inside a part if the parts go on after it (一…五, 一 二 三, 六), else an annex with numbers of its own. A
table of contents (一…七 with nothing between, then 一…七 again) gives no headings.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from gd_pipeline.catalog.sections import named_slot, section_words
from gd_pipeline.reading.headings import (
    BRACKETED,
    DIGIT,
    HAN,
    PART,
    STYLES,
    Candidate,
    annex_titles,
    numbered_candidates,
    table_candidates,
    unnumbered_candidates,
)
from gd_pipeline.reading.report import Span

Ranked = tuple[float, Candidate]
"""A heading and the rank of its style: what is of a higher rank stands below it."""

_OUTER = 0.0
_NESTED = 0.5
_FEWEST_NUMBERED = 2
_DEEPEST = 8
_SEARCHED = 1_000_000
_LONGEST_CONTENTS_LINE = 8
_CONTENTS_ALIKE = 0.5


def ranked_headings(text: str, tables: Sequence[Span] = (), closed: Sequence[Span] = ()) -> list[Ranked]:
    """The headings of `text`, with their ranks, in reading order.

    Lines that print a heading without a numeral count where numerals are missing, titles of annexed tables always;
    below such a title nothing is a heading until a narrative begins (一、概述), nor is a list in the preface, nor
    anything past the millionth character.

    Args:
        text: the cleaned text.
        tables: spans of tables; only the next part's heading is looked for there.
        closed: spans in which nothing is looked for.
    """
    shut = sorted([*closed, (_SEARCHED, len(text))] if len(text) > _SEARCHED else closed)
    annexes = [found for found in annex_titles(text) if not _inside(shut, found.start)]
    shut = sorted([*shut, *((found.heading_end, _annex_end(text, found.heading_end)) for found in annexes)])
    spans = sorted([*shut, *tables])
    accepted = list(_in_order(_candidates(text, tables, shut, spans), text))
    outer = _outer_style(accepted)
    main = [found for found in accepted if found.style == outer]
    ranked: list[Ranked] = [(_OUTER, found) for found in annexes]
    if outer not in (PART, HAN) or len(main) < _FEWEST_NUMBERED:
        ranked += [(_OUTER, found) for found in unnumbered_candidates(text) if not _inside(spans, found.start)]
    main = _without_contents(main, text)
    first = main[0].start if outer in (PART, HAN) and len(main) >= _FEWEST_NUMBERED else 0
    ranked += _nested(main)
    ranked += [
        (float(found.style or 0) + 1, found) for found in accepted if found.style != outer and found.start >= first
    ]
    return sorted(ranked, key=lambda entry: entry[1].start)


def _candidates(text: str, tables: Sequence[Span], shut: Sequence[Span], spans: Sequence[Span]) -> list[Candidate]:
    found = numbered_candidates(text, spans)
    found = _without_rare(found)
    inside = [candidate for candidate in table_candidates(text, tables) if not _inside(shut, candidate.start)]
    return sorted([*found, *inside], key=attrgetter("start")) if inside else found


def _without_rare(found: list[Candidate]) -> list[Candidate]:
    """Candidates without 第一、 壹、 and Ⅰ., unless these begin lines, name parts and stand before any 一、."""
    rare = [one for one in found if one.is_rare]
    if not rare:
        return found
    named = [one for one in rare if one.firm and named_slot(one.words, top=True) is not None]
    first = min((one.start for one in found if one.style in (PART, HAN) and one.firm and not one.is_rare), default=None)
    if len(named) < _FEWEST_NUMBERED or (first is not None and first < named[0].start):
        return [one for one in found if not one.is_rare]
    return [one for one in found if one.firm or not one.is_rare]


def _inside(spans: Sequence[Span], offset: int) -> bool:
    return any(start <= offset < end for start, end in spans)


def _annex_end(text: str, start: int) -> int:
    narrative = _narrative().search(text, start)
    return len(text) if narrative is None else narrative.start()


@lru_cache(maxsize=1)
def _narrative() -> re.Pattern[str]:
    words = "|".join(section_words().words["narrative"])
    return re.compile(rf"\n[\s#*]{{0,40}}+一[ \u3000]{{0,4}}[、.．]?[ \u3000]{{0,4}}(?:{words})")


def _in_order(candidates: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Candidates that begin a line, and those inside a line whose number is due there."""
    last = [0] * STYLES
    previous_end = 0
    for found in candidates:
        style, number = found.style or 0, found.number or 0
        if not _is_firm(found):
            adjacent = not text[previous_end : found.start].strip(" \t\u3000\xa0|*#")
            if not _is_due(found, last[style], adjacent=adjacent):
                continue
        last[style:] = [number] + [0] * (STYLES - style - 1)
        previous_end = found.heading_end
        yield found


def _is_firm(found: Candidate) -> bool:
    return found.firm and not found.in_table and (not found.spaced or named_slot(found.words, top=True) is not None)


def _is_due(found: Candidate, last: int, *, adjacent: bool) -> bool:
    number = found.number or 0
    if found.in_table:
        return last in (0, number - 1) and named_slot(found.words, top=True) is not None
    ends = found.ends_sentence or adjacent
    named = found.style in (PART, HAN) and named_slot(found.words, top=True) is not None
    if found.spaced and not (named and ends):
        return False
    if number == 1:
        return named if found.style in (PART, HAN) else ends and last == 0
    if number == last + 1:
        return ends or named
    doubled_or_skipped = last > 0 and last <= number <= last + 2
    return doubled_or_skipped and ends and (named or found.style == BRACKETED)


def _outer_style(accepted: Sequence[Candidate]) -> int | None:
    """Style of the outermost headings: the first in the order of styles, or 1. where it encloses （一）."""
    styles = {found.style for found in accepted if found.style is not None}
    if sum(found.style == PART for found in accepted) < _FEWEST_NUMBERED:
        styles.discard(PART)
    if not styles:
        return None
    first = accepted[0]
    if first.style == DIGIT and min(styles) == BRACKETED and first.number == 1:
        rest = [found for found in accepted[1:] if found.style in (DIGIT, BRACKETED)]
        if rest and rest[0].style == BRACKETED and any(found.style == DIGIT and found.number == 2 for found in rest):
            return DIGIT
    return min(styles)


def _without_contents(main: list[Candidate], text: str) -> list[Candidate]:
    """The outer headings without a table of contents before them."""
    restarts = [index for index, found in enumerate(main) if found.number == 1]
    if len(restarts) < 2:
        return main
    contents, later = main[restarts[0] : restarts[1]], {found.words for found in main[restarts[1] :]}
    bodies = zip(contents, [*contents[1:], main[restarts[1]]], strict=True)
    empty = [
        len("".join(text[one.heading_end : other.start].split())) <= _LONGEST_CONTENTS_LINE for one, other in bodies
    ]
    alike = sum(found.words.rstrip("0123456789.…·") in later for found in contents)
    if len(contents) >= _FEWEST_NUMBERED and all(empty[:-1]) and alike >= _CONTENTS_ALIKE * len(contents):
        return main[restarts[1] :]
    return main


def _nested(main: Sequence[Candidate]) -> list[Ranked]:
    """The outer headings with their ranks: an enumeration inside a part is deeper than the parts."""
    runs: list[tuple[int, list[int]]] = []
    deeper: set[int] = set()
    for index, found in enumerate(main):
        number = found.number or 0
        outside = range(len(runs) - 2, max(-1, len(runs) - _DEEPEST), -1)
        resumed = next((n for n in outside if number == runs[n][0] + 1), None)
        if runs and number == runs[-1][0] + 1:
            pass
        elif resumed is not None:
            deeper.update(member for _, members in runs[resumed + 1 :] for member in members)
            del runs[resumed + 1 :]
        elif number == 1 or not runs:
            runs.append((number, []))
        last, members = runs[-1]
        members.append(index)
        runs[-1] = (max(last, number), members)
    return [(_NESTED if index in deeper else _OUTER, found) for index, found in enumerate(main)]
