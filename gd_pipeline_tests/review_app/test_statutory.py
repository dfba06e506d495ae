from typing import Any

from gd_pipeline.review.app.statutory import Printed, statutory_tables


def fact(number: int, metric: str, section: str, applicant: str = "total") -> dict[str, Any]:
    return {"fact_no": number, "metric": metric, "applicant": applicant, "origin": "table", "section": section}


def kinds(form: str, *facts: dict[str, Any]) -> list[str]:
    return [table.kind for table in statutory_tables(Printed(facts), form)]


def test_the_table_of_2014_fills_no_cell_of_the_later_tables() -> None:
    annex = [fact(1, "requests.received", "statistics"), fact(2, "outcome.granted", "statistics")]
    assert kinds("2014", *annex) == ["statistics"]


def test_a_hybrid_has_both() -> None:
    facts = [fact(1, "staff.total", "statistics"), fact(2, "requests.received", "requests", "natural_person")]
    assert kinds("2014", *facts) == ["requests", "statistics"]


def test_prose_fills_no_table() -> None:
    assert kinds("2014", fact(1, "staff.total", "statistics") | {"origin": "narrative"}) == []
