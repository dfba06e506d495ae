"""`gd-pipeline bench`: written corpora of growing size, from files on disk to the committed warehouse."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from time import process_time
from typing import Any

from rich.console import Console

from gd_pipeline.commands.bench_page import machine, table, write_section
from gd_pipeline.synth.corpus import Selection, corpus, document

SEED = 2026
BESIDE = 10_000
DIGITS = re.compile(r"\d+")
FLOOR_TEXTS, FLOOR_ROUNDS = 200, 7
TEXT = ("txt", "text", "md", "markdown", "plain")
READING = ("intake", "repeats", "tables", "sections", "identity", "prose", "checks")
TARGETS = {"text": (0.015, None), "html": (None, 230.0), "pdf": (0.250, 20.0), "docx": (None, 160.0)}
"""By kind: seconds that 99 of 100 documents stay under, and documents that intake takes a second and core."""
MOST = 1.0
"""Seconds that no document may take."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a corpus of `count` documents cost. `floor` is in seconds a document, `kb` the mean size of a file."""

    count: int
    kb: float
    floor: float
    alone: dict[str, Any]
    two: dict[str, Any] | None
    dagster: dict[str, Any] | None
    added: dict[str, Any]

    @property
    def each(self) -> float:
        """CPU seconds a document, from the file to the marts."""
        return float(self.alone["cpu"]) / self.count

    @property
    def once(self) -> float:
        """Mean CPU seconds of taking in, reading and checking a text."""
        spent = whole(by_kind(self).get("text", []))
        return sum(spent) / max(len(spent), 1)


def bench_scale(sizes: Sequence[int], page: Path, plain: bool = False) -> int:
    """Measure at each of `sizes`, print and write the section `pipeline` of `page`; exit status 0.

    Two processes and Dagster are measured up to BESIDE documents, or with `plain` not at all.
    """
    measured = [measured_size(count, beside=count <= BESIDE and not plain) for count in sizes]
    text = section(measured)
    write_section(page, "pipeline", text)
    Console().print(text, markup=False, highlight=False, soft_wrap=True)
    return 0


def measured_size(count: int, beside: bool) -> Size:
    """Write a corpus of `count` documents to a folder that goes away, and load it each way."""
    with tempfile.TemporaryDirectory(prefix="gd-bench-") as name:
        home = Path(name)
        folder = home / "reports"
        folder.mkdir()
        size = 0
        for each in corpus(SEED, count, Selection(duplicates=True)):
            (folder / each.name).write_bytes(each.written.content)
            size += len(each.written.content)
        alone = loaded(folder, home / "alone.duckdb", "0")
        new = document(SEED + 1, 0, Selection(layouts=("markdown",)))
        (folder / f"new{new.name}").write_bytes(new.written.content)
        added = loaded(folder, home / "alone.duckdb", "0")
        two = loaded(folder, home / "two.duckdb", "2") if beside else None
        run = loaded(folder, home / "dagster.duckdb", "dagster") if beside else None
        return Size(count, size / count / 1000, floor(folder), alone, two, run, added)


def loaded(folder: Path, warehouse: Path, how: str) -> dict[str, Any]:
    """What a process of its own says of the load."""
    command = [sys.executable, "-m", "gd_pipeline.commands.bench_run", str(folder), str(warehouse), how]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def floor(folder: Path) -> float:
    """CPU seconds that decoding a text of the corpus and one regex over its digits take, the least of some rounds."""
    contents = [path.read_bytes() for path in sorted(folder.glob("*.txt"))[:FLOOR_TEXTS]]
    least = float("inf")
    for _ in range(FLOOR_ROUNDS):
        start = process_time()
        for content in contents:
            DIGITS.findall(content.decode("utf-8", "replace"))
        least = min(least, process_time() - start)
    return least / max(len(contents), 1)


def kind_of(name: str) -> str:
    """The name under which a kind of file is reported."""
    return "text" if name.lower() in TEXT else name.lower()


def section(sizes: Sequence[Size]) -> str:
    """The section in Markdown."""
    parts = [
        "## From files to the warehouse",
        f"{machine()}. Corpora of `gd-pipeline synth --duplicates` (seed {SEED}; all forms, layouts, encodings and "
        "kinds of file; 5 % exact copies, 15 % near ones). CPU seconds of one process unless wall is said; other work "
        "on the machine makes them longer, ratios less so.",
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
        ["peak memory, MB", *(f"{each.alone['peak_mb']:,.0f}" for each in sizes)],
        ["two processes, times as fast (wall)", *(gain(each) for each in sizes)],
        ["one new document, CPU s", *(f"{new_document(each):.2f}" for each in sizes)],
        ["the snapshot's copy beside it, CPU s", *(f"{snapshot(each):.2f}" for each in sizes)],
        ["Dagster's share of its run, start apart", *(share(each) for each in sizes)],
    ]
    exponents = [log(two.alone["cpu"] / one.alone["cpu"]) / log(two.count / one.count) for one, two in pairwise(sizes)]
    rows.append(["exponent of growth from the size before", "", *(f"{each:.2f}" for each in exponents)])
    return table(["documents", *(f"{each.count:,}" for each in sizes)], rows)


def snapshot(size: Size) -> float:
    """CPU seconds of publishing after one new document, those of the process that copies with them."""
    return float(size.added["stages"].get("snapshot", 0.0) + size.added["children"])


def new_document(size: Size) -> float:
    """CPU seconds of one new document, start-up and snapshot apart."""
    return float(size.added["cpu"] - size.added["stages"].get("snapshot", 0.0))


def gain(size: Size) -> str:
    """Wall time of one process as a multiple of that of two."""
    return f"{size.alone['wall'] / size.two['wall']:.2f}" if size.two else "–"


def dagster_share(size: Size) -> float | None:
    """CPU of a run that is neither ours, nor DuckDB's, nor Great Expectations'."""
    if size.dagster is None:
        return None
    return 1.0 - float(sum(size.dagster["stages"].values()) / size.dagster["cpu"])


def share(size: Size) -> str:
    """Dagster's share in per cent."""
    found = dagster_share(size)
    return "–" if found is None else f"{100 * found:.0f} %"


def stages(sizes: Sequence[Size]) -> str:
    """Seconds by stage."""
    names = list(dict.fromkeys(name for each in sizes for name in each.alone["stages"]))
    rows = [[name, *(f"{each.alone['stages'].get(name, 0.0):.2f}" for each in sizes)] for name in names]
    rest = [each.alone["cpu"] - sum(each.alone["stages"].values()) for each in sizes]
    rows += [["rest", *(f"{each:.2f}" for each in rest)], ["all", *(f"{each.alone['cpu']:.2f}" for each in sizes)]]
    return table(["stage", *(f"{each.count:,}" for each in sizes)], rows)


def by_kind(size: Size) -> dict[str, list[tuple[float, float]]]:
    """Seconds of intake, and of reading and checks, of each document by kind of file."""
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, intake, reading in size.alone["documents"]:
        found.setdefault(kind_of(kind), []).append((intake, reading))
    return {kind: found[kind] for kind in sorted(found)}


def whole(spent: Sequence[tuple[float, float]]) -> list[float]:
    """Seconds of each document's whole way, ascending."""
    return sorted(map(sum, spent))


def taken_in(spent: Sequence[tuple[float, float]]) -> float:
    """Documents that intake takes a second."""
    return len(spent) / sum(intake for intake, _ in spent)


def percentile(spent: list[float], share: float) -> float:
    """The value that `share` of the ascending values stay at or under."""
    return spent[min(len(spent) - 1, int(share * len(spent)))]


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


def short(sizes: Sequence[Size]) -> list[str]:
    """Targets that the figures miss, each with the reason."""
    last = sizes[-1]
    found = [*short_by_kind(last)]
    if last.each > 10 * last.floor:
        most = sorted(READING, key=lambda name: -last.alone["stages"].get(name, 0.0))[:3]
        found.append(
            f"files to marts is {last.each / last.floor:.0f} times the floor, not 10: a text's intake, reading and "
            f"checks alone take {last.once / last.floor:.0f} times the floor, most of all documents' in "
            f"{', '.join(most)}."
        )
    if len(sizes) > 1 and last.each > 1.15 * sizes[0].each:
        found.append(f"a document of {last.count:,} costs {last.each / sizes[0].each:.2f} times one of the fewest.")
    if last.alone["peak_mb"] > 1500:
        found.append(
            f"peak memory is {last.alone['peak_mb']:,.0f} MB, not 1,500: DuckDB keeps what it may of the year."
        )
    if last.two and last.alone["wall"] / last.two["wall"] < 1.6:
        found.append(
            f"two processes are {gain(last)} times as fast, not 1.6: one process loads, and makes checks against "
            "neighbours and marts."
        )
    if new_document(last) > 3:
        found.append(
            f"one new document costs {new_document(last):.1f} s, not 3: files are hashed to see what changed, and the "
            "year's checks against neighbours and its marts are made anew."
        )
    return [*found, *not_measured(last)] or ["nothing."]


def short_by_kind(size: Size) -> Iterator[str]:
    """Targets that documents of one kind miss."""
    for kind, spent in by_kind(size).items():
        limit, speed = TARGETS.get(kind, (None, None))
        slow, slowest = percentile(whole(spent), 0.99), whole(spent)[-1]
        if speed and taken_in(spent) < speed:
            why = "; most of it passes in PDFium, which has no Chinese font of these files" if kind == "pdf" else ""
            yield f"intake takes {taken_in(spent):.0f} {kind} a second, not {speed:.0f}{why}."
        if limit and slow > limit:
            yield f"p99 of {kind} is {1000 * slow:.0f} ms, not {1000 * limit:.0f}: the same stages, on the longest."
        if slowest > MOST:
            yield f"a {kind} took {slowest:.1f} s, not under {MOST:.0f}."


def not_measured(size: Size) -> Iterator[str]:
    """Dagster's share where it is too large, and what this run left out."""
    told = dagster_share(size)
    if told is not None and told > 0.15:
        yield f"Dagster takes {share(size)} of the run, not 15 %: its cost is by step, and years are small."
    if size.two is None and size.dagster is None:
        yield f"two processes and Dagster were not measured at {size.count:,} documents."
    if size.count < 100_000:
        yield f"100,000 documents were not measured in this run (`gd-pipeline bench --full`): {size.count:,} were."
