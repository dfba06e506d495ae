"""All definitions together."""

from dagster import Definitions

from gd_pipeline.defs.checks import asset_checks
from gd_pipeline.defs.raw import raw_documents
from gd_pipeline.defs.resources import resources
from gd_pipeline.defs.years import marts_panel, quality_alerts, report_year


def house() -> Definitions:
    """Assets, their checks and their resources, for the settings of this process."""
    return Definitions(
        assets=[raw_documents, report_year, quality_alerts, marts_panel],
        asset_checks=asset_checks(),
        resources=resources(),
    )
