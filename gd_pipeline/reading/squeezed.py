"""A stretch of text without its blanks, so that a spaced, broken or piped title or date reads like a plain one.

Blanks are white space and the bars of pipe tables; pinyin in brackets behind a hanzi, which mirror sites put in, goes
too. What is left keeps its lines and the way back to the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count, pairwise
from operator import add

_LATIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_TONED = tuple(re.compile(rf"{bracket}[a-z]{{0,6}}[{_TONES}][a-z]{{0,6}}[)）]") for bracket in (r"\(", "（"))
"""Two patterns, because one that begins with a single character is looked for several times as fast."""
_PINYIN = re.compile(f"[(（][{_LATIN}]{{1,7}}[)）]")
_KEPT = re.compile(r"()([^\s|]+)")
_KEPT_OR_PINYIN = re.compile(rf"([(（][{_LATIN}]{{1,7}}[)）])|([^\s|(（]+|[(（])")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """`text` is source[start:end] without blanks; `starts` are the places in it where a printed line begins.

    `line_starts` are the offsets of these lines in `source`; `mirrored` says that pinyin was left out.
    """

    text: str
    starts: tuple[int, ...]
    line_starts: tuple[int, ...]
    source: str
    mirrored: bool = False

    def line_of(self, at: int) -> int:
        """Number of the line that holds the character `at`."""
        return max(0, bisect_right(self.starts, at) - 1)

    def line_span(self, line: int) -> tuple[int, int]:
        """Places in `text` where line `line` begins and ends."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.starts[line], end

    def line(self, number: int) -> str:
        """A line without its blanks; "" where there is none."""
        if not 0 <= number < len(self.starts):
            return ""
        start, end = self.line_span(number)
        return self.text[start:end]

    def offset(self, at: int) -> int:
        """Offset in the source of the character `at` of `text`."""
        line = self.line_of(at)
        left = at - self.starts[line]
        for run in (_KEPT_OR_PINYIN if self.mirrored else _KEPT).finditer(self.source, self.line_starts[line]):
            kept = run.end(2) - run.start(2) if run[2] else 0
            if left < kept:
                return run.start(2) + left
            left -= kept
        return len(self.source)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of `text[start:end]`, half open."""
        return self.offset(start), self.offset(end - 1) + 1

    def until(self, end: int, breaks: bool = False) -> "Squeezed":
        """`squeeze(source, 0, end, breaks)` of what was squeezed from offset 0 to `end` or further, without breaks."""
        last = bisect_left(self.line_starts, end) - 1
        if self.mirrored or last < 0 or not self.text:
            return squeeze(self.source, 0, end, breaks)
        cut = "".join(self.source[self.line_starts[last] : end].replace("\t", "\n").replace("|", "\n").split())
        pieces = [self.text[at:to] for at, to in pairwise(self.starts[: last + 1])] + ([cut] if cut else [])
        starts = tuple(_starts(pieces, 0, int(breaks)))[: len(pieces) or 1]
        text = ("\n" if breaks else "").join(pieces)
        return Squeezed(text, starts, self.line_starts[: len(pieces)] or (0,), self.source)


def squeeze(source: str, start: int = 0, end: int | None = None, breaks: bool = False) -> Squeezed:
    """The characters of `source[start:end]` without blanks; a cell is a line, blank lines are none.

    With `breaks` a line break stands in `text` between the lines.
    """
    raw = source[start:end].replace("\t", "\n").replace("|", "\n")
    pinyin = _has_pinyin(raw)
    lines = raw.split("\n")
    kept = ["".join(line.split()) for line in lines]
    if pinyin:
        kept = [_PINYIN.sub("", line) for line in kept]
    pieces = [line for line in kept if line]
    starts = tuple(_starts(pieces, 0, int(breaks)))[: len(pieces) or 1]
    line_starts = tuple(compress(_starts(lines, start, 1), kept)) or (start,)
    return Squeezed(("\n" if breaks else "").join(pieces), starts, line_starts, source, pinyin)


def _starts(pieces: Sequence[str], first: int, between: int) -> Iterator[int]:
    """Where each piece begins, and where one more would, with so many characters between them."""
    return map(add, accumulate(map(len, pieces), initial=first), count(0, between))


def squeezed_text(source: str, start: int = 0, end: int | None = None) -> str:
    """The text of `squeeze(source, start, end)` alone."""
    raw = source[start:end].replace("|", "\n")
    return squeeze(source, start, end).text if _has_pinyin(raw) else "".join(raw.split())


def _has_pinyin(raw: str) -> bool:
    return any(toned.search(raw) for toned in _TONED)
