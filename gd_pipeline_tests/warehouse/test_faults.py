"""Runs that are killed: the snapshot stays readable and whole, the next run completes the work to the same bytes."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from gd_pipeline.commands.ui import furnish
from gd_pipeline.settings import CHECKOUT
from gd_pipeline.synth.corpus import Selection
from gd_pipeline.synth.corpus import corpus as written
from gd_pipeline.warehouse.connection import opener
from gd_pipeline.warehouse.snapshot import reading
from gd_pipeline_tests.warehouse.ordered import ordered_hash
from gd_pipeline_tests.warehouse.warm import IMPORTED, WARM, killed

WHOLE = [sys.executable, "-m", "gd_pipeline_tests.warehouse.whole_run"]
RUN = [str(Path(sys.executable).with_name("gd-pipeline")), "run"]
DAGSTER = [
    *(sys.executable, "-m", "dagster", "asset", "materialize", "-m", "gd_pipeline.definitions"),
    *("--select", 'key:"core/reports"+', "--partition", "2015"),
]
REPORTS, KILLS, BOUND = 2000, 50, 13 * 60
"""Of the full test; the bound in seconds."""
LEGS = 6
"""Kills between the start of a backfill and its end, in the mean."""
CLAIMED = """
SELECT l.report_year, l.reports, l.facts, l.checks, coalesce(r.reports, 0), coalesce(f.facts, 0), coalesce(c.checks, 0),
    coalesce(p.issuers, 0) > 0 OR l.reports = 0
FROM quality.loads l
LEFT JOIN (SELECT report_year, count(*) AS reports FROM core.reports GROUP BY 1) r USING (report_year)
LEFT JOIN (SELECT report_year, count(*) AS facts FROM core.facts GROUP BY 1) f USING (report_year)
LEFT JOIN (SELECT report_year, count(*) AS checks FROM quality.checks GROUP BY 1) c USING (report_year)
LEFT JOIN (SELECT report_year, count(*) AS issuers FROM marts.panel GROUP BY 1) p USING (report_year)
"""


def corpus(home: Path, reports: int, years: tuple[int, ...] = (2014, 2015)) -> Path:
    """Written reports of some years as the input of `home`."""
    (home / "input").mkdir(parents=True)
    for document in written(7, reports, Selection(years=years)):
        (home / "input" / document.name).write_bytes(document.written.content)
    return home


def whole_years(home: Path) -> tuple[int, ...]:
    """The years of the snapshot, none before there is one; it opens and holds what its loads claim."""
    snapshot = home / "data" / "warehouse_snapshot.duckdb"
    if not snapshot.exists():
        return ()
    with reading(snapshot) as connection:
        loads = connection.execute(CLAIMED).fetchall()
        assert connection.execute("SELECT count(*) FROM quality.loads WHERE state <> 'complete'").fetchone() == (0,)
    for _, *claimed, reports, facts, checks, published in loads:
        assert claimed == [reports, facts, checks]
        assert published
    return tuple(sorted(year for year, *_ in loads))


def reached(home: Path, copy: Path) -> tuple[int, ...]:
    """The years that are complete in the warehouse of a killed run, seen in a copy: the next run finds it as it is."""
    copy.mkdir(exist_ok=True)
    for name in ("warehouse.duckdb", "warehouse.duckdb.wal"):
        (copy / name).unlink(missing_ok=True)
        if (home / "data" / name).exists():
            shutil.copyfile(home / "data" / name, copy / name)
    with opener(copy / "warehouse.duckdb")() as connection:
        found = connection.execute("SELECT report_year FROM quality.loads WHERE state = 'complete' ORDER BY 1")
        return tuple(year for (year,) in found.fetchall())


def ordered(home: Path) -> str:
    with opener(home / "data" / "warehouse.duckdb")() as connection:
        return ordered_hash(connection)


def finished(command: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds of a run that is left alone."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=environment["GD_HOME"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return time.monotonic() - began


def survive(
    commands: Sequence[Sequence[str]], homes: tuple[Path, Path], kills: int, environment: dict[str, str], bound: float
) -> list[tuple[int, ...]]:
    """Kill runs of a house at random moments, then let one end: it must equal an undisturbed run of the other house.

    Args:
        commands: the first loads everything, and is what is let end; every tenth kill hits the last, where a year is
            complete: before, not all documents are taken in, and what is told of some of them stays as a closed alert.
        bound: seconds that all this may take; where it is short the moments are drawn closer, so that all kills fit.

    Returns:
        For each kill the years that were complete after it.
    """
    until = time.monotonic() + bound
    chance = random.Random(7)
    here, other = (environment | lived_in(home) for home in homes)
    lasting = [finished(command, other) for command in commands]
    left: list[tuple[int, ...]] = []
    complete: tuple[int, ...] = ()
    while len(left) < kills and (time_left := until - lasting[0] - time.monotonic()) > 0:
        turn = -1 if complete and len(left) % 10 == 9 else 0
        share = min(time_left / (kills - len(left)), lasting[0] / min(LEGS, kills))
        command = None if commands[turn] == RUN else commands[turn]
        if killed(command, chance.uniform(0, min(2 * share, lasting[turn])), here):
            whole_years(homes[0])
            complete = reached(homes[0], homes[0] / "copy")
            left.append(complete)
        elif turn == 0:
            complete = ()
            shutil.rmtree(homes[0] / "data")  # begun anew, so that every kill hits a run that has work to do
            furnish(homes[0])
    finished(commands[0], here)
    whole_years(homes[0])
    assert ordered(homes[0]) == ordered(homes[1])
    return left


def lived_in(home: Path) -> dict[str, str]:
    """The environment of a house, furnished for Dagster."""
    places = {"GD_HOME": home, "GD_INPUT": home / "input", "DAGSTER_HOME": furnish(home), "PYTHONPATH": CHECKOUT}
    return {name: str(path) for name, path in places.items()}


def environment() -> dict[str, str]:
    return os.environ | {"GD_WORKERS": "1", "GD_WAREHOUSE": "", "GD_SNAPSHOT": "", "GD_INPUT": "", "GD_DECISIONS": ""}


def test_killed_runs_are_completed_to_the_same_bytes(tmp_path: Path) -> None:
    homes = corpus(tmp_path / "killed", 4), corpus(tmp_path / "alone", 4)
    assert survive([WHOLE], homes, 2, environment(), 240)


@pytest.mark.full
def test_fifty_kills_at_random_moments(tmp_path: Path) -> None:
    """Every tenth run is one of Dagster's own command, of a year."""
    WARM.set_forkserver_preload(IMPORTED)
    homes = tmp_path / "killed", tmp_path / "alone"
    corpus(homes[0], REPORTS, tuple(range(2013, 2020)))
    shutil.copytree(homes[0], homes[1])
    left = survive([RUN, DAGSTER], homes, KILLS, environment() | {"GD_WORKERS": "2"}, BOUND)
    assert len(left) == KILLS, f"{len(left)} kills fitted into {BOUND} s; this machine is slow or busy"
    assert len(set(left)) > 2, f"hardly a run came further than the one before: {left}"
