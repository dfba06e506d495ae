"""Targets of issue 7 that the figures miss, each with the reason."""

import os
from collections.abc import Iterator, Sequence

from gd_pipeline.commands.bench_size import (
    Size,
    by_kind,
    dagster_share,
    gain,
    new_document,
    percentile,
    share,
    taken_in,
    whole,
)

READING = ("intake", "repeats", "tables", "sections", "identity", "prose", "checks")
TARGETS = {"text": (0.015, None), "html": (None, 230.0), "pdf": (0.250, 20.0), "docx": (None, 160.0)}
"""By kind: seconds that 99 of 100 documents stay under, and documents that intake takes a second and core."""
MOST = 1.0
"""Seconds that no document may take."""
FLOOR = 1 / 6000
"""Seconds of a text's floor on the machine that the targets in seconds were set for: ten times it are 600 texts/s."""
SLOWER = 1.1
"""Times as slow as that one, from which on a machine's own speed is told."""


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
            f"peak memory is {last.alone['peak_mb']:,.0f} MB, not 1,500: the texts, rows and records of a year "
            "beside what DuckDB keeps."
        )
    if new_document(last) > 3:
        found.append(
            f"one new document costs {new_document(last):.1f} s, not 3: all files are listed, and the checks, "
            f"alerts, flags and indicators of its issuer follow, in its year and in those after it{by_machine(last)}."
        )
    return [*found, *short_beside(sizes), *not_measured(last)] or ["nothing."]


def short_beside(sizes: Sequence[Size]) -> Iterator[str]:
    """Two processes and Dagster, at the largest size at which they were measured."""
    measured = next((each for each in reversed(sizes) if each.two and each.dagster), None)
    if measured is None:
        yield "two processes and Dagster were not measured."
        return
    if measured.two and measured.alone["wall"] / measured.two["wall"] < 1.6:
        yield (
            f"two processes are {gain(measured)} times as fast at {measured.count:,} documents, not 1.6: one process "
            f"loads, finds copies and makes the marts{beside_others(measured)}."
        )
    told = dagster_share(measured)
    if told is not None and told > 0.15:
        yield (
            f"Dagster takes {share(measured)} of the run of {measured.count:,} documents, not 15 %: its cost is by "
            "step, and years are small."
        )


def beside_others(size: Size) -> str:
    """What to add to a wall time that was measured on a busy machine."""
    load = size.alone["others"]
    cores = len(os.sched_getaffinity(0))
    return f"; other work kept all {cores} cores busy (load average {load:.0f})" if load > cores + 1 else ""


def by_machine(size: Size) -> str:
    """What to add to a time that was measured on a machine slower than the one the targets were set for."""
    times = size.floor / FLOOR
    told = f"; the machine took {times:.1f} times as long for the floor as the one that the targets were set for"
    return told if times > SLOWER else ""


def short_by_kind(size: Size) -> Iterator[str]:
    """Targets that documents of one kind miss."""
    for kind, spent in by_kind(size).items():
        limit, speed = TARGETS.get(kind, (None, None))
        slow, slowest = percentile(whole(spent), 0.99), whole(spent)[-1]
        if speed and taken_in(spent) < speed:
            why = "; most of it passes in PDFium" if kind == "pdf" else ""
            yield f"intake takes {taken_in(spent):.0f} {kind} a second, not {speed:.0f}{why}{by_machine(size)}."
        if limit and slow > limit:
            much = f"p99 of {kind} is {1000 * slow:.1f} ms, not {1000 * limit:.0f}"
            yield f"{much}: the same stages, on the longest{by_machine(size)}."
        if slowest > MOST:
            yield f"a {kind} took {slowest:.1f} s, not under {MOST:.0f}{by_machine(size)}."


def not_measured(size: Size) -> Iterator[str]:
    """What this run left out."""
    if size.count < 100_000:
        yield f"100,000 documents were not measured in this run (`gd-pipeline bench --full`): {size.count:,} were."
