import io
from pathlib import Path

import pytest
from rich.console import Console

from gd_pipeline.checking.finding import Check, Evidence
from gd_pipeline.commands.check import check, interval, numbers, quoted, told
from gd_pipeline_tests.commands.conftest import Command


def printed(*paths: Path) -> tuple[int, str]:
    console = Console(file=io.StringIO(), width=200)
    status = check(paths, console)
    return status, console.file.getvalue()  # type: ignore[attr-defined]


def violation(stated: tuple[float, float], expected: tuple[float, float]) -> Check:
    return Check(
        rule="sum.proactive.total",
        family="sum",
        severity="error",
        verdict="violated",
        metrics=("proactive.total",),
        applicant=None,
        stated=stated,
        expected=expected,
        message="总数不等于分项之和",
        suggestion="改为1060",
        formula="1062 = 1000 + 60",
        evidence=(Evidence(7, 12, "1062条"),),
    )


def test_a_report_without_errors(right: Path) -> None:
    status, said = printed(right)
    assert status == 0
    assert "苍梧县 2015" in said
    assert "0 errors" in said


def test_a_period_that_ends_before_it_starts_is_told_with_its_sentence(wrong: Path) -> None:
    status, said = printed(wrong)
    assert status == 1
    assert "2015年1月1日至2014年12月31日" in said
    assert "1 errors" in said


def test_the_status_reaches_the_shell(gd_pipeline: Command, right: Path, wrong: Path, tmp_path: Path) -> None:
    assert gd_pipeline("check", right).returncode == 0
    assert gd_pipeline("check", wrong).returncode == 1
    assert gd_pipeline("check", right, tmp_path / "nowhere").returncode == 2


def test_what_is_no_report_is_told_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("今天天气很好。", encoding="utf-8")
    status, said = printed(path)
    assert status == 2
    assert "0 reports, 1 no reports" in said


def test_a_finding_says_the_numbers_and_the_difference() -> None:
    said = told(violation((1062, 1062), (1060, 1060)), "2015年共公开1062条。").plain
    for part in (
        "错误 error",
        "sum.proactive.total",
        "1062 = 1000 + 60",
        "stated 1062",
        "expected 1060",
        "+2",
        "改为1060",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("stated", "expected", "difference"),
    [
        ((5, 5), (7, 7), "-2"),
        ((10, 20), (31, 40), "-11"),
        ((31, 40), (10, 20), "+11"),
        ((0.5, 0.5), (0.25, 0.25), "+0.25"),
    ],
)
def test_the_difference_is_the_gap_between_the_intervals(
    stated: tuple[float, float], expected: tuple[float, float], difference: str
) -> None:
    assert list(numbers(violation(stated, expected)))[-1].endswith(f"difference {difference}")


def test_intervals_that_meet_have_no_difference() -> None:
    assert "difference" not in list(numbers(violation((10, 20), (15, 30))))[-1]


def test_an_interval_of_one_number_is_that_number() -> None:
    assert (interval((98116, 98116)), interval((9.5, 10))) == ("98116", "[9.5, 10]")


def test_the_sentence_of_the_evidence_is_cut_at_its_stops() -> None:
    text = "前一句。全年公开1062条，超过去年。后一句。"
    start = text.index("1062")
    assert (
        quoted(Evidence(start, start + 5, "1062条"), text).plain
        == f"\n    「全年公开1062条，超过去年」 {start}–{start + 5}"
    )
    long = "长" * 200 + "1062条" + "长" * 200
    assert quoted(Evidence(200, 205, "1062条"), long).plain.startswith("\n    「…长")
