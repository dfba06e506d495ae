"""The labelled real reports, read and checked: every statement of the domain notes §6.2 with our verdict."""

import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gd_pipeline.checking.finding import Check
from gd_pipeline.warehouse.examine import examine_path

REPORTS = {
    "benxi": "benxi_2015.txt",
    "fengcheng": "fengcheng_2014.txt",
    "hongze": "hongze_2023.pdf",
    "linhai": "linhai_2020.txt",
    "luzhou": "luzhou_2017.txt",
    "shanghai": "shanghai_office_2019.html",
    "wuhua": "wuhua_2016.txt",
}

VIOLATED = [
    ("benxi", "sum.reading_points.total", (589, 589)),
    ("luzhou", "sum.outcome.denied", (38, 38)),
    ("luzhou", "repetition.body", None),
    ("fengcheng", "percentage.rate", (90.07, 90.07)),
    ("fengcheng", "conflict.noun", None),
    ("fengcheng", "bound.proactive.total", (14327, 14327)),
    ("fengcheng", "bound.response.total", (3875, 3875)),
    ("fengcheng", "structure.numbering.doubled", None),
    ("linhai", "period.reversed", None),
    ("linhai", "structure.lost_table", None),
    ("shanghai", "percentage.share", (33.9, 33.9)),
    ("shanghai", "conflict.outcome.unavailable", (265, 265)),
    ("shanghai", "sum.outcome.total", (805, 805)),
    ("hongze", "sum.review.total", (0, 0)),
    ("hongze", "sum.litigation.after_review.total", (0, 0)),
]
HOLDS = [
    ("benxi", "sum.proposals.total", (749, 749)),
    ("luzhou", "sum.proactive.total", (80286, 80286)),
    ("luzhou", "sum.outcome.total", (482, 482)),
    ("luzhou", "sum.review.total", (15, 15)),
    ("luzhou", "sum.litigation.total", (6, 6)),
    ("luzhou", "product.total", (45600, 45600)),
    ("luzhou", "percentage.sum", (100.01, 100.01)),
    ("luzhou", "percentage.sum", (99.99, 99.99)),
    ("luzhou", "period.reversed", None),
    ("luzhou", "structure.announced_parts", (6, 6)),
    ("fengcheng", "sum.requests.received", (0, 0)),
    ("fengcheng", "sum.staff.total", (97, 97)),
    ("fengcheng", "conflict.trainees", (500, 600)),
    ("fengcheng", "bound.response.interviews.chief", (1, 1)),
    ("fengcheng", "bound.proactive.normative_documents", (554, 554)),
    ("linhai", "sum.applicants", (248, 248)),
    ("linhai", "sum.disposition", (248, 248)),
    ("linhai", "growth.requests.received", (13.76, 13.76)),
    ("linhai", "sum.enumeration", (58, 58)),
    ("shanghai", "growth.requests.received", (-12.3, -12.3)),
    ("shanghai", "sum.requests.balance", (877, 877)),
    ("shanghai", "deadline.published", None),
    ("hongze", "sum.requests.balance", (21, 21)),
    ("hongze", "sum.outcome.total", (21, 21)),
]
APPARENT = [
    ("fengcheng", "percentage.share", (29.42, 29.42)),
    ("linhai", "percentage.closed_rate", (100, 100)),
    ("shanghai", "percentage.share", (4.34, 4.34)),
]


@lru_cache(maxsize=len(REPORTS))
def checked(path: Path) -> tuple[Check, ...]:
    (examined,) = examine_path(path)
    return examined.reports[0][1]


def verdicts(shared: Path, name: str, rule: str, stated: tuple[float, float] | None) -> set[tuple[str, str]]:
    made = checked(shared / "reports" / REPORTS[name])
    return {(c.verdict, c.severity) for c in made if c.rule == rule and stated in (None, c.stated)}


@pytest.mark.parametrize(("name", "rule", "stated"), VIOLATED)
def test_what_is_wrong_is_found(shared: Path, name: str, rule: str, stated: tuple[float, float] | None) -> None:
    assert "violated" in {verdict for verdict, _ in verdicts(shared, name, rule, stated)}


@pytest.mark.parametrize(("name", "rule", "stated"), HOLDS)
def test_what_is_right_holds(shared: Path, name: str, rule: str, stated: tuple[float, float] | None) -> None:
    assert {verdict for verdict, _ in verdicts(shared, name, rule, stated)} == {"holds"}


@pytest.mark.parametrize(("name", "rule", "stated"), APPARENT)
def test_what_only_looks_wrong_is_explained(shared: Path, name: str, rule: str, stated: tuple[float, float]) -> None:
    assert {verdict for verdict, _ in verdicts(shared, name, rule, stated)} == {"explained"}


def test_a_report_with_nothing_wrong_has_no_finding(shared: Path) -> None:
    made = checked(shared / "reports" / REPORTS["wuhua"])
    assert [c.message for c in made if c.verdict in ("violated", "explained")] == []


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", REPORTS)
def test_every_labelled_finding_is_there_and_no_error_besides(shared: Path, scorer: ModuleType, name: str) -> None:
    from gd_pipeline.commands.contract import document_json

    report = REPORTS[name]
    gold: dict[str, Any] = json.loads((shared / "contract" / "gold" / f"{report}.json").read_text(encoding="utf-8"))
    (examined,) = examine_path(shared / "reports" / report)
    scored = scorer.score(document_json(examined), gold, scorer.codes())
    assert scored["findings_missed"] == []
    assert scored["false_alarms"] == []
