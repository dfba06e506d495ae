"""Least costs within a bound: of all that comes near the least of the whole, they are those of every way tried."""

import random
from itertools import combinations

from gd_pipeline.reading.tables.cheapest import both_ways
from gd_pipeline.reading.tables.kept import Kept

_MARGIN = 0.35


def _tried(pairs: list[list[float]], skips: list[float], drops: list[float]) -> dict[tuple[int, int], float]:
    """The cost of every way to pair labels with groups in order, by label and group: the least that pairs these two."""
    least: dict[tuple[int, int], float] = {}
    for size in range(min(len(skips), len(drops)) + 1):
        for chosen in combinations(range(len(skips)), size):
            for groups in combinations(range(len(drops)), size):
                both = list(zip(chosen, groups, strict=True))
                cost = sum(pairs[i][j] for i, j in both)
                cost += sum(skip for i, skip in enumerate(skips) if i not in chosen)
                cost += sum(drop for j, drop in enumerate(drops) if j not in groups)
                for pair in [*both, (-1, -1)]:
                    least[pair] = min(least.get(pair, cost), cost)
    return least


def test_all_pairs_that_come_near_the_least_cost_are_found_with_their_cost() -> None:
    chance = random.Random(7)
    for _ in range(60):
        labels, groups = chance.randint(1, 5), chance.randint(0, 5)
        pairs = [[chance.choice([0.0, 0.2, 0.5, 3.2, 1e6]) for _ in range(groups)] for _ in range(labels)]
        skips = [chance.choice([0.0, 1.2]) for _ in range(labels)]
        drops = [chance.choice([0.3, 0.7, 2.0]) for _ in range(groups)]
        ahead, behind = both_ways(pairs, skips, drops, _MARGIN)
        tried = _tried(pairs, skips, drops)
        whole = min(tried.values())
        for (i, j), cost in tried.items():
            if i >= 0 and cost < whole + _MARGIN:
                before, after = ahead[i].of(j)[0], behind[i + 1].of(j + 1)[0]
                assert abs(before + pairs[i][j] + after - cost) < 1e-9


def test_what_lies_far_from_the_least_cost_is_left_out() -> None:
    size = 50
    pairs = [[0.0 if i == j else 1e6 for j in range(size)] for i in range(size)]
    ahead, _ = both_ways(pairs, [1.2] * size, [2.0] * size, _MARGIN)
    assert max(len(row.costs) for row in ahead) < size / 4


def test_answers_about_short_texts_are_kept_up_to_a_number() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    kept = Kept(length, longest=3, most=2)
    assert [kept[text] for text in ("a", "a", "long", "long")] == [1, 1, 4, 4]
    assert asked == ["a", "long", "long"]
    assert [kept[text] for text in ("b", "c", "a")] == [1, 1, 1]
    assert len(kept) <= 2
