"""Asset checks of coverage: issuers that reported last year and not this."""

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetKey,
    MetadataValue,
    asset_check,
)

from gd_pipeline.defs.partitions import years
from gd_pipeline.defs.resources import Warehouse
from gd_pipeline.defs.shown import markdown
from gd_pipeline.warehouse.due import missing_reports


@asset_check(asset=AssetKey(["core", "reports"]), partitions_def=years, pool="warehouse")
def nobody_is_missing(context: AssetCheckExecutionContext, warehouse: Warehouse) -> AssetCheckResult:
    """上年有报告的机关今年也有 Every issuer that reported for the year before did for this one."""
    year = int(context.partition_key)
    with warehouse.connect() as connection:
        missing = missing_reports(connection, year)
    table = markdown(["issuer", "code", "last report"], missing)
    return AssetCheckResult(
        passed=not missing,
        severity=AssetCheckSeverity.WARN,
        description=f"{len(missing)} reported for {year - 1} and not for {year}" if missing else None,
        metadata={"missing": len(missing)} | ({"issuers": MetadataValue.md(table)} if missing else {}),
    )
