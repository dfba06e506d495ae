import shutil
import stat
from pathlib import Path

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline_tests.intake.doc_writer import doc

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = OLE + "WordDocument".encode("utf-16-le") + bytes(2_000)

PRINTED = """<?xml version="1.0" encoding="UTF-8"?>
<book><bookinfo><title>x</title></bookinfo><chapter>
<para>清河市2016年年报</para>
<para>一、概述
公开<emphasis>12</emphasis>条</para>
<para><informaltable frame="all"><tgroup cols="3"><tbody>
<row><entry namest="col1" nameend="col2"><para>信息内容</para></entry><entry><para>数量</para></entry></row>
<row><entry><para>规章</para></entry><entry><para></para></entry><entry><para>3</para></entry></row>
</tbody></tgroup></informaltable></para>
<para>完</para></chapter></book>"""


@pytest.fixture
def antiword(tmp_path, monkeypatch):
    """Puts a program called antiword on the path, which runs the given shell lines."""

    def install(lines: str) -> None:
        program: Path = tmp_path / "antiword"
        program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return install


def test_lines_and_tables_of_antiword_are_read(antiword, tmp_path):
    (tmp_path / "printed.xml").write_text(PRINTED, encoding="utf-8")
    antiword(f"cat {tmp_path}/printed.xml")
    document = read_bytes(WORD, "a.doc")
    assert document.text == "清河市2016年年报\n一、概述\n公开12条\n信息内容\t数量\n规章\t\t3\n完"
    assert [held.column_span for held in document.grids[0].cells] == [2, 1, 1, 1, 1]


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_a_word_97_file_is_read_with_its_table():
    rows = [["信息内容", "制发", "现行"], ["规章", "", "13"], ["5.要求行政机关确认或重新出具已获取信息", "0", "1"]]
    document = read_bytes(
        doc("清河市2016年年报", "一、概述", "公开1136条，申请21件。" * 9, rows, "二、其他", "无。"), "a.doc"
    )
    assert document.text.splitlines()[:3] == ["清河市2016年年报", "一、概述", "公开1136条，申请21件。" * 9]
    assert document.text.splitlines()[3:] == [*("\t".join(row) for row in rows), "二、其他", "无。"]
    assert [(grid.rows, grid.columns, len(grid.cells)) for grid in document.grids] == [(3, 3, 9)]


def test_the_plain_output_serves_where_the_marked_up_one_is_damaged(antiword):
    antiword('case "$1" in -x) echo "<book><para>" ;; *) echo "清河市年报"; echo; echo "  公开12条" ;; esac')
    assert read_bytes(WORD, "a.doc").text == "清河市年报\n公开12条"


def test_what_antiword_refuses_is_unsupported_or_encrypted(antiword):
    antiword("echo 'x is not a Word Document.' >&2; exit 1")
    assert read_bytes(WORD, "a.doc").quarantine.reason == "unsupported"
    antiword("echo 'Encrypted documents are not supported' >&2; exit 1")
    assert read_bytes(WORD, "a.doc").quarantine.reason == "encrypted"


def test_without_antiword_the_refusal_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    quarantine = read_bytes(WORD, "a.doc").quarantine
    assert quarantine.reason == "missing_tool"
    assert "apt-get install antiword" in quarantine.detail


def test_antiword_that_does_not_end_is_stopped(antiword, monkeypatch):
    monkeypatch.setattr("gd_pipeline.intake.word.doc.WORD_SECONDS", 0.2)
    antiword("exec tail -f /dev/null")
    assert read_bytes(WORD, "a.doc").quarantine.reason == "too_large"


def test_a_page_called_doc_is_read_as_the_page_it_is():
    document = read_bytes("<html><body><p>清河市年报</p></body></html>".encode(), "a.doc")
    assert document.text == "清河市年报"
    assert document.repairs == ("extension: the name announces doc, the content is html",)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (rb"{\rtf1 abc}", "a.doc", "unsupported"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "unsupported"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.doc", "encrypted"),
    ],
)
def test_other_files_of_that_family_are_refused(data, name, reason):
    assert read_bytes(data, name).quarantine.reason == reason
