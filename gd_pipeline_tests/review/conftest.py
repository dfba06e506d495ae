from datetime import datetime
from pathlib import Path

import pytest

from gd_pipeline.review.decisions import Decision, Decisions, Recorded, Subject, Verdict
from gd_pipeline_tests.warehouse.conftest import House as House
from gd_pipeline_tests.warehouse.conftest import house as house
from gd_pipeline_tests.warehouse.conftest import real_house as real_house
from gd_pipeline_tests.warehouse.conftest import toy_house as toy_house

NOON = datetime(2026, 3, 1, 12)


def about(alert_id: str = "a1", year: int = 2015) -> Subject:
    return Subject(alert_id, "sum.staff.total", "甲县", "210500", year, ("staff.total",), None, "10, parts give 12")


@pytest.fixture
def store(tmp_path: Path) -> Decisions:
    return Decisions(tmp_path / "data" / "decisions.sqlite")


def decide(
    store: Decisions, subject: Subject, state: str = "confirmed", seen: int = 0, reviewer: str = "甲", note: str = "why"
) -> Recorded:
    return store.record([(subject, seen)], Verdict(state, reviewer, note), NOON)


def said(decisions: tuple[Decision, ...]) -> list[tuple[int, str, str]]:
    """Number, state and reviewer of each."""
    return [(each.number, each.verdict.state, each.verdict.reviewer) for each in decisions]
