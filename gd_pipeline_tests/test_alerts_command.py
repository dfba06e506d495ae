"""`gd-pipeline alerts` from the command line: what lasts, what is refused, what is shown and written."""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gd_pipeline.cli import app
from gd_pipeline.review.decisions_join import join_decisions
from gd_pipeline.warehouse import alerts, year
from gd_pipeline_tests.review.conftest import House, real_house

__all__ = ["real_house"]
REPORT = """苍梧县2015年政府信息公开工作年度报告

本报告所列数据的统计期限为2015年1月1日至2015年12月31日。

一、概述
2015年，全县主动公开政府信息1062条。

二、依申请公开政府信息情况
全年收到政府信息公开申请62件，其中当面申请11件，网络申请40件，信函申请12件，合计62件。
"""
Alerts = Callable[..., Result]


@pytest.fixture
def run(real_house: House, monkeypatch: pytest.MonkeyPatch) -> Alerts:
    """The command, in a house whose warehouse the real reader fills."""
    monkeypatch.setenv("GD_HOME", str(real_house.home))
    monkeypatch.setenv("GD_WAREHOUSE", str(real_house.home / "warehouse.duckdb"))
    for name in ("GD_DECISIONS", "GD_REVIEWER"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(app, ["alerts", *map(str, words)])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("model"))
    house.write("a.txt", REPORT)
    house.run()
    return house


@pytest.fixture
def house(real_house: House, model: House) -> House:
    """A house with one report that has one alert."""
    return real_house.like(model)


def identifiers(listed: Result) -> list[str]:
    return re.findall(r"^[0-9a-f]{16}", listed.stdout, re.MULTILINE)


@pytest.fixture
def alert(run: Alerts, house: House) -> str:
    (only,) = identifiers(run("list", "--rule", "sum.*"))
    return only


def states(run: Alerts) -> dict[str, str]:
    """State of each alert of a sum by identifier."""
    listed = run("list", "--state", "all", "--rule", "sum.*")
    lines = [line.split("\t") for line in listed.stdout.splitlines()]
    return {cells[0]: cells[2] for cells in lines if len(cells) == 7 and len(cells[0]) == 16}


def test_an_alert_is_shown_with_its_sentence_rule_basis_and_mend(run: Alerts, alert: str) -> None:
    shown = run("show", alert[:6])
    assert shown.exit_code == 0
    for words in (
        "sum.requests.received",
        "苍梧县",
        "62 = 11 + 40 + 12",
        "requests.received is stated as 62, its parts add to 63: off by -1",
        "所述 stated 62 · 应为 expected 63 · 相差 difference -1",
        "「全年收到政府信息公开申请62件，其中当面申请11件，网络申请40件，信函申请12件，合计62件」",
        "国办发〔2014〕32号",
        "input/a.txt",
        "→ ",
        "待处理 open",
    ):
        assert words in shown.stdout


def test_a_decision_is_shown_with_reviewer_time_and_note(run: Alerts, alert: str) -> None:
    decided = run("decide", alert, "confirmed", "--reviewer", "王芳", "--note", "已电话核实")
    assert decided.exit_code == 0
    shown = run("show", alert).stdout
    assert re.search(r"1\. 报告有误 the report is wrong · 王芳 · \d{4}-\d\d-\d\d \d\d:\d\d: 已电话核实", shown)
    assert states(run) == {alert: "报告有误"}
    assert identifiers(run("list")) == []


def load(house: House) -> list[int]:
    """What a run does, Dagster aside; the years that it loaded."""
    join_decisions(house.connect, house.home / "data" / "decisions.sqlite")
    return house.run()


def again(house: House) -> None:
    """Everything from an emptied warehouse."""
    (house.home / "warehouse.duckdb").unlink()
    load(house)


def other_version(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the parser, which reads the same numbers."""
    for module in (alerts, year):
        monkeypatch.setattr(module, "reader_version", lambda: "another")
    assert load(house) == [2015]


def renamed(house: House) -> None:
    (house.input / "a.txt").rename(house.input / "report of 2015.txt")
    load(house)


def moved(house: House) -> None:
    (house.input / "county").mkdir()
    (house.input / "a.txt").rename(house.input / "county" / "a.txt")
    again(house)


def test_a_decision_survives_everything_but_other_numbers(
    run: Alerts, alert: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("decide", alert, "accepted", "--reviewer", "甲", "--note", "重复计数")
    for happening in (lambda: load(house), lambda: again(house), lambda: renamed(house)):
        happening()
        assert states(run) == {alert: "异常但属实"}
    other_version(house, monkeypatch)
    assert states(run) == {alert: "异常但属实"}
    assert house.rows("SELECT state, reviewer, note FROM review.decisions") == [("accepted", "甲", "重复计数")]


def test_a_decision_survives_a_move_and_a_lost_warehouse(run: Alerts, alert: str, house: House) -> None:
    run("decide", alert, "accepted", "--reviewer", "甲")
    moved(house)
    assert states(run) == {alert: "异常但属实"}


def test_a_changed_number_opens_a_new_alert_that_knows_the_old_one(run: Alerts, alert: str, house: House) -> None:
    run("decide", alert, "accepted", "--reviewer", "甲", "--note", "重复计数")
    house.write("a.txt", REPORT.replace("当面申请11件", "当面申请14件"))
    load(house)
    (new,) = identifiers(run("list", "--rule", "sum.*"))
    assert new != alert
    assert states(run) == {alert: "已被取代", new: "待处理"}
    shown = run("show", new).stdout
    assert f"取代 takes the place of {alert}" in shown
    assert "异常但属实 odd but right · 甲" in shown
    assert f"superseded by {new}" in run("show", alert).stdout


def test_the_old_decision_is_known_after_a_lost_warehouse_too(run: Alerts, alert: str, house: House) -> None:
    run("decide", alert, "accepted", "--reviewer", "甲", "--note", "重复计数")
    house.write("a.txt", REPORT.replace("当面申请11件", "当面申请14件"))
    again(house)
    (new,) = identifiers(run("list", "--rule", "sum.*"))
    assert f"{alert} 1. 异常但属实 odd but right · 甲" in run("show", new).stdout


def test_a_corrected_report_closes_its_alert(run: Alerts, alert: str, house: House) -> None:
    house.write("a.txt", REPORT.replace("当面申请11件", "当面申请10件"))
    load(house)
    assert states(run) == {alert: "已更正"}


def test_a_corrected_report_elsewhere_is_a_reason_to_resolve(run: Alerts, alert: str, house: House) -> None:
    house.write("b.txt", REPORT.replace("当面申请11件", "当面申请10件"))
    load(house)
    shown = run("show", alert).stdout
    assert f"gd-pipeline alerts decide {alert} resolved" in shown
    assert run("decide", alert, "resolved", "--reviewer", "甲").exit_code == 0
    assert states(run)[alert] == "已更正"


def test_a_second_reviewer_is_told_what_the_first_decided(run: Alerts, alert: str) -> None:
    assert run("decide", alert, "confirmed", "--reviewer", "甲", "--note", "原件如此").exit_code == 0
    refused = run("decide", alert, "accepted", "--reviewer", "乙")
    assert refused.exit_code == 1
    for words in ("甲", "报告有误", "原件如此", "--after 1"):
        assert words in refused.stderr
    assert states(run) == {alert: "报告有误"}
    assert run("decide", alert, "accepted", "--reviewer", "乙", "--after", 1).exit_code == 0
    assert states(run) == {alert: "异常但属实"}


def test_the_reviewer_is_the_one_of_the_settings(run: Alerts, alert: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GD_REVIEWER", "李强")
    run("decide", alert, "our_error")
    assert "李强" in run("show", alert).stdout


def test_many_are_decided_by_filter_after_a_count(run: Alerts, house: House) -> None:
    for number, name in enumerate("甲乙丙"):
        house.write(f"{number}.txt", REPORT.replace("苍梧", f"{name}山").replace("2015", "2016"))
    load(house)
    asked = run("decide-all", "confirmed", "--year", 2016, "--reviewer", "甲")
    assert (asked.exit_code, len(identifiers(run("list")))) == (1, 4)
    assert "3 条 alerts" in asked.stdout
    done = run("decide-all", "confirmed", "--year", 2016, "--rule", "sum.*", "--reviewer", "甲", "--yes")
    assert (done.exit_code, "3 条已处理 decided" in done.stdout) == (0, True)
    assert sorted(states(run).values()) == ["待处理", "报告有误", "报告有误", "报告有误"]
    none = run("decide-all", "confirmed", "--year", 2016, "--yes", "--reviewer", "甲")
    assert (none.exit_code, none.stdout.startswith("0 条")) == (0, True)


def test_alerts_are_exported_all_states(run: Alerts, alert: str, tmp_path: Path) -> None:
    run("decide", alert, "accepted", "--reviewer", "甲", "--note", "=1+1")
    path = tmp_path / "alerts.csv"
    assert run("export", path).exit_code == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["alert_id"], row["state"], row["note"], row["difference"]) == (alert, "accepted", "'=1+1", "-1")
    assert row["evidence"] == "62件 … 11件 … 40件 … 12件"
    assert run("export", tmp_path / "alerts.xlsx", "--state", "open").stdout.startswith("0 条")
    assert (tmp_path / "alerts.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "words",
    [
        ("show", "zzzz"),
        ("show", ""),
        ("decide", "zzzz", "accepted", "--reviewer", "甲"),
        ("decide", "{alert}", "superseded", "--reviewer", "甲"),
        ("decide", "{alert}", "wrong", "--reviewer", "甲"),
        ("decide-all", "accepted", "--yes", "--reviewer", "甲"),
        ("decide-all", "accepted", "--from-state", "all", "--yes", "--reviewer", "甲"),
        ("list", "--year", "abc"),
        ("list", "--state", "wrong"),
        ("list", "--severity", "fatal"),
        ("list", "--warehouse", "nowhere.duckdb"),
        ("export", "alerts.pdf"),
        ("export", "no/such/folder/alerts.csv"),
    ],
)
def test_what_cannot_be_is_said_and_decides_nothing(run: Alerts, alert: str, words: tuple[str, ...]) -> None:
    done = run(*(word.format(alert=alert) for word in words))
    assert done.exit_code == 2
    assert done.stderr
    assert states(run) == {alert: "待处理"}


def test_a_sheet_that_there_is_no_room_for_is_told(run: Alerts, alert: str, tmp_path: Path) -> None:
    (tmp_path / "alerts.csv").symlink_to("/dev/full")
    done = run("export", tmp_path / "alerts.csv")
    assert (done.exit_code, done.exception.__class__) == (2, SystemExit)
    assert "cannot be written" in done.stderr
    assert alert


def test_a_store_that_is_none_is_said(run: Alerts, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    path = house.write("notes.txt", "no database")
    monkeypatch.setenv("GD_DECISIONS", str(path))
    done = run("list")
    assert (done.exit_code, "不是处理决定库" in done.stderr) == (2, True)


@pytest.fixture
def shell(house: House) -> Callable[..., "subprocess.Popen[str]"]:
    """The console script as several people call it at once."""
    script = Path(sys.executable).with_name("gd-pipeline")
    where = {"GD_HOME": str(house.home), "GD_WAREHOUSE": str(house.home / "warehouse.duckdb")}

    def start(*words: object) -> "subprocess.Popen[str]":
        command = [str(script), "alerts", *map(str, words)]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | where
        )

    return start


def test_of_two_people_who_decide_at_once_one_is_told(
    run: Alerts, alert: str, shell: Callable[..., "subprocess.Popen[str]"]
) -> None:
    started = [shell("decide", alert, state, "--reviewer", state) for state in ("confirmed", "accepted", "our_error")]
    ended = {process.args[4]: (*process.communicate(), process.returncode) for process in started}  # type: ignore[index]
    assert sorted(status for _, _, status in ended.values()) == [0, 1, 1]
    (winner,) = [state for state, (_, _, status) in ended.items() if status == 0]
    assert all(winner in told for _, told, status in ended.values() if status == 1)
    assert run("show", alert).stdout.count("    1. ") == 1
