"""core, quality and marts, one report year a partition: read and checked in one transaction, then alerts and panel."""

from collections.abc import Iterator
from pathlib import Path

from dagster import AssetExecutionContext, AssetKey, MaterializeResult, asset, multi_asset

from gd_pipeline.defs.partitions import years
from gd_pipeline.defs.previews import shown
from gd_pipeline.defs.raw import GROUP, Made, spec
from gd_pipeline.defs.resources import Input, Warehouse, now
from gd_pipeline.defs.shown import declared, described
from gd_pipeline.review.decisions_join import join_decisions
from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline.warehouse.panel import refresh_panel
from gd_pipeline.warehouse.year import load_year

UPSTREAM = {
    "core.reports": ["raw.documents"],
    "core.duplicates": ["core.reports"],
    "core.sections": ["core.reports"],
    "core.facts": ["core.sections"],
    "quality.checks": ["core.facts"],
}


@multi_asset(
    name="report_year",
    specs=[spec(name, upstream) for name, upstream in UPSTREAM.items()],
    partitions_def=years,
    pool="warehouse",
)
def report_year(context: AssetExecutionContext, warehouse: Warehouse, source: Input) -> Iterator[Made]:
    """Read and check the documents of a year, and replace its rows in one transaction."""
    year = int(context.partition_key)
    load_year(warehouse.connect, year, now(), source.processes)
    with warehouse.connect() as connection:
        for name in UPSTREAM:
            yield MaterializeResult(AssetKey(name.split(".")), metadata=shown(connection, name, year))


@asset(
    key=["quality", "alerts"],
    deps=[AssetKey(["quality", "checks"])],
    description=described("quality.alerts"),
    metadata=declared("quality.alerts"),
    group_name=GROUP,
    kinds={"duckdb"},
    partitions_def=years,
    pool="warehouse",
)
def quality_alerts(context: AssetExecutionContext, warehouse: Warehouse) -> Made:
    """Join what people decided, then open, keep and close the alerts of a year."""
    year = int(context.partition_key)
    join_decisions(warehouse.connect, Path(warehouse.decisions))
    counts = refresh_alerts(warehouse.connect, year, now())
    with warehouse.connect() as connection:
        return MaterializeResult(metadata=counts | shown(connection, "quality.alerts", year))


@asset(
    key=["marts", "panel"],
    deps=[AssetKey(["core", "facts"]), AssetKey(["quality", "checks"])],
    description=described("marts.panel"),
    metadata=declared("marts.panel"),
    group_name=GROUP,
    kinds={"duckdb"},
    partitions_def=years,
    pool="warehouse",
)
def marts_panel(context: AssetExecutionContext, warehouse: Warehouse) -> Made:
    """The best value of each metric for each issuer of a year."""
    year = int(context.partition_key)
    refresh_panel(warehouse.connect, year)
    with warehouse.connect() as connection:
        return MaterializeResult(metadata=shown(connection, "marts.panel", year))
