"""The page on accuracy: measured, the same each time, with a row for every form and layout that was read."""

from pathlib import Path

from gd_pipeline.commands.accuracy import accuracy


def test_the_page_holds_what_was_measured_and_is_the_same_again(tmp_path: Path):
    first, second = tmp_path / "one.md", tmp_path / "two.md"
    assert accuracy(first, 12, 7, None) == 0
    assert accuracy(second, 12, 7, None) == 0
    page = first.read_text(encoding="utf-8")
    assert page == second.read_text(encoding="utf-8")
    assert "12 reports of `gd-pipeline synth` (seed 7)" in page
    assert "### By layout" in page
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| all facts")]
    assert len(rows) == 1
    labelled, missed, wrong = map(int, rows[0][2:5])
    precision, recall = map(float, rows[0][5:7])
    found = labelled - missed
    assert precision == round(found / (found + wrong), 4)
    assert recall == round(found / labelled, 4)


def test_labelled_reports_are_told_apart(tmp_path: Path, shared: Path):
    page = tmp_path / "accuracy.md"
    accuracy(page, 2, 7, shared)
    labelled = page.read_text(encoding="utf-8").partition("## Labelled real reports")[2]
    assert "| all facts |" in labelled
    assert "| 0 | 0 | 1.0000 | 1.0000 |" in labelled
