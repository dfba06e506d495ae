import hashlib
import os

import pytest

from gd_pipeline.intake import limits, list_sources, read_bytes, read_path
from gd_pipeline.intake import reader as module
from gd_pipeline.intake.limits import MAX_TEXT_BYTES
from gd_pipeline.intake.refusal import REASONS

TEXT = "清河市2016年政府信息公开工作年度报告\n一、概述\n公开12条。"


def reason(path):
    (document,) = read_path(path)
    assert document.text == ""
    assert document.quarantine.reason in REASONS
    assert document.quarantine.detail
    return document.quarantine.reason


def test_a_document_says_what_it_is_and_where_it_was(tmp_path):
    path = tmp_path / "年报.txt"
    path.write_bytes(TEXT.encode("gbk"))
    (document,) = read_path(path)
    assert (document.text, document.encoding, document.media_type) == (TEXT, "gb18030", "text/plain")
    assert document.document_id == hashlib.sha256(TEXT.encode("gbk")).hexdigest()
    assert (document.source, document.size_bytes) == (str(path), len(TEXT.encode("gbk")))
    assert document.quarantine is None


def test_what_cannot_be_opened_is_told(tmp_path):
    assert reason(tmp_path / "none.txt") == "missing"
    assert reason(tmp_path) == "directory"
    assert reason("a\0b") == "unreadable"
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "unreadable"


def test_a_folder_that_cannot_be_opened_stands_for_its_files(tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    scandir = os.scandir

    def opened(folder):
        if os.fspath(folder).endswith("shut"):
            raise PermissionError(folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", opened)
    assert list_sources(tmp_path) == [str(tmp_path / "a.txt"), str(tmp_path / "shut")]
    assert reason(tmp_path / "shut") == "unreadable"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\xef\xbb\xbf", "empty"),
        ("a.html", b"<html><body><script>1</script></body></html>", "empty"),
        ("a.txt", os.urandom(50_000), "binary"),
        ("a.png", b"\x89PNG\r\n", "needs_ocr"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(50), "needs_ocr"),
        ("a.rar", b"Rar!\x1a\x07", "unsupported"),
    ],
)
def test_what_gives_no_text_is_told(tmp_path, name, data, expected):
    (tmp_path / name).write_bytes(data)
    assert reason(tmp_path / name) == expected


def test_fifty_megabytes_in_one_line_are_too_large(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 50_000_000)
    assert reason(path) == "too_large"
    assert read_bytes(b"a" * (MAX_TEXT_BYTES + 1), "a.txt").quarantine.reason == "too_large"


@pytest.mark.parametrize(
    ("unit", "limit"),
    [("信", "MAX_CHARACTERS"), ("信\r", "MAX_LINES"), ("<b>信", "MAX_TAGS"), ("&lt;", "MAX_ENTITIES"),
     ("<table><tr><td>1</td></tr></table>\n", "MAX_TABLES")],
)  # fmt: skip
def test_a_text_that_would_take_long_is_refused(unit: str, limit: str) -> None:
    most = getattr(limits, limit) // len(unit) if limit == "MAX_CHARACTERS" else getattr(limits, limit)
    assert read_bytes(f"年报\n{unit * (most + 1)}".encode(), "a.txt").quarantine.reason == "too_large"
    assert read_bytes(f"年报\n{unit * (most // 2)}".encode(), "a.txt").quarantine is None


def test_pictures_in_a_page_are_no_text() -> None:
    picture = "<img src='data:image/png;base64," + "A" * limits.MAX_CHARACTERS + "'>"
    document = read_bytes(f"<html><body><p>前</p>{picture}<p>后</p></body></html>".encode(), "a.html")
    assert document.text == "前\n后"


def test_five_megabytes_in_one_line_are_read():
    document = read_bytes(("全年主动公开政府信息1136条，" * 120_000).encode(), "a.txt")
    assert len(document.text) == 16 * 120_000


def test_lines_without_number_are_too_large():
    assert read_bytes("年\n".encode() * 600_000, "a.txt").quarantine.reason == "too_large"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", TEXT.encode(), "text/plain"),
        ("a.txt", f"<!DOCTYPE html><html><body><p>{TEXT}".encode(), "text/html"),
        ("a.docx", f"<html><body><p>{TEXT}".encode(), "text/html"),
        ("a.html", TEXT.encode(), "text/plain"),
    ],
)
def test_a_lying_extension_is_read_by_what_it_is_and_noted(name, data, media_type):
    document = read_bytes(data, name)
    assert document.quarantine is None
    assert document.media_type == media_type
    assert document.repairs[0].startswith("extension: ")


def test_a_hint_stands_for_the_name():
    for hint in (".md", "x.md", "text/markdown"):
        assert read_bytes(b"# a", "http://a.gov.cn/x?id=1", hint).media_type == "text/markdown"


def test_any_error_of_a_reader_is_isolated(monkeypatch):
    def broken(data):
        raise ZeroDivisionError("in the middle")

    monkeypatch.setitem(module._READERS, "text", broken)
    quarantine = read_bytes(TEXT.encode(), "a.txt").quarantine
    assert quarantine.reason == "reader_failed"
    assert "ZeroDivisionError" in quarantine.detail
    assert "broken" in quarantine.detail


def test_a_container_given_as_bytes_is_refused():
    assert read_bytes(b'{"text": "a"}\n{"text": "b"}', "a.jsonl").quarantine.reason == "unsupported"


def test_sources_of_a_folder_are_sorted_and_hidden_ones_left_out(tmp_path):
    for name in ("b.txt", "a/c.txt", ".git/x", ".hidden", "a/.y"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert list_sources(tmp_path) == [f"{tmp_path}/a/c.txt", f"{tmp_path}/b.txt"]


def test_pipes_are_no_sources_and_links_to_nothing_are(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "report.txt").write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "a" / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "again").symlink_to(tmp_path / "a")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    assert list_sources(tmp_path) == [f"{tmp_path}/a/report.txt", f"{tmp_path}/gone.txt", f"{tmp_path}/itself"]


def test_a_folder_that_is_none_has_no_sources(tmp_path):
    assert list_sources(tmp_path / "nowhere") == []
