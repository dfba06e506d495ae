"""`gd-pipeline bench`: milliseconds per document of each pure step, on one core, on documents at hand."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from gd_pipeline.checking import check_report
from gd_pipeline.commands.parse import examine_paths
from gd_pipeline.intake import read_path
from gd_pipeline.reading import read

ROUNDS = 20


def bench(paths: Sequence[Path]) -> int:
    """Read every report at `paths` ROUNDS times and print the mean time of each step; 2 where none is a report."""
    sources = [
        each.document.source for each in examine_paths(paths) if each.reports and "!" not in each.document.source
    ]
    if not sources:
        return 2
    spent = dict.fromkeys(("intake", "reading", "checking"), 0.0)
    size = 0
    for source in sources * ROUNDS:
        start = perf_counter()
        (document,) = read_path(source)
        taken_in = perf_counter()
        reading = read(document)
        was_read = perf_counter()
        for report in reading.reports:
            check_report(report, document.text)
        checked = perf_counter()
        size += document.size_bytes
        for step, seconds in zip(spent, (taken_in - start, was_read - taken_in, checked - was_read), strict=True):
            spent[step] += seconds
    tell(spent, len(sources) * ROUNDS, size)
    return 0


def tell(spent: dict[str, float], documents: int, size: int) -> None:
    """Print the mean of each step and of all."""
    table = Table(title=f"{documents // ROUNDS} reports of {size / documents / 1000:.1f} KB, {ROUNDS} times, one core")
    table.add_column("step")
    table.add_column("ms/document", justify="right")
    table.add_column("documents/s", justify="right")
    for step, seconds in [*spent.items(), ("all", sum(spent.values()))]:
        table.add_row(step, f"{1000 * seconds / documents:.2f}", f"{documents / seconds:,.0f}")
    Console().print(table)
