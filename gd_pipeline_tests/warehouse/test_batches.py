from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gd_pipeline.intake.document import Cell, Document, Furniture, Grid, OffsetMap
from gd_pipeline.warehouse.batches import YEAR_TABLES, SourceFile, read_batch, row_schema, shard_schema
from gd_pipeline.warehouse.discovery import UNREADABLE, grouped, hashed
from gd_pipeline.warehouse.layout import document_from_row, layout_json
from gd_pipeline.warehouse.listing import listed_files, named
from gd_pipeline.warehouse.pool import idle, mapped, workers
from gd_pipeline.warehouse.rows import document_row
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.worker import WorkerKilledError
from gd_pipeline_tests.commands.conftest import RIGHT
from gd_pipeline_tests.warehouse.killer import killed, squared

DOCUMENT = Document(
    document_id="ab" * 32,
    source="a.html",
    media_type="text/html",
    encoding="gb18030",
    size_bytes=7,
    text="正文\n1 2",
    grids=(Grid((Cell(0, 0, 1, 2, 3, 4), Cell(0, 2, 1, 1, 5, 5)), 1, 3, 3, 6, "html"),),
    furniture=(Furniture("breadcrumb", "首页 > 公开", 0),),
    offsets=OffsetMap((0, 3), (10, 15)),
    pages=(0, 3),
    metadata={"发布日期": "2016-03-01"},
    repairs=("decoded with replacement",),
)


def test_a_document_comes_back_from_its_row_as_it_was() -> None:
    row = {
        "document_id": DOCUMENT.document_id,
        "media_type": DOCUMENT.media_type,
        "encoding": DOCUMENT.encoding,
        "size_bytes": DOCUMENT.size_bytes,
        "text": DOCUMENT.text,
        "layout": layout_json(DOCUMENT),
    }
    assert document_from_row(row, "a.html") == DOCUMENT
    assert layout_json(replace(DOCUMENT, source="elsewhere")) == row["layout"]


def test_a_batch_gives_the_declared_columns_also_when_it_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RIGHT, encoding="utf-8")
    (file,) = hashed(listed_files([str(path)], tmp_path))
    for tables in (read_batch([]), read_batch([file])):
        declared = {name: shard_schema(name) if name in YEAR_TABLES else row_schema(name) for name in tables}
        assert {name: table.schema for name, table in tables.items()} == declared
        assert not [name for table in tables.values() for name in table.column_names if name.endswith("_at")]


def test_a_file_that_cannot_be_read_is_named_all_the_same(tmp_path: Path) -> None:
    (file,) = hashed(listed_files([str(tmp_path / "gone.txt")], tmp_path))
    assert file == SourceFile(tmp_path / "gone.txt", "gone.txt", UNREADABLE, 0)
    tables = read_batch([file])
    assert tables["raw.quarantine"].column("reason").to_pylist() == ["missing"]


def test_files_are_named_relative_to_the_house(tmp_path: Path) -> None:
    assert named(tmp_path / "data" / "a.txt", tmp_path) == "data/a.txt"
    assert named(Path("../elsewhere/a.txt"), tmp_path) == "../elsewhere/a.txt"


def test_groups_are_bounded_by_count_and_by_size(tmp_path: Path) -> None:
    files = [SourceFile(tmp_path, str(number), "", size) for number, size in enumerate([1, 1, 1, 9, 1, 1])]
    assert [len(group) for group in grouped(files, 2, 5)] == [2, 2, 2]
    assert [len(group) for group in grouped(files, 10, 5)] == [4, 2]


def test_a_pool_keeps_the_order() -> None:
    assert list(mapped(squared, [[number] for number in range(8)], 2)) == [[number * number] for number in range(8)]


def test_a_batch_that_kills_its_worker_costs_one_item() -> None:
    batches = [[1, 2], [12, 13, 14], [15], [16, 17]]
    found = [number for result in mapped(squared, batches, 2, killed) for number in result]
    assert found == [1, 4, 144, -13, 196, 225, 256, 289]
    assert list(mapped(squared, [[2]], 2, killed)) == [[4]]


def test_what_a_worker_raises_is_raised_in_its_place_with_its_traceback() -> None:
    results = mapped(squared, [[1], [-1], [2]], 2)
    assert next(results) == [1]
    with pytest.raises(ValueError, match="negative") as raised:
        next(results)
    assert "in squared" in "".join(raised.value.__notes__)


def test_a_worker_that_died_idle_is_replaced() -> None:
    list(mapped(squared, [[1], [2]], 2))
    for worker in idle:
        worker.process.kill()
        worker.process.join()
    assert list(mapped(squared, [[1], [2]], 2)) == [[1], [4]]


def test_a_worker_killed_without_a_way_out_is_an_error() -> None:
    with pytest.raises(WorkerKilledError):
        list(mapped(squared, [[13], [1]], 2))
    assert list(mapped(squared, [[1], [2]], 2)) == [[1], [4]]


def test_a_pool_takes_no_more_batches_than_it_can_hold() -> None:
    taken: list[int] = []

    def batches() -> Iterator[list[int]]:
        for number in range(50, 100):
            taken.append(number)
            yield [number]

    results = mapped(squared, batches(), 2)
    next(results)
    assert len(taken) <= 5
    results.close()  # type: ignore[attr-defined]


def test_one_batch_or_no_process_needs_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gd_pipeline.warehouse.pool.started", None)
    assert list(mapped(squared, [[3]], 4)) == [[9]]
    assert list(mapped(squared, [[3], [4]], 0)) == [[9], [16]]
    assert list(mapped(squared, [], 4, killed)) == []


def test_workers_are_counted_or_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GD_WORKERS", " 7 ")
    assert workers() == 7
    monkeypatch.delenv("GD_WORKERS")
    assert workers() >= 1


def test_the_version_of_the_reader_is_stable_within_a_process() -> None:
    assert reader_version() == reader_version()
    assert len(reader_version()) == 16


def test_a_document_of_two_years_names_both() -> None:
    from gd_pipeline.warehouse.examine import Examined
    from gd_pipeline_tests.warehouse import toy

    reports = tuple((toy.read(replace(DOCUMENT, text=f"year {year}\n")).reports[0], ()) for year in (2016, 2015, 2016))
    row = document_row(Examined(DOCUMENT, reports))
    assert (row["report_year"], row["report_years"]) == (2016, [2015, 2016])


def test_a_document_is_stored_with_the_address_that_it_gives() -> None:
    from gd_pipeline.warehouse.examine import Examined

    address = "https://www.changping.gov.cn/2016.html"
    assert document_row(Examined(replace(DOCUMENT, metadata={"url": address})))["url"] == address
    assert document_row(Examined(DOCUMENT))["url"] is None
