"""All definitions together."""

from dagster import Definitions, in_process_executor

from gd_pipeline.defs.alerting import checks_failed, run_failed
from gd_pipeline.defs.checks import asset_checks
from gd_pipeline.defs.coverage import nobody_is_missing
from gd_pipeline.defs.jobs import load_year, take_in
from gd_pipeline.defs.published import quality_runs
from gd_pipeline.defs.raw import raw_documents, report_years
from gd_pipeline.defs.resources import resources
from gd_pipeline.defs.schedules import backfill, input_again, season
from gd_pipeline.defs.sensors import changed_years, input_folder
from gd_pipeline.defs.years import marts_panel, quality_alerts, quality_checks, report_year


def house() -> Definitions:
    """Assets, their checks, jobs and resources, for the settings of this process.

    A run is one process: a process for each of its small steps would spend its time importing.
    """
    return Definitions(
        assets=[raw_documents, report_years, report_year, quality_checks, quality_alerts, marts_panel, quality_runs],
        asset_checks=[*asset_checks(), nobody_is_missing],
        jobs=[take_in, load_year],
        sensors=[input_folder, changed_years, run_failed, checks_failed],
        schedules=[season, backfill, input_again],
        resources=resources(),
        executor=in_process_executor,
    )
