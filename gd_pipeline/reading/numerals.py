"""A printed numeral (ASCII, full-width or Chinese) to its value and the place of its last written digit."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％·", "0123456789.,%.")
CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
CHINESE_PLACES = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


class Numeral(NamedTuple):
    """A number as written: its value, the value of the place of its last digit that is not 0, and its decimals.

    `point` is the value as a float, which is found once: a Decimal becomes one by way of its digits.
    `lone_one` says that the only digit that is not 0 is a 1 (10, 100, 1万), where 近 reaches down a tenth only.
    """

    value: Decimal
    place: Decimal
    decimals: int
    lone_one: bool
    point: float


@lru_cache(maxsize=16384)
def ascii_numeral(digits: str) -> Numeral:
    """Value of digits with optional separators and point ("1,062", "０．８９", "0. 89", "2 0 2 0").

    Raises:
        ValueError: there is more than one point.
    """
    plain = "".join(digits.translate(FULL_WIDTH).replace(",", "").split())
    if plain.count(".") > 1:
        raise ValueError(f"not a number: {digits!r}")
    whole, _, fraction = plain.partition(".")
    written = whole + fraction
    last = len(written.rstrip("0"))
    exponent = len(whole) - last if last else 0
    value = Decimal(plain)
    return Numeral(value, Decimal(10) ** exponent, len(fraction), written.strip("0") == "1", float(value))


@lru_cache(maxsize=4096)
def chinese_numeral(text: str) -> Numeral | None:
    """Value of a Chinese numeral (六十二, 一千零六十二, 一〇二, 三十万), or None if the characters make no number."""
    if len(text) > 1 and all(c in CHINESE_DIGITS for c in text):
        return ascii_numeral("".join(str(CHINESE_DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for c in text:
        if c in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[c]
        elif c in CHINESE_PLACES:
            if digit is None and section:
                return None
            section += (1 if digit is None else digit) * CHINESE_PLACES[c]
            digit = None
        else:
            if digit is None and not section:
                return None
            part = (section + (digit or 0)) * MAGNITUDES[c]
            total = total + part if total > part else (total * MAGNITUDES[c]) + part
            section, digit = 0, None
    value = total + section + (digit or 0)
    written = str(value).rstrip("0")
    last_place = Decimal(10) ** (len(str(value)) - len(written)) if value else Decimal(1)
    return Numeral(Decimal(value), last_place, 0, written == "1", float(value))
