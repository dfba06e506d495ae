"""What a sensor asks for: years by keys that are the same while nothing changed, so that each is started once."""

from pathlib import Path

from gd_pipeline.warehouse.due import Due, due
from gd_pipeline.warehouse.snapshot import publish
from gd_pipeline.warehouse.year import load_year
from gd_pipeline_tests.warehouse.conftest import START, House

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
OTHER = REPORT.replace("120", "130")


def asked(house: House) -> list[Due]:
    snapshot = house.home / "snapshot.duckdb"
    publish(house.connect, Path(house.home / "warehouse.duckdb"), snapshot)
    return due(snapshot)


def test_documents_that_come_back_are_asked_for_again(house: House) -> None:
    keys = []
    for text in (REPORT, OTHER, REPORT):
        house.write("a.txt", text)
        house.take_in()
        (found,) = asked(house)
        assert asked(house) == [found], "the same while nothing is loaded"
        keys.append(found.key)
        house.run()
        assert asked(house) == []
    assert len({*keys}) == 3


def test_a_year_that_is_right_again_while_it_is_held_back_is_asked_for(house: House) -> None:
    house.write("a.txt", REPORT)
    house.run()
    house.write("a.txt", OTHER)
    house.take_in()
    (failing,) = asked(house)
    load_year(house.connect, 2015, START)
    assert asked(house) == [failing]
    house.write("a.txt", REPORT)
    house.take_in()
    (healed,) = asked(house)
    assert (healed.year, healed.key != failing.key) == (2015, True)
    house.run()
    assert asked(house) == []
