"""Where sentences end, and the words around one number that say what it counts.

A sentence ends at 。！？, at a blank line, at a heading's borders and where a table begins; a single line break inside
running text does not end it, because converters break lines anywhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from gd_pipeline.reading.report import Section, Span

_STOPS = tuple(re.compile(stop) for stop in "。！？")
_LINE_END = re.compile(
    r"\n(?:(?<=[；;：:]\n)|(?=[ \t\u3000\xa0]{0,40}(\n))"
    r"|(?=[ \u3000]{0,40}(?:[（(]?[一二三四五六七八九十]{1,3}[、丶﹑）)】]|[0-9]{1,2}[、丶﹑.．])))"
)
"""A line break that a list mark, a colon or (group 1) another line break makes a sentence's end."""
_VALUE = re.compile(r"[ \u3000]?[：:]?[ \u3000]?[0-9０-９]")
_MARKERS = re.compile(
    r"(?:^|(?<=[，;。:]))(?:\(?[一二三四五六七八九十0-9]{1,2}(?:\)|、|[.．](?![0-9]))|[①-⑳㈠-㈩⒈-⒛]|第?[一二三四五六七八九十]{1,2}类?是)"
)
_PLAIN_FORM = dict.fromkeys(" \t\n\u3000\xa0—“”\"‘’'「」『』*#?？", "") | {
    "（": "(", "）": ")", ",": "，", "：": ":", "；": ";", "｡": "。",
}  # fmt: skip
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(_PLAIN_FORM))}]")
_MARK = re.compile(r"[，;。、]")


@lru_cache(maxsize=2048)
def plain(words: str) -> str:
    """`words` without blanks and quotation marks, commas and brackets in one form (short strings only)."""
    return _NOT_PLAIN.sub(_plain_form, words)


def _plain_form(printed: re.Match[str]) -> str:
    return _PLAIN_FORM[printed[0]]


def _ends(text: str) -> list[int]:
    """Offsets behind full stops and behind line breaks that end a sentence, each kind in order."""
    ends = [line.end(line.lastindex or 0) for line in _LINE_END.finditer(text)]
    for stop in _STOPS:
        ends += [found.end() for found in stop.finditer(text)]
    return ends


class Sentences:
    """The sentence borders of a text, found once."""

    def __init__(self, text: str, sections: Iterable[Section], skipped: Iterable[Span]) -> None:
        borders = [0, *_ends(text), len(text)]
        for section in sections:
            borders.append(section.start)
            if _VALUE.match(text, section.heading_end) is None:
                borders.append(max(section.start, section.heading_end))
        for span in skipped:
            borders += span
        self._borders = sorted(set(borders))

    def around(self, offset: int) -> tuple[int, int, int]:
        """Start, end and ordinal of the sentence that holds `offset`."""
        at = bisect_right(self._borders, offset)
        if at == len(self._borders):
            return self._borders[-1], self._borders[-1], at
        return self._borders[at - 1], self._borders[at], at

    def spans(self, start: int, end: int) -> Iterable[Span]:
        """Sentences between two offsets, cut to them."""
        at = bisect_left(self._borders, start)
        edges = [start, *(b for b in self._borders[at:] if start < b < end), end]
        return pairwise(edges)


def left_words(text: str, zone_start: int, start: int, after_number: bool) -> str:
    """The plain words left of a number whose zone begins at `zone_start`.

    Words that follow a number without a mark belong to it up to the first mark (19个镇查阅点、11个…).
    """
    return _near(text[max(zone_start, start - 120) : start], after_number and start - zone_start < 120)


@lru_cache(maxsize=4096)
def _near(raw: str, after_number: bool) -> str:
    near = _NOT_PLAIN.sub(_plain_form, raw)
    attached = after_number and bool(near) and near[0] not in "，;。、:(和及"
    if attached and (mark := _MARK.search(near)) is not None:
        near = near[mark.end() :]
    elif attached and near.endswith(("和", "及", "与")):
        near = ""
    return _MARKERS.sub("", near[-80:])


_RIGHT_END = re.compile(r"[。；;\n\t]")
_WRAPPED = re.compile(r"([一-龥]{1,16})\n(?=[一-龥])")
_FULL_LINE = 20
"""Lines that are broken for their width only are not shorter."""


def right_words(text: str, end: int, limit: int) -> str:
    """The plain words right of a number that ends at `end`, up to a stop, the next number or 40 characters.

    They go on over the end of a full line that breaks a word (4名政府信⏎息公开工作人员).
    """
    raw = text[end : min(limit, end + 40)]
    wrapped = _WRAPPED.match(raw) if "\n" in raw else None
    if wrapped is not None and end + wrapped.end(1) - text.rfind("\n", 0, end) > _FULL_LINE:
        raw = wrapped[1] + raw[wrapped.end() :]
    return _right(raw)


@lru_cache(maxsize=4096)
def _right(raw: str) -> str:
    stop = _RIGHT_END.search(raw.lstrip("\n"))
    return _NOT_PLAIN.sub(_plain_form, raw.lstrip("\n")[: stop.start()] if stop else raw)
