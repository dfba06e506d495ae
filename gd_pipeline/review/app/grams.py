"""Texts as sets of hashed pairs of neighbouring characters: a text that lacks a pair of a word lacks the word."""

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 14
"""A report of 9,000 characters fills one bucket in seven: a word of four characters passes 3 of 1,000 others."""
_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
_SHIFT = np.uint32(32 - 14)


def lowered(text: str) -> str:
    """The text as it is searched: capitals do not matter; no character moves."""
    small = text.lower()
    return small if len(small) == len(text) else text


def buckets(text: str) -> npt.NDArray[np.uint32]:
    """The bucket of each pair of neighbouring characters; none for a text of one character."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    with np.errstate(over="ignore"):
        hashed: npt.NDArray[np.uint32] = (points[:-1] * _FIRST + points[1:] * _SECOND) >> _SHIFT
    return hashed
