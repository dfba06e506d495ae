"""Character shingles of a cleaned text as hashes, and their one-permutation MinHash signature: all in numpy.

Only hanzi are hashed: digits, marks, blanks and markup differ between the copies of a page, and an agency's numbers
between its years. Numbers are compared apart, see `gd_pipeline.corpus.numbers`.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

SHINGLE = 5
"""Hanzi of a shingle."""
SLOTS, BANDS = 128, 32
TEXT_LIMIT = 400_000
"""Code points of a text that are hashed; a report is never longer."""
_FIRST_HANZI, _LAST_HANZI = 0x3400, 0x9FFF
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)
_BOUNDS = (np.arange(SLOTS, dtype=np.uint64) << np.uint64(57)).astype(np.uint64)
"""Where each slot's share of the hashes begins."""


def shingles(text: str) -> Hashes:
    """The distinct hashes of the text's shingles, ascending; none where it has fewer than SHINGLE hanzi."""
    data = text[:TEXT_LIMIT].encode("utf-32-le", "replace")
    points: npt.NDArray[Any] = np.frombuffer(data, dtype=np.uint32)
    hanzi = points[(points >= _FIRST_HANZI) & (points <= _LAST_HANZI)].astype(np.uint64)
    if len(hanzi) < SHINGLE:
        return np.empty(0, np.uint64)
    hashes = hanzi[: len(hanzi) - SHINGLE + 1].copy()
    for place in range(1, SHINGLE):
        hashes *= _FACTOR
        hashes += hanzi[place : len(hanzi) - SHINGLE + 1 + place]
    return distinct(mixed(hashes))


def distinct(hashes: Hashes) -> Hashes:
    """The hashes in ascending order, each once."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def mixed(hashes: Hashes) -> Hashes:
    """Hashes whose high bits depend on every bit."""
    hashes = (hashes ^ (hashes >> _SHIFT)) * _MIX
    return hashes ^ (hashes >> _SHIFT)


def signature(hashes: Hashes) -> Hashes:
    """The smallest hash of each of SLOTS equal shares of the hash space, an empty share's from the next that has one.

    Args:
        hashes: what `shingles` gave.

    Returns:
        SLOTS hashes; none where there are no shingles.
    """
    if not len(hashes):
        return hashes
    found = hashes[np.searchsorted(hashes, _BOUNDS) % len(hashes)]
    return np.asarray(found, dtype=np.uint64)


def bands(slots: Hashes) -> Hashes:
    """BANDS keys of a signature: texts that share one are candidates; none of an empty signature.

    Two texts with Jaccard j share one with probability 1 - (1 - j^4)^32: 0.99 at 0.62, 0.03 at 0.18.
    """
    if not len(slots):
        return slots
    return combined(slots.reshape(BANDS, -1))


def combined(rows: Hashes) -> Hashes:
    """One key a row; the same values in another row are another key."""
    keys = np.arange(1, len(rows) + 1, dtype=np.uint64) * _MIX
    for column in rows.T:
        keys = (keys ^ column) * _FACTOR
        keys ^= keys >> _SHIFT
    return np.asarray(keys, dtype=np.uint64)


def jaccard(one: Hashes, other: Hashes) -> float:
    """Shared shingles as a share of all, 0 to 1; 0 where there are none."""
    union = len(one) + len(other)
    if not union:
        return 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (union - shared)
