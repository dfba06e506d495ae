"""Interval arithmetic: the only place that says when two printed numbers disagree.

An interval is a closed pair (low, high) in the metric's unit. Two numbers are at odds only when no value that one may
have is a value that the other may have; 500 and 500余 = [500, 600] agree.
"""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from gd_pipeline.catalog.hedges import hedges

Interval = tuple[float, float]

TOLERANCE = 1e-6


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    table = hedges()
    return {**table.suffix, **table.infix, **table.prefix}


def binding(low: float, high: float, hedge: str | None) -> Interval:
    """What a check may hold a hedged number to: 超过100 and 100以上 bind from below only."""
    return (low, math.inf) if hedge is not None and _kinds().get(hedge) in ("over", "least") else (low, high)


def nominal(low: float, high: float, hedge: str | None) -> float:
    """The number as written, without its hedge: 500 of 500余, 7000 of 近7000, the middle of what is left."""
    kind = _kinds().get(hedge) if hedge is not None else None
    if kind in ("more", "over", "least"):
        return low
    return high if kind in ("nearly", "under", "within") else (low + high) / 2


def is_point(interval: Interval) -> bool:
    """True for an exact number."""
    return interval[0] == interval[1]


def total(intervals: Iterable[Interval]) -> Interval:
    """Sum of intervals; of none, 0."""
    low = high = 0.0
    for a, b in intervals:
        low += a
        high += b
    return low, high


def product(a: Interval, b: Interval) -> Interval:
    """Product of two intervals of counts (nothing below 0)."""
    return a[0] * b[0], a[1] * b[1]


def percent(part: Interval, whole: Interval) -> Interval:
    """100 * part / whole for counts; the whole must not reach 0.

    Raises:
        ZeroDivisionError: the whole may be 0.
    """
    return 100 * part[0] / whole[1], 100 * part[1] / whole[0]


def meets(a: Interval, b: Interval, tolerance: float = TOLERANCE) -> bool:
    """True if some value lies in both."""
    return a[0] <= b[1] + tolerance and b[0] <= a[1] + tolerance


def exceeds(a: Interval, b: Interval) -> bool:
    """True if every value of `a` is above every value of `b`."""
    return a[0] > b[1] + TOLERANCE


def difference(stated: Interval, expected: Interval) -> float:
    """By how much `stated` is off `expected` at least: above 0 where it is too large, 0 where they meet."""
    if exceeds(stated, expected):
        return stated[0] - expected[1]
    return stated[1] - expected[0] if exceeds(expected, stated) else 0.0


def whole_number_share(share: float, decimals: int, whole: int) -> int | None:
    """The integer nearest to `share` % of `whole`, or None where it prints otherwise with so many `decimals`."""
    n = min(round(share * whole / 100), whole)
    return n if n >= 0 and abs(100 * n / whole - share) <= 0.5 * 10.0**-decimals + TOLERANCE else None


def whole_number_base(growth: float, decimals: int, current: Interval) -> int | None:
    """An integer that grew by `growth` % into `current`, rounded or cut at `decimals`, or None (248, 13.76: 218)."""
    unit = 10.0**-decimals
    low, high = growth - unit, growth + unit
    if low <= -100:
        return 0
    first = math.ceil(current[0] / (1 + high / 100) + TOLERANCE)
    last = math.inf if math.isinf(current[1]) else math.floor(current[1] / (1 + low / 100) - TOLERANCE)
    return max(first, 1) if max(first, 1) <= last else None
