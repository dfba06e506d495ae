"""Years materialized by Dagster in this process, with the toy reader."""

from pathlib import Path

import pytest
from dagster import AssetCheckSeverity, AssetKey, Definitions
from dagster._core.asset_graph_view.asset_graph_view import AssetGraphView
from dagster._core.definitions.data_version import CachingStaleStatusResolver, StaleStatus

from gd_pipeline.defs import years
from gd_pipeline.defs.house import house
from gd_pipeline.defs.shown import UNSEEN
from gd_pipeline.warehouse.connection import opener
from gd_pipeline_tests.defs.conftest import LATER, RIGHT, WRONG, Orchestra, metadata
from gd_pipeline_tests.warehouse.ordered import ordered_lines


def test_a_year_from_files_to_panel(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.write("later.txt", LATER)
    orchestra.write("news.txt", "no report")
    raw = orchestra.raw()
    assert raw.success
    assert metadata(raw, "raw.documents")["dagster/row_count"] == 2
    assert metadata(raw, "raw.documents")["stale years"] == "2015 2016"
    assert "not_a_report" in metadata(raw, "raw.quarantine")["by reason"]
    result = orchestra.year(2015)
    assert result.success
    facts = metadata(result, "core.facts")
    assert facts["dagster/partition_row_count"] == 1
    assert "| 甲县 | proactive.total | 120" in facts["preview"]
    assert facts["plot"].startswith("![bars](data:image/png;base64,")
    assert orchestra.rows('SELECT report_year, issuer, "proactive.total" FROM marts.panel') == [(2015, "甲县", 120)]
    assert all(each.passed for each in result.get_asset_check_evaluations())
    assert metadata(orchestra.raw(), "raw.documents")["stale years"] == "2016"


def test_a_run_that_nobody_sees_counts_rows_and_draws_nothing(orchestra: Orchestra) -> None:
    orchestra.tags = {UNSEEN: "true"}
    orchestra.write("right.txt", RIGHT)
    raw, year = orchestra.raw(), orchestra.year(2015)
    assert metadata(raw, "raw.documents").keys() == {"dagster/row_count", "files", "unchanged", "stale years"}
    assert metadata(raw, "raw.sources") == {"dagster/row_count": 1}
    assert metadata(year, "core.facts") == {"dagster/partition_row_count": 1}


def test_a_failing_check_shows_its_rows_and_belongs_to_its_year(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.write("wrong.txt", WRONG)
    orchestra.raw()
    result = orchestra.run({"core", "quality"}, "2015")
    assert result.success, "what a report says wrong is no reason to stop"
    (failed,) = [each for each in result.get_asset_check_evaluations() if not each.passed]
    assert (failed.check_name, failed.partition) == ("sums_are_consistent", "2015")
    assert failed.severity == AssetCheckSeverity.ERROR
    rows = failed.metadata["failing rows"].value
    assert "| 乙县 | sum.staff.total | 10 | 12 | staff.total: 10, parts give 12 |" in str(rows)
    assert failed.metadata["rows failing"].value == 1
    assert orchestra.rows("SELECT issuer, rule, state FROM quality.alerts") == [("乙县", "sum.staff.total", "open")]


def test_a_blocking_check_stops_what_is_downstream(orchestra: Orchestra, monkeypatch: pytest.MonkeyPatch) -> None:
    orchestra.write("bad.txt", RIGHT.replace("proactive.total", "no.such.metric"))
    orchestra.raw()
    result = orchestra.year(2015)
    assert not result.success
    failed = {each.check_name for each in result.get_asset_check_evaluations() if not each.passed}
    assert failed == {"metric_is_known"}
    assert orchestra.rows("SELECT count(*) FROM core.facts") == [(1,)]
    assert orchestra.rows("SELECT count(*) FROM marts.panel") == [(0,)]


def test_a_step_that_fails_leaves_no_lock(orchestra: Orchestra, monkeypatch: pytest.MonkeyPatch) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.raw()

    def fail(connect: object, *_: object) -> None:
        with connect():  # type: ignore[operator]
            raise OSError("disk full")

    monkeypatch.setattr(years, "load_year", fail)
    orchestra.holds = False
    result = orchestra.year(2015)
    assert not result.success
    assert orchestra.rows("SELECT count(*) FROM raw.documents") == [(1,)]


@pytest.mark.full
def test_a_year_materialized_twice_by_steps_that_open_the_warehouse_themselves_changes_no_row(
    orchestra: Orchestra,
) -> None:
    orchestra.holds = False
    orchestra.tags = {UNSEEN: "true"}
    orchestra.write("wrong.txt", WRONG)
    orchestra.raw()
    assert orchestra.year(2015).success
    with opener(orchestra.home / "warehouse.duckdb")() as connection:
        before = list(ordered_lines(connection))
    assert orchestra.rows("SELECT count(*) FROM quality.alerts WHERE state = 'open'") == [(1,)]
    assert orchestra.year(2015).success
    with opener(orchestra.home / "warehouse.duckdb")() as connection:
        assert list(ordered_lines(connection)) == before


def test_a_year_without_documents_is_empty_and_fine(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.raw()
    result = orchestra.year(2011)
    assert result.success
    assert metadata(result, "core.reports")["dagster/partition_row_count"] == 0
    assert all(each.passed for each in result.get_asset_check_evaluations())


MADE = [key for key in house().resolve_asset_graph().materializable_asset_keys if key.path[0] != "raw"]


def test_another_version_of_code_or_catalog_makes_stale_and_says_so(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.raw()
    orchestra.year(2015)
    assert stale(orchestra, orchestra.definitions, 2015) == {}
    newer = orchestra.definitions.map_asset_specs(func=lambda spec: spec.replace_attributes(code_version="newer"))
    assert stale(orchestra, newer, 2015) == {key: ["has a new code version"] for key in MADE}


@pytest.mark.full
def test_a_document_makes_exactly_its_year_stale_until_it_is_loaded(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.write("later.txt", LATER)
    orchestra.raw()
    for year in (2015, 2016):
        orchestra.year(year)
    orchestra.write("more.txt", RIGHT.replace("甲", "丙"))
    orchestra.raw()
    reports = AssetKey(["core", "reports"])
    assert stale(orchestra, orchestra.definitions, 2015) == {reports: ["has a new dependency data version"]}
    assert stale(orchestra, orchestra.definitions, 2016) == {}
    result = orchestra.year(2015)
    assert metadata(result, "quality.checks")["checked again"] == "none"
    for year in (2015, 2016):
        assert stale(orchestra, orchestra.definitions, year) == {}


def stale(orchestra: Orchestra, definitions: Definitions, year: int) -> dict[AssetKey, list[str]]:
    """What the UI shows as stale of a year that was made, and why."""
    context = AssetGraphView.for_test(definitions, orchestra.instance)
    resolver = CachingStaleStatusResolver(orchestra.instance, definitions.resolve_asset_graph(), context)
    status = {key: resolver.get_status(key, str(year)) for key in MADE}
    assert StaleStatus.MISSING not in status.values()
    return {
        key: [each.reason for each in resolver.get_stale_causes(key, str(year))]
        for key in MADE
        if status[key] == StaleStatus.STALE
    }


def test_the_warehouse_is_where_the_settings_say(orchestra: Orchestra, tmp_path: Path) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.raw()
    assert (tmp_path / "warehouse.duckdb").is_file()
