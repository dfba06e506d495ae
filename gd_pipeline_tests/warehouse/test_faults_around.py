"""Faults around a run, each done and not played: a full disk, a locked warehouse, a file that cannot be read."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gd_pipeline.warehouse.connection import opener
from gd_pipeline.warehouse.snapshot import publish, reading
from gd_pipeline_tests.warehouse.conftest import House
from gd_pipeline_tests.warehouse.test_faults import (
    WHOLE,
    corpus,
    environment,
    finished,
    lived_in,
    ordered,
    whole_years,
)

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_full_disk_costs_the_run_and_nothing_else(tmp_path: Path) -> None:
    homes = [corpus(tmp_path / name, 2) for name in ("full", "alone")]
    finished(WHOLE, environment() | lived_in(homes[1]))
    size = (homes[1] / "data" / "warehouse.duckdb").stat().st_size

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    done = subprocess.run(
        WHOLE, env=environment() | lived_in(homes[0]), capture_output=True, check=False, preexec_fn=little_room
    )
    assert done.returncode != 0
    whole_years(homes[0])
    finished(WHOLE, environment() | lived_in(homes[0]))
    whole_years(homes[0])
    assert ordered(homes[0]) == ordered(homes[1])


def test_readers_do_not_feel_a_lock_and_a_run_outlives_it(house: House) -> None:
    house.write("a.txt", REPORT)
    house.run()
    warehouse, snapshot = house.home / "warehouse.duckdb", house.home / "snapshot.duckdb"
    publish(house.connect, warehouse, snapshot)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Exception, match="lock"), house.connect():
        pytest.fail("two writers")
    began = time.monotonic()
    with reading(snapshot) as connection:
        assert connection.execute("SELECT count(*) FROM core.facts").fetchone() == (1,)
    assert time.monotonic() - began < 60
    holder.stdin.write("\n")
    holder.stdin.close()
    holder.wait()
    holder.stdout.close()
    house.write("b.txt", REPORT.replace("甲", "乙"))
    assert house.run() == [2015]


def test_a_file_that_cannot_be_read_is_quarantined_and_read_when_it_can(house: House) -> None:
    house.write("a.txt", REPORT)
    (house.input / "b.txt").symlink_to("/proc/self/mem")  # it opens, and every read fails
    house.run()
    assert house.rows("SELECT source FROM raw.sources") == [("input/a.txt",)]
    (refused,) = house.rows("SELECT source, reason, trace IS NOT NULL FROM raw.quarantine")
    assert refused == ("input/b.txt", "reader_failed", True)
    os.unlink(house.input / "b.txt")
    house.write("b.txt", REPORT.replace("甲", "乙"))
    house.run()
    assert house.rows("SELECT count(*) FROM raw.quarantine") == [(0,)]
    assert house.rows("SELECT count(*) FROM core.reports") == [(2,)]


def test_a_document_that_crashes_its_reader_keeps_its_traceback(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("bad.txt", REPORT + "crash\n")
    house.run()
    ((reason, trace),) = house.rows("SELECT reason, trace FROM raw.quarantine")
    assert reason == "reader_failed"
    assert "RuntimeError: the toy reader was told to crash" in trace
    with opener(house.home / "warehouse.duckdb")() as connection:
        assert connection.execute("SELECT count(*) FROM core.reports").fetchone() == (1,)
