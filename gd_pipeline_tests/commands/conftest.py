import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., "subprocess.CompletedProcess[str]"]

RIGHT = """苍梧县2015年政府信息公开工作年度报告

本报告所列数据的统计期限为2015年1月1日至2015年12月31日。

一、概述
2015年，全县主动公开政府信息1062条。

二、依申请公开政府信息情况
全年收到政府信息公开申请62件，其中当面申请10件，网络申请40件，信函申请12件，合计62件。
"""
WRONG = RIGHT.replace("至2015年12月31日", "至2014年12月31日")


@pytest.fixture
def gd_pipeline(tmp_path: Path) -> Command:
    """The console script, as a person calls it, in an empty house of its own."""

    def call(*arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
        script = Path(sys.executable).with_name("gd-pipeline")
        environment = os.environ | {"GD_HOME": str(tmp_path), "COLUMNS": "100", "GD_WORKERS": "1", **more}
        words = [str(script), *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)

    return call


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path
