"""The asset graph: what there is, what depends on what; and that each name is one name everywhere."""

import re
from datetime import UTC, datetime

import pytest
from dagster import AssetKey

from gd_pipeline.catalog.tables import tables
from gd_pipeline.defs.house import house
from gd_pipeline.defs.partitions import years
from gd_pipeline.settings import settings
from gd_pipeline.warehouse.suites import suites
from gd_pipeline.warehouse.version import reader_version

GRAPH = house().resolve_asset_graph()
UPSTREAM = {
    "raw.documents": [],
    "raw.sources": ["raw.documents"],
    "raw.quarantine": ["raw.documents"],
    "raw.report_years": ["raw.documents"],
    "core.reports": ["raw.report_years"],
    "core.duplicates": ["core.reports"],
    "core.sections": ["core.reports"],
    "core.facts": ["core.sections"],
    "quality.checks": ["core.facts"],
    "quality.alerts": ["quality.checks"],
    "marts.panel": ["core.facts", "quality.alerts"],
    "marts.panel_values": ["marts.panel"],
    "marts.indicators": ["marts.panel_values"],
    "quality.runs": ["marts.panel", "quality.alerts"],
}


OF_TABLES = sorted(UPSTREAM.keys() & tables().keys())


def named(key: AssetKey) -> str:
    return ".".join(key.path)


def test_what_starts_runs_is_described_in_both_languages() -> None:
    found = house()
    for each in (*(found.sensors or ()), *(found.schedules or ()), *(found.jobs or ())):
        assert re.match(r"[\u4e00-\u9fff]+: [a-z]+", each.description or ""), each.name


def test_the_graph() -> None:
    found = {named(key): sorted(map(named, GRAPH.get(key).parent_keys)) for key in GRAPH.get_all_asset_keys()}
    assert found == UPSTREAM


def test_only_the_documents_of_a_year_have_no_table_of_their_own() -> None:
    assert UPSTREAM.keys() - {*OF_TABLES} == {"raw.report_years"}
    assert not GRAPH.get(AssetKey(["raw", "report_years"])).is_executable


@pytest.mark.parametrize("name", OF_TABLES)
def test_an_asset_is_named_as_its_table_and_described_by_it(name: str) -> None:
    node = GRAPH.get(AssetKey(name.split(".")))
    assert tables()[name].en in (node.description or "")
    columns = [column.name for column in node.metadata["dagster/column_schema"].columns]
    assert columns == [column.name for column in tables()[name].all_columns]


@pytest.mark.parametrize("name", OF_TABLES)
def test_all_but_raw_is_partitioned_by_report_year(name: str) -> None:
    assert GRAPH.get(AssetKey(name.split("."))).partitions_def == (None if name.startswith("raw.") else years)


def test_the_version_of_code_and_catalog_is_that_of_every_asset() -> None:
    assert {GRAPH.get(AssetKey(name.split("."))).code_version for name in OF_TABLES} == {reader_version()}


def test_every_expectation_is_an_asset_check_of_its_table() -> None:
    expected = {
        (suite.table, each.meta.name) for suite in suites(settings().expectations) for each in suite.expectations
    }
    found = {(named(key.asset_key), key.name) for key in GRAPH.asset_check_keys}
    assert found - expected == {("quality.runs", "facts_per_report_hold"), ("core.reports", "nobody_is_missing")}
    assert found >= expected


def test_every_step_holds_the_pool() -> None:
    definitions = house()
    nodes = definitions.resolve_implicit_global_asset_job_def().all_node_defs
    assert {node.name for node in nodes if node.pool != "warehouse"} == set()


def test_years_grow_with_the_calendar() -> None:
    keys = years.get_partition_keys(current_time=datetime(2026, 12, 31, tzinfo=UTC))
    assert (keys[0], keys[-1], len(keys)) == ("2004", "2026", 23)
    assert years.get_partition_keys(current_time=datetime(2027, 1, 1, tzinfo=UTC))[-1] == "2027"
