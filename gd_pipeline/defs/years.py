"""core, quality and marts, one report year a partition: read in one transaction, then checks, alerts and panel."""

from collections.abc import Iterator
from pathlib import Path

from dagster import AssetDep, AssetExecutionContext, AssetKey, MaterializeResult, asset, multi_asset

from gd_pipeline.defs.partitions import with_last_year, years
from gd_pipeline.defs.previews import shown
from gd_pipeline.defs.published import later_years, note_also, note_loaded
from gd_pipeline.defs.raw import GROUP, Made, spec
from gd_pipeline.defs.resources import Input, Warehouse, now
from gd_pipeline.defs.shown import declared, described
from gd_pipeline.review.decisions_join import join_decisions
from gd_pipeline.warehouse import runs
from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline.warehouse.complete import rechecked_years
from gd_pipeline.warehouse.neighbours import check_year
from gd_pipeline.warehouse.panel import refresh_panel
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import load_year

UPSTREAM = {
    "core.reports": ["raw.report_years"],
    "core.duplicates": ["core.reports"],
    "core.sections": ["core.reports"],
    "core.facts": ["core.sections"],
}
MARTS = {
    "marts.panel": ["core.facts", "quality.alerts"],
    "marts.panel_values": ["marts.panel"],
    "marts.indicators": ["marts.panel_values"],
}


@multi_asset(
    name="report_year",
    specs=[spec(name, upstream) for name, upstream in UPSTREAM.items()],
    partitions_def=years,
    pool="warehouse",
)
def report_year(context: AssetExecutionContext, warehouse: Warehouse, source: Input) -> Iterator[Made]:
    """Read the documents of a year, check each by itself, and replace the year's rows in one transaction."""
    year = int(context.partition_key)
    runs.begin(warehouse.connect, context.run_id, year, now())
    loaded = load_year(warehouse.connect, year, now(), source.processes)
    note_loaded(context, warehouse, year, loaded)
    with warehouse.connect() as connection:
        for name in UPSTREAM:
            yield MaterializeResult(AssetKey(name.split(".")), metadata=shown(context, connection, name, year))


@asset(
    key=["quality", "checks"],
    deps=[AssetDep(AssetKey(["core", "facts"]), partition_mapping=with_last_year)],
    description=described("quality.checks"),
    metadata=declared("quality.checks"),
    group_name=GROUP,
    kinds={"duckdb"},
    code_version=reader_version(),
    partitions_def=years,
    pool="warehouse",
)
def quality_checks(context: AssetExecutionContext, warehouse: Warehouse, source: Input) -> Made:
    """Hold the reports of a year against their neighbours, and those of later years against them."""
    year = int(context.partition_key)
    _, *again = check_year(warehouse.connect, year, source.processes)
    note_also(context, ["quality.checks"], later_years(warehouse, year))
    with warehouse.connect() as connection:
        told = {"checked again": " ".join(map(str, again)) or "none"}
        return MaterializeResult(metadata=told | shown(context, connection, "quality.checks", year))


@asset(
    key=["quality", "alerts"],
    deps=[AssetKey(["quality", "checks"])],
    description=described("quality.alerts"),
    metadata=declared("quality.alerts"),
    group_name=GROUP,
    kinds={"duckdb"},
    code_version=reader_version(),
    partitions_def=years,
    pool="warehouse",
)
def quality_alerts(context: AssetExecutionContext, warehouse: Warehouse) -> Made:
    """Join what people decided, then open, keep and close the alerts of a year, and of the years checked with it."""
    year = int(context.partition_key)
    join_decisions(warehouse.connect, Path(warehouse.decisions))
    with warehouse.connect() as connection:
        again = rechecked_years(connection, year)
    counts = refresh_alerts(warehouse.connect, year, now(), again)
    runs.note(warehouse.connect, context.run_id, year, alerts_new=counts["new"], alerts_closed=counts["closed"])
    note_also(context, ["quality.alerts"], later_years(warehouse, year))
    with warehouse.connect() as connection:
        return MaterializeResult(metadata=counts | shown(context, connection, "quality.alerts", year))


@multi_asset(
    name="marts_panel",
    specs=[spec(name, upstream) for name, upstream in MARTS.items()],
    partitions_def=years,
    pool="warehouse",
)
def marts_panel(context: AssetExecutionContext, warehouse: Warehouse) -> Iterator[Made]:
    """The best value of each metric for each issuer of a year, and the indicators made of them."""
    year = int(context.partition_key)
    refresh_panel(warehouse.connect, year)
    note_also(context, MARTS, later_years(warehouse, year))
    with warehouse.connect() as connection:
        for name in MARTS:
            yield MaterializeResult(AssetKey(name.split(".")), metadata=shown(context, connection, name, year))
