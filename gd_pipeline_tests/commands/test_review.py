"""What a run says at its end, done: the review app on what was loaded."""

import shlex
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from gd_pipeline_tests.commands.conftest import Command
from gd_pipeline_tests.defs.browser import free_port

PATIENCE = 60


def page(address: str) -> str:
    """The page, as soon as it is there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.mark.full
def test_a_run_ends_by_saying_how_to_see_the_result(gd_pipeline: Command, wrong: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "of mine.duckdb"
    done = gd_pipeline("run", "--input", wrong.parent, "--warehouse", warehouse)
    *_, last = done.stdout.splitlines()
    said, _, command = last.partition(": ")
    assert said == "看结果 to see it"
    port = free_port()
    words = f"exec env GD_HOME={shlex.quote(str(tmp_path))} {command} --port {port}"
    server = subprocess.Popen(words, shell=True, cwd=tmp_path, stderr=subprocess.DEVNULL)
    try:
        assert "苍梧县" in page(f"http://127.0.0.1:{port}/alerts")
    finally:
        server.terminate()
        server.wait(30)
