"""Page numbers (3, 3/12) alone on their lines, as text taken out of a PDF holds them, and sentences across pages.

A number is a page's only where a row of them proves it: one counts on from the other, pages are about as long, and
running prose stands beside each.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from gd_pipeline.intake.wrapping import ENDS

_LONGEST = 8
"""Characters of a line with a page's number alone, its indent with them."""

_OF_ALL = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
_FIRST = 3
"""The highest number that the first page may have of which it stands alone: those before it have none, or in tables."""

_FEWEST = 3
_LEAST_LINES = 12
_MOST_SKIPPED = 4
_LEAST_SHARE, _MOST_SHARE = 0.6, 1.6
"""How long a page may be, as a multiple of those before it."""

_MOST_STARTS, _MOST_PAGES = 20, 1000
_PROSE = 12
"""Characters of the shortest line that is taken for a part of running prose."""


class _Number(NamedTuple):
    place: int
    value: int


def page_places(texts: Sequence[str]) -> list[int]:
    """Places of the lines that hold nothing but their page's number, in order."""
    numbers = [
        place
        for place, text in enumerate(texts)
        if len(text) <= _LONGEST
        and ((bare := text.strip()).isdecimal() or ("/" in bare and _OF_ALL.fullmatch(bare) is not None))
    ]
    if len(numbers) < _FEWEST:
        return []
    cells = set(numbers)
    alone = (place for place in numbers if cells.isdisjoint((place - 2, place - 1, place + 1, place + 2)))
    beside = islice((place for place in alone if _in_prose(texts, place)), _MOST_PAGES)
    found = [_Number(place, int(texts[place].partition("/")[0])) for place in beside]
    starts = [at for at, number in enumerate(found) if 0 < number.value <= _FIRST][:_MOST_STARTS]
    runs = ([number.place for number in _counted_on(found, at)] for at in starts)
    return next((run for run in runs if len(run) >= _FEWEST), [])


def _counted_on(found: Sequence[_Number], start: int) -> Iterator[_Number]:
    """The number at `start`, and those that count on from it page by page."""
    first = last = found[start]
    yield first
    for number in found[start + 1 :]:
        pages, lines = number.value - last.value, number.place - last.place
        if not 1 <= pages <= _MOST_SKIPPED or lines < _LEAST_LINES * pages:
            continue
        before = last.value - first.value
        usual = (last.place - first.place) / before if before else lines / pages
        if _LEAST_SHARE * usual <= lines / pages <= _MOST_SHARE * usual:
            last = number
            yield number


def _in_prose(texts: Sequence[str], place: int) -> bool:
    """Whether prose stands above or below, or nothing more below, and no other number does."""
    above, below = (_next(texts, place, step) for step in (-1, 1))
    if above.strip().isdecimal() or below.strip().isdecimal():
        return False
    return _flows(above) or _flows(below) or not below


def _next(texts: Sequence[str], place: int, step: int) -> str:
    """The next line from `place` on that is not blank, of those close by."""
    for at in range(place + step, place + 4 * step, step):
        if 0 <= at < len(texts) and texts[at].strip():
            return texts[at]
    return ""


def _flows(text: str) -> bool:
    return "。" in text or (len(text) >= _PROSE and "，" in text)


def torn_apart(texts: Sequence[str], pages: Sequence[int]) -> set[int]:
    """Places of blank lines around the numbers of `pages` that stand inside a sentence."""
    blank: set[int] = set()
    for place in pages:
        above = _next(texts, place, -1).rstrip()
        if _flows(above) and not above.endswith(ENDS):
            for step in (-1, 1):
                at = place + step
                while 0 <= at < len(texts) and not texts[at].strip():
                    blank.add(at)
                    at += step
    return blank
