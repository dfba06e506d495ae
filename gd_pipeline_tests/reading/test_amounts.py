"""Numerals with hedges and magnitudes to intervals, as the contract's "Values are intervals" has them."""

import pytest

from gd_pipeline.catalog.hedges import HedgeKind, hedges
from gd_pipeline.reading.amounts import amount
from gd_pipeline.reading.numerals import ascii_numeral

WAN = 10_000


@pytest.mark.parametrize(
    ("digits", "magnitude", "kind", "low", "high"),
    [
        ("300", 1, "more", 300, 400),
        ("350", 1, "more", 350, 360),
        ("12000", 1, "more", 12000, 13000),
        ("7100", 1, "more", 7100, 7200),
        ("4.2", WAN, "more", 42000, 43000),
        ("1.27", WAN, "more", 12700, 12800),
        ("8", WAN, "more", 80000, 90000),
        ("10", 1, "more", 10, 20),
        ("2000", 1, "over", 2000, 3000),
        ("30", 1, "least", 30, 80),
        ("7000", 1, "nearly", 6000, 7000),
        ("1.5", WAN, "nearly", 14000, 15000),
        ("20", 1, "nearly", 10, 20),
        ("1", WAN, "nearly", 9000, 10000),
        ("100", 1, "nearly", 90, 100),
        ("300", 1, "about", 250, 350),
        ("50", 1, "under", 40, 50),
        ("60", 1, "within", 0, 60),
    ],
)
def test_a_hedge_makes_a_closed_interval(digits: str, magnitude: int, kind: HedgeKind, low: float, high: float) -> None:
    """u is the place of the last digit that is not 0; a lone 1 is approached by a tenth."""
    assert amount(ascii_numeral(digits), magnitude, (kind, "词")) == (low, high, "词")


@pytest.mark.parametrize("kind", ["more", "nearly", "about", "over", "least", "under"])
def test_a_hedge_on_a_number_in_full_says_nothing(kind: HedgeKind) -> None:
    """近1193 is the point 1193."""
    assert amount(ascii_numeral("1193"), 1, (kind, "近")) == (1193, 1193, "odd")


@pytest.mark.parametrize(
    ("digits", "low", "high"),
    [("9.8", 97500, 98500), ("0.5", 4500, 5500), ("0.82", 8150, 8250), ("36.7", 366500, 367500)],
)
def test_a_decimal_before_wan_is_rounded(digits: str, low: float, high: float) -> None:
    """Half a unit of the last written place to either side."""
    assert amount(ascii_numeral(digits), WAN, None) == (low, high, "rounded")


@pytest.mark.parametrize(
    ("digits", "magnitude", "value"), [("21", WAN, 210000), ("98116", 1, 98116), ("12.5", 1, 12.5)]
)
def test_everything_else_is_a_point(digits: str, magnitude: int, value: float) -> None:
    """An integer before 万, a number in full, a decimal without magnitude."""
    assert amount(ascii_numeral(digits), magnitude, None) == (value, value, None)


def test_every_kind_of_the_catalog_is_understood() -> None:
    """No hedge of the catalog falls through: each interval holds the number or ends at it, and is not a point."""
    table = hedges()
    for kind in {*table.prefix.values(), *table.infix.values(), *table.suffix.values()}:
        found = amount(ascii_numeral("400"), 1, (kind, "词"))
        assert found.low <= 400 <= found.high
        assert found.low < found.high
