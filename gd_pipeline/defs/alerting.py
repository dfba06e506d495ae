"""Sensors that tell people: a run failed, or a run ended well and some of its checks did not."""

from collections.abc import Iterable

from dagster import (
    AssetCheckEvaluation,
    AssetCheckSeverity,
    DagsterEventType,
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    RunFailureSensorContext,
    RunStatusSensorContext,
    run_failure_sensor,
    run_status_sensor,
)

from gd_pipeline.defs.messages import Message, send

ERRORS = 10
"""A message names so many steps or checks at most."""


@run_failure_sensor(description="运行失败时通知: tells by webhook or e-mail that a run failed")
def run_failed(context: RunFailureSensorContext) -> None:
    """Tell that a run failed, and in which steps."""
    steps = [f"{each.step_key}: {each.message}" for each in context.get_step_failure_events()]
    told(context, message(context.dagster_run, "failed", steps or [context.failure_event.message or ""]))


@run_status_sensor(
    run_status=DagsterRunStatus.SUCCESS,
    description="核对未通过时通知: tells by webhook or e-mail which checks of severity error a run did not pass",
)
def checks_failed(context: RunStatusSensorContext) -> None:
    """Tell which checks failed; nothing where none did."""
    failed = failed_checks(context.instance, context.dagster_run.run_id)
    if failed:
        told(context, message(context.dagster_run, f"{len(failed)} checks failed", list(map(in_words, failed))))


def told(context: RunStatusSensorContext, what: Message) -> None:
    """Send it; the log says by which ways."""
    context.log.info("%s, told by %s", what.title, ", ".join(send(what)) or "nobody: no way is set up")


def failed_checks(instance: DagsterInstance, run_id: str) -> list[AssetCheckEvaluation]:
    """The evaluations of a run with severity error that did not pass."""
    records = instance.all_logs(run_id, of_type=DagsterEventType.ASSET_CHECK_EVALUATION)
    found = [each.dagster_event.asset_check_evaluation_data for each in records if each.dagster_event is not None]
    return [each for each in found if not each.passed and each.severity == AssetCheckSeverity.ERROR]


def in_words(check: AssetCheckEvaluation) -> str:
    """A failed check in a line."""
    return f"{'.'.join(check.asset_key.path)}: {check.check_name}: {check.description or ''}".removesuffix(": ")


def message(run: DagsterRun, what: str, lines: Iterable[str]) -> Message:
    """What is told of a run."""
    year = run.tags.get("dagster/partition")
    title = f"gd-pipeline: {run.job_name}{' ' + year if year else ''}: {what}"
    return Message(title, run.run_id, year, tuple(lines)[:ERRORS])
