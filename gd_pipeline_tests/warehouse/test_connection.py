"""A warehouse that is written keeps to its memory, and cleans up what others spilled."""

from pathlib import Path

import duckdb
import pytest

from gd_pipeline.warehouse import connection as module
from gd_pipeline.warehouse.connection import SMALL, count, opener

SORTED = "SELECT count(DISTINCT md5(range::VARCHAR)) FROM range(100000)"


def test_what_needs_more_memory_spills_beside_the_warehouse_and_is_cleaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GD_MEMORY", "25MB")
    with opener(tmp_path / "warehouse.duckdb")() as connection:
        assert connection.execute("SELECT current_setting('memory_limit')").fetchall() == [("23.8 MiB",)]
        connection.execute("CREATE TEMP TABLE held AS SELECT sha256(range::VARCHAR) AS x FROM range(500000)")
        assert [*(tmp_path / "warehouse.duckdb.tmp").iterdir()]
        assert connection.execute(SORTED).fetchall() == [(100000,)]
    assert not (tmp_path / "warehouse.duckdb.tmp").exists()


def test_what_a_killed_process_spilled_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "warehouse.duckdb.tmp" / "duckdb_temp_1_0_storage_DEFAULT-0.tmp"
    left.parent.mkdir()
    left.write_bytes(b"spilled")
    with opener(tmp_path / "warehouse.duckdb")():
        assert not left.exists()


def test_a_limit_that_is_no_size_is_refused_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GD_MEMORY", "much")
    with pytest.raises(duckdb.ParserException), opener(tmp_path / "warehouse.duckdb")():
        pass
    monkeypatch.delenv("GD_MEMORY")
    with opener(tmp_path / "warehouse.duckdb")() as connection:
        assert connection.execute("SELECT current_setting('memory_limit')").fetchall() == [("610.3 MiB",)]


@pytest.mark.parametrize(("asked", "threads"), [("", 1), ("3", 3)])
def test_a_warehouse_is_written_in_one_thread_unless_more_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, threads: int
) -> None:
    monkeypatch.setenv("GD_THREADS", asked)
    with opener(tmp_path / "warehouse.duckdb")() as connection:
        assert connection.execute("SELECT current_setting('threads')").fetchall() == [(threads,)]


def test_row_groups_stay_as_loads_made_them_until_there_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = opener(tmp_path / "warehouse.duckdb")

    def loaded(source: str) -> int:
        with connect() as connection:
            connection.execute("INSERT INTO raw.sources VALUES (?, ?, 'a', '2026-01-01')", [source, source])
        with connect() as connection:
            return count(connection, SMALL)

    assert [loaded(each) for each in "abcd"] == [1, 2, 3, 4]
    monkeypatch.setattr(module, "SCATTERED", 4)
    monkeypatch.setattr(module, "opened", {})
    assert loaded("e") == 1


def test_who_opens_it_again_while_it_is_open_finds_it_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared: list[duckdb.DuckDBPyConnection] = []
    prepare = module.prepare

    def noted(connection: duckdb.DuckDBPyConnection) -> None:
        prepared.append(connection)
        prepare(connection)

    monkeypatch.setattr(module, "prepare", noted)
    bounds = "SELECT current_setting('memory_limit'), current_setting('TimeZone')"
    connect = opener(tmp_path / "warehouse.duckdb")
    with connect() as held:
        with connect() as again, opener(tmp_path / "other.duckdb")():
            assert again.execute(bounds).fetchall() == held.execute(bounds).fetchall() == [("610.3 MiB", "UTC")]
        assert len(prepared) == 2
        with connect():
            pass
    with connect():
        assert len(prepared) == 3
