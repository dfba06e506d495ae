import subprocess
import sys
from pathlib import Path

import pytest

from gd_pipeline.warehouse.turn import turn

HOLD = """
import sys
from pathlib import Path
from gd_pipeline.warehouse.turn import turn
with turn(Path(sys.argv[1])), turn(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(warehouse: Path) -> "subprocess.Popen[str]":
    """Another process, once it has the turn; it gives it up when it is written to."""
    words = [sys.executable, "-c", HOLD, str(warehouse)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_turn_is_waited_for_and_it_is_said(tmp_path: Path) -> None:
    with holder(tmp_path / "a.duckdb") as process:
        said: list[str] = []

        def told() -> None:
            assert process.stdin is not None
            said.append("waiting")
            process.stdin.write("\n")
            process.stdin.flush()

        with turn(tmp_path / "a.duckdb", told), turn(tmp_path / "a.duckdb", told):
            pass
    assert said == ["waiting"]


def test_another_warehouse_is_another_queue(tmp_path: Path) -> None:
    with holder(tmp_path / "a.duckdb") as process, turn(tmp_path / "b.duckdb"):
        process.communicate("\n")


def test_a_killed_process_gives_its_turn_up(tmp_path: Path) -> None:
    with holder(tmp_path / "a.duckdb") as process:
        process.kill()
        with turn(tmp_path / "a.duckdb"):
            pass


def test_a_turn_that_ended_in_an_error_is_over(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk full"), turn(tmp_path / "a.duckdb"):
        raise OSError("disk full")
    holder(tmp_path / "a.duckdb").communicate("\n")


def test_one_warehouse_by_two_names_has_one_queue(tmp_path: Path) -> None:
    (tmp_path / "a.duckdb").touch()
    (tmp_path / "b.duckdb").symlink_to(tmp_path / "a.duckdb")
    with holder(tmp_path / "a.duckdb") as process:
        said: list[str] = []

        def told() -> None:
            said.append("waiting")
            process.kill()

        with turn(tmp_path / "b.duckdb", told):
            pass
    assert said == ["waiting"]
