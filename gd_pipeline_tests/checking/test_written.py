"""Written reports through the real reader: a wrong cell of a table is found and named, a clean report has no error."""

from collections import Counter
from pathlib import Path

import pytest

from gd_pipeline.checking import findings
from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.wording import named, number
from gd_pipeline.synth import Corruption, Truth, corrupt, draw, write
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.seeds import pick, stream
from gd_pipeline.warehouse.examine import examine_path

TABLED = [name for name in LAYOUTS if name != "sentences"]
"""Layouts that print tables as tables."""


def checked(truth: Truth, layout: str | None, folder: Path) -> tuple[Check, ...]:
    """All checks of the report as printed in a layout, without damage."""
    written = write(truth, layout, ())
    path = folder / f"report{written.suffix}"
    path.write_bytes(written.content)
    (examined,) = examine_path(path)
    ((_, checks),) = examined.reports
    return checks


def corrupted(seed: int) -> tuple[Truth, Corruption, str]:
    """A report with one wrong cell that its layout prints."""
    rng = stream("wrong cell", seed)
    while True:
        truth, corruption = corrupt(draw(f"wrong {rng.random()}", pick(rng, ("2019", "2021"))), rng)
        layout = pick(rng, TABLED)
        if corruption.key in write(truth, layout, ()).cells():
            return truth, corruption, layout


def finding_wrong_cells(seeds: range, folder: Path) -> tuple[list[object], Counter[str]]:
    """Corruptions that no violated check has among its operands; how often table 3's were named, and were not."""
    missed: list[object] = []
    told: Counter[str] = Counter()
    for seed in seeds:
        truth, wrong, layout = corrupted(seed)
        hits = [
            check
            for check in checked(truth, layout, folder)
            if check.verdict == "violated" and wrong.key in {(each.metric, each.applicant) for each in check.operands}
        ]
        if not hits:
            missed.append((seed, layout, wrong))
        hint = f"{named(*wrong.key)}由 {number(wrong.new)} 改为 {number(wrong.old)}"
        if wrong.table == "t3":
            told["named" if any(hint in (check.suggestion or "") for check in hits) else "not named"] += 1
    return missed, told


def errors_of_clean_reports(seeds: range, folder: Path) -> list[object]:
    return [
        (seed, check.rule, check.message)
        for seed in seeds
        for check in findings(checked(draw(f"clean {seed}"), None, folder))
        if check.severity == "error"
    ]


def test_a_wrong_cell_is_found_and_named(tmp_path: Path) -> None:
    missed, told = finding_wrong_cells(range(60), tmp_path)
    assert missed == []
    assert told["named"] >= 0.95 * told.total() > 0


def test_a_clean_report_has_no_error(tmp_path: Path) -> None:
    assert errors_of_clean_reports(range(100), tmp_path) == []


@pytest.mark.full
def test_a_thousand_wrong_cells(tmp_path: Path) -> None:
    missed, told = finding_wrong_cells(range(1000), tmp_path)
    assert missed == []
    assert told["named"] >= 0.95 * told.total() > 400


@pytest.mark.full
@pytest.mark.parametrize("first", range(0, 10_000, 2_500))
def test_ten_thousand_clean_reports(first: int, tmp_path: Path) -> None:
    assert errors_of_clean_reports(range(first, first + 2_500), tmp_path) == []
