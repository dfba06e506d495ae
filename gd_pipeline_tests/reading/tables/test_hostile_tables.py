"""Anything may stand between the signs of tables: it is read in time, whatever it looks like."""

from time import process_time

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline.reading.tables.recognise import signs_of
from gd_pipeline_tests.reading.tables.printed import document
from gd_pipeline_tests.test_hostile import SECONDS, UNITS

TRIES = 3
"""A machine at work on other things is asked again."""

SIGNS = (
    "第二十条第（一）项\n新收政府信息公开申请数量 1 2\n（一）予以公开 1 2 3\n行政诉讼情况 结果维持\n"
    "申请答复数 3\n免予公开范围 4\n"
)


def seconds_for(unit: str, characters: int) -> float:
    text = SIGNS + unit * (characters // len(unit)) + SIGNS
    start = process_time()
    read_tables(document(text), ())
    return process_time() - start


def test_the_signs_are_those_of_all_tables():
    assert len(signs_of(SIGNS, ())) == 5


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_a_unit_repeated_between_signs_is_read_in_time(unit):
    assert any(seconds_for(unit, 20_000) < SECONDS for _ in range(TRIES))


@pytest.mark.full
@pytest.mark.parametrize("unit", [*UNITS, *(unit + "\n" for unit in UNITS)], ids=repr)
def test_a_unit_repeated_up_to_what_is_read_for_tables_is_read_in_time(unit):
    assert any(seconds_for(unit, 150_000) < SECONDS for _ in range(TRIES))
