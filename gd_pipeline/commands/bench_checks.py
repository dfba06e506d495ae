"""`gd-pipeline bench --checks`: rules evaluated and milliseconds a report, on written reports of each form."""

from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

from rich.console import Console

from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.catalog.rules import rules
from gd_pipeline.checking import check_report
from gd_pipeline.commands.bench_page import machine, table, write_section
from gd_pipeline.intake import read_path
from gd_pipeline.reading import read
from gd_pipeline.synth import draw, write

REPORTS = 50
"""Written reports of each form."""
ROUNDS = 10
SEED = 2026


class Checked(NamedTuple):
    """What one report's checks came to, and the milliseconds of a round of them."""

    facts: int
    rules: int
    checks: int
    milliseconds: float


def bench_checks(page: Path) -> int:
    """Measure, print and write the section `checks` of `page`; exit status 0."""
    measured = {form: [checked for seed in range(REPORTS) for checked in _measured(form, seed)] for form in EDITIONS}
    text = section({form: found for form, found in measured.items() if found})
    Console().print(text, markup=False, highlight=False, soft_wrap=True)
    write_section(page, "checks", text)
    return 0


def _measured(form: str, seed: int) -> Iterator[Checked]:
    written = write(draw(f"{SEED} {form} {seed}", form), None, ())
    with TemporaryDirectory(prefix="gd-bench-") as folder:
        path = Path(folder) / f"report{written.suffix}"
        path.write_bytes(written.content)
        (document,) = read_path(path)
    for report in read(document).reports:
        made = check_report(report, document.text)
        start = process_time()
        for _ in range(ROUNDS):
            check_report(report, document.text)
        spent = 1000 * (process_time() - start) / ROUNDS
        yield Checked(len(report.facts), len({check.rule for check in made}), len(made), spent)


def section(measured: dict[str, list[Checked]]) -> str:
    """The section as Markdown."""
    rows = [
        [
            form,
            str(len(found)),
            *(f"{mean(values):.0f}" for values in zip(*(each[:3] for each in found), strict=True)),
            f"{median(each.milliseconds for each in found):.2f}",
            f"{max(each.milliseconds for each in found):.2f}",
        ]
        for form, found in measured.items()
    ]
    head = ["form", "reports", "facts", "rules", "evaluations", "median ms", "slowest ms"]
    inside = sum(rule.reach == "report" for rule in rules().values())
    return (
        f"## Rules evaluated on a report\n\n{machine()}. {REPORTS} written reports of each form (seed {SEED}), all "
        f"rules that look at a report by itself ({inside} of {len(rules())}), {ROUNDS} rounds, CPU time of one "
        "process; facts, rules that said something and their evaluations are means.\n\n" + table(head, rows)
    )
