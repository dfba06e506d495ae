"""The least cost of bringing labels and groups of cells together in order, as far as it matters.

A cost that is above that of the whole by more than a margin is not looked at: of all pairs few are left.
"""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

_FIRST_BOUND = 4.0
_HIGHEST_BOUND = 1000.0


class Costs(NamedTuple):
    """Least costs of some labels with the first `first` groups, with one more, and so on; of all others too much."""

    first: int
    costs: list[float]

    def of(self, first: int) -> list[float]:
        """The costs from that many groups on, which are no fewer than its first."""
        return self.costs[first - self.first :]


def both_ways(
    pairs: Sequence[Sequence[float]], skips: Sequence[float], drops: Sequence[float], margin: float
) -> tuple[list[Costs], list[Costs]]:
    """Least costs of the labels before each and of those from each on, with the groups before and behind each.

    `pairs` are the costs of each label with each group, `skips` and `drops` of a label without a group and of a group
    without a label. What is more than `margin` above the least cost of the whole may be left out.
    """
    bound, ahead = _within_bound(pairs, skips, drops, margin)
    turned = _least([row[::-1] for row in pairs[::-1]], skips[::-1], drops[::-1], bound)
    last = len(drops) + 1
    return ahead, [Costs(last - row.first - len(row.costs), row.costs[::-1]) for row in turned[::-1]]


def _within_bound(
    pairs: Sequence[Sequence[float]], skips: Sequence[float], drops: Sequence[float], margin: float
) -> tuple[float, list[Costs]]:
    """A bound that is at least `margin` above the least cost of the whole, and the least costs within it."""
    bound = _FIRST_BOUND
    while True:
        table = _least(pairs, skips, drops, bound)
        first, costs = table[-1] if table else (0, [])
        if first + len(costs) > len(drops) and costs[-1] + margin <= bound:
            return bound, table
        bound = 2 * bound if bound < _HIGHEST_BOUND else inf


def _least(
    pairs: Sequence[Sequence[float]], skips: Sequence[float], drops: Sequence[float], bound: float
) -> list[Costs]:
    """Least cost of the first i labels and the first j groups, for every i and those j where it is at most `bound`.

    Empty where there is no such j for some i.
    """
    first, row = 0, _dropped([0.0], drops, bound)
    table = [Costs(first, row)]
    for skip, costs in zip(skips, pairs, strict=True):
        above, cost = row, row[0] + skip
        row = [cost]
        for drop, corner, over, pair in zip(drops[first:], above, [*above[1:], inf], costs[first:], strict=False):
            cost += drop
            if over + skip < cost:
                cost = over + skip
            if corner + pair < cost:
                cost = corner + pair
            row.append(cost)
        row = _dropped(row, drops[first + len(row) - 1 :], bound)
        cut = next((at for at, cost in enumerate(row) if cost <= bound), len(row))
        while row and row[-1] > bound:
            row.pop()
        if not row:
            return []
        first, row = first + cut, row[cut:]
        table.append(Costs(first, row))
    return table


def _dropped(row: list[float], drops: Sequence[float], bound: float) -> list[float]:
    """`row` with the costs of leaving out one group more after the other."""
    for drop in drops:
        if row[-1] + drop > bound:
            break
        row.append(row[-1] + drop)
    return row
