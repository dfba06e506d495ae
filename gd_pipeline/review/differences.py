"""What is stated against what is expected, in figures: closed intervals and the gap between them."""

import math

from gd_pipeline.checking.intervals import Interval


def figure(value: float) -> str:
    """A number with at most ten digits."""
    return "∞" if math.isinf(value) else f"{value:.10g}"


def interval(values: Interval) -> str:
    """A closed interval, or the one number that it is; `≥ n` where it has no end."""
    low, high = values
    if math.isinf(high):
        return f"≥ {figure(low)}"
    return figure(low) if low == high else f"[{figure(low)}, {figure(high)}]"


def difference(stated: Interval | None, expected: Interval | None) -> float:
    """How far `stated` lies above (or, negative, below) `expected`; 0 where they meet or one is not there."""
    if stated is None or expected is None:
        return 0.0
    low, high = stated[0] - expected[1], stated[1] - expected[0]
    return 0.0 if low <= 0 <= high else (low if low > 0 else high)


def compared(stated: Interval | None, expected: Interval | None) -> str:
    """Both intervals and their difference, in words; empty where one is not there."""
    if stated is None or expected is None:
        return ""
    apart = difference(stated, expected)
    by = f" · 相差 difference {apart:+.10g}" if apart else ""
    return f"所述 stated {interval(stated)} · 应为 expected {interval(expected)}{by}"
