import pytest

from gd_pipeline.warehouse import alerts, examine
from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline_tests.warehouse.conftest import START, House

WRONG = "year 2015\nissuer 甲县\nwrong sum.staff.total 10 12\n"
ALERTS = "SELECT state, opened_at, closed_at IS NULL FROM quality.alerts ORDER BY opened_at, state"


def decide(house: House, number: int, state: str) -> None:
    """All alerts, as if joined from the store of decisions."""
    with house.connect() as connection:
        connection.execute(
            "INSERT INTO review.decisions (alert_id, decision_no, state, note, reviewer, decided_at) "
            f"SELECT alert_id, {number}, '{state}', 'as printed', 'me', '2026-02-01' FROM quality.alerts"
        )


def test_a_violated_check_is_an_alert_once(house: House) -> None:
    house.write("a.txt", WRONG)
    house.write("copy.txt", WRONG + "fact proactive.total 1\n")
    house.run()
    assert house.rows("SELECT count(*) FROM quality.checks WHERE verdict = 'violated'") == [(2,)]
    assert house.rows("SELECT rule, severity, state FROM quality.alerts") == [("sum.staff.total", "error", "open")]


def test_an_alert_keeps_the_time_when_it_was_opened(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    before = house.rows(ALERTS)
    house.write("b.txt", "year 2015\nissuer 乙县\n")
    house.run()
    assert house.rows(ALERTS) == before


def test_an_alert_that_is_gone_is_closed_and_comes_back(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    right = house.write("b.txt", "year 2015\nissuer 乙县\n")
    with house.connect() as connection:
        connection.execute("DELETE FROM quality.checks WHERE verdict = 'violated'")
        connection.execute("DELETE FROM quality.made")
    assert refresh_alerts(house.connect, 2015, START) == {"new": 0, "closed": 1, "open": 0}
    assert house.rows("SELECT state, closed_at IS NULL FROM quality.alerts") == [("resolved", False)]
    right.unlink()
    house.load(2015)
    assert house.rows("SELECT state, closed_at IS NULL FROM quality.alerts") == [("open", True)]


def test_other_numbers_supersede(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    house.write("a.txt", WRONG.replace("10 12", "11 12"))
    house.run()
    assert [state for state, _, _ in house.rows(ALERTS)] == ["superseded", "open"]
    ((successor, superseded_by),) = house.rows(
        "SELECT n.alert_id, o.superseded_by FROM quality.alerts o, quality.alerts n "
        "WHERE o.state = 'superseded' AND n.state = 'open'"
    )
    assert superseded_by == successor


def test_numbers_that_come_back_reopen_their_alert(house: House) -> None:
    for stated in ("10 12", "11 12", "10 12"):
        house.write("a.txt", WRONG.replace("10 12", stated))
        house.run()
    assert house.rows("SELECT stated, state, closed_at IS NULL FROM quality.alerts ORDER BY ALL") == [
        ([10.0, 10.0], "open", True),
        ([11.0, 11.0], "superseded", False),
    ]


def test_a_second_alert_of_the_rule_is_superseded_by_its_own_successor(house: House) -> None:
    both = WRONG + "wrong sum.staff.total 20 25\n"
    house.write("a.txt", both)
    house.run()
    house.write("a.txt", both.replace("20 25", "21 25"))
    house.run()
    assert house.rows("SELECT stated[1], state FROM quality.alerts ORDER BY ALL") == [
        (10.0, "open"),
        (20.0, "superseded"),
        (21.0, "open"),
    ]


def test_a_corrected_report_resolves(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    house.write("a.txt", "year 2015\nissuer 甲县\nfact staff.total 12\n")
    house.run()
    assert house.rows("SELECT state, superseded_by, closed_at IS NULL FROM quality.alerts") == [
        ("resolved", None, False)
    ]


def test_a_report_that_moved_keeps_its_alert(house: House) -> None:
    path = house.write("a.txt", WRONG)
    house.run()
    before = house.rows(ALERTS)
    path.rename(path.with_name("b.txt"))
    house.run()
    assert house.rows(ALERTS) == before


@pytest.mark.parametrize(("decided", "state"), [(None, "our_error"), ("confirmed", "confirmed")])
def test_what_another_reader_does_not_find_was_our_error(
    house: House, monkeypatch: pytest.MonkeyPatch, decided: str | None, state: str
) -> None:
    house.write("a.txt", WRONG)
    house.run()
    if decided:
        decide(house, 1, decided)
        house.load(2015)
    monkeypatch.setattr(examine, "check_report", lambda report, text: ())
    monkeypatch.setattr(alerts, "reader_version", lambda: "another")
    house.load(2015)
    assert house.rows("SELECT state, closed_at IS NULL FROM quality.alerts") == [(state, False)]


def test_the_last_decision_is_the_state(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    decide(house, 1, "confirmed")
    decide(house, 2, "accepted")
    house.load(2015)
    assert house.rows("SELECT state FROM quality.alerts") == [("accepted",)]
