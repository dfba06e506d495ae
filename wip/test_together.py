"""Two backfills and ten readers at once: no run fails, no read fails, and the end is that of one run alone."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gd_pipeline.warehouse.snapshot import reading
from gd_pipeline_tests.commands.conftest import RIGHT
from gd_pipeline_tests.warehouse.test_faults import environment, finished, ordered

COMMAND = [str(Path(sys.executable).with_name("gd-pipeline")), "run", "--input", "input"]
YEARS = range(2012, 2018)


def furnished(home: Path) -> Path:
    (home / "input").mkdir(parents=True)
    for year in YEARS:
        (home / "input" / f"{year}.txt").write_text(RIGHT.replace("2015", str(year)), encoding="utf-8")
    return home


@pytest.mark.full
def test_two_backfills_and_ten_readers(tmp_path: Path) -> None:
    home, other = furnished(tmp_path / "together"), furnished(tmp_path / "alone")
    for each in (home, other):
        command = [*COMMAND[:-1], str(each / "input")]
        finished(command, environment() | {"GD_HOME": str(each)})
    stop, failed, reads = threading.Event(), [], [0]

    def read() -> None:
        while not stop.wait(0.05):
            try:
                with reading(home / "data" / "warehouse_snapshot.duckdb") as connection:
                    found = connection.execute("SELECT count(DISTINCT report_year) FROM marts.panel").fetchone()
                if found != (len(YEARS),):
                    failed.append(repr(found))
                reads[0] += 1
            except Exception as error:
                failed.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(10)]
    for each in readers:
        each.start()
    runs = [
        subprocess.Popen(
            [*COMMAND[:-1], str(home / "input"), "--years", years],
            env=os.environ | environment() | {"GD_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for years in ("2012-2014", "2015-2017")
    ]
    said = [each.communicate(timeout=900)[0] for each in runs]
    stop.set()
    for each in readers:
        each.join()
    assert [each.returncode for each in runs] == [0, 0], said
    assert not failed
    assert reads[0] > 10
    assert ordered(home) == ordered(other)
