"""`gd-pipeline ui`: the Dagster UI on workspace.yaml, with its storage under data/dagster of the house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gd_pipeline.settings import CHECKOUT, settings

FILES = ("dagster.yaml", "workspace.yaml")


def ui(host: str, port: int, folder: Path | None) -> int:
    """Run `dagster dev` until it is interrupted; its exit status, or 2 where the folder is missing."""
    if folder is not None:
        os.environ["GD_INPUT"] = str(folder.absolute())
    where = settings()
    if not where.input.is_dir():
        sys.stderr.write(f"gd-pipeline ui: there is no folder {where.input} (没有这个目录)\n")
        return 2
    furnish(where.home)
    command = [
        sys.executable,
        "-m",
        "dagster",
        "dev",
        "--workspace",
        "workspace.yaml",
        "--host",
        host,
        "--port",
        str(port),
    ]
    environment = os.environ | {
        "DAGSTER_HOME": str(where.home),
        "GD_HOME": str(where.home),
        "GD_INPUT": str(where.input),
        "GD_WAREHOUSE": str(where.warehouse),
        "GX_ANALYTICS_ENABLED": "false",
    }
    try:
        return subprocess.run(command, cwd=where.home, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def furnish(home: Path) -> None:
    """Put what Dagster needs to start into `home`, where it is not the checkout itself."""
    (home / "data" / "dagster").mkdir(parents=True, exist_ok=True)
    for name in FILES:
        if not (home / name).exists():
            shutil.copy(CHECKOUT / name, home / name)
