"""A document is read once: the load of its year takes what its taking in left, and nothing else."""

from pathlib import Path

import pytest

from gd_pipeline.warehouse import batches, shards
from gd_pipeline.warehouse import year as module
from gd_pipeline.warehouse.raw import REPLACED
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline_tests.warehouse.conftest import House

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\nrepeat 0 5 5 10\n"


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that loads of years read."""
    found: list[str] = []

    def counted(rows, year):  # type: ignore[no-untyped-def]
        found.extend(row["document_id"] for row in rows)
        return batches.read_year_batch(rows, year)

    monkeypatch.setattr(module, "read_year_batch", counted)
    return found


def folder_of(house: House) -> Path:
    with house.connect() as connection:
        folder = shards.shelf(connection, reader_version())
    assert folder is not None
    return folder


def test_a_load_takes_what_was_read_and_leaves_no_shard(house: House, read_again: list[str]) -> None:
    house.write("a.txt", REPORT)
    house.write("two.txt", "year 2014\nissuer 乙县\n\fyear 2015\nissuer 乙县\nfact proactive.total 7\n")
    house.take_in()
    folder = folder_of(house)
    assert shards.files(folder, 2015, "core.facts")
    assert house.run() == [2014, 2015]
    assert read_again == []
    assert house.rows("SELECT issuer, facts FROM core.reports ORDER BY ALL") == [("乙县", 0), ("乙县", 1), ("甲县", 1)]
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_load_without_shards_reads_again_and_gives_the_same_rows(
    house: House, tmp_path: Path, read_again: list[str]
) -> None:
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    for each in (house, other):
        each.write("a.txt", REPORT)
        each.take_in()
    for path in folder_of(other).rglob("*.parquet"):
        path.unlink()
    for each in (house, other):
        each.load(2015)
    assert len(read_again) == 1
    assert house.everything() == other.everything()


def test_what_was_read_under_another_source_is_read_again(house: House, read_again: list[str]) -> None:
    house.write("b.txt", REPORT)
    house.take_in()
    house.write("a.txt", REPORT)
    house.day += 1
    with house.connect() as connection:
        connection.execute("INSERT INTO raw.sources SELECT document_id, 'a', 'a', first_seen_at FROM raw.sources")
    house.load(2015)
    assert len(read_again) == 1
    assert house.rows("SELECT count(*) FROM core.reports") == [(1,)]


def test_a_document_read_twice_is_loaded_once(house: House, read_again: list[str]) -> None:
    house.write("a.txt", REPORT)
    house.take_in()
    with house.connect() as connection:
        connection.execute("DELETE FROM raw.files")
    house.write("b.txt", REPORT.replace("甲", "乙"))
    house.take_in()
    assert len(shards.files(folder_of(house), 2015, "core.reports")) == 2
    house.load(2015)
    assert house.rows("SELECT issuer FROM core.reports ORDER BY 1") == [("乙县",), ("甲县",)]
    assert read_again == []


def test_half_a_shard_and_another_version_are_not_taken(house: House, read_again: list[str]) -> None:
    house.write("a.txt", REPORT)
    house.take_in()
    folder = folder_of(house)
    (load,) = folder.iterdir()
    load.rename(folder / f"{load.name}.part")
    (folder.parent / "another").mkdir()
    house.load(2015)
    assert len(read_again) == 1
    house.take_in()
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_a_year_that_another_run_loads_meanwhile_keeps_its_rows(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.write("a.txt", REPORT)
    house.take_in()
    real, loads = module.spill, []

    def late(*arguments):  # type: ignore[no-untyped-def]
        if not loads:
            loads.append(2015)
            house.load(2015)
        real(*arguments)

    monkeypatch.setattr(module, "spill", late)
    house.load(2015)
    assert house.rows("SELECT issuer, facts FROM core.reports") == [("甲县", 1)]


def test_a_member_that_an_archive_holds_twice_is_one(house: House) -> None:
    house.write("two.txt", REPORT)
    file = batches.SourceFile(house.input / "two.txt", "two.txt", "0", 1)
    (examined,) = batches.read_file(file)
    tables = batches.tables_of([file], [(file, examined), (file, examined)])
    assert tables["core.reports"].num_rows == 1


def test_what_no_load_of_a_year_takes_is_not_left(house: House) -> None:
    for name in ("2003", "2015", "2016", "2099"):
        house.write(f"{name}.txt", REPORT.replace("2015", name))
    house.day += 1
    house.take_in()
    assert sorted(path.name for path in folder_of(house).glob("*/*.due")) == ["2015.due", "2016.due"]
    for year in (2015, 2016):
        house.load(year)
    assert [*folder_of(house).iterdir()] == []
    house.write("copy.txt", REPORT)
    assert house.take_in().documents == 1
    assert [*folder_of(house).iterdir()] == []


def test_a_removal_that_is_killed_half_way_leaves_nothing_to_take(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("a.txt", REPORT)
    house.take_in()

    def killed(path: str, **_: object) -> None:
        (Path(path) / "core.facts.parquet").unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shards.shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            shards.clear(folder_of(house), 2015)
    with house.connect() as connection:
        connection.execute("DELETE FROM raw.files")
    house.take_in()
    assert len([*folder_of(house).iterdir()]) == 1
    house.load(2015)
    assert house.rows("SELECT count(*) FROM core.facts") == [(1,)]
    assert [*folder_of(house).iterdir()] == []


def test_a_load_that_a_killed_run_did_not_remove_goes_with_the_next(house: House) -> None:
    house.write("a.txt", REPORT)
    house.take_in()
    (due,) = folder_of(house).glob("*/2015.due")
    due.unlink()
    house.take_in()
    assert [*folder_of(house).iterdir()] == []


@pytest.mark.usefixtures("house")
def test_a_warehouse_in_a_folder_with_an_equals_sign(tmp_path: Path) -> None:
    (tmp_path / "env=test").mkdir()
    other = House(tmp_path / "env=test")
    other.write("a.txt", REPORT)
    assert other.run() == [2015]
    assert other.rows("SELECT count(*) FROM core.reports") == [(1,)]


def test_a_file_that_could_not_be_read_once_keeps_its_report_and_is_read_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("a.txt", REPORT)
    house.run()

    def fail(path: Path) -> str:
        raise OSError("told to fail")

    with monkeypatch.context() as patched:
        patched.setattr("gd_pipeline.warehouse.discovery.digest", fail)
        house.take_in()
    with house.connect() as connection:
        assert connection.execute(REPLACED).fetchall() == []
    house.take_in()
    assert house.rows("SELECT count(*) FROM raw.quarantine") == [(0,)]
