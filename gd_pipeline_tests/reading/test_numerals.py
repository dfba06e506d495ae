"""Printed numerals to values."""

from decimal import Decimal

import pytest

from gd_pipeline.reading.numerals import ascii_numeral, chinese_numeral


@pytest.mark.parametrize(
    ("digits", "value", "place", "decimals"),
    [
        ("0", "0", 1, 0),
        ("7", "7", 1, 0),
        ("350", "350", 10, 0),
        ("12000", "12000", 1000, 0),
        ("1,062", "1062", 1, 0),
        ("1，234，500", "1234500", 100, 0),
        ("１２３", "123", 1, 0),
        ("１，０６２", "1062", 1, 0),
        ("4.2", "4.2", "0.1", 1),
        ("1.50", "1.50", "0.1", 2),
        ("０．８９", "0.89", "0.01", 2),
        ("0. 89", "0.89", "0.01", 2),
        ("99·5", "99.5", "0.1", 1),
        ("2 0 1 7", "2017", 1, 0),
        ("007", "7", 1, 0),
    ],
)
def test_digits_give_value_and_place_of_the_last_digit_that_counts(
    digits: str, value: str, place: str | int, decimals: int
) -> None:
    """The place is that of the last digit that is not 0; separators, blanks and width do not matter."""
    numeral = ascii_numeral(digits)
    assert (numeral.value, numeral.place, numeral.decimals) == (Decimal(value), Decimal(place), decimals)


@pytest.mark.parametrize(("digits", "lone"), [("10", True), ("1000", True), ("1", True), ("20", False), ("110", False)])
def test_a_lone_one_is_told(digits: str, lone: bool) -> None:
    """近 reaches down a tenth only from 10, 100, 1000."""
    assert ascii_numeral(digits).lone_one is lone


@pytest.mark.parametrize("digits", ["1.2.3", "2016.12.31", "1.2·3"])
def test_two_points_make_no_number(digits: str) -> None:
    """A date or a heading's number is refused."""
    with pytest.raises(ValueError, match="not a number"):
        ascii_numeral(digits)


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [
        ("零", 0, 1),
        ("两", 2, 1),
        ("俩", 2, 1),
        ("十", 10, 10),
        ("十二", 12, 1),
        ("二十", 20, 10),
        ("六十二", 62, 1),
        ("一百零五", 105, 1),
        ("三百一十二", 312, 1),
        ("一千零六十二", 1062, 1),
        ("一千二百", 1200, 100),
        ("两千三百", 2300, 100),
        ("一〇二", 102, 1),
        ("一○二", 102, 1),
        ("二〇一六", 2016, 1),
        ("三十万", 300_000, 100_000),
        ("三万二千", 32_000, 1000),
        ("一亿三千万", 130_000_000, 10_000_000),
        ("十二万零五百", 120_500, 100),
    ],
)
def test_chinese_numerals(text: str, value: int, place: int) -> None:
    """Digits, places and magnitudes, spoken or digit by digit."""
    numeral = chinese_numeral(text)
    assert numeral is not None
    assert (numeral.value, numeral.place, numeral.decimals) == (value, place, 0)


@pytest.mark.parametrize("text", ["万", "亿", "一百百"])
def test_characters_that_make_no_number(text: str) -> None:
    """A magnitude without a number before it is none."""
    assert chinese_numeral(text) is None
