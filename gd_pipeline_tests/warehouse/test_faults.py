"""Runs that are killed: the snapshot stays readable and whole, the next run completes the work to the same bytes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from gd_pipeline.synth.corpus import Selection
from gd_pipeline.synth.corpus import corpus as written
from gd_pipeline.warehouse.connection import opener
from gd_pipeline.warehouse.ordered import ordered_hash
from gd_pipeline.warehouse.snapshot import reading

WHOLE = [sys.executable, "-m", "gd_pipeline_tests.warehouse.whole_run"]
BOUND = 15 * 60
"""Seconds that the full test may take."""
CLAIMED = """
SELECT l.report_year, l.reports, l.facts, l.checks, coalesce(r.reports, 0), coalesce(f.facts, 0), coalesce(c.checks, 0),
    coalesce(p.issuers, 0) > 0 OR l.reports = 0
FROM quality.loads l
LEFT JOIN (SELECT report_year, count(*) AS reports FROM core.reports GROUP BY 1) r USING (report_year)
LEFT JOIN (SELECT report_year, count(*) AS facts FROM core.facts GROUP BY 1) f USING (report_year)
LEFT JOIN (SELECT report_year, count(*) AS checks FROM quality.checks GROUP BY 1) c USING (report_year)
LEFT JOIN (SELECT report_year, count(*) AS issuers FROM marts.panel GROUP BY 1) p USING (report_year)
"""


def corpus(home: Path, reports: int) -> Path:
    """Written reports of several years as the input of `home`."""
    (home / "input").mkdir(parents=True)
    for document in written(7, reports, Selection()):
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
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
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
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return time.monotonic() - began


def survive(command: list[str], home: Path, other: Path, kills: int, environment: dict[str, str], bound: float) -> int:
    """Kill runs of `home` at random moments, then let one end: it must equal an undisturbed run of `other`.

    Returns:
        How many runs were killed before the bound in seconds.
    """
    until = time.monotonic() + bound
    chance = random.Random(7)
    alone = finished([*command, str(other)] if command == WHOLE else command, environment | {"GD_HOME": str(other)})
    done = 0
    mine = [*command, str(home)] if command == WHOLE else command
    while done < kills and time.monotonic() < until - 2 * alone:
        # a run that came to its end is begun anew from nothing, so that every kill hits one that has work to do
        if not killed(mine, chance.uniform(0.1, 1) * min(alone, 20), environment | {"GD_HOME": str(home)}):
            for path in (home / "data").iterdir():
                if path.is_file():
                    path.unlink()
            continue
        done += 1
        assert_whole(home)
    finished(mine, environment | {"GD_HOME": str(home)})
    assert_whole(home)
    assert ordered(home) == ordered(other)
    return done


def environment() -> dict[str, str]:
    return os.environ | {"GD_WORKERS": "1", "GD_WAREHOUSE": "", "GD_SNAPSHOT": "", "GD_INPUT": "", "GD_DECISIONS": ""}


def test_killed_runs_are_completed_to_the_same_bytes(tmp_path: Path) -> None:
    homes = [corpus(tmp_path / name, 12) for name in ("killed", "alone")]
    assert survive(WHOLE, homes[0], homes[1], 3, environment(), 240) >= 1


@pytest.mark.full
def test_fifty_kills_at_random_moments(tmp_path: Path) -> None:
    homes = [corpus(tmp_path / name, 1500) for name in ("killed", "alone")]
    command = [str(Path(sys.executable).with_name("gd-pipeline")), "run"]
    for home in homes:
        (home / "input").rename(home / "reports")
        (home / "data").mkdir()
        (home / "data" / "sample").symlink_to(home / "reports")
    assert survive(command, homes[0], homes[1], 50, environment() | {"GD_WORKERS": "2"}, BOUND) >= 10
