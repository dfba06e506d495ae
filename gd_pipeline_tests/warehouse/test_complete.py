"""How far the years came, and what follows from it."""

from collections.abc import Iterator
from contextlib import contextmanager

from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.complete import held_if_settled
from gd_pipeline_tests.warehouse.conftest import House


def held(house: House) -> int:
    """How many connections are open while the warehouse is held, if it is."""
    count = 0

    @contextmanager
    def connect() -> Iterator[DuckDBPyConnection]:
        nonlocal count
        with house.connect() as connection:
            count += 1
            try:
                yield connection
            finally:
                count -= 1

    with held_if_settled(connect):
        found = count
    assert count == 0
    return found


def test_a_warehouse_is_held_where_all_its_years_are_complete(house: House) -> None:
    assert held(house) == 0
    house.write("a.txt", "year 2018\nissuer 甲县\n")
    house.write("b.txt", "year 2019\nissuer 甲县\n")
    house.run()
    assert held(house) == 1
    with house.connect() as connection:
        connection.execute("UPDATE quality.loads SET state = 'loaded' WHERE report_year = 2018")
    assert held(house) == 0
    with house.connect() as connection:
        connection.execute("UPDATE quality.loads SET state = 'complete', reader_version = 'other'")
    assert held(house) == 0
