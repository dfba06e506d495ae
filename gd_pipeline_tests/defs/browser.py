"""`gd-pipeline ui` in a house of its own, and a real browser that looks at it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tools import serving

PATIENCE = 180


def chromium() -> None:
    """The test skips without Debian's chromium."""
    if not serving.CHROMIUM:
        pytest.skip("the browser test needs chromium (apt-get install chromium)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the UI of `home`, started by the command and stopped at the end."""
    port = free_port()
    script = Path(sys.executable).with_name("gd-pipeline")
    with (home / "ui.log").open("wb") as log:
        server = subprocess.Popen(
            [script, "ui", "--port", str(port), "--input", home / "input"],
            env=os.environ | {"GD_HOME": str(home), "GD_WAREHOUSE": ""},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/server_info", server, home)
            yield address
        finally:
            stop(server)


def wait_for(address: str, server: "subprocess.Popen[bytes]", home: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, (home / "ui.log").read_text(encoding="utf-8")[-3000:]
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail((home / "ui.log").read_text(encoding="utf-8")[-3000:])


def stop(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        pass
    finally:
        try:
            os.killpg(server.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


@contextmanager
def browser_page() -> Iterator[Page]:
    with serving.chromium() as browser:
        page = browser.new_page(viewport={"width": 1600, "height": 1000})
        page.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        yield page
