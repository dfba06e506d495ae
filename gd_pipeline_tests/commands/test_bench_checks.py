from pathlib import Path

import pytest

from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.commands import bench_checks
from gd_pipeline.commands.bench_checks import Checked, section


def test_means_medians_and_the_slowest_are_told_by_form() -> None:
    text = section({"2014": [Checked(10, 4, 20, 1.0), Checked(20, 6, 40, 2.0), Checked(30, 8, 60, 9.0)]})
    assert "| 2014 | 3 | 20 | 6 | 40 | 2.00 | 9.00 |" in text


def test_a_section_is_written_with_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_checks, "REPORTS", 1)
    monkeypatch.setattr(bench_checks, "ROUNDS", 1)
    page = tmp_path / "page.md"
    assert bench_checks.bench_checks(page) == 0
    text = page.read_text(encoding="utf-8")
    assert all(f"| {form} | 1 |" in text for form in EDITIONS)
