from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from gd_pipeline.warehouse import take_in as module
from gd_pipeline.warehouse.discovery import hashed
from gd_pipeline.warehouse.listing import listed_files
from gd_pipeline_tests.warehouse.conftest import START, House

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
PLACES = "SELECT source FROM raw.sources UNION ALL SELECT source FROM raw.quarantine ORDER BY 1"


def test_every_source_is_in_exactly_one_of_documents_and_quarantine(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("copy/a.txt", REPORT)
    house.write("news.txt", "nothing to report")
    house.write("crash.txt", "crash")
    house.write("undated.txt", "year ?")
    taken = house.take_in()
    assert (taken.files, taken.documents, taken.quarantined) == (5, 2, 3)
    sources = [f"input/{name}.txt" for name in ("a", "copy/a", "crash", "news", "undated")]
    assert [source for (source,) in house.rows(PLACES)] == sources
    assert house.rows("SELECT count(*) FROM raw.documents") == [(1,)]
    assert dict(house.rows("SELECT source, reason FROM raw.quarantine")) == {
        "input/crash.txt": "reader_failed",
        "input/news.txt": "not_a_report",
        "input/undated.txt": "no_year",
    }


def test_a_crash_is_kept_with_its_traceback(house: House) -> None:
    house.write("crash.txt", "crash")
    house.take_in()
    ((trace,),) = house.rows("SELECT trace FROM raw.quarantine")
    assert "Traceback" in trace
    assert "told to crash" in trace


def test_members_of_a_container_are_documents_of_their_own(house: House) -> None:
    house.write("two.txt", REPORT + "\f" + "no report\n")
    house.take_in()
    assert house.rows("SELECT source, file FROM raw.sources") == [("input/two.txt!0", "input/two.txt")]
    assert house.rows("SELECT source FROM raw.quarantine") == [("input/two.txt!1",)]


def test_a_second_run_reads_nothing_and_changes_nothing(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("news.txt", "nothing to report")
    assert house.run() == [2015]
    before = house.everything()
    house.day += 1
    taken = house.take_in()
    assert (taken.files, taken.unchanged, taken.documents) == (2, 2, 0)
    assert house.run() == []
    assert house.everything() == before


def test_a_loaded_year_loaded_again_changes_no_row(house: House) -> None:
    """Each step opens and closes the warehouse itself, as in a big one that no run holds."""
    house.write("a.txt", REPORT + "wrong sum.staff.total 10 12\n")
    house.take_in()
    house.load(2015)
    before = house.everything()
    house.day += 5
    house.load(2015)
    assert house.everything() == before


def test_a_late_document_dirties_its_year_only(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("b.txt", REPORT.replace("2015", "2016"))
    assert house.run() == [2015, 2016]
    house.write("c.txt", REPORT.replace("2015", "2016").replace("甲", "乙"))
    assert house.run() == [2016]
    assert house.rows("SELECT issuer FROM core.reports WHERE report_year = 2016 ORDER BY 1") == [("乙县",), ("甲县",)]


def test_a_corrected_file_keeps_its_history_and_a_mended_one_leaves_quarantine(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("b.txt", "nothing yet")
    house.run()
    house.write("a.txt", REPORT.replace("120", "121"))
    house.write("b.txt", REPORT.replace("甲", "乙"))
    house.run()
    assert house.rows("SELECT count(*) FROM raw.sources WHERE source = 'input/a.txt'") == [(2,)]
    assert house.rows("SELECT * FROM raw.quarantine") == []
    assert house.rows("SELECT max(first_seen_at) > min(first_seen_at) FROM raw.documents") == [(True,)]


def test_a_new_reader_that_refuses_a_document_takes_it_out(house: House, monkeypatch) -> None:
    house.write("a.txt", REPORT)
    house.write("b.txt", REPORT.replace("甲", "乙"))
    house.run()
    monkeypatch.setattr(module, "reader_version", lambda: "another")
    monkeypatch.setattr("gd_pipeline.warehouse.year.reader_version", lambda: "another")
    real = module.read_batch
    monkeypatch.setattr(module, "read_batch", lambda files: real([refused(file) for file in files]))
    refusing = house.input / "b.txt"

    def refused(file):  # type: ignore[no-untyped-def]
        if file.path == refusing:
            refusing.write_text("nothing to report", encoding="utf-8")
        return file

    assert house.run() == [2015]
    assert house.rows("SELECT issuer FROM core.reports") == [("甲县",)]
    assert house.rows("SELECT source FROM raw.quarantine") == [("input/b.txt",)]


def test_batches_of_one_transaction_are_bounded(house: House) -> None:
    for number in range(7):
        house.write(f"{number}.txt", REPORT.replace("120", str(number)))
    files = hashed(listed_files(sorted(map(str, house.input.iterdir())), house.home))
    batches = (module.read_batch(group) for group in module.grouped(files, 2))
    loads = [tables["raw.documents"].num_rows for tables in module.gathered(batches, size=1)]
    assert loads == [2, 2, 2, 1]


def test_a_file_that_kills_its_reader_is_quarantined(house: House) -> None:
    path = house.write("killer.txt", REPORT)
    (file,) = hashed(listed_files([str(path)], house.home))
    tables = module.crashed(file)
    assert tables["raw.quarantine"].column("reason").to_pylist() == ["reader_failed"]
    assert tables["raw.quarantine"].column("document_id").to_pylist() == [file.content_id]
    assert tables["raw.files"].num_rows == 1
    assert tables["raw.sources"].num_rows == 0


def test_what_is_read_in_other_processes_is_loaded_in_order_and_completely(
    real_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    monkeypatch.setattr(module, "FILES", 2)
    monkeypatch.setattr(module, "gathered", partial(module.gathered, size=2))
    told = []
    for each, processes in ((real_house, 0), (other, 2)):
        for number in range(9):
            each.write(f"{number}.txt", f"甲县2015年政府信息公开工作年度报告\n主动公开信息{number}条。\n")
        said: list[module.TakenIn] = []
        module.take_in(each.connect, each.input, each.home, START, processes, said.append)
        told.append(said)
    assert [each.documents + each.quarantined for each in told[0]] == [2, 4, 6, 8, 9]
    assert told[0] == told[1]
    assert real_house.everything() == other.everything()


def test_files_are_looked_up_while_others_are_loaded(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gd_pipeline.warehouse.discovery.HASHED", 1)
    monkeypatch.setattr(module, "FILES", 2)
    monkeypatch.setattr(module, "gathered", partial(module.gathered, size=1))
    for number in range(30):
        real_house.write(f"{number}.txt", f"no report {number}\n")
    taken = module.take_in(real_house.connect, real_house.input, real_house.home, START, 2)
    assert (taken.files, taken.quarantined) == (30, 30)
    assert real_house.rows("SELECT count(*) FROM raw.quarantine") == [(30,)]


def test_what_is_raised_waits_for_the_load_under_way_and_for_its_error() -> None:
    interrupted, loaded = Event(), []

    def load(tables: str) -> None:
        interrupted.wait(10)
        loaded.append(tables)
        if tables == "no room":
            raise OSError(tables)

    def loads(tables: str) -> Iterator[Any]:
        yield tables
        interrupted.set()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        module.beside(load, loads("whole"))  # type: ignore[arg-type]
    with pytest.raises(OSError, match="no room"):
        module.beside(load, loads("no room"))  # type: ignore[arg-type]
    assert loaded == ["whole", "no room"]


def test_a_load_that_fails_in_its_thread_fails_the_run() -> None:
    loaded: list[int] = []

    def load(tables: Any) -> None:
        if tables == 2:
            raise OSError("no room")
        loaded.append(tables)

    with pytest.raises(OSError, match="no room"):
        module.beside(load, iter([1, 2, 3, 4]))
    with pytest.raises(OSError, match="no room"):
        module.beside(load, iter([1, 2]))
    assert loaded == [1, 1]
