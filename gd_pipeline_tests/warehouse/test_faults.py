"""Runs that are killed: the snapshot stays readable and whole, the next run completes the work to the same bytes."""

import os
import random
import shutil
import signal
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
from gd_pipeline.warehouse.ordered import ordered_hash
from gd_pipeline.warehouse.snapshot import reading

WHOLE = [sys.executable, "-m", "gd_pipeline_tests.warehouse.whole_run"]
RUN = [str(Path(sys.executable).with_name("gd-pipeline")), "run"]
DAGSTER = [
    *(sys.executable, "-m", "dagster", "asset", "materialize", "-m", "gd_pipeline.definitions"),
    *("--select", 'key:"core/reports"+', "--partition", "2015"),
]
BOUND = 13 * 60
"""Seconds that the full test may take."""
LATEST = 15
"""Seconds after which a run is killed at the latest, on a machine that is not slow."""
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


def assert_whole(home: Path) -> None:
    """The snapshot, if there is one, opens and holds what its loads claim."""
    snapshot = home / "data" / "warehouse_snapshot.duckdb"
    if not snapshot.exists():
        return
    with reading(snapshot) as connection:
        for _, *claimed, reports, facts, checks, published in connection.execute(CLAIMED).fetchall():
            assert claimed == [reports, facts, checks]
            assert published
        assert connection.execute("SELECT count(*) FROM quality.loads WHERE state <> 'complete'").fetchone() == (0,)


def killed(command: Sequence[str], after: float, environment: dict[str, str]) -> bool:
    """Start a run and kill it with its workers `after` seconds; whether it was still running then."""
    process = subprocess.Popen(
        command,
        cwd=environment["GD_HOME"],
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


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
) -> int:
    """Kill runs of a house at random moments, then let one end: it must equal an undisturbed run of the other house.

    Args:
        commands: the first is what is let end; they are killed in turn.

    Returns:
        How many runs were killed before the bound in seconds.
    """
    until = time.monotonic() + bound
    chance = random.Random(7)
    alone = finished(commands[0], environment | lived_in(homes[1]))
    done = 0
    while done < kills and time.monotonic() < until - alone:
        # a run that came to its end is begun anew from nothing, so that every kill hits one that has work to do
        mine = environment | lived_in(homes[0])
        if killed(commands[done % len(commands)], chance.uniform(0.1, 1) * min(alone, max(LATEST, alone / 8)), mine):
            done += 1
            assert_whole(homes[0])
        else:
            shutil.rmtree(homes[0] / "data")
    finished(commands[0], environment | lived_in(homes[0]))
    assert_whole(homes[0])
    assert ordered(homes[0]) == ordered(homes[1])
    return done


def lived_in(home: Path) -> dict[str, str]:
    """The environment of a house, furnished for Dagster."""
    places = {"GD_HOME": home, "GD_INPUT": home / "input", "DAGSTER_HOME": furnish(home), "PYTHONPATH": CHECKOUT}
    return {name: str(path) for name, path in places.items()}


def environment() -> dict[str, str]:
    return os.environ | {"GD_WORKERS": "1", "GD_WAREHOUSE": "", "GD_SNAPSHOT": "", "GD_INPUT": "", "GD_DECISIONS": ""}


def test_killed_runs_are_completed_to_the_same_bytes(tmp_path: Path) -> None:
    homes = corpus(tmp_path / "killed", 4), corpus(tmp_path / "alone", 4)
    assert survive([WHOLE], homes, 2, environment(), 240) >= 1


@pytest.mark.full
def test_fifty_kills_at_random_moments(tmp_path: Path) -> None:
    """Every tenth run is one of Dagster's own command, of a year."""
    years = tuple(range(2013, 2020))
    homes = corpus(tmp_path / "killed", 1500, years), corpus(tmp_path / "alone", 1500, years)
    assert survive([*[RUN] * 9, DAGSTER], homes, 50, environment() | {"GD_WORKERS": "2"}, BOUND) >= 20
