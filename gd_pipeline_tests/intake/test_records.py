import gzip
import json

import pyarrow
import pyarrow.parquet
import pytest

from gd_pipeline.intake import read_path
from gd_pipeline.intake import records as module

TEXT = "清河市2016年政府信息公开工作年度报告\n一、概述\n公开12条。"


def lines(*records):
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records).encode()


@pytest.fixture
def read(tmp_path):
    def documents(name, data):
        (tmp_path / name).write_bytes(data)
        return list(read_path(tmp_path / name))

    return documents


@pytest.mark.parametrize("packed", [False, True])
def test_each_line_is_a_document(read, packed):
    data = lines({"text": TEXT, "url": "http://a.gov.cn/1.html", "title": "年报"}, "", {"content": f"<p>{TEXT}</p>"})
    name = "a.jsonl.gz" if packed else "a.jsonl"
    first, second = read(name, gzip.compress(data) if packed else data)
    assert (first.text, first.metadata) == (TEXT, {"url": "http://a.gov.cn/1.html", "title": "年报"})
    assert (first.source.rsplit("!")[-1], second.source.rsplit("!")[-1]) == ("1", "3")
    assert second.media_type == "text/html"


def test_a_document_is_known_by_its_text_not_by_its_place(read):
    first, second = read("a.jsonl", lines({"text": TEXT, "url": "x"}, {"text": TEXT, "url": "y"}))
    assert first.document_id == second.document_id


def test_lines_without_text_are_bad_records(read):
    data = lines("{bad", [1], {"url": "x"}, {"text": 3}, "[" * 50_000, {"text": TEXT})
    assert [document.quarantine and document.quarantine.reason for document in read("a.jsonl", data)] == [
        *["bad_record"] * 5,
        None,
    ]


def test_a_line_without_end_is_too_large_and_the_next_is_read(read, monkeypatch):
    monkeypatch.setattr(module, "MAX_TEXT_BYTES", 1_000)
    first, second = read("a.jsonl", lines({"text": "长" * 9_000}, {"text": TEXT}))
    assert (first.quarantine.reason, second.text) == ("too_large", TEXT)


def test_broken_characters_of_a_record_do_no_harm(read):
    (document,) = read("a.jsonl", b'{"text": "\\ud800' + "公开12条".encode() + b'"}')
    assert "公开12条" in document.text
    document.text.encode()


def test_records_are_recognised_without_their_extension(read):
    (document,) = read("a.txt", lines({"text": TEXT}))
    assert document.text == TEXT


def parquet(path, **columns):
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path.read_bytes()


def test_each_row_of_a_parquet_file_is_a_document(read, tmp_path):
    data = parquet(
        tmp_path / "x", text=[TEXT, None, f"<p>{TEXT}</p>"], url=["http://a.gov.cn/1", None, None], n=[1, 2, 3]
    )
    first, second, third = read("a.parquet", data)
    assert (first.text, first.metadata) == (TEXT, {"url": "http://a.gov.cn/1"})
    assert second.quarantine.reason == "bad_record"
    assert (third.media_type, third.source.rsplit("!")[-1]) == ("text/html", "3")


def test_bytes_in_a_parquet_file_are_decoded(read, tmp_path):
    (document,) = read("a.parquet", parquet(tmp_path / "x", content=[TEXT.encode("gbk")]))
    assert (document.text, document.encoding) == (TEXT, "gb18030")


def test_a_parquet_file_without_text_or_damaged_is_refused(read, tmp_path):
    data = parquet(tmp_path / "x", text=[TEXT] * 9)
    assert read("a.parquet", data[:-40])[0].quarantine.reason == "bad_archive"
    assert read("b.parquet", parquet(tmp_path / "y", number=[1]))[0].quarantine.reason == "bad_record"


def test_the_answer_of_a_site_holds_its_record_one_level_down(read):
    (document,) = read("a.json", lines({"code": 0, "data": {"title": "年报", "content": f"<p>{TEXT}</p>"}}))
    assert document.metadata["title"] == "年报"
    assert document.text.startswith("清河市2016年")
