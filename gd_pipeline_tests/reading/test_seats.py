"""The place that a zone or a branch office is called after."""

import pytest

from gd_pipeline.reading.seats import short_place


@pytest.mark.parametrize(
    ("phrase", "places"),
    [
        ("河北海事局", ["河北省"]),
        ("吉林海事局", ["吉林省"]),
        ("南京经济技术开发区", ["南京"]),
        ("某某海事局", []),
    ],
    ids=["a province", "a province, and a city of that name", "a zone", "no place"],
)
def test_the_place_of_a_name_without_its_suffix(phrase: str, places: list[str]) -> None:
    assert short_place(phrase) == places
