import os
import signal
from pathlib import Path

import duckdb
import pytest
import typer
from dagster import DagsterInstance, GraphDefinition, op

from gd_pipeline import __version__, cli
from gd_pipeline.commands import run as module
from gd_pipeline.commands.run import UsageError, failures, point_to, range_of_years, unpublished, warehouse_of_settings
from gd_pipeline.warehouse import snapshot
from gd_pipeline.warehouse.connection import opener
from gd_pipeline_tests.commands.conftest import RIGHT, WRONG, Command


def everything(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for (name,) in names}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The empty house of `gd_pipeline`, for commands that are called in this process."""
    for name in ("GD_INPUT", "GD_WAREHOUSE", "GD_SNAPSHOT", "GD_DECISIONS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("GD_HOME", str(tmp_path))
    monkeypatch.setenv("GD_WORKERS", "0")
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_a_folder_ends_in_the_warehouse_and_a_second_run_changes_no_row(
    gd_pipeline: Command, home: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "right.txt").write_text(RIGHT, encoding="utf-8")
    (folder / "copy.txt").write_text(RIGHT, encoding="utf-8")
    (folder / "wrong.txt").write_text(WRONG.replace("苍梧县", "藤县"), encoding="utf-8")
    (folder / "later.txt").write_text(RIGHT.replace("2015", "2016"), encoding="utf-8")
    (folder / "future.txt").write_text(RIGHT.replace("2015", "2096"), encoding="utf-8")
    (folder / "news.txt").write_text("今天天气很好。", encoding="utf-8")
    first = gd_pipeline("run", "--input", folder, GD_WORKERS="0")
    home.setenv("GD_INPUT", str(folder))
    assert first.returncode == 0, first.stderr
    assert "reports, facts, alerts" in first.stdout
    assert "quarantined" in first.stdout
    stored = everything(tmp_path / "data" / "warehouse.duckdb")
    shown = tmp_path / "data" / "warehouse_snapshot.duckdb"
    assert everything(shown) == stored
    published = shown.stat().st_mtime_ns
    assert len(stored["raw.documents"]) + len(stored["raw.quarantine"]) >= 4
    assert len(stored["raw.sources"]) + len(stored["raw.quarantine"]) == 6
    assert {row[2] for row in stored["quality.checks"]} == {2015, 2016}
    assert len(stored["marts.panel"]) == 3
    if any(mark is None for *_, mark in stored["raw.files"]):  # written just now: the next run notes their marks
        assert module.run(None, None, None) == 0
        noted = everything(tmp_path / "data" / "warehouse.duckdb")
        assert noted | {"raw.files": []} == stored | {"raw.files": []}
        stored, published = noted, shown.stat().st_mtime_ns
    assert module.run(None, None, None) == 0
    assert everything(tmp_path / "data" / "warehouse.duckdb") == stored
    assert shown.stat().st_mtime_ns == published, "nothing was written"


def test_what_a_killed_run_left_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse, shown = tmp_path / "warehouse.duckdb", tmp_path / "warehouse_snapshot.duckdb"
    monkeypatch.setenv("GD_WAREHOUSE", str(warehouse))
    for written in ("a", "b"):
        with opener(warehouse)() as connection:
            connection.execute("INSERT INTO raw.sources VALUES (?, ?, 'a', '2026-01-01')", [written, written])
        assert not [*unpublished(warehouse_of_settings())]
        assert everything(shown) == everything(warehouse)
    published = shown.stat().st_mtime_ns
    assert not [*unpublished(warehouse_of_settings())]
    assert shown.stat().st_mtime_ns == published


def test_a_snapshot_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def publish(*_: object) -> None:
        raise duckdb.OutOfMemoryException("could not allocate block")

    monkeypatch.setattr(snapshot, "publish", publish)
    monkeypatch.setenv("GD_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    (said,) = unpublished(warehouse_of_settings())
    assert "not published" in said
    assert "could not allocate block" in said


def test_a_memory_that_is_no_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(RIGHT, encoding="utf-8")
    monkeypatch.setenv("GD_INPUT", str(tmp_path))
    monkeypatch.setenv("GD_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    point_to(None, None)
    monkeypatch.setenv("GD_MEMORY", "much")
    with pytest.raises(UsageError, match="GD_MEMORY is 'much'"):
        point_to(None, None)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("GD_WORKERS", "two", "GD_WORKERS is 'two'"),
        ("GD_WORKERS", "-1", "GD_WORKERS is '-1'"),
        ("GD_THREADS", "0", "GD_THREADS is '0'"),
        ("GD_THREADS", "many", "GD_THREADS is 'many'"),
        ("GD_ENGINE", "abacus", "GD_ENGINE is 'abacus'"),
        ("GD_EXPECTATIONS", "/no/where", "no folder of expectations"),
        ("GD_EXPECTATIONS", "/dev", "holds no suite"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    (tmp_path / "a.txt").write_text(RIGHT, encoding="utf-8")
    monkeypatch.setenv("GD_INPUT", str(tmp_path))
    monkeypatch.setenv("GD_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError, match=said):
        point_to(None, None)


def test_an_input_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setenv("GD_INPUT", str(tmp_path))
    monkeypatch.setattr(os, "scandir", shut)
    with pytest.raises(UsageError, match=f"the folder {tmp_path} cannot be opened: Permission denied"):
        point_to(None, None)


@op
def interrupted() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@op
def failing() -> None:
    raise ValueError("no room")


def test_a_person_who_interrupts_a_step_stops_the_run() -> None:
    with DagsterInstance.ephemeral() as instance:
        found = []
        for each in (failing, interrupted):
            job = GraphDefinition("alone", node_defs=[each]).to_job()
            found.append(job.execute_in_process(instance=instance, raise_on_error=False))
    assert list(failures("2015", found[0])) == ["2015: failing failed: ValueError: no room"]
    with pytest.raises(KeyboardInterrupt):
        list(failures("2015", found[1]))


def test_a_person_who_interrupts_before_anything_began_stops_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "with_partition", stop)
    with pytest.raises(typer.Exit) as ended:
        cli.materialize()
    assert ended.value.exit_code == 1
    assert "interrupted before it began" in capsys.readouterr().err


def test_every_command_is_told_in_one_line_of_a_terminal(gd_pipeline: Command) -> None:
    told = gd_pipeline("--help", COLUMNS="80").stdout.partition("Commands:")[2]
    assert "..." not in told
    assert told.count("(") >= 11
    assert gd_pipeline("--version").stdout == f"gd-pipeline {__version__}\n"


@pytest.mark.usefixtures("home")
def test_usage_errors_say_what_is_wrong(
    gd_pipeline: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text(RIGHT, encoding="utf-8")
    for folder, warehouse, years, said in (
        ("[/b]", None, None, "[/b]"),
        ("empty", None, None, "holds no file"),
        ("full", None, "2018-2014", "no range of years"),
        ("full", None, "1990-2003", "report years are 2004 to"),
        ("full", tmp_path / "core.duckdb", None, "cannot be named core"),
        ("full", tmp_path / "full" / "a.txt" / "w.duckdb", None, "a.txt"),
    ):
        assert module.run(str(tmp_path / folder), warehouse, years) == 2
        told = capsys.readouterr().err
        assert said in told
        assert told.count("\n") == 1
    done = gd_pipeline("run", "--input", tmp_path / "nowhere", "--years", "2015", "--warehouse", tmp_path / "w.duckdb")
    assert done.returncode == 2
    assert "there is no folder" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_year_or_a_range_of_years() -> None:
    assert range_of_years(None) is None
    assert list(range_of_years("2015") or ()) == [2015]
    assert list(range_of_years("2014-2016") or ()) == [2014, 2015, 2016]


@pytest.mark.parametrize("years", ["", "x", "2015-", "2015-x", "2016-2015", "-2015", "²"])
def test_what_is_no_range_is_refused(years: str) -> None:
    if years == "2015-":
        assert list(range_of_years(years) or ()) == [2015]
        return
    with pytest.raises(UsageError):
        range_of_years(years)
