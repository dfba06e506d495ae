"""What starts runs by itself when something arrives: files in the input folder, then the years that they belong to."""

import hashlib
from collections.abc import Iterator

from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    RunRequest,
    RunsFilter,
    ScheduleEvaluationContext,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    sensor,
)

from gd_pipeline.defs.jobs import load_year, take_in
from gd_pipeline.defs.partitions import years
from gd_pipeline.settings import settings
from gd_pipeline.warehouse.due import Due, due
from gd_pipeline.warehouse.listing import marks
from gd_pipeline.warehouse.version import reader_version

AT_ONCE = 4
"""Years that one tick starts at most."""
UNFINISHED = [
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
]


@sensor(
    job=take_in,
    minimum_interval_seconds=30,
    default_status=DefaultSensorStatus.STOPPED,
    description="监视输入目录: takes the input in when its files, or the reader, are others than at the last tick.",
)
def input_folder(context: SensorEvaluationContext) -> SensorResult | SkipReason:
    """A run where the fingerprint is another. A file that was only touched is told by its hash, and not read again."""
    seen = fingerprint(settings().input)
    if seen == context.cursor:
        return SkipReason("nothing new in the input folder (输入目录没有变化)")
    return SensorResult(run_requests=[RunRequest(run_key=seen)], cursor=seen)


def fingerprint(source: str) -> str:
    """Hash of the names, sizes and times of all files, and of the version of the reader."""
    digest = hashlib.sha256(reader_version().encode())
    for mark in marks(source):
        digest.update(f"{mark}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


@sensor(
    job=load_year,
    minimum_interval_seconds=30,
    default_status=DefaultSensorStatus.STOPPED,
    description="装载有变化的年度: loads the years with changed documents, or that wait, once for the same documents.",
)
def changed_years(context: SensorEvaluationContext) -> SensorResult | SkipReason:
    """A run for each year that is due; those that only another version has read are left to the backfill."""
    wanted = [each for each in due(settings().snapshot) if not each.outdated]
    requests = list(requested(wanted, running(context), AT_ONCE))
    return (
        SensorResult(run_requests=requests) if requests else SkipReason("no year has new documents (没有年度需要装载)")
    )


def requested(wanted: list[Due], busy: set[str], cap: int, mark: str = "") -> Iterator[RunRequest]:
    """A run for each of the first `cap` years that have a partition and no run under way; `mark` tells ticks apart."""
    known = set(years.get_partition_keys())
    free = [each for each in wanted if str(each.year) in known - busy]
    for each in free[:cap]:
        yield RunRequest(run_key=f"{each.key}{mark}", partition_key=str(each.year))


def running(context: SensorEvaluationContext | ScheduleEvaluationContext) -> set[str]:
    """The years whose load is queued or under way."""
    records = context.instance.get_runs(RunsFilter(job_name=load_year.name, statuses=UNFINISHED))
    return {run.tags.get("dagster/partition", "") for run in records}
