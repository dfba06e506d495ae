"""What is read otherwise than before leaves nothing behind, and a decision reaches what stands still."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.intake.document import Document
from gd_pipeline.review.decisions import Decisions, Subject, Verdict
from gd_pipeline.review.decisions_join import join_decisions
from gd_pipeline.warehouse import examine
from gd_pipeline_tests.warehouse import toy
from gd_pipeline_tests.warehouse.conftest import House

WRONG = "year {}\nissuer {}\ntable requests.received 5\nwrong sum.staff.total 10 12\n"
ALERTS = "SELECT issuer, report_year, state FROM quality.alerts WHERE closed_at IS NULL ORDER BY ALL"
MODULES = ("take_in", "year", "neighbour_parts", "panel", "runs", "indicators", "alerts")


@pytest.fixture
def reads_otherwise(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Another version of the reader, which reads something else of the reports of 甲县."""

    def change(**read: Any) -> None:
        def other(document: Document) -> Any:
            reading = toy.read(document)
            reports = (replace(each, **read) if "甲县" in each.issuer else each for each in reading.reports)
            return replace(reading, reports=tuple(reports))

        monkeypatch.setattr(examine, "read", other)
        for module in MODULES:
            monkeypatch.setattr(f"gd_pipeline.warehouse.{module}.reader_version", lambda: "another", raising=False)

    return change


def test_a_report_that_is_of_another_year_leaves_its_old_one(
    house: House, reads_otherwise: Callable[..., None]
) -> None:
    house.write("a.txt", WRONG.format(2018, "甲县"))
    house.write("b.txt", WRONG.format(2018, "乙县"))
    house.run()
    reads_otherwise(report_year=2019)
    house.run()
    assert house.rows(ALERTS) == [("乙县", 2018, "open"), ("甲县", 2019, "open")]
    told = {
        table: set(house.rows(f"SELECT issuer_id, report_year FROM {table}"))
        for table in ("core.reports", "marts.panel", "marts.panel_values", "marts.indicators")
    }
    assert all(rows == told["core.reports"] for rows in told.values())


def test_an_issuer_whose_name_is_read_otherwise_has_one_alert(
    house: House, reads_otherwise: Callable[..., None]
) -> None:
    house.write("a.txt", WRONG.format(2018, "甲县") + "name 甲县人民政府\n")
    house.write("b.txt", WRONG.format(2018, "乙县"))
    house.run()
    assert house.rows(ALERTS) == [("乙县", 2018, "open"), ("甲县人民政府", 2018, "open")]
    reads_otherwise(issuer="甲县")
    house.run()
    assert house.rows(ALERTS) == [("乙县", 2018, "open"), ("甲县", 2018, "open")]
    assert house.rows("SELECT alerts, errors FROM marts.panel") == [(1, 1), (1, 1)]


def test_a_decision_reaches_the_panel_of_a_year_after_one_that_was_read_again(house: House, tmp_path: Path) -> None:
    house.write("a.txt", "year 2018\nissuer 甲县\n")
    house.write("b.txt", WRONG.format(2020, "乙县"))
    house.run()
    flagged = "SELECT alerts, errors FROM marts.panel WHERE report_year = 2020"
    assert house.rows(flagged) == [(1, 1)]
    house.load(2018)
    ((alert,),) = house.rows("SELECT alert_id FROM quality.alerts")
    subject = Subject(alert, "sum.staff.total", "乙县", None, 2020, ("staff.total",), None, "")
    store = Decisions(tmp_path / "decisions.sqlite")
    store.record([(subject, 0)], Verdict("our_error", "甲", ""), datetime(2026, 1, 2))
    join_decisions(house.connect, store.path)
    assert house.rows("SELECT state FROM quality.alerts") == [("our_error",)]
    assert house.rows(flagged) == [(0, 0)]
