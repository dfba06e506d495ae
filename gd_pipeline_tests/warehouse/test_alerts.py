from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline_tests.warehouse.conftest import START, House

WRONG = "year 2015\nissuer 甲县\nwrong sum.staff.total 10 12\n"
ALERTS = "SELECT state, opened_at, closed_at IS NULL FROM quality.alerts ORDER BY opened_at, state"


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
    assert refresh_alerts(house.connect, 2015, START) == {"new": 0, "closed": 1, "open": 0}
    assert house.rows("SELECT state, closed_at IS NULL FROM quality.alerts") == [("resolved", False)]
    right.unlink()
    house.load(2015)
    assert house.rows("SELECT state, closed_at IS NULL FROM quality.alerts") == [("open", True)]


def test_other_numbers_supersede(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    house.write("a.txt", WRONG.replace("10 12", "11 12"))
    with house.connect() as connection:
        connection.execute("DELETE FROM raw.documents; DELETE FROM raw.sources")
    house.run()
    assert [state for state, _, _ in house.rows(ALERTS)] == ["superseded", "open"]


def test_the_last_decision_is_the_state(house: House) -> None:
    house.write("a.txt", WRONG)
    house.run()
    with house.connect() as connection:
        for day, state in ((1, "confirmed"), (2, "accepted")):
            connection.execute(
                f"INSERT INTO review.decisions SELECT alert_id, '{state}', 'as printed', 'me', '2026-02-0{day}' "
                "FROM quality.alerts"
            )
    house.load(2015)
    assert house.rows("SELECT state FROM quality.alerts") == [("accepted",)]
