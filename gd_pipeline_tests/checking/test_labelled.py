"""The labelled real reports, read and checked: every labelled finding is there, and no false alarm."""

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


@lru_cache(maxsize=len(REPORTS))
def checked(path: Path) -> tuple[Check, ...]:
    (examined,) = examine_path(path)
    return examined.reports[0][1]


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
