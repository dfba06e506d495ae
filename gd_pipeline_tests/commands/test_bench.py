from pathlib import Path

import pytest

from gd_pipeline.commands import bench as module


def test_each_step_is_measured(
    right: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROUNDS", 2)
    assert module.bench([right]) == 0
    printed = capsys.readouterr().out
    for step in ("intake", "reading", "checking", "all"):
        assert step in printed


def test_nothing_to_measure(tmp_path: Path) -> None:
    assert module.bench([tmp_path / "nowhere"]) == 2
