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


def test_rows_are_numbered_as_the_form_prints_them() -> None:
    (table,) = statutory_tables(Printed([fact(1, "requests.received", "statistics")]), "2014")
    numbers = {row.label: (row.number, row.level) for row in table.rows}
    assert numbers["依申请公开情况"] == ("三、", 0)
    assert numbers["收到申请数"] == ("（一）", 1)
    assert numbers["当面申请数"] == ("1.", 2)
    assert numbers["通过不同渠道和方式公开政府信息的情况"] == ("（二）", 1)
    assert numbers["主动公开规范性文件数"] == ("", 2)


def test_prose_fills_no_table() -> None:
    assert kinds("2014", fact(1, "staff.total", "statistics") | {"origin": "narrative"}) == []
