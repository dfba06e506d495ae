"""`gd-pipeline ui`: the Dagster UI on workspace.yaml, with its storage under data/dagster of the house."""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import NoReturn

from gd_pipeline.commands.listening import deaf
from gd_pipeline.settings import CHECKOUT, Settings, settings
from gd_pipeline.warehouse.listing import input_exists


def ui(host: str, port: int, folder: str | None) -> int:
    """Become `dagster dev`, so that it hears the signals that are sent here; 2 where there is no folder or port."""
    if folder is not None:
        os.environ["GD_INPUT"] = folder
    where = settings()
    if not input_exists(where.input):
        sys.stderr.write(f"gd-pipeline ui: there is no folder {where.input} (没有这个目录)\n")
        return 2
    if problem := deaf(host, port):
        sys.stderr.write(f"gd-pipeline ui: {problem}\n")
        return 2
    return become_dagster(where, ["--host", host, "--port", str(port)])


def become_dagster(where: Settings, arguments: list[str]) -> NoReturn:
    """Replace this process by `dagster dev` with these arguments, in the house of `where`."""
    environment = os.environ | {
        "DAGSTER_HOME": str(furnish(where.home)),
        "GD_HOME": str(where.home),
        "GD_INPUT": where.input,
        "GD_WAREHOUSE": str(where.warehouse),
        "GD_DECISIONS": str(where.decisions),
        "GX_ANALYTICS_ENABLED": "false",
    }
    os.chdir(where.home)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)  # a shell that started us in the background has them ignored
    command = [sys.executable, "-m", "dagster", "dev", "--workspace", "workspace.yaml", *arguments]
    os.execve(sys.executable, command, environment)


def furnish(home: Path) -> Path:
    """The folder that Dagster keeps its things in, with its configuration; a `home` without a workspace gets one."""
    dagster_home = home / "data" / "dagster"
    dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copy(CHECKOUT / "dagster.yaml", dagster_home)
    if not (home / "workspace.yaml").exists():
        shutil.copy(CHECKOUT / "workspace.yaml", home)
    return dagster_home
