from typing import Any

import pytest

from gd_pipeline.catalog.forms import statutory_cells
from gd_pipeline_tests.warehouse.conftest import House

T2014 = "year 2014\nissuer 甲县\nform 2014\n"
T2021 = "year 2021\nissuer 甲县\nform 2021\n"
OUTCOMES = {
    "outcome.granted": 30,
    "outcome.partial": 10,
    "outcome.denied.state_secret": 2,
    "outcome.declined.petition": 8,
}


def told(house: House, indicator: str, columns: str, year: int | None = None) -> Any:
    where = "" if year is None else f" AND report_year = {year}"
    rows = house.rows(f"SELECT {columns} FROM marts.indicators WHERE indicator = '{indicator}'{where}")
    assert len(rows) == 1
    return rows[0]


def table(facts: dict[str, int]) -> str:
    return "".join(f"table {metric} {value}\n" for metric, value in facts.items())


def test_a_rate_has_numerator_denominator_and_series(house: House) -> None:
    house.write("a.txt", T2014 + table({"outcome.denied": 5, "outcome.total": 50}))
    house.run()
    columns = "series, numerator, denominator, value, small, reason"
    assert told(house, "refusal_rate", columns) == ("2014", 5, 50, 0.1, False, None)


def test_a_refusal_of_local_forms_is_another_series(house: House) -> None:
    house.write(
        "a.txt", T2014.replace("form 2014", "form narrative") + table({"outcome.denied": 5, "outcome.total": 50})
    )
    house.run()
    assert told(house, "refusal_rate", "series, value") == ("2008", 0.1)


def test_cells_of_the_form_that_print_a_number_are_its_completeness(house: House) -> None:
    facts = {"requests.received": 5, "requests.closed": 5, "hotline.accepted": 9}
    house.write("a.txt", T2014 + table(facts) + "requests.received.online 4\n")
    house.run()
    of_form = len(statutory_cells("2014"))
    assert told(house, "completeness", "series, numerator, denominator") == ("2014", 2, of_form)


def test_the_same_rate_is_made_otherwise_of_another_form(house: House) -> None:
    house.write(
        "a.txt", T2021 + table({"review.corrected": 3, "review.total": 12, "review.pending": 2, "outcome.total": 9})
    )
    house.run()
    assert told(house, "reversal_rate.review", "series, numerator, denominator, value") == ("2019", 3, 10, 0.3)


def test_what_the_form_does_not_count_is_null_and_says_so(house: House) -> None:
    house.write("a.txt", T2014 + table({"requests.received": 5}))
    house.run()
    assert told(house, "declined_rate", "series, value, reason, missing") == (None, None, "not_in_form", None)


def test_a_missing_operand_is_named(house: House) -> None:
    house.write("a.txt", T2014 + table({"outcome.denied": 5}))
    house.run()
    columns = "numerator, denominator, value, reason, missing"
    assert told(house, "refusal_rate", columns) == (5, None, None, "missing", ["outcome.total"])


def test_a_denominator_of_nothing_gives_no_rate(house: House) -> None:
    house.write("a.txt", T2014 + table({"outcome.denied": 0, "outcome.total": 0}))
    house.run()
    columns = "numerator, denominator, value, reason"
    assert told(house, "refusal_rate", columns) == (0, 0, None, "no_denominator")


@pytest.mark.parametrize(("total", "small"), [(29, True), (30, False)])
def test_a_small_denominator_is_marked_and_not_hidden(house: House, total: int, small: bool) -> None:
    house.write("a.txt", T2014 + table({"outcome.denied": 3, "outcome.total": total}))
    house.run()
    assert told(house, "refusal_rate", "value, small") == (3 / total, small)


def test_blank_cells_are_0_where_the_stated_ones_make_up_the_whole(house: House) -> None:
    house.write("a.txt", T2021 + table(OUTCOMES | {"outcome.total": 50}))
    house.run()
    assert told(house, "refusal_rate", "numerator, value") == (2, 0.04)
    assert told(house, "unavailable_rate", "numerator, value") == (0, 0)


def test_blank_cells_are_missing_where_something_is_lacking(house: House) -> None:
    house.write("a.txt", T2021 + table(OUTCOMES | {"outcome.total": 51}))
    house.run()
    value, reason, missing = told(house, "refusal_rate", "value, reason, missing")
    assert (value, reason) == (None, "missing")
    assert "outcome.denied.internal_affairs" in missing
    assert "outcome.denied.state_secret" not in missing


def test_a_printed_subtotal_stands_in_for_its_parts(house: House) -> None:
    house.write("a.txt", T2021 + table({"outcome.denied": 7, "outcome.total": 70}))
    house.run()
    assert told(house, "refusal_rate", "numerator, value, reason") == (7, 0.1, None)


def test_the_rate_of_intervals_is_an_interval(house: House) -> None:
    house.write("a.txt", T2014 + "about outcome.denied 10 20\nabout outcome.total 100 200\n")
    house.run()
    value, low, high = told(house, "refusal_rate", "value, low, high")
    assert (value, low, high) == (15 / 150, 10 / 200, 20 / 100)


def test_growth_follows_the_year_before_whichever_arrives_first(house: House) -> None:
    house.write("b.txt", "year 2015\nissuer 甲县\nfact requests.received 60\n")
    house.run()
    assert told(house, "applications_growth", "value, missing") == (None, ["requests.received[-1]"])
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 50\n")
    house.run()
    assert told(house, "applications_growth", "value, missing", 2015) == (0.2, None)
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 40\n")
    house.run()
    assert told(house, "applications_growth", "value", 2015) == (0.5,)


def test_a_count_has_no_denominator(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 60\n")
    house.run()
    columns = "numerator, denominator, value, small, reason"
    assert told(house, "applications", columns) == (60, None, 60, False, None)


def test_what_is_known_of_the_report_counts_too(house: House) -> None:
    house.write("a.txt", "year 2015\nissuer 甲县\nfact staff.total 1\nwrong sum.staff.total 10 12\n")
    house.run()
    assert told(house, "consistency", "numerator, denominator, value") == (1, 2, 0.5)
    assert told(house, "days_late", "value") == (-30,)


def test_a_scale_multiplies(house: House) -> None:
    house.write("a.txt", T2014 + table({"staff.total": 5, "proactive.total": 1000}))
    house.run()
    assert told(house, "staff_per_10000_items", "numerator, denominator, value") == (5, 1000, 50)


def test_every_issuer_has_a_row_for_every_indicator(house: House) -> None:
    house.write("a.txt", T2014)
    house.write("b.txt", T2021)
    house.run()
    assert house.rows(
        "SELECT count(DISTINCT n) FROM (SELECT count(*) AS n FROM marts.indicators GROUP BY report_year)"
    ) == [(1,)]
    assert house.rows("SELECT count(*) FROM marts.indicators WHERE value IS NULL AND reason IS NULL") == [(0,)]
