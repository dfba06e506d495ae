"""All definitions together."""

from dagster import Definitions, in_process_executor

from gd_pipeline.defs.checks import asset_checks
from gd_pipeline.defs.jobs import load_year, take_in
from gd_pipeline.defs.published import quality_runs
from gd_pipeline.defs.raw import raw_documents
from gd_pipeline.defs.resources import resources
from gd_pipeline.defs.years import marts_panel, quality_alerts, quality_checks, report_year


def house() -> Definitions:
    """Assets, their checks, jobs and resources, for the settings of this process.

    A run is one process: a process for each of its small steps would spend its time importing.
    """
    return Definitions(
        assets=[raw_documents, report_year, quality_checks, quality_alerts, marts_panel, quality_runs],
        asset_checks=asset_checks(),
        jobs=[take_in, load_year],
        resources=resources(),
        executor=in_process_executor,
    )
