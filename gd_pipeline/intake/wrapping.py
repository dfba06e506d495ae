"""Text whose lines were broken at a fixed width, as taken out of a PDF: sentences are joined again.

Only where the text proves it: no line is longer than the width, and many are as long, most of them with a comma or
the like, as sentences are and titles are not.
"""

import re
from collections.abc import Sequence
from itertools import islice, pairwise, repeat

from gd_pipeline.intake.blocks import Line, joint, made

_ANEW = re.compile(
    r"   |　|\s{0,20}(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节条部]|附[件表]|[#|>])"
)
_MAY_BEGIN_ANEW = frozenset("一二三四五六七八九十第附")
"""Letters with which a line may begin anew; with other letters it cannot."""

_PAUSE = re.compile("[，。、；,;：]")
ENDS = tuple("。！？：；!?:;|")
"""Last characters of a line that ends a sentence, or is a row."""

_COLUMNS = re.compile(r"[ \xa0\t　](?<=\S.)[ \xa0\t　]{2,39}\S")
_GAPS = 2
"""Pairs of blanks inside a line that make it a row of columns; a sentence may have one by mistake."""

_NARROWEST, _WIDEST = 36, 130
_SLACK = 6
_FEWEST = 5


def unwrapped(texts: list[str], origins: list[int], kinds: list[str]) -> list[Line]:
    """Lines of these texts, origins and kinds (see `blocks.Line`), sentences joined that a fixed width broke.

    Widths count a hanzi as two columns. Headings, table rows and indented lines begin anew.
    """
    lines = list(map(made, repeat(Line), zip(texts, origins, repeat(()), kinds)))
    torn = _torn(texts, kinds)
    if not torn:
        return lines
    done: list[Line] = []
    at, first = 0, torn[0]
    for place, following in pairwise([*torn, len(lines)]):
        if following > place + 1:
            done += lines[at:first]
            at = place + 2
            done.append(_put_together(texts[first:at], origins[first:at]))
            first = following
    return done + lines[at:]


def _torn(texts: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Places of the lines that the next one goes on with: as wide as can be, and no end of a sentence."""
    longest = max(texts, key=len, default="")
    if not _is_prose(longest):
        longest = max(filter(_is_prose, texts), key=len, default="")
    if len(longest) > _WIDEST or 2 * len(longest) < _NARROWEST or _width(longest) > _WIDEST:
        return []
    least = _width(longest) - _SLACK
    wide = (place for place, text in enumerate(texts) if 2 * len(text) >= least and not kinds[place])
    widths = {place: _width(texts[place]) for place in wide if _is_prose(texts[place])}
    widest = max(widths.values(), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return []
    full = [place for place, width in widths.items() if width >= widest - _SLACK]
    open_ended = [place for place in full if not texts[place].rstrip().endswith(ENDS)]
    if len(open_ended) < _FEWEST or len(open_ended) * 2 < len(full):
        return []
    half = (len(full) + 1) // 2
    if sum(1 for _ in islice(filter(_PAUSE.search, (texts[place] for place in full)), half)) < half:
        return []
    after = len(texts) - 1
    return [place for place in open_ended if place < after and not kinds[place + 1] and _continues(texts[place + 1])]


def _width(text: str) -> int:
    bare = text.rstrip()
    return len(bare) if bare.isascii() else 2 * len(bare) - len(bare.encode("ascii", errors="ignore"))


def _is_prose(text: str) -> bool:
    if "\t" in text or "|" in text:
        return False
    if not ("  " in text or "　" in text or "\xa0\xa0" in text):
        return True
    bare = text.strip()
    return bare.count("  ") < _GAPS and not _COLUMNS.search(bare)


def _continues(text: str) -> bool:
    """Whether a line may go on with the sentence of the line above."""
    plainly = text[:1].isalpha() and text[0] not in _MAY_BEGIN_ANEW
    begins_anew = not plainly and (not text or text.isspace() or _ANEW.match(text) is not None)
    return not begins_anew and _is_prose(text)


def _put_together(texts: Sequence[str], origins: Sequence[int]) -> Line:
    """A sentence of these lines."""
    words = texts[0]
    runs: list[tuple[int, int]] = []
    for text, origin in zip(texts[1:], origins[1:], strict=True):
        right = text.lstrip()
        words = words.rstrip()
        words += joint(words, right)
        runs.append((len(words), origin + len(text) - len(right)))
        words += right
    return made(Line, (words, origins[0], tuple(runs), ""))
