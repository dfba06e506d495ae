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
    if max(map(len, (line.text for line in lines)), default=0) > _WIDEST:
        return list(lines)
    widths = [_width(line.text) for line in lines]
    widest = max(widths, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return list(lines)
    full = [place for place, width in enumerate(widths) if width >= widest - _SLACK and _is_prose(lines[place].text)]
    open_ended = sum(1 for place in full if not lines[place].text.rstrip().endswith(_ENDS))
    sentences = sum(1 for place in full if _PAUSE.search(lines[place].text))
    if open_ended < _FEWEST or open_ended * 2 < len(full) or sentences * 2 < len(full):
        return list(lines)
    return _joined(lines, set(full))


def _width(text: str) -> int:
    bare = text.rstrip()
    return 2 * len(bare) - len(bare.encode("ascii", errors="ignore"))


def _is_prose(text: str) -> bool:
    return not _COLUMNS.search(text.strip()) and "\t" not in text and "|" not in text


def _joined(lines: Sequence[Line], full: set[int]) -> list[Line]:
    done: list[Line] = []
    goes_on = False
    for place, line in enumerate(lines):
        if goes_on and _continues(line):
            done[-1] = _append(done[-1], line)
        else:
            done.append(line)
        goes_on = place in full and not line.text.rstrip().endswith(_ENDS)
    return done


def _continues(line: Line) -> bool:
    text = line.text
    indent = len(text) - len(text.lstrip(" "))
    return (
        bool(text.strip())
        and not line.kind
        and indent < 3
        and not text.startswith("　")
        and (not _STARTS.match(text) and _is_prose(text))
    )


def _append(line: Line, more: Line) -> Line:
    left, right = line.text.rstrip(), more.text.lstrip()
    text = left + joint(left, right)
    runs = (*line.runs, (len(text), more.origin + len(more.text) - len(right)))
    return Line(text + right, line.origin, runs, line.kind)
