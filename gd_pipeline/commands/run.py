"""`gd-pipeline run`: a folder into the warehouse, every asset and check materialized by Dagster in this process.

Only the years whose documents or reader changed are loaded, unless years are named.
"""

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from gd_pipeline.commands.closing import closing
from gd_pipeline.commands.imported import keep_imported
from gd_pipeline.settings import settings

if TYPE_CHECKING:
    from dagster import ExecuteInProcessResult
    from dagster_shared.error import SerializableErrorInfo

    from gd_pipeline.defs.resources import Warehouse
    from gd_pipeline.warehouse.connection import Connect

FEW = 20_000
"""Of so many documents the warehouse is held from year to year: opening and closing it are a good part of the work."""
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
INTERRUPTED = ("DagsterExecutionInterruptedError", "Query interrupted")
"""What Dagster and DuckDB say where a person interrupted them."""


class UsageError(ValueError):
    """What was asked for cannot be; the message says why, to a person."""


def run(folder: str | None, warehouse: Path | None, years: str | None) -> int:
    """Materialize everything under `folder`, which may be an address, into `warehouse`, publish it, and print it.

    Returns:
        Exit status: 0 done; 1 a step or a blocking check failed, it was interrupted, or the warehouse is held by
        another process; 2 the folder is missing or empty, or `years` are none.
    """
    console, said = Console(), Console(stderr=True, style="red", highlight=False, markup=False, soft_wrap=True)
    try:
        wanted = range_of_years(years)
        with_partition(wanted)
        point_to(folder, warehouse)
    except UsageError as error:
        said.print(f"gd-pipeline run: {error}")
        return 2
    from gd_pipeline.warehouse.turn import turn

    try:
        with turn(settings().warehouse, lambda: console.print("waiting for another run (等待另一次运行结束)")):
            failed = materialize(wanted, console)
            closing(console, warehouse_of_settings().connect)
    except (duckdb.IOException, OSError) as error:
        failed = [f"the warehouse cannot be opened: {error}"]
    except KeyboardInterrupt:
        failed = ["interrupted: started again, it goes on from here (已中断，再次运行即可继续)"]
    for failure in failed:
        said.print(failure)
    return 1 if failed else 0


def point_to(folder: str | None, warehouse: Path | None) -> None:
    """Let the settings of this process, and of those that it starts, say what was asked for.

    Raises:
        UsageError: there is no such folder, it cannot be opened or holds no file, the warehouse has an impossible
            name or place, or GD_MEMORY, GD_THREADS, GD_WORKERS, GD_ENGINE or GD_EXPECTATIONS is none.
    """
    from gd_pipeline.warehouse.connection import bound, named
    from gd_pipeline.warehouse.engine import chosen
    from gd_pipeline.warehouse.listing import holds_files, input_exists
    from gd_pipeline.warehouse.pool import workers
    from gd_pipeline.warehouse.suites import suites

    if folder is not None:
        os.environ["GD_INPUT"] = folder
    if warehouse is not None:
        os.environ["GD_WAREHOUSE"] = str(warehouse)
    where = settings()
    if not input_exists(where.input):
        raise UsageError(f"there is no folder {folder or where.input} (没有这个目录)")
    try:
        if not holds_files(where.input):
            raise UsageError(f"the folder {folder or where.input} holds no file (目录为空)")
    except OSError as error:
        shut = f"the folder {folder or where.input} cannot be opened: {error.strerror} (目录打不开)"
        raise UsageError(shut if error.strerror else str(error)) from error
    try:
        workers()
        chosen()
        suites(where.expectations)
        named(where.warehouse)
        with duckdb.connect() as nothing:
            bound(nothing)
    except duckdb.ParserException as error:
        raise UsageError(f"GD_MEMORY is {os.environ.get('GD_MEMORY')!r}: {error}") from error
    except (ValueError, OSError) as error:
        raise UsageError(str(error)) from error


def range_of_years(years: str | None) -> range | None:
    """`2015` or `2014-2018` as years; None where nothing is asked for.

    Raises:
        UsageError: it is neither, or ends before it starts.
    """
    if years is None:
        return None
    first, _, last = years.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and int(first) <= int(last or first)):
        raise UsageError(f"{years!r} is no year and no range of years such as 2014-2018")
    return range(int(first), int(last or first) + 1)


def with_partition(wanted: range | None) -> None:
    """Refuse years none of which can be loaded.

    Raises:
        UsageError: they are before the first reports, or have not begun.
    """
    if wanted is None:
        return
    from gd_pipeline.defs.partitions import years

    known = [int(key) for key in years.get_partition_keys()]
    if wanted.stop <= known[0] or known[-1] < wanted.start:
        raise UsageError(f"report years are {known[0]} to {known[-1]} (没有这个年度的报告)")


def materialize(wanted: range | None, console: Console) -> list[str]:
    """Run the raw assets, then every stale or wanted year; what failed, in words."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting 启动", total=None)
        runs = Runs()
        progress.update(task, description="reading documents 读取文档")
        with runs.held_if_settled():
            failed = list(failures("raw", runs.raw()))
            taken = not failed
            years = runs.years(wanted) if taken else []
            progress.update(task, total=len(years), completed=0)
            with runs.held():
                for year in years:
                    progress.update(task, description=f"{year}")
                    failed += failures(str(year), runs.year(year))
                    progress.advance(task)
        progress.update(task, description="publishing 发布")
        failed += joined(runs.warehouse.connect)
        if taken:
            failed += unpublished(runs.warehouse)
    return failed


def joined(connect: "Connect") -> Iterator[str]:
    """Join the decisions on alerts of all years, also of those that were not loaded; why that failed, in words."""
    from gd_pipeline.review.decisions import NoStoreError
    from gd_pipeline.review.decisions_join import join_decisions

    try:
        join_decisions(connect, settings().decisions)
    except NoStoreError as error:
        yield str(error)


def unpublished(warehouse: "Warehouse") -> Iterator[str]:
    """Publish what was written since the last snapshot, also by a run that was killed; why that failed, in words."""
    from gd_pipeline.warehouse import snapshot

    where = settings()
    if where.snapshot.exists() and where.snapshot.stat().st_mtime_ns > where.warehouse.stat().st_mtime_ns:
        return
    try:
        snapshot.publish(warehouse.connect, where.warehouse, where.snapshot)
    except (duckdb.Error, OSError) as error:
        yield f"the snapshot was not published (快照未发布): {error}"


def warehouse_of_settings() -> "Warehouse":
    """The warehouse as Dagster opens it."""
    from gd_pipeline.defs.resources import Warehouse

    return Warehouse.of_settings()


class Runs:
    """Dagster's definitions, run in this process on an instance that is forgotten at its end."""

    def __init__(self) -> None:
        warnings.simplefilter("ignore")
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        from dagster import DagsterInstance

        from gd_pipeline.defs.house import house

        self.warehouse = warehouse_of_settings()
        self.few = False
        self.instance: DagsterInstance = DagsterInstance.ephemeral()
        self.job = house().resolve_implicit_global_asset_job_def()
        self.graph = self.job.asset_layer.asset_graph
        keep_imported()

    def raw(self) -> "ExecuteInProcessResult":
        """Take the input in."""
        return self._run([key for key in self.graph.materializable_asset_keys if key.path[0] == "raw"], None)

    def year(self, year: int) -> "ExecuteInProcessResult":
        """Load and check one report year; the warehouse is held from step to step."""
        with self.warehouse.connect():
            return self._run([key for key in self.graph.materializable_asset_keys if key.path[0] != "raw"], str(year))

    def held_if_settled(self) -> AbstractContextManager[object]:
        """The warehouse, held from the first step to the last where little is to be added to it."""
        from gd_pipeline.warehouse.complete import held_if_settled

        return held_if_settled(self.warehouse.connect)

    def held(self) -> AbstractContextManager[object]:
        """The warehouse, held where it has few documents; memory of what it read is given back at the end."""
        return self.warehouse.connect() if self.few else nullcontext()

    def years(self, wanted: range | None) -> list[int]:
        """The years to load that have a partition: those wanted, else those that are stale."""
        from gd_pipeline.defs.partitions import years
        from gd_pipeline.warehouse.complete import documents_by_year, due_years

        with self.warehouse.connect() as connection:
            stale = due_years(connection)
            self.few = sum(documents for _, documents in documents_by_year(connection)) <= FEW
        known = {int(key) for key in years.get_partition_keys()}
        return sorted(known & set(stale if wanted is None else wanted))

    def _run(self, keys: Iterable[object], partition: str | None) -> "ExecuteInProcessResult":
        from gd_pipeline.defs.shown import UNSEEN

        return self.job.execute_in_process(
            asset_selection=list(keys),  # type: ignore[arg-type]
            partition_key=partition,
            instance=self.instance,
            run_config=QUIET,
            tags={UNSEEN: "true"},
            raise_on_error=False,
        )


def failures(what: str, result: "ExecuteInProcessResult") -> Iterator[str]:
    """Each step that failed and each blocking check that stopped the run, in words.

    Raises:
        KeyboardInterrupt: a person stopped it, in a step or between two.
    """
    steps = [event for event in result.all_events if event.is_step_failure]
    said = [cause(event.step_failure_data.error) or str(event.message) for event in steps]
    whole = [cause(event.job_failure_data.error) for event in result.all_events if event.is_job_failure]
    if any(sign in error for error in said + whole for sign in INTERRUPTED):
        raise KeyboardInterrupt
    for event, error in zip(steps, said, strict=True):
        yield f"{what}: {event.step_key} failed: {error}"


def cause(error: "SerializableErrorInfo | None") -> str:
    """What the first error of a chain says; "" where none is known."""
    while error is not None and error.cause is not None:
        error = error.cause
    return error.message.strip() if error else ""
