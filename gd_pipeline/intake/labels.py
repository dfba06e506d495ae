"""The labels of the rows over a report (索引号, 发布机构, 发布日期 …), found in lines."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gd_pipeline.catalog.furniture import words_of

_BEFORE_COLON = re.compile("[一-鿿][一-鿿 　]{0,14}$")
_COLON = re.compile("[:：]")
_GAP = re.compile("[ 　]+")
_LONGEST_UNKNOWN = 6
_TELLING = 4
"""Characters of a label that is certain also where other words stand before it without a space."""


def labels_in(line: str) -> Iterator[tuple[str, int, int]]:
    """(label, its start, start of its value) for each label of `line`: before a colon, or a cell of its own.

    Words before a colon that are no label known here end the value before them; their label is "".
    """
    if "：" in line or ":" in line:
        for colon in _COLON.finditer(line):
            end = colon.start()
            before = _BEFORE_COLON.search(line, max(0, end - 15), end)
            if before is None:
                continue
            label, printed = _last_label(before[0])
            if label or len(printed) <= _LONGEST_UNKNOWN:
                yield label, end - len(printed), end + 1
    elif "\t" in line:
        at = 0
        for cell in line.split("\t"):
            if label := label_of(cell):
                yield label, at, at + len(cell) + 1
            at += len(cell) + 1


def _last_label(words: str) -> tuple[str, str]:
    """The label that `words` end with, and how it is printed there; "" and the last word where they end with none."""
    starts = [0, *(found.end() for found in _GAP.finditer(words))]
    for start in reversed(starts[-4:]):
        if label := label_of(words[start:]):
            return label, words[start:]
    last = words[starts[-1] :]
    for start in range(1, len(last) - _TELLING + 1):
        if is_label(last[start:]):
            return last[start:], last[start:]
    return "", last


def label_of(text: str) -> str:
    """The label that `text` is, without the spaces inside it; "" where it is none."""
    squeezed = text.strip("[]【】 ").replace(" ", "").replace("　", "")
    return squeezed if is_label(squeezed) else ""


def is_label(text: str) -> bool:
    """Whether `text`, without spaces, is a label of the catalog."""
    return text in _labels()


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(words_of("metadata", "starts"))
