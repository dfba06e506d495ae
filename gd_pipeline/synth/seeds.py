"""Streams of chance that a seed fixes, one for each purpose, and cheap picks from them."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from math import log
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def stream(*parts: object) -> Random:
    """A generator that depends on `parts` alone: the same truth can be printed in every layout."""
    return Random("/".join(map(str, parts)))


def pick(rng: Random, items: Sequence[Item]) -> Item:
    """One of `items`, all equally likely."""
    return items[int(rng.random() * len(items))]


def weighted(rng: Random, items: Sequence[Item], weights: Sequence[float]) -> Item:
    """One of `items`, by weight."""
    sums = list(accumulate(weights))
    return items[min(bisect(sums, rng.random() * sums[-1]), len(items) - 1)]


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included, all equally likely."""
    return low + int(rng.random() * (high - low + 1))


def sized(rng: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`; small ones are as likely as large ones on a logarithmic scale."""
    ratio: float = ((high + 1) / (low + 1)) ** rng.random()
    return round((low + 1) * ratio) - 1


def few(rng: Random, mean: float) -> int:
    """A count about `mean`, often 0 when the mean is small; never negative."""
    return int(-mean * 0.8 * log(1.0 - rng.random()) + 0.3) if rng.random() > 0.25 else 0


def spread(rng: Random, whole: int, weights: Sequence[float]) -> list[int]:
    """`whole` split into parts by weight: the parts are whole numbers and sum to it."""
    parts = [0] * len(weights)
    if whole <= 0:
        return parts
    sums = list(accumulate(weights))
    rest = whole
    if whole > 24:
        for place, weight in enumerate(weights):
            parts[place] = int(whole * weight / sums[-1] * (0.7 + 0.3 * rng.random()))
        rest -= sum(parts)
        if rest > 24:
            parts[bisect(sums, rng.random() * sums[-1] * 0.999)] += rest - 12
            rest = 12
    for _ in range(rest):
        parts[min(bisect(sums, rng.random() * sums[-1]), len(parts) - 1)] += 1
    return parts
