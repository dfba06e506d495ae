import multiprocessing
import time
from pathlib import Path

import duckdb
import pytest

from gd_pipeline.review.alerts import Filters, NoWarehouseError, count_by_severity, find, reading, with_id
from gd_pipeline.review.decisions import Decisions
from gd_pipeline.review.decisions_join import join_decisions
from gd_pipeline_tests.review.conftest import House, decide, toy_house

REPORTS = {
    "a.txt": "year 2015\nissuer 甲县\nform 2014\nwrong sum.staff.total 10 12\nwrong sum.review.total 3 4\n",
    "b.txt": "year 2016\nissuer 乙县\nwrong sum.staff.total 7 9\n",
    "c.txt": "year 2018\nissuer 丙县\nwrong sum.staff.total 1 2\n",
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> House:
    with pytest.MonkeyPatch.context() as patch:
        house = toy_house(tmp_path_factory.mktemp("model"), patch)
        for name, text in REPORTS.items():
            house.write(name, text)
        house.run()
    return house


@pytest.fixture
def full(house: House, model: House) -> House:
    return house.like(model)


def found(house: House, store: Decisions, filters: Filters, limit: int | None = None) -> list[tuple[int, str, str]]:
    with reading(house.home / "warehouse.duckdb", store.path) as connection:
        alerts = find(connection, filters, limit)
        if limit is None:
            assert sum(count_by_severity(connection, filters).values()) == len(alerts)
    return [(each.report_year, each.rule, each.state) for each in alerts]


def test_alerts_are_found_the_latest_year_first(full: House, store: Decisions) -> None:
    assert found(full, store, Filters()) == [
        (2018, "sum.staff.total", "open"),
        (2016, "sum.staff.total", "open"),
        (2015, "sum.review.total", "open"),
        (2015, "sum.staff.total", "open"),
    ]
    assert len(found(full, store, Filters(), limit=2)) == 2


FILTERS: list[tuple[Filters, list[int]]] = [
    (Filters(years=(2016, 2018)), [2018, 2016]),
    (Filters(years=(2015, 2015)), [2015, 2015]),
    (Filters(rules=["sum.review.total"]), [2015]),
    (Filters(rules=["sum.rev*", "*.staff.*"]), [2018, 2016, 2015, 2015]),
    (Filters(rules=["bound.*"]), []),
    (Filters(severities=["error"]), [2018, 2016, 2015, 2015]),
    (Filters(severities=["warning", "info"]), []),
    (Filters(families=["sum"], levels=["county"], forms=["2014"]), [2015, 2015]),
    (Filters(levels=["town"]), []),
    (Filters(issuer="乙"), [2016]),
    (Filters(issuer="2105"), [2018, 2016, 2015, 2015]),
    (Filters(issuer="'; DROP TABLE quality.alerts; --"), []),
    (Filters(states=["open"]), [2018, 2016, 2015, 2015]),
    (Filters(states=["accepted"]), []),
]


def test_filters(full: House, store: Decisions) -> None:
    assert [(filters, [year for year, _, _ in found(full, store, filters)]) for filters, _ in FILTERS] == FILTERS


def test_a_decision_counts_before_it_is_joined(full: House, store: Decisions) -> None:
    with reading(full.home / "warehouse.duckdb", store.path) as connection:
        alert = find(connection, Filters(issuer="乙"))[0]
    decide(store, alert.subject, "accepted", note="问过")
    assert found(full, store, Filters(states=["accepted"])) == [(2016, "sum.staff.total", "accepted")]
    with reading(full.home / "warehouse.duckdb", store.path) as connection:
        (again,) = with_id(connection, alert.alert_id[:8])
    assert (again.decision_no, again.reviewer, again.note) == (1, "甲", "问过")
    assert full.rows("SELECT DISTINCT state FROM quality.alerts") == [("open",)]


def test_decisions_whose_store_is_elsewhere_are_those_of_the_warehouse(full: House, store: Decisions) -> None:
    with reading(full.home / "warehouse.duckdb", store.path) as connection:
        alert = find(connection, Filters(issuer="乙"))[0]
    decide(store, alert.subject, "accepted")
    join_decisions(full.connect, store.path)
    with reading(full.home / "warehouse.duckdb", store.path.with_name("other.sqlite")) as connection:
        (again,) = with_id(connection, alert.alert_id)
    assert (again.state, again.decision_no, again.reviewer) == ("accepted", 1, "甲")


def test_an_alert_that_is_gone_is_not_open(full: House, store: Decisions) -> None:
    full.write("b.txt", "no report any more")
    full.run()
    assert found(full, store, Filters(states=["open"], issuer="乙")) == []
    assert found(full, store, Filters(issuer="乙")) == [(2016, "sum.staff.total", "open")]


def test_an_identifier_that_is_whole_is_found_beside_longer_ones(full: House, store: Decisions) -> None:
    with full.connect() as connection:
        connection.execute("UPDATE quality.alerts SET alert_id = 'abc' WHERE report_year = 2016")
        connection.execute("UPDATE quality.alerts SET alert_id = 'abcd' WHERE report_year = 2018")
    with reading(full.home / "warehouse.duckdb", store.path) as connection:
        assert [len(with_id(connection, beginning)) for beginning in ("ab", "abc", "abcd", "x")] == [2, 1, 1, 0]


def test_without_warehouse_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="gd-pipeline run"), reading(tmp_path / "w.duckdb", tmp_path / "d"):
        pass
    assert list(tmp_path.iterdir()) == []


def hold(path: Path, seconds: float) -> None:
    connection = duckdb.connect(str(path))
    path.with_name("held").touch()
    time.sleep(seconds)
    connection.close()


@pytest.mark.parametrize(("seconds", "patience", "opens"), [(1.0, 30.0, True), (30.0, 0.5, False)])
def test_a_warehouse_that_is_written_is_waited_for(
    full: House, store: Decisions, seconds: float, patience: float, opens: bool
) -> None:
    path = full.home / "warehouse.duckdb"
    holder = multiprocessing.get_context("spawn").Process(target=hold, args=(path, seconds))
    holder.start()
    try:
        while not path.with_name("held").exists():
            assert holder.is_alive()
            time.sleep(0.01)
        if opens:
            with reading(path, store.path, patience) as connection:
                assert find(connection, Filters())
        else:
            with pytest.raises(NoWarehouseError, match="占用"), reading(path, store.path, patience):
                pass
    finally:
        holder.terminate()
        holder.join()


def test_a_file_that_is_no_warehouse_is_told_from_a_busy_one(store: Decisions, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# 笔记\n" * 9, encoding="utf-8")
    with pytest.raises(NoWarehouseError, match="is no warehouse"), reading(tmp_path / "notes.md", store.path):
        pass


def test_a_warehouse_of_an_earlier_edition_is_given_the_columns_that_it_lacks(full: House, store: Decisions) -> None:
    with full.connect() as connection:
        connection.execute("ALTER TABLE quality.alerts DROP COLUMN superseded_by")
        connection.execute("UPDATE raw.catalog SET declared = 'earlier'")
    assert len(found(full, store, Filters())) == 4
