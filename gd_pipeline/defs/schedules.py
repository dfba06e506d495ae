"""What the calendar starts: the season, the backfill of years that a newer version has not read, the input once a day.

Reports of a year are due by 31 January of the next (条例, 2019, Article 50; by 31 March before), and come until April.
"""

from dagster import (
    DefaultScheduleStatus,
    RunRequest,
    ScheduleDefinition,
    ScheduleEvaluationContext,
    SkipReason,
    schedule,
)

from gd_pipeline.defs.jobs import load_year, take_in
from gd_pipeline.defs.sensors import requested, running
from gd_pipeline.settings import settings
from gd_pipeline.warehouse.due import due

CAP = 4
"""Years that one tick of the backfill starts at most."""
SEASON = ["0 6 * 1-4 *", "0 6 * 5-12 1"]
"""Daily from 1 January to 30 April, on Mondays otherwise."""
ZONE = "Asia/Shanghai"


@schedule(
    job=load_year,
    cron_schedule=SEASON,
    execution_timezone=ZONE,
    default_status=DefaultScheduleStatus.STOPPED,
    description="报送季: loads the year that falls due, daily while its reports come in, weekly otherwise.",
)
def season(context: ScheduleEvaluationContext) -> RunRequest:
    """A run of the year before that of the tick."""
    year = str(context.scheduled_execution_time.year - 1)
    return RunRequest(run_key=f"{year} {context.scheduled_execution_time.isoformat()}", partition_key=year)


@schedule(
    job=load_year,
    cron_schedule="15 * * * *",
    execution_timezone=ZONE,
    default_status=DefaultScheduleStatus.STOPPED,
    description="补算: loads every year whose documents, catalog or code changed, the oldest first, so many a tick.",
)
def backfill(context: ScheduleEvaluationContext) -> list[RunRequest] | SkipReason:
    """A run for each of the first years that are due and not under way."""
    mark = f" {context.scheduled_execution_time.isoformat()}"
    requests = list(requested(due(settings().snapshot), running(context), CAP, mark))
    return requests or SkipReason("every year is read by this version from its present documents (各年度均为最新)")


input_again = ScheduleDefinition(
    name="input_again",
    job=take_in,
    cron_schedule="30 4 * * *",
    execution_timezone=ZONE,
    default_status=DefaultScheduleStatus.STOPPED,
    description="每日重读输入: takes the input in though nothing in it changed: what could not be listed, fetched or "
    "opened is tried again.",
)
