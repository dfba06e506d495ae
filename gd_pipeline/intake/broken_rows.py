"""Rows of pipes that are broken over several lines: how many lines belong to one."""

import re
from collections.abc import Sequence

from gd_pipeline.intake.blocks import Line

MAX_PIECES = 8
"""Lines over which a row may be broken."""

_LAST_CELL = re.compile(r"\s{0,9}\|\s{0,9}[\d,]{1,12}\s{0,9}\|?\s{0,9}")
_FEWEST_BLANKS, _MOST_APART = 2, 40
"""Lone pipes that show that a row's blank cells stand on lines of their own, and lines that a row may be of then."""


def pieces_of(lines: Sequence[Line], at: int, width: int) -> int:
    """How many lines from the open row at `at` belong to it: several only where the row's width proves it."""
    pipes = lines[at].text.count("|")
    for count in range(1, MAX_PIECES):
        if at + count >= len(lines) or pipes > width:
            break
        text = lines[at + count].text.strip()
        if text.startswith("|"):
            break
        pipes += text.count("|")
        if text.endswith("|") and pipes == width + 1:
            return count + 1
    return 1


def blanks_apart(lines: Sequence[Line], at: int) -> int:
    """How many lines from the row at `at` are one: its label's, those of its blank cells, a pipe each, its last cell's.

    一、本年新收 | 25 |
    |
    |
    | 25 |
    """
    if lines[at].text.lstrip().startswith("|"):
        return 1
    end = at + 1
    while end < len(lines) and end - at < _MOST_APART and lines[end].text.strip() == "|":
        end += 1
    last = end < len(lines) and _LAST_CELL.fullmatch(lines[end].text)
    return end - at + 1 if last and end - at > _FEWEST_BLANKS else 1
