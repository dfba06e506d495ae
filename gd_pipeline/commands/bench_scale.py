"""`gd-pipeline bench`: written corpora of growing size, from files on disk to the committed warehouse."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

from rich.console import Console

from gd_pipeline.commands.bench_page import machine, table, write_section
from gd_pipeline.commands.bench_short import short
from gd_pipeline.commands.bench_size import (
    Size,
    by_kind,
    gain,
    new_document,
    percentile,
    share,
    snapshot,
    taken_in,
    whole,
)
from gd_pipeline.synth.corpus import Selection, corpus, document
from gd_pipeline.warehouse.version import reader_version

SEED = 2026
BESIDE = 10_000


def bench_scale(sizes: Sequence[int], page: Path, kept: Path, plain: bool = False) -> int:
    """Measure at each of `sizes`, print and write the section `pipeline` of `page` after each; exit status 0.

    Two processes and Dagster are measured up to BESIDE documents, or with `plain` not at all. What this version of the
    reader has measured before is in the folder `kept`, and is not measured again.
    """
    measured: list[Size] = []
    for count in sorted(sizes):
        measured.append(measured_size(count, kept / f"{count}-{reader_version()}", count <= BESIDE and not plain))
        text = section(measured)
        write_section(page, "pipeline", text)
    Console().print(text, markup=False, highlight=False, soft_wrap=True)
    return 0


def measured_size(count: int, home: Path, beside: bool) -> Size:
    """Write a corpus of `count` documents, and load it each way; its figures stay in `home`."""
    folder, figures = home / "reports", Figures(home)
    kb = figures.once("kb", lambda: write_corpus(count, folder))
    alone = figures.once("alone", lambda: loaded(folder, fresh(home / "alone.duckdb"), "0"))
    added = figures.once("added", lambda: loaded(with_new(folder), home / "alone.duckdb", "0"))
    two = figures.once("two", lambda: loaded(folder, fresh(home / "two.duckdb"), "2")) if beside else None
    by = figures.once("dagster", lambda: loaded(folder, fresh(home / "dagster.duckdb"), "dagster")) if beside else None
    return Size(count, kb, alone, two, by, added)


class Figures:
    """What was measured in a folder, a file of JSON each: an interrupted run goes on with the next."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def once(self, name: str, measure: Callable[[], Any]) -> Any:
        """The figure `name`: measured, unless it is there."""
        path = self.home / f"{name}.json"
        if not path.exists():
            figure = json.dumps(measure())
            path.write_text(figure, encoding="utf-8")
        return json.loads(path.read_text(encoding="utf-8"))


def write_corpus(count: int, folder: Path) -> float:
    """Write the corpus; the mean size of its files in KB."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for each in corpus(SEED, count, Selection(duplicates=True)):
        (folder / each.name).write_bytes(each.written.content)
        size += len(each.written.content)
    return size / count / 1000


def with_new(folder: Path) -> Path:
    """The folder with one document more."""
    new = document(SEED + 1, 0, Selection(layouts=("markdown",)))
    (folder / f"new{new.name}").write_bytes(new.written.content)
    return folder


def fresh(warehouse: Path) -> Path:
    """The place of a warehouse where none is: what an interrupted load left is removed."""
    for path in warehouse.parent.glob(f"{warehouse.stem}.*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return warehouse


def loaded(folder: Path, warehouse: Path, how: str) -> dict[str, Any]:
    """What a process of its own says of the load."""
    command = [sys.executable, "-m", "gd_pipeline.commands.bench_run", str(folder), str(warehouse), how]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def section(sizes: Sequence[Size]) -> str:
    """The section in Markdown."""
    parts = [
        "## From files to the warehouse",
        f"{machine()}. Corpora of `gd-pipeline synth --duplicates` (seed {SEED}; all forms, layouts, encodings and "
        "kinds of file; 5 % exact copies, 15 % near ones). CPU seconds of one process unless wall is said, its start "
        "(imports, the catalog's data and patterns) apart; other work on the machine makes them longer, ratios less "
        "so: the floor is taken of every tenth text, right before the text is.",
        overview(sizes),
        "CPU seconds by stage; `rest` is hashing, DuckDB outside the loads, and passing rows on:",
        stages(sizes),
        f"Each document's own way through intake, reading and checks, at {sizes[-1].count:,} documents:",
        kinds(sizes[-1]),
        "Short of the targets of issue 7:\n\n" + "\n".join(f"- {each}" for each in short(sizes)),
    ]
    return "\n\n".join(parts)


def overview(sizes: Sequence[Size]) -> str:
    """The figures of each size."""
    rows: list[list[str]] = [
        ["mean file, KB", *(f"{each.kb:.1f}" for each in sizes)],
        ["documents/s/core, files to marts", *(f"{1 / each.each:,.0f}" for each in sizes)],
        ["ms a document, files to marts", *(f"{1000 * each.each:.1f}" for each in sizes)],
        ["floor (decode, one digit regex), ms a text", *(f"{1000 * each.floor:.3f}" for each in sizes)],
        ["a text's intake, reading and checks ÷ floor", *(f"{each.once / each.floor:.0f}" for each in sizes)],
        ["files to marts ÷ floor", *(f"{each.each / each.floor:.0f}" for each in sizes)],
        ["load average of the machine meanwhile", *(f"{each.alone['others']:.1f}" for each in sizes)],
        ["peak memory, MB", *(f"{each.alone['peak_mb']:,.0f}" for each in sizes)],
        ["two processes, times as fast (wall)", *(gain(each) for each in sizes)],
        ["one new document, CPU s", *(f"{new_document(each):.2f}" for each in sizes)],
        ["the snapshot's copy beside it, CPU s", *(f"{snapshot(each):.2f}" for each in sizes)],
        ["Dagster's share of its run, start apart", *(share(each) for each in sizes)],
    ]
    exponents = [log(two.alone["cpu"] / one.alone["cpu"]) / log(two.count / one.count) for one, two in pairwise(sizes)]
    rows.append(["exponent of growth from the size before", "", *(f"{each:.2f}" for each in exponents)])
    return table(["documents", *(f"{each.count:,}" for each in sizes)], rows)


def stages(sizes: Sequence[Size]) -> str:
    """Seconds by stage."""
    names = list(dict.fromkeys(name for each in sizes for name in each.alone["stages"]))
    rows = [[name, *(f"{each.alone['stages'].get(name, 0.0):.2f}" for each in sizes)] for name in names]
    rest = [each.alone["cpu"] - sum(each.alone["stages"].values()) for each in sizes]
    rows += [["rest", *(f"{each:.2f}" for each in rest)], ["all", *(f"{each.alone['cpu']:.2f}" for each in sizes)]]
    return table(["stage", *(f"{each.count:,}" for each in sizes)], rows)


def kinds(size: Size) -> str:
    """Speed and slowest documents by kind of file."""
    rows = []
    for kind, spent in by_kind(size).items():
        ways = whole(spent)
        figures = [f"{len(ways):,}", f"{taken_in(spent):,.0f}", f"{len(ways) / sum(ways):,.0f}"]
        slow = [f"{1000 * each:.1f}" for each in (percentile(ways, 0.5), percentile(ways, 0.99), ways[-1])]
        rows.append([kind, *figures, *slow])
    head = ["kind", "documents", "intake alone, /s/core", "documents/s/core", "median ms", "p99 ms", "slowest ms"]
    return table(head, rows)
