import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.commands import parse as module
from gd_pipeline.commands.contract import document_json, json_line
from gd_pipeline.commands.parse import parse
from gd_pipeline.warehouse import examine
from gd_pipeline.warehouse.examine import examine_path
from gd_pipeline_tests.commands.conftest import RIGHT, Command

KEYS = (
    "title issuer issuer_id issuer_code issuer_level report_year form period_start period_end published_on repeated "
    "sections facts findings leftovers"
)


def lines(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def test_one_line_a_document_in_the_order_of_the_paths(gd_pipeline: Command, right: Path, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("今天天气很好。", encoding="utf-8")
    done = gd_pipeline("parse", news, right, tmp_path / "nowhere.txt")
    first, second, third = lines(done.stdout)
    assert [each["document"]["source"] for each in (first, second, third)] == [
        str(news),
        str(right),
        str(tmp_path / "nowhere.txt"),
    ]
    assert first["document"]["quarantine"]["reason"]
    assert first["reports"] == []
    assert second["document"]["quarantine"] is None
    assert third["document"]["quarantine"]["reason"] == "missing"
    assert done.returncode == 2
    assert "nowhere.txt: missing" in done.stderr


def test_what_is_no_file_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert parse([tmp_path / "pipe", tmp_path / "gone.txt"], with_text=False) == 2
    for said in lines(capsys.readouterr().out):
        assert said["document"]["quarantine"]["reason"] == "missing"
        assert len(said["document"]["document_id"]) == 64


@pytest.mark.parametrize(
    ("given", "reason", "status"),
    [(None, "missing", 2), (b"1" * 50, "too_large", 0), (b"1" * 10, "not_a_report", 0)],
    ids=["closed", "beyond the limit", "at the limit"],
)
def test_standard_input_has_an_end(
    given: bytes | None,
    reason: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MAX_CONTAINER_BYTES", 10)
    pipe = None if given is None else io.BytesIO(given)
    monkeypatch.setattr("sys.stdin", pipe and io.TextIOWrapper(pipe))
    assert parse([Path("-")], with_text=False) == status
    (said,) = lines(capsys.readouterr().out)
    assert (said["document"]["source"], said["document"]["quarantine"]["reason"]) == ("-", reason)
    assert pipe is None or pipe.tell() <= 11, "an endless pipe is left"


def test_a_folder_that_cannot_be_opened_has_an_identifier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", shut)
    (examined,) = examine_path(tmp_path)
    assert examined.quarantine is not None
    assert examined.quarantine.reason == "unreadable"
    assert len(examined.document.document_id) == 64


def test_the_contract_of_a_report(right: Path) -> None:
    (report,) = document_json(next(examine_path(right)))["reports"]
    assert set(report) >= set(KEYS.split())
    assert (report["report_year"], report["form"]) == (2015, "narrative")
    assert (report["period_start"], report["period_end"]) == ("2015-01-01", "2015-12-31")
    facts = {fact["metric"]: fact for fact in report["facts"]}
    assert facts["proactive.total"]["low"] == facts["proactive.total"]["high"] == 1062
    assert isinstance(facts["proactive.total"]["low"], int)


def test_spans_hold_what_they_say(right: Path) -> None:
    said = document_json(next(examine_path(right)), with_text=True)
    text = said["document"]["text"]
    assert said["document"]["text_chars"] == len(text)
    for fact in said["reports"][0]["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["text"]


def test_the_text_is_left_out_unless_asked_for(
    gd_pipeline: Command, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert parse([right], with_text=False) == 0
    (without,) = lines(capsys.readouterr().out)
    (with_text,) = lines(gd_pipeline("parse", "--with-text", right).stdout)
    assert "text" not in without["document"]
    assert "1062" in with_text["document"]["text"]


def test_the_output_is_ascii_and_a_line(right: Path) -> None:
    line = json_line(next(examine_path(right)), with_text=True)
    assert line.isascii()
    assert "\n" not in line


def test_a_folder_is_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(RIGHT, encoding="utf-8")
    assert parse([tmp_path], with_text=False) == 0
    assert [Path(each["document"]["source"]).name for each in lines(capsys.readouterr().out)] == ["a.txt", "b.txt"]


def test_an_empty_folder_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert parse([tmp_path], with_text=False) == 2
    assert "missing: the folder holds no file" in capsys.readouterr().err


def test_a_reader_that_fails_ends_in_a_reason(
    right: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: object) -> None:
        raise ZeroDivisionError("told to fail")

    monkeypatch.setattr(examine, "read", fail)
    assert parse([right], with_text=False) == 1
    printed = capsys.readouterr()
    (document,) = lines(printed.out)
    assert document["document"]["quarantine"]["reason"] == "reader_failed"
    assert "Traceback" in printed.err


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff" * 5000, b"\n" * 100_000, "年".encode() * 400_000, b"1" * 2_000_000],
    ids=["empty", "binary", "newlines", "one word", "one number"],
)
def test_bad_input_gives_a_line_with_a_reason(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text(RIGHT, encoding="utf-8")
    assert parse([bad, good], with_text=False) == 0
    first, second = lines(capsys.readouterr().out)
    assert first["document"]["quarantine"]["reason"] != "reader_failed"
    assert second["reports"]


@pytest.mark.full
def test_fifty_megabytes_of_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text(RIGHT.replace("\n", "") * (50_000_000 // len(RIGHT.encode())), encoding="utf-8")
    assert parse([bad], with_text=False) == 0
    (document,) = lines(capsys.readouterr().out)
    assert document["document"]["quarantine"] or document["reports"]
