"""Rows of several cells printed a line each without any separator: 规章000, and 行政许可000 on the next line."""

import re
from collections.abc import Sequence

from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.unbroken import has_whole_rows

_GLUED = re.compile(r"[^\s\d|]{2,80}\d{2,40}")
_WORDS = re.compile(r"[^\s|，,。；;]{1,120}")
_LEAST = 2


def glued_blocks(text: str, lines: Sequence[tuple[int, str]], gap: int) -> dict[int, int]:
    """Where lines of `text` stand that are rows without separators, with their heads: each block's start and end.

    `lines` are those of `text` with their offsets; lines of a block are at most `gap` characters apart.
    """
    if sum(line[-2:].isdecimal() and _GLUED.fullmatch(line) is not None for _, line in lines) < _LEAST:
        return {}
    blocks: list[Span] = []
    for low, line in lines:
        if line.isdecimal() or _WORDS.fullmatch(line) is None:
            continue
        goes_on = blocks and low - blocks[-1][1] <= gap
        start = blocks.pop()[0] if goes_on else low
        blocks.append((start, low + len(line)))
    return {start: end for start, end in blocks if has_whole_rows(text, (start, end))}
