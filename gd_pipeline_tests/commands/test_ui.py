import os
import signal
import socket
from pathlib import Path

import pytest
import yaml
from dagster import DagsterInstance

from gd_pipeline.commands import ui as module
from gd_pipeline.commands.review import review
from gd_pipeline.settings import CHECKOUT, settings
from gd_pipeline_tests.commands.conftest import Command
from gd_pipeline_tests.defs.browser import free_port


def test_a_missing_folder_is_told(gd_pipeline: Command, tmp_path: Path) -> None:
    done = gd_pipeline("ui", "--input", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "there is no folder" in done.stderr


@pytest.mark.parametrize("command", ["ui", "review"])
def test_a_port_is_one(gd_pipeline: Command, command: str) -> None:
    done = gd_pipeline(command, "--port", 99999)
    assert (done.returncode, "--port" in done.stderr) == (2, True)


def test_a_port_that_is_taken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GD_HOME", str(tmp_path))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse.duckdb").touch()
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        assert module.ui("127.0.0.1", port, str(tmp_path)) == 2
        assert review("127.0.0.1", port) == 2
    assert capsys.readouterr().err.count(f"127.0.0.1:{port} cannot be listened on: Address already in use") == 2


def test_the_house_is_furnished_once(tmp_path: Path) -> None:
    dagster_home = module.furnish(tmp_path)
    assert (dagster_home / "dagster.yaml").read_bytes() == (CHECKOUT / "dagster.yaml").read_bytes()
    (tmp_path / "workspace.yaml").write_text("load_from: []\n", encoding="utf-8")
    module.furnish(tmp_path)
    assert (tmp_path / "workspace.yaml").read_text(encoding="utf-8") == "load_from: []\n"


def test_dagster_takes_the_place_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, list[str], dict[str, str]]] = []

    def execve(program: str, words: list[str], environment: dict[str, str]) -> None:
        called.append((program, words, environment))
        raise InterruptedError

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GD_HOME", str(tmp_path))
    (tmp_path / "in").mkdir()
    port = free_port()
    with pytest.raises(InterruptedError):
        module.ui("127.0.0.1", port, str(tmp_path / "in"))
    ((_, words, environment),) = called
    assert words[1:4] == ["-m", "dagster", "dev"]
    assert words[-4:] == ["--host", "127.0.0.1", "--port", str(port)]
    assert environment["DAGSTER_HOME"] == str(tmp_path / "data" / "dagster")
    assert environment["GD_INPUT"] == str(tmp_path / "in")


def test_dagster_yaml_keeps_everything_under_data_and_has_one_writer() -> None:
    said = yaml.safe_load((CHECKOUT / "dagster.yaml").read_text(encoding="utf-8"))
    assert said["telemetry"] == said["nux"] == {"enabled": False}
    assert said["concurrency"]["pools"] == {"granularity": "run", "default_limit": 1}
    folders = [said["storage"]["sqlite"], said["local_artifact_storage"]["config"], said["compute_logs"]["config"]]
    assert folders == [{"base_dir": "data/dagster"}] * 3


def test_runs_that_died_are_found_and_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with DagsterInstance.from_config(str(module.furnish(tmp_path))) as instance:
        assert instance.run_monitoring_enabled
        assert (instance.run_retries_enabled, instance.run_retries_max_retries) == (True, 2)


def test_settings_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GD_HOME", "GD_INPUT", "GD_WAREHOUSE", "GD_EXPECTATIONS"):
        monkeypatch.delenv(name, raising=False)
    assert settings().warehouse == CHECKOUT / "data" / "warehouse.duckdb"
    monkeypatch.setenv("GD_HOME", str(tmp_path))
    monkeypatch.setenv("GD_WAREHOUSE", "")
    found = settings()
    assert (found.input, found.warehouse) == (str(tmp_path / "data" / "sample"), tmp_path / "data" / "warehouse.duckdb")
    monkeypatch.setenv("GD_INPUT", "s3://reports/2015")
    assert settings().input == "s3://reports/2015"
    assert found.expectations == CHECKOUT / "expectations"
