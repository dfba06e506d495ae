"""Each expectation of expectations/ as an asset check of its table: of a year, or of the whole for raw tables."""

import warnings
from collections.abc import Iterator
from typing import Any

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    MetadataValue,
    PreviewWarning,
    multi_asset_check,
)

from gd_pipeline.catalog.tables import tables
from gd_pipeline.defs.partitions import years
from gd_pipeline.defs.resources import Warehouse
from gd_pipeline.defs.shown import markdown
from gd_pipeline.settings import settings
from gd_pipeline.warehouse.frames import frame
from gd_pipeline.warehouse.suites import Suite, suites
from gd_pipeline.warehouse.validation import Outcome, validate


def asset_checks() -> list[AssetChecksDefinition]:
    """One definition a suite."""
    return [checks_of(suite) for suite in suites(settings().expectations)]


def checks_of(suite: Suite) -> AssetChecksDefinition:
    """The asset checks of one table, run together over one frame."""
    key = AssetKey(suite.table.split("."))
    by_year = tables()[suite.table].schema_ != "raw"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PreviewWarning)
        specs = [
            AssetCheckSpec(
                each.meta.name,
                asset=key,
                description=f"{each.meta.zh} {each.meta.en}",
                blocking=each.meta.blocking,
                metadata={"expectation": each.type, "severity": each.severity},
                partitions_def=years if by_year else None,
            )
            for each in suite.expectations
        ]

    @multi_asset_check(name=f"{suite.raw['name']}_checks", specs=specs, pool="warehouse")
    def checks(context: AssetCheckExecutionContext, warehouse: Warehouse) -> Iterator[AssetCheckResult]:
        year = int(context.partition_key) if by_year else None
        with warehouse.connect() as connection:
            rows = frame(connection, suite, year)
        # every expectation is one of rows: of none it holds, and Great Expectations need not be loaded to know it
        for outcome in validate(suite, rows) if len(rows) else of_no_rows(suite, rows):
            yield result(outcome, key)

    return checks


def of_no_rows(suite: Suite, rows: Any) -> list[Outcome]:
    """What the expectations of `suite` say of a table that has no rows."""
    return [Outcome(each, "held", 0, 0, rows, "no rows") for each in suite.expectations]


def result(outcome: Outcome, key: AssetKey) -> AssetCheckResult:
    """An outcome as Dagster shows it; an expectation that errored is an error whatever its severity."""
    errored = outcome.result == "errored"
    severe = errored or outcome.expected.severity == "critical"
    metadata = {
        "outcome": MetadataValue.text(outcome.result),
        "severity": MetadataValue.text(outcome.expected.severity),
        "rows checked": MetadataValue.int(outcome.checked),
        "rows failing": MetadataValue.int(outcome.unexpected),
    }
    if len(outcome.rows):
        table = markdown(list(outcome.rows.columns), outcome.rows.astype(object).values.tolist())
        metadata["failing rows"] = MetadataValue.md(table)
    return AssetCheckResult(
        check_name=outcome.expected.meta.name,
        asset_key=key,
        passed=outcome.result == "held",
        severity=AssetCheckSeverity.ERROR if severe else AssetCheckSeverity.WARN,
        description=f"could not be evaluated: {outcome.detail}" if errored else outcome.detail,
        metadata=metadata,
    )
