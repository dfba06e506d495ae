"""A folder of every kind of file, good and bad, ends in the warehouse: read, or refused with a reason, none lost."""

import gzip
import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gd_pipeline.synth import draw, write
from gd_pipeline_tests.commands.conftest import RIGHT, Command
from gd_pipeline_tests.intake.doc_writer import doc
from gd_pipeline_tests.intake.writers import PdfPage, pdf

LAYOUTS = {"text.txt": "cell_lines", "marked.md": "markdown", "page.html": "html", "page.htm": "html_mangled",
           "paper.pdf": "pdf", "word.docx": "docx", "sheet.csv": "commas"}  # fmt: skip
NAMES = ["苍梧县", "藤县", "蒙山县", "岑溪市", "横县", "宾阳县", "上林县", "马山县", "隆安县", "天峨县", "凤山县"]
BOMB = 30_000_000
REFUSED = {
    "bomb.zip!zeros.txt": "bomb",
    "deep.zip!one.zip!two.zip": "too_deep",
    "empty.txt": "empty",
    "noise.txt": "not_a_report",
    "scan.pdf": "needs_ocr",
    "news.txt": "not_a_report",
    "torn.zip": "bad_archive",
    "picture.jpg": "needs_ocr",
}
READ = {
    *LAYOUTS, "several.zip!a.txt", "several.zip!b/c.txt", "several.zip!inner.zip!d.txt", "several.tar.gz!e.txt",
    "several.tar.gz!../../f.txt", "crawl.jsonl!1", "crawl.jsonl.gz!1", "corpus.parquet!1", "below/deeper/g.txt",
    "lying.pdf", "lying.docx", "lying.txt!h.txt", "bomb.zip!i.txt",
}  # fmt: skip


def right(place: int, year: int = 2015) -> bytes:
    """A report of the issuer number `place`."""
    return RIGHT.replace("苍梧县", NAMES[place]).replace("2015", str(year)).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return held.getvalue()


def records(*places: int) -> bytes:
    rows = ({"text": right(place).decode(), "url": f"https://www.example.gov.cn/{place}.html"} for place in places)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def columns(*places: int) -> bytes:
    held = io.BytesIO()
    rows = [json.loads(line) for line in records(*places).decode().splitlines()]
    pq.write_table(pa.Table.from_pylist(rows), held)
    return held.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every kind of file that can be read, files whose names lie, and files that are refused."""
    found = tmp_path / "in"
    (found / "below" / "deeper").mkdir(parents=True)
    for place, (name, layout) in enumerate(LAYOUTS.items()):
        (found / name).write_bytes(write(draw(f"mixed {place}", "2021"), layout, (), "utf-8", chars=400).content)
    contents = {
        "old.doc": doc(*RIGHT.replace("苍梧县", NAMES[1]).splitlines()),
        "several.zip": zipped({"a.txt": right(2), "b/c.txt": right(3), "inner.zip": zipped({"d.txt": right(4)})}),
        "several.tar.gz": tarred({"e.txt": right(5), "../../f.txt": right(6)}),
        "crawl.jsonl": records(7),
        "crawl.jsonl.gz": gzip.compress(records(8), mtime=0),
        "corpus.parquet": columns(9),
        "below/deeper/g.txt": right(0, 2016),
        "lying.pdf": right(0, 2017),
        "lying.docx": (found / "paper.pdf").read_bytes(),
        "lying.txt": zipped({"h.txt": right(10)}),
        "bomb.zip": zipped({"zeros.txt": b"0" * BOMB, "i.txt": right(0, 2018)}),
        "deep.zip": zipped({"one.zip": zipped({"two.zip": zipped({"j.txt": right(1, 2016)})})}),
        "empty.txt": b"",
        "noise.txt": bytes(range(256)) * 40,
        "scan.pdf": pdf(PdfPage().picture()),
        "news.txt": "今天天气很好。".encode(),
        "torn.zip": zipped({"k.txt": right(2, 2016)})[:200],
        "picture.jpg": b"\xff\xd8\xff\xe0" + bytes(400),
    }
    for name, content in contents.items():
        (found / name).write_bytes(content)
    return found


def rows_of(warehouse: Path, query: str) -> list[tuple[str, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.full
def test_a_folder_of_every_kind_is_read_or_refused_and_the_closing_table_counts_it(
    gd_pipeline: Command, folder: Path, tmp_path: Path
) -> None:
    done = gd_pipeline("run", "--input", folder)
    assert done.returncode == 0, done.stderr
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    refused = dict(rows_of(warehouse, "SELECT source, reason FROM raw.quarantine"))
    read = dict(rows_of(warehouse, "SELECT source, document_id FROM raw.sources"))
    word_97 = (set(), {"old.doc": "missing_tool"}) if shutil.which("antiword") is None else ({"old.doc"}, {})
    assert set(read) == {f"in/{name}" for name in READ | word_97[0]}
    assert refused == {f"in/{name}": reason for name, reason in (REFUSED | word_97[1]).items()}
    assert read["in/lying.docx"] == read["in/paper.pdf"]
    details = rows_of(warehouse, "SELECT detail FROM raw.quarantine")
    assert all(detail for (detail,) in details)
    assert not list(tmp_path.parent.glob("*f.txt"))
    closing = [line.split() for line in done.stdout.splitlines()]
    for reason in set(REFUSED.values()):
        assert [reason, str(sum(other == reason for other in REFUSED.values()))] in closing
