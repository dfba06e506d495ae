"""Readers open the snapshot: whole, never waiting, never in the way of a run."""

import threading
from pathlib import Path

import duckdb
import pytest

from gd_pipeline.warehouse import snapshot as module
from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline.warehouse.complete import due_years, incomplete_years
from gd_pipeline.warehouse.neighbours import check_year
from gd_pipeline.warehouse.snapshot import Published, publish, readable, reading
from gd_pipeline.warehouse.year import load_year
from gd_pipeline_tests.warehouse.conftest import START, House
from gd_pipeline_tests.warehouse.ordered import ordered_hash

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
FACTS = "SELECT report_year, low FROM core.facts ORDER BY ALL"


def published(house: House) -> Published:
    return publish(house.connect, house.home / "warehouse.duckdb", house.home / "snapshot.duckdb")


def read(house: House, query: str = FACTS) -> list[tuple[object, ...]]:
    with reading(house.home / "snapshot.duckdb") as connection:
        return connection.execute(query).fetchall()


def test_a_snapshot_holds_what_the_warehouse_holds(house: House) -> None:
    house.write("a.txt", REPORT)
    house.run()
    assert published(house).held_back == ()
    with house.connect() as connection:
        expected = ordered_hash(connection)
    with reading(house.home / "snapshot.duckdb") as connection:
        assert ordered_hash(connection) == expected
    assert {path.name for path in house.home.glob("*.duckdb")} == {"warehouse.duckdb", "snapshot.duckdb"}


def test_an_open_reader_keeps_what_it_opened_and_a_new_one_sees_the_new(house: House) -> None:
    house.write("a.txt", REPORT)
    house.run()
    published(house)
    with reading(house.home / "snapshot.duckdb") as old:
        house.write("b.txt", REPORT.replace("2015", "2016"))
        house.run()
        published(house)
        assert old.execute(FACTS).fetchall() == [(2015, 120)]
    assert read(house) == [(2015, 120), (2016, 120)]


def test_a_year_in_the_middle_of_a_run_stands_as_it_was(house: House) -> None:
    house.write("a.txt", REPORT)
    house.run()
    published(house)
    house.write("a.txt", REPORT.replace("120", "130"))
    house.write("new.txt", REPORT.replace("2015", "2018"))
    house.take_in()
    for year in (2015, 2018):
        load_year(house.connect, year, START)
    assert published(house).held_back == (2015, 2018)
    assert read(house) == [(2015, 120)]
    assert read(house, "SELECT report_year, state FROM quality.loads") == [(2015, "loaded")]
    house.run()
    assert published(house).held_back == ()
    assert (2018, 120) in read(house)


def test_a_year_whose_neighbour_was_loaded_waits_for_its_alerts(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("b.txt", REPORT.replace("2015", "2016"))
    house.run()
    house.write("a.txt", REPORT.replace("120", "130"))
    house.take_in()
    load_year(house.connect, 2015, START)
    assert 2016 in check_year(house.connect, 2015)
    with house.connect() as connection:
        assert incomplete_years(connection) == due_years(connection) == [2015, 2016]
    refresh_alerts(house.connect, 2015, START)
    house.run()
    with house.connect() as connection:
        assert due_years(connection) == []


def test_a_copy_that_fails_leaves_the_snapshot_as_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.write("a.txt", REPORT)
    house.run()
    published(house)
    monkeypatch.setattr(module, "COPY", "raise OSError('no space left')")
    with pytest.raises(OSError, match="no space left"):
        published(house)
    assert read(house) == [(2015, 120)]
    assert not list(house.home.glob("*draft*"))


def test_publishing_keeps_the_lock_on_the_warehouse(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process can open the warehouse between the copy and the end."""
    house.write("a.txt", REPORT)
    house.run()
    opened: list[str] = []
    code = "import duckdb, sys; duckdb.connect(sys.argv[1])"

    def replace(draft: Path, target: Path) -> None:
        import subprocess
        import sys

        done = subprocess.run([sys.executable, "-c", code, str(house.home / "warehouse.duckdb")], capture_output=True)
        opened.append(done.stderr.decode())
        draft.rename(target)

    monkeypatch.setattr(module.os, "replace", replace)
    published(house)
    assert "lock" in opened[0]


def test_readers_see_whole_years_while_runs_publish(house: House) -> None:
    """Each publication holds one more fact in each of two years: a reader never finds different numbers of them."""
    house.write("a.txt", REPORT)
    house.write("b.txt", REPORT.replace("2015", "2016"))
    house.run()
    published(house)
    stop, seen, wrong = threading.Event(), [0], []

    def look() -> None:
        while not stop.wait(0.1):
            try:
                rows = read(house, "SELECT report_year, count(*) FROM core.facts GROUP BY 1")
            except duckdb.Error as error:
                wrong.append(repr(error))
                return
            seen[0] += 1
            if len(rows) != 2 or len({count for _, count in rows}) != 1:
                wrong.append(repr(rows))

    readers = [threading.Thread(target=look) for _ in range(3)]
    for each in readers:
        each.start()
    for number in range(2):
        for year in ("2015", "2016"):
            house.write(f"{number}_{year}.txt", f"year {year}\nissuer 第{number}县\nfact proactive.total {number}\n")
        house.run()
        published(house)
    stop.set()
    for each in readers:
        each.join()
    assert not wrong
    assert seen[0]


def test_a_reader_is_given_the_snapshot_if_it_fits_this_version(house: House) -> None:
    warehouse, snapshot = house.home / "warehouse.duckdb", house.home / "snapshot.duckdb"
    house.write("a.txt", REPORT)
    house.run()
    assert readable(snapshot, warehouse) == warehouse
    published(house)
    assert readable(snapshot, warehouse) == snapshot
    connection = duckdb.connect(str(snapshot))
    connection.execute("UPDATE raw.catalog SET declared = 'older'")
    connection.close()
    assert readable(snapshot, warehouse) == warehouse
