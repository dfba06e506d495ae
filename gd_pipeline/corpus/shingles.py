"""Character shingles of a cleaned text as hashes, and their one-permutation MinHash signature: all in numpy.

Only hanzi are hashed: digits, marks, blanks and markup differ between the copies of a page, and an agency's numbers
between its years. Numbers are compared apart, see `gd_pipeline.corpus.numbers`.
"""

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

SHINGLE = 5
"""Hanzi of a shingle."""
SLOTS, BANDS = 128, 32
TEXT_LIMIT = 400_000
"""Code points of a text that are hashed; a report is never longer."""
_FIRST_HANZI, _HANZI = np.uint32(0x3400), np.uint32(0x6C00)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SQUARE = np.uint64(int(_FACTOR) ** 2 % 2**64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)
_SLOT_SHIFT = np.uint64(57)
"""The bits right of those that say in which slot's share of the hash space a hash lies."""
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def shingles(text: str) -> Hashes:
    """The distinct hashes of the text's shingles, ascending; none where it has fewer than SHINGLE hanzi."""
    return distinct(shingles_as_printed(text))


def shingles_as_printed(text: str) -> Hashes:
    """The hash of each shingle of the text in reading order; none where it has fewer than SHINGLE hanzi."""
    points = code_points(text)
    hanzi = points.compress(points - _FIRST_HANZI < _HANZI).astype(np.uint64)
    if len(hanzi) < SHINGLE:
        return np.empty(0, np.uint64)
    two = hanzi[:-1] * _FACTOR
    two += hanzi[1:]
    hashes = two[:-3] * _SQUARE
    hashes += two[2:-1]
    hashes *= _FACTOR
    hashes += hanzi[4:]
    return mixed(hashes)


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The first TEXT_LIMIT code points of a text."""
    return np.frombuffer(text[:TEXT_LIMIT].encode("utf-32-le", "replace"), dtype=np.uint32)


def distinct(hashes: Hashes) -> Hashes:
    """The hashes in ascending order, each once."""
    ordered = np.sort(hashes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def mixed(hashes: Hashes) -> Hashes:
    """Hashes whose high bits depend on every bit."""
    hashes = hashes ^ (hashes >> _SHIFT)
    hashes *= _MIX
    hashes ^= hashes >> _SHIFT
    return hashes


def signature(hashes: Hashes) -> Hashes:
    """The smallest hash of each of SLOTS equal shares of the hash space, an empty share's from the next that has one.

    Args:
        hashes: those of a text's shingles, in any order.

    Returns:
        SLOTS hashes; none where there are no shingles.
    """
    if not len(hashes):
        return hashes
    least = np.full(SLOTS, _EMPTY)
    np.minimum.at(least, (hashes >> _SLOT_SHIFT).view(np.int64), hashes)
    told = np.flatnonzero(least != _EMPTY)
    return np.asarray(least[told[np.searchsorted(told, np.arange(SLOTS)) % len(told)]], dtype=np.uint64)


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
    shared = in_both(one, other)
    return shared / (union - shared)


def in_both(one: Hashes, other: Hashes) -> int:
    """How many hashes stand in both; each stands once in either."""
    every = np.concatenate((one, other))
    every.sort()
    return int(np.count_nonzero(every[1:] == every[:-1]))
