"""How values of very different size spread: median and its median deviation (MAD), on the scale of ln(1 + x)."""

import math
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

SIGMA = 1.4826
"""By which a MAD is multiplied to be a standard deviation, were the values normal."""


class Spread(NamedTuple):
    """How many values there are, their median and MAD on the scale of ln(1 + x)."""

    size: int
    median: float
    mad: float

    @property
    def middle(self) -> float:
        """The median as a number."""
        return math.expm1(self.median)

    def away(self, value: float, least: float) -> float:
        """By how many deviations (of at least `least`) a value lies above the median; below 0 under it."""
        return (math.log1p(max(value, 0.0)) - self.median) / max(SIGMA * self.mad, least)


def spread(values: Iterable[float]) -> Spread:
    """The spread of some values, which may not be negative."""
    scaled = [math.log1p(max(value, 0.0)) for value in values]
    if not scaled:
        return Spread(0, 0.0, 0.0)
    middle = median(scaled)
    return Spread(len(scaled), middle, median(abs(value - middle) for value in scaled))
