"""One measured load of a folder into a new warehouse, in a process of its own: CPU seconds by stage, peak memory.

`python -m gd_pipeline.commands.bench_run FOLDER WAREHOUSE PROCESSES` prints one line of JSON; with `dagster` in place
of PROCESSES the same work is done by Dagster's assets and checks.
"""

import importlib
import json
import os
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from gd_pipeline.commands.bench_size import kind_of
from gd_pipeline.commands.imported import keep_imported

NOW = datetime(2026, 1, 1)
STAGES = {
    "intake": ["gd_pipeline.intake.sources.read_content"],
    "repeats": ["gd_pipeline.reading.document.find_repeats"],
    "tables": ["gd_pipeline.reading.document.read_tables"],
    "sections": ["gd_pipeline.reading.document.read_sections"],
    "identity": ["gd_pipeline.reading.document.read_identity", "gd_pipeline.reading.document.refusal"],
    "prose": ["gd_pipeline.reading.document.read_narrative"],
    "checks": ["gd_pipeline.warehouse.examine.check_report"],
    "traces": ["gd_pipeline.warehouse.rows.traits", "gd_pipeline.warehouse.rows.trace"],
    "rows": [
        f"gd_pipeline.warehouse.batches.{name}"
        for name in ("document_row", "year_columns", "arrow_table", "arrow_tables")
    ],
    "duplicates": ["gd_pipeline.warehouse.year.link"],
    "load": ["gd_pipeline.warehouse.take_in.load_raw", "gd_pipeline.warehouse.year.replace_year"],
    "neighbours": ["gd_pipeline.defs.years.check_year"],
    "marts": ["gd_pipeline.defs.years.refresh_alerts", "gd_pipeline.defs.years.refresh_panel"],
    "suites": ["gd_pipeline.defs.checks.validate", "gd_pipeline.defs.checks.frame"],
    "snapshot": [f"gd_pipeline.{each}.publish" for each in ("warehouse.snapshot", "defs.raw", "defs.published")],
}
"""Functions that are timed where they are called, by stage; one inside another counts for the inner stage alone."""
DIGITS = re.compile(r"\d+")
FLOOR_EVERY = 10
"""Of so many texts one's floor is measured, right before it is taken in: as fast or slow as the machine is then."""

BODIES = (
    *(f"gd_pipeline.defs.years.{name}" for name in ("load_year", "join_decisions", "check_year", "later_years")),
    *("gd_pipeline.defs.raw.take_in", "gd_pipeline.defs.published.complete"),
)
"""What else of a run by Dagster is our own."""


class Watch:
    """CPU seconds by stage and, for each document, by content: of its intake, and of reading and checking it."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = defaultdict(float)
        self.intake: dict[str, float] = defaultdict(float)
        self.reading: dict[str, float] = defaultdict(float)
        self.kinds: dict[str, str] = {}
        self.floors: list[float] = []
        self._texts = 0
        self._inner: list[float] = []

    def wrap(self, stage: str, name: str) -> None:
        """Time the function `name` (module and attribute) under `stage`."""
        owner, _, attribute = name.rpartition(".")
        module = importlib.import_module(owner)
        if hasattr(module, attribute):
            setattr(module, attribute, self.timed(stage, getattr(module, attribute)))

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, its time without that of timed functions inside it counted for `stage`."""

        def measured(*args: Any, **named: Any) -> Any:
            start = process_time()
            self._inner.append(0.0)
            try:
                return function(*args, **named)
            finally:
                spent = process_time() - start
                self.stages[stage] += spent - self._inner.pop()
                if self._inner:
                    self._inner[-1] += spent

        return measured

    def each_document(self) -> None:
        """Time every document's way through intake, reading and checks, and some texts' floor."""
        sources: Any = importlib.import_module("gd_pipeline.intake.sources")
        reader: Any = importlib.import_module("gd_pipeline.warehouse.examine")
        read_content, examine = sources.read_content, reader.examine

        def content(data: bytes, source: str, kind: Any, *more: Any) -> Any:
            if kind_of(kind.name) == "text":
                self.floor(data)
            start = process_time()
            document = read_content(data, source, kind, *more)
            self.intake[document.document_id] = process_time() - start
            self.kinds[document.document_id] = kind.name
            return document

        def examined(document: Any) -> Any:
            start = process_time()
            found = examine(document)
            self.reading[document.document_id] = process_time() - start
            return found

        sources.read_content = content
        reader.examine = examined

    def floor(self, data: bytes) -> None:
        """Time what a text costs at least, on one of FLOOR_EVERY: to decode it and find its digits by one regex."""
        self._texts += 1
        if self._texts % FLOOR_EVERY == 1:
            start = process_time()
            DIGITS.findall(data.decode("utf-8", "replace"))
            self.floors.append(process_time() - start)


def started_up() -> None:
    """What a process does once: data of the catalog are loaded and patterns compiled as a first document is read."""
    from gd_pipeline.intake import read_bytes
    from gd_pipeline.synth.corpus import Selection, document
    from gd_pipeline.warehouse.examine import examine
    from gd_pipeline.warehouse.indicators import catalogued
    from gd_pipeline.warehouse.version import reader_version

    first = document(0, 0, Selection(layouts=("markdown",)))
    examine(read_bytes(first.written.content, first.name))
    catalogued()
    reader_version()


def plainly(folder: Path, warehouse: Path, processes: int) -> None:
    """Everything that a run stores, function by function, without Dagster."""
    from gd_pipeline.commands.run import FEW
    from gd_pipeline.warehouse import snapshot
    from gd_pipeline.warehouse.complete import complete, documents_by_year, held_if_settled
    from gd_pipeline.warehouse.connection import opener
    from gd_pipeline.warehouse.take_in import take_in
    from gd_pipeline.warehouse.year import stale_years

    steps: Any = importlib.import_module("gd_pipeline.defs.years")
    connect = opener(warehouse)
    with held_if_settled(connect):
        take_in(connect, folder, folder.parent, NOW, processes)
        with connect() as connection:
            years = stale_years(connection)
            documents = sum(number for _, number in documents_by_year(connection))
        with connect() if documents <= FEW else nullcontext():
            for year in years:
                with connect():
                    steps.load_year(connect, year, NOW, processes)
                    _, *again = steps.check_year(connect, year, processes)
                    steps.refresh_alerts(connect, year, NOW, again)
                    steps.refresh_panel(connect, year)
                    complete(connect, year)
    snapshot.publish(connect, warehouse, warehouse.with_suffix(".published"))


def by_dagster(folder: Path, warehouse: Path) -> float:
    """The same through Dagster in this process; CPU seconds of its start."""
    from rich.console import Console

    from gd_pipeline.commands.run import materialize

    os.environ |= {"GD_INPUT": str(folder), "GD_WAREHOUSE": str(warehouse), "GD_HOME": str(warehouse.parent)}
    os.environ["GD_WORKERS"] = "0"
    start = process_time()
    importlib.import_module("gd_pipeline.defs.house").house().resolve_implicit_global_asset_job_def()
    importlib.import_module("great_expectations")
    started = process_time() - start
    console = Console(stderr=True, quiet=True)
    failed = materialize(None, console)
    sys.stderr.writelines(f"{each}\n" for each in failed)
    return started


def measure(folder: Path, warehouse: Path, how: str) -> dict[str, Any]:
    """Load `folder` into `warehouse` in this process (or with so many more) and say what it cost."""
    watch = Watch()
    importlib.import_module("gd_pipeline.defs.years")
    importlib.import_module("gd_pipeline.reading.document")
    importlib.import_module("gd_pipeline.warehouse.complete")
    importlib.import_module("pandas")
    keep_imported()
    started_up()
    for stage, names in STAGES.items():
        for name in names:
            watch.wrap(stage, name)
    if how == "dagster":
        watch.wrap("start", "gd_pipeline.commands.run.Runs")
        for body in BODIES:
            watch.wrap("other", body)
    elif how == "0":
        watch.each_document()
    start, wall = process_time(), perf_counter()
    started = 0.0
    if how == "dagster":
        started = by_dagster(folder, warehouse)
    else:
        plainly(folder, warehouse, int(how))
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu": process_time() - start - started,
        "wall": perf_counter() - wall,
        "others": os.getloadavg()[1],
        "children": children.ru_utime + children.ru_stime,
        "start": started,
        "stages": dict(watch.stages),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "floor": sum(watch.floors) / max(len(watch.floors), 1),
        "documents": [[watch.kinds[each], spent, watch.reading.get(each, 0.0)] for each, spent in watch.intake.items()],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])) + "\n")
