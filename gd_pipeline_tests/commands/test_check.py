import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from gd_pipeline.commands.check import check
from gd_pipeline_tests.commands.conftest import RIGHT, WRONG, Command


def printed(*paths: Path, html: Path | None = None) -> tuple[int, str]:
    console = Console(file=io.StringIO(), width=200)
    status = check(paths, console, html)
    return status, console.file.getvalue()  # type: ignore[attr-defined]


def test_a_report_without_errors(right: Path) -> None:
    status, said = printed(right)
    assert status == 0
    assert "苍梧县 2015" in said
    assert "错误 errors 0" in said


def test_a_period_that_ends_before_it_starts_is_told_with_its_sentence(wrong: Path) -> None:
    status, said = printed(wrong)
    assert status == 1
    assert "2015年1月1日至2014年12月31日" in said
    assert "错误 errors 1" in said


def test_a_path_that_is_missing_is_told_beside_a_report_without_errors(right: Path, tmp_path: Path) -> None:
    status, said = printed(right, tmp_path / "nowhere")
    assert status == 2
    assert "错误 errors 0" in said


def test_what_is_no_report_is_told_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("今天天气很好。", encoding="utf-8")
    status, said = printed(path)
    assert status == 2
    assert "不是年度报告 not_a_report: 没有年度报告的标题，内容也不符。" in said
    assert "报告 reports 0, 未读 not read 1" in said


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    status, said = printed(Path("-"))
    assert (status, said.splitlines()[0]) == (1, "-")
    assert "period.reversed" in said


def test_nothing_is_cut_when_it_is_no_terminal(gd_pipeline: Command, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    listed = "、".join(f"第{number}中心" for number in range(40))
    report = RIGHT.replace("其中当面申请10件", f"经{listed}办理，其中当面申请11件")
    path.write_text(report, encoding="utf-8")
    done = gd_pipeline("check", path, COLUMNS="80")
    said = done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert "其中当面申请11件，网络申请40件，信函申请12件" in said
    assert max(map(len, said.splitlines())) > 100


def test_what_would_move_the_cursor_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.txt"
    path.write_text(WRONG.replace("统计期限", "统计\x1b[31m期限"), encoding="utf-8")
    _, said = printed(path)
    assert "b.txt" in said
    assert "\x1b" not in said


def test_a_name_that_is_no_text_is_told(gd_pipeline: Command, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(WRONG)
    done = gd_pipeline("check", os.fsdecode(path), "--html", tmp_path / "page.html")
    assert done.returncode == 1, done.stderr
    assert "period.reversed" in done.stdout


def test_a_page_is_written_beside_what_is_told(wrong: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    status, said = printed(wrong, html=page)
    assert status == 1
    assert str(page) in said
    assert "period.reversed" in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_refused_before_anything_is_read(wrong: Path, tmp_path: Path) -> None:
    for page in (tmp_path, tmp_path / "no" / "page.html", wrong):
        status, said = printed(wrong, html=page)
        assert (status, "period.reversed" in said) == (2, False)
    assert wrong.read_text(encoding="utf-8") == WRONG


def test_a_page_that_there_is_no_room_for_is_told(wrong: Path) -> None:
    status, said = printed(wrong, html=Path("/dev/full"))
    assert status == 2
    assert "/dev/full cannot be written" in said
