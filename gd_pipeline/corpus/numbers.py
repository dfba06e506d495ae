"""The numbers that a text prints: what tells two reports of one shape apart."""

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from gd_pipeline.corpus.shingles import TEXT_LIMIT, Hashes, code_points, combined, distinct, in_both, mixed

_NUMBER = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}(?![0-9])){1,5}|[0-9]++)(?:\.[0-9]+){0,5}")
"""A comma stands between groups of three digits, or between the cells of a row: 1,234 is a number, 6,0,0 are three."""
_DIGIT = re.compile(r"\d")
_PLANES = 0x20000
"""Beyond the first two planes there are no digits."""
_BESIDE = re.compile(r"\d(?<=[\u4e00-\u9fff]{2}\d)[\d,，.]{0,30}(?=[\u4e00-\u9fff])")
_BLANKS = " \u3000\xa0\t"
_DATES = frozenset("年月日时")
_TELLING_DIGITS = 3
_YEARS = range(1900, 2100)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
KEYS, ROWS = 12, 4
"""Keys of a text's numbers, and the least hashes that make one."""
_SEEDS = np.arange(1, KEYS * ROWS + 1, dtype=np.uint64) * _FACTOR


def printed(text: str) -> frozenset[str]:
    """The numbers printed in figures, each once: half-width, without separators."""
    runs = set(_spelled().take(code_points(text), mode="clip").tobytes().decode("ascii").split())
    return frozenset(each.replace(",", "") for each in _NUMBER.findall(" ".join(runs)))


@lru_cache(maxsize=1)
def _spelled() -> npt.NDArray[np.uint8]:
    """For each code point the ASCII character that it is in a number: a digit, comma or point, else a blank."""
    every = np.arange(_PLANES, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    spelled = np.full(len(every), ord(" "), np.uint8)
    for digit in _DIGIT.finditer(every):
        spelled[digit.start()] = ord("0") + unicodedata.decimal(digit[0])
    for each, mark in zip(",，.", ",,.", strict=True):
        spelled[ord(each)] = ord(mark)
    return spelled


def _plain(number: str) -> str:
    if not number.isascii():
        number = unicodedata.normalize("NFKC", number)
    return number.replace(",", "").rstrip(".")


def statements(text: str) -> Hashes:
    """Figures with the words beside them (培训|46|人), hashed: those of dates and zeros left out.

    Few as its numbers may be, a copy prints them after the same words; a template is filled in with others. What ends
    a line may be a page's number.
    """
    text = text[:TEXT_LIMIT]
    for blank in _BLANKS:
        text = text.replace(blank, "")
    found = set()
    for match in _BESIDE.finditer(text):
        start, end = match.span()
        if text[end] not in _DATES and (number := _plain(match[0])).strip("0."):
            found.add(f"{text[start - 2 : start]}{number}{text[end]}")
    return hashed(frozenset(found))


def telling(numbers: frozenset[str]) -> frozenset[str]:
    """Those of three digits and more that are no years: few texts share many of them by chance."""
    return frozenset(
        each
        for each in numbers
        if len(each) >= _TELLING_DIGITS and not (len(each) == 4 and each.isdigit() and int(each) in _YEARS)
    )


def hashed(numbers: frozenset[str]) -> Hashes:
    """32-bit hashes of numbers, ascending, each once."""
    codes = np.fromiter((crc32(each.encode()) for each in numbers), np.uint64, len(numbers))
    return distinct(codes)


def number_keys(numbers: Hashes) -> Hashes:
    """KEYS keys of a set of numbers: sets with Jaccard j share one with probability 1 - (1 - j^ROWS)^KEYS.

    Args:
        numbers: hashes of the telling numbers.
    """
    if not len(numbers):
        return numbers
    least = mixed(numbers[:, None] * _FACTOR ^ _SEEDS).min(axis=0).reshape(KEYS, ROWS)
    return combined(least)


def shared(one: Hashes, other: Hashes) -> float:
    """Numbers of both as a share of those of either, 0 to 1; 1 where neither prints one."""
    union = len(one) + len(other)
    if not union:
        return 1.0
    common = in_both(one, other)
    return common / (union - common)


def held(one: Hashes, other: Hashes) -> float:
    """Numbers, or statements, of both as a share of those of the text that has fewer, 0 to 1; 1 where it has none."""
    fewest = min(len(one), len(other))
    return in_both(one, other) / fewest if fewest else 1.0
