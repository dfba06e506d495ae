"""Two backfills and ten readers at once: no run fails, no read fails, and the end is that of one run alone."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gd_pipeline.warehouse.snapshot import reading
from gd_pipeline_tests.commands.conftest import RIGHT
from gd_pipeline_tests.warehouse.test_faults import environment, finished, ordered

RUN = [str(Path(sys.executable).with_name("gd-pipeline")), "run"]
YEARS = range(2012, 2016)


def loaded(home: Path) -> Path:
    """A house with a report of each year in its warehouse."""
    (home / "data" / "sample").mkdir(parents=True)
    for year in YEARS:
        (home / "data" / "sample" / f"{year}.txt").write_text(RIGHT.replace("2015", str(year)), encoding="utf-8")
    finished(RUN, environment() | {"GD_HOME": str(home)})
    return home


class Readers:
    """Ten threads that look into the snapshot again and again: how often, and what was wrong."""

    def __init__(self, snapshot: Path) -> None:
        self.snapshot = snapshot
        self.reads = 0
        self.wrong: list[str] = []
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.look) for _ in range(10)]

    def __enter__(self) -> "Readers":
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for each in self.threads:
            each.join()

    def look(self) -> None:
        while not self.stop.wait(0.05):
            try:
                with reading(self.snapshot) as connection:
                    found = connection.execute("SELECT DISTINCT report_year FROM marts.panel ORDER BY 1").fetchall()
            except Exception as error:
                self.wrong.append(repr(error))
            else:
                self.reads += 1
                if found != [(year,) for year in YEARS]:
                    self.wrong.append(repr(found))


@pytest.mark.full
def test_two_backfills_and_ten_readers(tmp_path: Path) -> None:
    home, other = loaded(tmp_path / "together"), loaded(tmp_path / "alone")
    with Readers(home / "data" / "warehouse_snapshot.duckdb") as readers:
        runs = [
            subprocess.Popen(
                [*RUN, "--years", years],
                env=environment() | {"GD_HOME": str(home)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for years in ("2012-2013", "2014-2015")
        ]
        said = [each.communicate(timeout=900)[0] for each in runs]
    assert [each.returncode for each in runs] == [0, 0], said
    assert not readers.wrong
    assert readers.reads > 10
    assert ordered(home) == ordered(other)
