"""Sentences as hashes, to tell how much of one report's words stands in another: digits and marks are left out."""

import re
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

import numpy as np
import numpy.typing as npt

from gd_pipeline.corpus.shingles import distinct

SKETCH = 96
"""Hashes kept of a text: its whole sentences where it has no more, else an even sample of them."""
_END = re.compile(r"[。；;！!\n]")
_MARK = re.compile(r"[\d\s０-９％%.,，、（）()“”\"|]")
_SHORTEST = 10
_FACTOR, _MASK = np.uint64(2654435761), np.uint64(0x7FFFFFFF)
_LINE_FEED = np.uint32(ord("\n"))
_IS_MARK, _IS_END = 1, 2
_PLANES = 0x20000
"""Beyond the first two planes there are neither digits nor marks."""


def sketch(passages: Iterable[str]) -> tuple[int, ...]:
    """The smallest hashes of the passages' sentences, without digits, marks and short ones; in order."""
    points = np.frombuffer("\n".join(passages).encode("utf-32-le", "replace"), np.uint32)
    kinds = _kinds().take(points, mode="clip")
    words = np.where(kinds == _IS_END, _LINE_FEED, points).compress(kinds != _IS_MARK).tobytes().decode("utf-32-le")
    sentences = [sentence for sentence in words.split("\n") if len(sentence) >= _SHORTEST]
    codes = np.fromiter(map(crc32, map(str.encode, sentences)), np.uint64, len(sentences))
    return tuple(distinct(codes * _FACTOR & _MASK)[:SKETCH].tolist())


@lru_cache(maxsize=1)
def _kinds() -> npt.NDArray[np.uint8]:
    """For each code point whether it ends a sentence, is a digit or a mark, or neither (0)."""
    every = np.arange(_PLANES, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    kinds = np.zeros(len(every), np.uint8)
    for kind, pattern in ((_IS_MARK, _MARK), (_IS_END, _END)):
        kinds[[match.start() for match in pattern.finditer(every)]] = kind
    return kinds


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How many of the sentences of both stand in both, 0 to 1 (an estimate where a text has more than SKETCH)."""
    if not one or not other:
        return 0.0
    mine, theirs = set(one), set(other)
    either = mine | theirs
    if max(len(mine), len(theirs)) < SKETCH:
        return len(mine & theirs) / len(either)
    sample = nsmallest(SKETCH, either)
    return len((mine & theirs).intersection(sample)) / len(sample)
