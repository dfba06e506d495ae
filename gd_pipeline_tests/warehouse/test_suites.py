import copy
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gd_pipeline.catalog.tables import tables
from gd_pipeline.settings import CHECKOUT
from gd_pipeline.warehouse import suites as module
from gd_pipeline.warehouse.frames import frame, frame_columns
from gd_pipeline.warehouse.suites import SuiteError, parameters, suite, suites
from gd_pipeline.warehouse.validation import prepared, validate
from gd_pipeline_tests.warehouse.conftest import House

FOLDER = CHECKOUT / "expectations"
ALL = suites(FOLDER)
NOT_VALIDATED = {
    "raw.catalog",
    "raw.files",
    "raw.sources",
    "raw.quarantine",
    "core.traces",
    "quality.loads",
    "quality.made",
    "quality.spreads",
    "review.decisions",
}


def by_table(table: str) -> module.Suite:
    return next(each for each in ALL if each.table == table)


def test_every_table_has_a_suite_but_those_of_the_machinery() -> None:
    assert {each.table for each in ALL} == set(tables()) - NOT_VALIDATED


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.table)
def test_a_suite_names_columns_that_exist(each: module.Suite) -> None:
    known = set(frame_columns(each.table))
    assert {
        expected.meta.name: expected.columns - known for expected in each.expectations if expected.columns - known
    } == {}


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.table)
def test_a_suite_uses_value_sets_that_exist(each: module.Suite) -> None:
    used = {value["$PARAMETER"] for e in each.expectations for value in e.kwargs.values() if isinstance(value, dict)}
    assert used <= set(parameters())


WRONG = {
    "core.reports": (
        "INSERT INTO core.reports SELECT r.* FROM core.reports r, range(4)",
        "UPDATE core.reports SET form = ['2020', 'narrative', '2014', '2019', '2021'][1 + rowid % 5], "
        "issuer_level = 'village', period_start = '2016-01-01', "
        "period_end = '2014-12-31', published_on = '2014-01-01', issuer = NULL, facts = 0",
    ),
    "marts.panel_values": (
        "INSERT INTO marts.panel_values SELECT * FROM marts.panel_values",
        "UPDATE marts.panel_values SET issuer_id = '乙县', metric = 'proactive', applicant = 'farmer', "
        "origin = 'title', fact_no = 99, stated = 1, differing = 1, alerts = 0, alert = 'fatal'",
        "UPDATE marts.panel_values SET value = -3, low = -2, high = -4",
    ),
    "marts.indicators": (
        "INSERT INTO marts.indicators SELECT * FROM marts.indicators",
        "UPDATE marts.indicators SET issuer_id = '乙县', indicator = 'channel_share.pigeon', form = '2020', "
        "alert = 'fatal', denominator = 0, reason = 'forgotten', value = 3, low = 4, high = 2",
    ),
    "quality.runs": (
        "INSERT INTO quality.runs (run_id, report_year, reader_version, documents, read, reports, facts, started_at, "
        "finished_at) SELECT 'a', 2015, 'v', 1, 2, 0, -5, '2016-01-02', '2016-01-01' FROM range(2)",
    ),
}


@pytest.mark.parametrize("table", WRONG)
def test_each_expectation_fails_on_a_frame_of_its_own(house: House, table: str) -> None:
    """Rows that are wrong in every way make every expectation fail that says something about a row."""
    house.write("a.txt", "year 2015\nissuer 甲县\nfact proactive.total 120\nwrong sum.staff.total 10 12\n")
    house.run()
    with house.connect() as connection:
        for statement in WRONG[table]:
            connection.execute(statement)
        wrong = validate(by_table(table), frame(connection, by_table(table), 2015))
    assert {each.expected.meta.name: each.result for each in wrong} == dict.fromkeys(
        (each.meta.name for each in by_table(table).expectations), "failed"
    )


def test_a_clean_year_holds_and_its_failing_rows_are_shown(house: House) -> None:
    house.write("a.txt", "year 2015\nissuer 甲县\nfact proactive.total 120\nwrong sum.staff.total 10 12\n")
    house.run()
    failed: dict[str, Any] = {}
    for each in ALL:
        with house.connect() as connection:
            year = None if tables()[each.table].schema_ == "raw" else 2015
            found = validate(each, frame(connection, each, year))
        failed |= {outcome.expected.meta.name: outcome for outcome in found if outcome.result != "held"}
    assert set(failed) == {"sums_are_consistent"}
    sums = failed["sums_are_consistent"]
    assert (sums.unexpected, sums.expected.severity) == (1, "critical")
    assert sums.rows["issuer"].tolist() == ["甲县"]
    assert sums.rows["message"].tolist() == ["staff.total: 10, parts give 12"]


def test_a_year_without_rows_holds(house: House) -> None:
    with house.connect() as connection:
        for each in ALL:
            found = validate(each, frame(connection, each, 2011 if each.table != "raw.documents" else None))
            assert {outcome.expected.meta.name for outcome in found if outcome.result != "held"} == set()


def test_an_expectation_that_errors_is_neither_held_nor_failed() -> None:
    raw = {
        "name": "core_facts",
        "meta": {"table": "core.facts"},
        "expectations": [expectation("expect_column_values_to_be_unique")],
    }
    (found,) = validate(suite("core_facts.json", raw), pd.DataFrame({"another": [1]}))
    assert found.result == "errored"
    assert "metric" in found.detail


def test_an_expectation_that_is_lost_on_the_way_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from great_expectations.core import expectation_suite

    class Forgetful(expectation_suite.ExpectationSuite):
        def __init__(self, **raw: Any) -> None:
            super().__init__(**(raw | {"expectations": raw["expectations"][1:]}))

    monkeypatch.setattr(expectation_suite, "ExpectationSuite", Forgetful)
    prepared.cache_clear()
    with pytest.raises(SuiteError, match="were loaded"):
        validate(by_table("core.facts"), pd.DataFrame())
    prepared.cache_clear()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw["meta"].update(table="core.fact"), "named as its table"),
        (lambda raw: raw["expectations"].append(raw["expectations"][0]), "share a name"),
        (lambda raw: raw["expectations"][0].update(severty="critical"), "severty"),
        (lambda raw: raw["expectations"][0]["meta"].update(bloking=True), "bloking"),
        (lambda raw: raw["expectations"][0].update(severity="fatal"), "severity"),
    ],
)
def test_a_typo_in_a_suite_is_refused(change: Any, said: str) -> None:
    raw = copy.deepcopy(by_table("core.facts").raw)
    change(raw)
    with pytest.raises(ValueError, match=said):
        suite("core_facts.json", raw)


def test_the_files_are_written_one_way() -> None:
    for path in FOLDER.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n", path.name


def expectation(kind: str) -> dict[str, Any]:
    meta = {"name": "a", "en": "a", "zh": "a"}
    return {"type": kind, "kwargs": {"column": "metric"}, "severity": "critical", "meta": meta}


def test_suites_are_found_by_their_folder(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="holds no suite"):
        suites(tmp_path)
