"""Text whose lines were broken at a fixed width, as taken out of a PDF: sentences are joined again.

Only where the text proves it: no line is longer than the width, and many are as long, most of them with a comma or
the like, as sentences are and titles are not.
"""

import re
from collections.abc import Sequence

from gd_pipeline.intake.blocks import Line, joint

_STARTS = re.compile(
    r"\s{0,20}(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章节条部]|附[件表]|[#|>])"
)
_STARTING = frozenset("（(一二三四五六七八九十0123456789第附#|>")
_PAUSE = re.compile("[，。、；,;：]")
_ENDS = tuple("。！？：；!?:;|")
_COLUMNS = re.compile(r"[ \t　](?<=\S.)[ \t　]{2,39}\S")
_NARROWEST, _WIDEST = 36, 130
_SLACK = 6
_FEWEST = 5


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """`lines` with sentences joined that a fixed width broke; the same lines where no width is to be seen.

    Widths count a hanzi as two columns. Headings, table rows and indented lines begin anew.
    """
    texts = [line.text for line in lines]
    longest = max(texts, key=len, default="")
    if len(longest) > _WIDEST or 2 * len(longest) < _NARROWEST or _width(longest) > _WIDEST:
        return list(lines)
    least = _width(longest) - _SLACK
    widths = {place: _width(text) for place, text in enumerate(texts) if 2 * len(text) >= least}
    widest = max(widths.values(), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return list(lines)
    full = [place for place, width in widths.items() if width >= widest - _SLACK and _is_prose(texts[place])]
    open_ended = [place for place in full if not texts[place].rstrip().endswith(_ENDS)]
    if len(open_ended) < _FEWEST or len(open_ended) * 2 < len(full):
        return list(lines)
    sentences = sum(1 for place in full if _PAUSE.search(texts[place]))
    return list(lines) if sentences * 2 < len(full) else _joined(lines, set(open_ended))


def _width(text: str) -> int:
    bare = text.rstrip()
    return len(bare) if bare.isascii() else 2 * len(bare) - len(bare.encode("ascii", errors="ignore"))


def _is_prose(text: str) -> bool:
    if "\t" in text or "|" in text:
        return False
    return not (("  " in text or "　" in text) and _COLUMNS.search(text.strip()))


def _joined(lines: Sequence[Line], full: set[int]) -> list[Line]:
    """Each line with those after it that go on with it: `full` ones are as wide as can be and end no sentence."""
    done: list[Line] = []
    pieces: list[Line] = []
    for place, line in enumerate(lines):
        if pieces and not _continues(line):
            done.append(_put_together(pieces))
            pieces = []
        if place in full:
            pieces.append(line)
        elif pieces:
            done.append(_put_together([*pieces, line]))
            pieces = []
        else:
            done.append(line)
    return [*done, _put_together(pieces)] if pieces else done


def _continues(line: Line) -> bool:
    text = line.text
    bare = text.lstrip()
    return (
        bool(bare)
        and not line.kind
        and not text.startswith(("   ", "　"))
        and not ((bare[0] in _STARTING or bare[0].isdigit()) and _STARTS.match(text))
        and _is_prose(text)
    )


def _put_together(pieces: Sequence[Line]) -> Line:
    """A sentence of these lines, the first of which says what kind of line it is."""
    if len(pieces) == 1:
        return pieces[0]
    words, origin, runs, kind = pieces[0]
    later = list(runs)
    for piece in pieces[1:]:
        right = piece.text.lstrip()
        words = words.rstrip()
        words += joint(words, right)
        later.append((len(words), piece.origin + len(piece.text) - len(right)))
        words += right
    return Line(words, origin, tuple(later), kind)
