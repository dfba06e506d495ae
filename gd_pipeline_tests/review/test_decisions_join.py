from pathlib import Path

import pytest

from gd_pipeline.review.decisions import Decisions
from gd_pipeline.review.decisions_join import join_decisions
from gd_pipeline_tests.review.conftest import House, about, decide, said

WRONG = "year 2015\nissuer 甲县\nwrong sum.staff.total 10 12\n"
STATES = "SELECT state FROM quality.alerts ORDER BY ALL"
STORED = "SELECT decision_no, state, reviewer, note, rule, issuer, report_year FROM review.decisions ORDER BY ALL"


@pytest.fixture
def alert(house: House) -> str:
    """The one alert of a warehouse."""
    house.write("a.txt", WRONG)
    house.run()
    ((alert_id,),) = house.rows("SELECT alert_id FROM quality.alerts")
    return str(alert_id)


def test_decisions_are_joined_with_what_they_were_about(house: House, alert: str, store: Decisions) -> None:
    decide(store, about(alert), "confirmed", note="查过原件")
    assert join_decisions(house.connect, store.path) == 1
    assert house.rows(STATES) == [("confirmed",)]
    assert house.rows(STORED) == [(1, "confirmed", "甲", "查过原件", "sum.staff.total", "甲县", 2015)]


def test_what_is_joined_already_changes_nothing(house: House, alert: str, store: Decisions) -> None:
    decide(store, about(alert))
    join_decisions(house.connect, store.path)
    before = house.everything()
    assert join_decisions(house.connect, store.path) == 0
    assert house.everything() == before


def test_the_last_decision_is_the_state_whatever_the_clock_said(house: House, alert: str, store: Decisions) -> None:
    for number, state in enumerate(("confirmed", "accepted", "open", "our_error")):
        decide(store, about(alert), state, seen=number)
    join_decisions(house.connect, store.path)
    assert house.rows(STATES) == [("our_error",)]
    house.load(2015)
    assert house.rows(STATES) == [("our_error",)]


def test_a_decision_on_an_alert_that_the_warehouse_does_not_know_waits(house: House, store: Decisions) -> None:
    house.write("a.txt", WRONG)
    house.run()
    ((alert,),) = house.rows("SELECT alert_id FROM quality.alerts")
    decide(store, about(str(alert)), "accepted")
    with house.connect() as connection:
        connection.execute("DELETE FROM quality.alerts")
    join_decisions(house.connect, store.path)
    assert house.rows(STATES) == []
    house.load(2015)
    assert house.rows(STATES) == [("accepted",)]


def test_a_closed_alert_takes_only_what_is_decided_since(house: House, alert: str, store: Decisions) -> None:
    decide(store, about(alert), "confirmed")
    join_decisions(house.connect, store.path)
    house.write("a.txt", WRONG.replace("wrong", "#"))
    house.run()
    assert house.rows(STATES) == [("resolved",)]
    house.load(2015)
    assert house.rows(STATES) == [("resolved",)]
    decide(store, about(alert), "our_error", seen=1)
    join_decisions(house.connect, store.path)
    assert house.rows(STATES) == [("our_error",)]
    house.load(2015)
    assert house.rows(STATES) == [("our_error",)]


def test_a_lost_store_comes_back_from_the_warehouse(house: House, alert: str, store: Decisions, tmp_path: Path) -> None:
    decide(store, about(alert), "confirmed")
    decide(store, about(alert), "accepted", seen=1, reviewer="乙")
    join_decisions(house.connect, store.path)
    again = Decisions(tmp_path / "again.sqlite")
    join_decisions(house.connect, again.path)
    assert said(again.history(alert)) == [(1, "confirmed", "甲"), (2, "accepted", "乙")]
    assert again.all() == store.all()


def test_without_store_and_decisions_no_store_is_made(house: House, alert: str, store: Decisions) -> None:
    assert join_decisions(house.connect, store.path) == 0
    assert not store.path.exists()


def test_an_older_store_that_was_put_back_gets_what_it_lacks(
    house: House, alert: str, store: Decisions, tmp_path: Path
) -> None:
    older = Decisions(tmp_path / "older.sqlite")
    decide(older, about(alert), "confirmed")
    decide(store, about(alert), "confirmed")
    decide(store, about(alert), "accepted", seen=1, reviewer="乙")
    join_decisions(house.connect, store.path)
    join_decisions(house.connect, older.path)
    assert said(older.history(alert)) == [(1, "confirmed", "甲"), (2, "accepted", "乙")]
    assert house.rows(STATES) == [("accepted",)]
