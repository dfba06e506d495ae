"""quality.runs, the last asset of a year: the year is complete, everybody may read it, and what the run did is kept."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

from dagster import (
    AssetCheckResult,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetMaterialization,
    FreshnessPolicy,
    MaterializeResult,
    asset,
)

from gd_pipeline.defs.partitions import years
from gd_pipeline.defs.raw import GROUP, Made
from gd_pipeline.defs.resources import Warehouse, now
from gd_pipeline.defs.shown import declared, described, seen
from gd_pipeline.defs.shown_runs import past_runs
from gd_pipeline.warehouse import runs
from gd_pipeline.warehouse.complete import complete
from gd_pipeline.warehouse.connection import count
from gd_pipeline.warehouse.neighbours import years_after
from gd_pipeline.warehouse.snapshot import Published, publish
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import YearLoaded

KEY = AssetKey(["quality", "runs"])
HELD = AssetCheckSpec(
    "facts_per_report_hold",
    asset=KEY,
    description="每份报告的数据项数没有明显少于上次运行 A report gives no markedly fewer facts than in the run before",
)
FRESH = FreshnessPolicy.time_window(fail_window=timedelta(days=8))
"""The season schedule makes the year that falls due at least weekly."""
MEGABYTE = 1_000_000


@asset(
    key=KEY,
    deps=[AssetKey(["quality", "alerts"]), AssetKey(["marts", "panel"])],
    description=described("quality.runs"),
    metadata=declared("quality.runs"),
    group_name=GROUP,
    kinds={"duckdb"},
    code_version=reader_version(),
    check_specs=[HELD],
    freshness_policy=FRESH,
    partitions_def=years,
    pool="warehouse",
)
def quality_runs(context: AssetExecutionContext, warehouse: Warehouse) -> Iterator[Made]:
    """Complete the year, publish the snapshot that everybody reads, and show this run beside those before it."""
    year = int(context.partition_key)
    complete(warehouse.connect, year)
    size = Path(warehouse.duckdb.database).stat().st_size / MEGABYTE
    runs.finish(warehouse.connect, context.run_id, year, now(), size)
    snapshot = told(published(warehouse)) if seen(context) else {}
    note_also(context, ["quality.runs"], later_years(warehouse, year))
    with warehouse.connect() as connection:
        past = runs.past(connection, year)
    yield MaterializeResult(metadata=snapshot | past_runs(past, seen(context)), check_results=[held(past)])


def published(warehouse: Warehouse) -> Published:
    """Let everybody read what the warehouse holds now."""
    return publish(warehouse.connect, Path(warehouse.duckdb.database), Path(warehouse.snapshot))


def told(snapshot: Published) -> dict[str, float | str]:
    """The snapshot in the metadata."""
    return {
        "snapshot MB": round(snapshot.size / MEGABYTE, 1),
        "snapshot seconds": round(snapshot.seconds, 2),
        "years held back": " ".join(map(str, snapshot.held_back)) or "none",
    }


def held(past: list[runs.Past]) -> AssetCheckResult:
    """Whether the last run reads as many facts per report as the run before."""
    fewer = runs.lost(past)
    said = f"{fewer[0]:.1f} → {fewer[1]:.1f} facts per report" if fewer else None
    return AssetCheckResult(check_name=HELD.name, asset_key=KEY, passed=fewer is None, description=said)


def later_years(warehouse: Warehouse, year: int) -> list[int]:
    """The years whose checks, alerts and marts the run of `year` brings in line with it."""
    with warehouse.connect() as connection:
        return years_after(connection, year)


def note_also(context: AssetExecutionContext, tables: Iterable[str], also: Iterable[int]) -> None:
    """Let Dagster know that this run made the years `also` of `tables` anew, so that it does not show them as stale."""
    known = set(years.get_partition_keys())
    for table, year in product(tables, (year for year in also if str(year) in known)):
        told = {"brought in line with": context.partition_key}
        context.log_event(AssetMaterialization(table.split("."), partition=str(year), metadata=told))


def note_loaded(context: AssetExecutionContext, warehouse: Warehouse, year: int, loaded: YearLoaded) -> None:
    """Write down what the load of a year gave."""
    with warehouse.connect() as connection:
        read = count(connection, "(SELECT DISTINCT document_id FROM core.reports WHERE report_year = ?)", [year])
    runs.note(
        warehouse.connect,
        context.run_id,
        year,
        documents=loaded.documents,
        read=read,
        duplicates=max(loaded.documents - read, 0),
        reports=loaded.reports,
        facts=loaded.facts,
    )
