"""Interval arithmetic."""

import math

import pytest

from gd_pipeline.checking import intervals as iv


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ((500, 500), (500, 600), True),
        ((600, 600), (500, 600), True),
        ((601, 601), (500, 600), False),
        ((97500, 98500), (98116, 98116), True),
        ((0.1 + 0.2, 0.1 + 0.2), (0.3, 0.3), True),
        ((5, 5), (100, math.inf), False),
        ((5000, 5000), (100, math.inf), True),
    ],
)
def test_two_numbers_disagree_only_when_they_cannot_meet(a: iv.Interval, b: iv.Interval, meet: bool) -> None:
    assert iv.meets(a, b) is meet
    assert iv.meets(b, a) is meet
    assert (iv.difference(a, b) == 0) is meet


@pytest.mark.parametrize("word", ["超过", "超", "突破", "以上", "不少于"])
def test_of_some_hedges_only_the_lower_end_binds(word: str) -> None:
    assert iv.binding(100, 200, word) == (100, math.inf)


def test_other_hedges_bind_at_both_ends() -> None:
    assert iv.binding(100, 200, "余") == (100, 200)


@pytest.mark.parametrize(("hedge", "written"), [("余", 500), ("近", 600), ("约", 550), ("rounded", 550)])
def test_the_number_as_written(hedge: str, written: float) -> None:
    assert iv.nominal(500, 600, hedge) == written


def test_sum_product_and_share() -> None:
    assert iv.total([(1, 2), (3, 3)]) == (4, 5)
    assert iv.product((12, 12), (3800, 3800)) == (45600, 45600)
    low, high = iv.percent((61900, 62350), (69300, 69400))
    assert low < 89.5 < high < 90.07


def test_difference_says_which_is_larger() -> None:
    assert iv.difference((589, 589), (535, 535)) == 54
    assert iv.difference((38, 38), (43, 48)) == -5


@pytest.mark.parametrize(
    ("share", "decimals", "whole", "n"),
    [
        (71.6, 1, 749, 536),
        (98.8, 1, 167, 165),
        (99.16, 2, 119, 118),
        (100, 0, 24, 24),
        (97.8, 1, 12, None),
        (6.3, 1, 16, 1),
    ],
)
def test_a_whole_number_must_give_the_share(share: float, decimals: int, whole: int, n: int | None) -> None:
    assert iv.whole_number_share(share, decimals, whole) == n


@pytest.mark.parametrize(
    ("growth", "decimals", "current", "base"),
    [(13.76, 2, 248, 218), (-12.3, 1, 859, 979), (41.22, 2, 209, 148), (13.76, 2, 12, None), (100, 0, 2, 1)],
)
def test_a_whole_number_must_have_grown(growth: float, decimals: int, current: int, base: int | None) -> None:
    assert iv.whole_number_base(growth, decimals, (current, current)) == base
