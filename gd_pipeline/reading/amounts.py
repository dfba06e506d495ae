"""A numeral with its hedge and magnitude to a closed interval (contract: "Values are intervals")."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.hedges import HedgeKind
from gd_pipeline.reading.numerals import Numeral


class Amount(NamedTuple):
    """A closed interval and the hedge to record: the printed word, "rounded", "odd" or None."""

    low: float
    high: float
    hedge: str | None


@lru_cache(maxsize=16384)
def amount(numeral: Numeral, magnitude: int, hedge: tuple[HedgeKind, str] | None) -> Amount:
    """The interval that is meant by `numeral` times `magnitude` with `hedge` (its kind and its word).

    A hedge on a number whose last digit is not 0 says nothing: the point stays, with hedge "odd". A decimal before a
    magnitude is rounded to half its last written place. Everything else is the point.
    """
    value, unit = numeral.value * magnitude, numeral.place * magnitude
    if hedge is None:
        if numeral.decimals and magnitude > 1:
            half = Decimal(magnitude) / (2 * 10**numeral.decimals)
            return Amount(float(value - half), float(value + half), "rounded")
        return Amount(float(value), float(value), None)
    kind, word = hedge
    if (numeral.place == 1 and magnitude == 1) or not value:
        return Amount(float(value), float(value), "odd")
    low, high = _bounds(kind, value, unit, numeral.lone_one)
    return Amount(float(low), float(high), word)


def _bounds(kind: HedgeKind, value: Decimal, unit: Decimal, lone_one: bool) -> tuple[Decimal, Decimal]:
    if kind in ("more", "over"):
        return value, value + unit
    if kind == "least":
        return value, value + 5 * unit
    if kind == "nearly":
        return value - (unit / 10 if lone_one else unit), value
    if kind == "about":
        return value - unit / 2, value + unit / 2
    if kind == "under":
        return value - unit, value
    return Decimal(0), value
