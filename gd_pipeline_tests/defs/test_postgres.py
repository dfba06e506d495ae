"""The configuration of deploy/ on a PostgreSQL server of its own; skipped where that is not installed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dagster import DagsterInstance

from gd_pipeline.settings import CHECKOUT
from gd_pipeline_tests.defs.browser import free_port
from gd_pipeline_tests.defs.conftest import RIGHT, Orchestra


def as_postgres(words: list[str]) -> None:
    """Run as the user postgres where this one is root: the server refuses to run as root."""
    before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*before, *words], check=True, capture_output=True, cwd="/")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A PostgreSQL server, and the environment that deploy/dagster.yaml reads."""
    pytest.importorskip("dagster_postgres")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs or (os.getuid() == 0 and shutil.which("runuser") is None):
        pytest.skip("needs PostgreSQL (apt-get install postgresql)")
    # pytest's own folders are closed to the server's user, and a socket's path must be short
    place, port = Path(tempfile.gettempdir(), f"gd-postgres-{os.getpid()}"), free_port()
    folder = programs[-1].parent
    as_postgres([str(folder / "initdb"), "-D", str(place), "-U", "dagster", "-A", "trust"])
    options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [str(folder / "pg_ctl"), "-D", str(place), "-w", "-l", str(place / "log")]
    as_postgres([*control, "-o", options, "start"])
    values = {"HOST": "127.0.0.1", "PORT": str(port), "USER": "dagster", "PASSWORD": "unused", "DB": "postgres"}
    for name, value in values.items():
        monkeypatch.setenv(f"GD_POSTGRES_{name}", value)
    try:
        yield
    finally:
        as_postgres([*control, "-m", "immediate", "stop"])
        shutil.rmtree(place, ignore_errors=True)


def test_runs_are_kept_in_postgresql(
    server: None, orchestra: Orchestra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "dagster_home"
    home.mkdir()
    shutil.copy(CHECKOUT / "deploy" / "dagster.yaml", home)
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    monkeypatch.setenv("GD_LOGS", str(tmp_path / "logs"))
    orchestra.write("right.txt", RIGHT)
    with DagsterInstance.get() as instance:
        orchestra.instance = instance
        assert orchestra.raw().success
        assert [*(tmp_path / "logs").rglob("*.err")], "what a run prints is where the webserver looks for it"
        assert type(instance.run_storage).__module__.startswith("dagster_postgres")
    with DagsterInstance.get() as again:
        assert len(again.get_runs()) == 1
