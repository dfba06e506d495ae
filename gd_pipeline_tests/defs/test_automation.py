"""What starts by itself, over a whole year and after a file is dropped; and who is told when something fails."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from dagster import RunRequest, SensorResult, SkipReason, build_schedule_context, build_sensor_context
from dagster._utils.schedules import schedule_execution_time_iterator

from gd_pipeline.defs import schedules
from gd_pipeline.defs.alerting import failed_checks, in_words
from gd_pipeline.defs.jobs import take_in
from gd_pipeline.defs.messages import Message, MessageError, send
from gd_pipeline.defs.schedules import SEASON, ZONE, backfill, input_again, season
from gd_pipeline.defs.sensors import changed_years, input_folder
from gd_pipeline.warehouse import due as module
from gd_pipeline_tests.defs.conftest import LATER, RIGHT, WRONG, Orchestra, metadata

TOLD = Message("gd-pipeline: load_year 2015: failed", "run-1", "2015", ("report_year: disk full",))


def ticks(cron: str | list[str], year: int) -> list[datetime]:
    found = []
    start = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    for tick in schedule_execution_time_iterator(start, cron, ZONE, ascending=True):
        if tick.year > year:
            return found
        found.append(tick)
    return found


def test_the_ticks_of_a_whole_year() -> None:
    found = [tick for tick in ticks(SEASON, 2026) if tick.year == 2026]
    daily = [tick for tick in found if tick.month <= 4]
    weekly = [tick for tick in found if tick.month > 4]
    assert len(daily) in (119, 120), "every day from January to April (the first may lie before midnight in UTC)"
    assert (len(weekly), {tick.weekday() for tick in weekly}) == (35, {0})
    for tick in found:
        request = season(build_schedule_context(scheduled_execution_time=tick))
        assert isinstance(request, RunRequest)
        assert request.partition_key == "2025"


def test_the_input_is_taken_in_again_every_day() -> None:
    found = [tick for tick in ticks(str(input_again.cron_schedule), 2026) if tick.year == 2026]
    assert len(found) in (364, 365)
    assert input_again.job_name == take_in.name
    data = input_again.evaluate_tick(build_schedule_context(scheduled_execution_time=found[0]))
    assert len(data.run_requests or []) == 1


def test_a_file_starts_a_run_of_exactly_its_year(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    context = build_sensor_context(instance=orchestra.instance)
    first = input_folder(context)
    assert isinstance(first, SensorResult)
    assert len(first.run_requests or []) == 1
    context = build_sensor_context(instance=orchestra.instance, cursor=first.cursor)
    assert isinstance(input_folder(context), SkipReason)
    assert isinstance(changed_years(context), SkipReason), "nothing is published yet"
    orchestra.raw()
    assert wanted(orchestra) == ["2015"]
    orchestra.loaded(2015)
    assert wanted(orchestra) == []
    orchestra.write("later.txt", LATER)
    orchestra.raw()
    assert wanted(orchestra) == ["2016"]
    orchestra.loaded(2016)
    orchestra.write("more.txt", f"{RIGHT}fact channel.website 7\n")
    orchestra.raw()
    assert wanted(orchestra) == ["2015"]
    result = orchestra.year(2015)
    assert metadata(result, "quality.checks")["checked again"] == "2016"
    assert wanted(orchestra) == []


def wanted(orchestra: Orchestra) -> list[str]:
    found = changed_years(build_sensor_context(instance=orchestra.instance))
    return [str(each.partition_key) for each in found.run_requests or []] if isinstance(found, SensorResult) else []


def test_another_version_is_a_matter_of_the_backfill(orchestra: Orchestra, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in range(2010, 2017):
        orchestra.write(f"{year}.txt", RIGHT.replace("2015", str(year)))
    orchestra.raw()
    for year in range(2010, 2017):
        orchestra.loaded(year)
    monkeypatch.setattr(schedules, "running", lambda _: {"2011"})
    context = build_schedule_context(scheduled_execution_time=datetime(2026, 6, 1, 1, 15, tzinfo=UTC))
    assert isinstance(backfill(context), SkipReason)
    monkeypatch.setattr(module, "reader_version", lambda: "newer")
    requests = backfill(context)
    assert isinstance(requests, list)
    assert [each.partition_key for each in requests] == ["2010", "2012", "2013", "2014"], "not the one under way"
    assert wanted(orchestra) == []


@pytest.mark.full
def test_of_a_year_that_never_had_a_document_no_run_is_kept(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.raw()
    for year in (2011, 2015):
        assert orchestra.year(year).success
    assert orchestra.rows("SELECT report_year FROM quality.runs ORDER BY 1") == [(0,), (2015,)]
    (orchestra.home / "input" / "right.txt").write_text("no report", encoding="utf-8")
    orchestra.raw()
    orchestra.year(2015)
    orchestra.rows("DELETE FROM raw.documents")
    orchestra.year(2015)
    assert orchestra.rows("SELECT report_year FROM quality.runs WHERE report_year = 2015") == [(2015,)] * 3


def test_who_reported_last_year_and_not_this_is_missing(orchestra: Orchestra) -> None:
    orchestra.write("right.txt", RIGHT)
    orchestra.write("other.txt", RIGHT.replace("甲", "丙"))
    orchestra.write("later.txt", LATER)
    orchestra.raw()
    orchestra.run({"core"}, "2015")
    result = orchestra.run({"core"}, "2016")
    (check,) = [each for each in result.get_asset_check_evaluations() if each.check_name == "nobody_is_missing"]
    assert not check.passed
    assert "丙县" in str(check.metadata["issuers"].value)
    assert check.metadata["missing"].value == 1


def test_failed_checks_are_found_for_the_message(orchestra: Orchestra) -> None:
    orchestra.write("wrong.txt", WRONG)
    orchestra.raw()
    result = orchestra.run({"core", "quality"}, "2015")
    (failed,) = failed_checks(orchestra.instance, result.run_id)
    assert in_words(failed).startswith("quality.checks: sums_are_consistent: 1 of")


def test_a_run_that_reads_fewer_facts_fails_a_check(orchestra: Orchestra) -> None:
    orchestra.write("a.txt", RIGHT + "fact requests.received 3\n")
    orchestra.raw()
    assert held(orchestra)
    orchestra.write("a.txt", RIGHT)
    orchestra.raw()
    assert not held(orchestra), "one fact a report after two"


def held(orchestra: Orchestra) -> bool:
    result = orchestra.run({"core", "quality"}, "2015")
    (check,) = [each for each in result.get_asset_check_evaluations() if each.check_name == "facts_per_report_hold"]
    return check.passed


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A webhook on this machine, and what it was sent."""
    got: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook?token=secret", got
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_message_reaches_the_webhook(receiver: tuple[str, list[dict[str, object]]]) -> None:
    address, got = receiver
    assert send(TOLD, {"GD_ALERT_WEBHOOK": address}) == ["webhook"]
    assert got == [{"title": TOLD.title, "run_id": "run-1", "report_year": "2015", "lines": ["report_year: disk full"]}]
    assert send(TOLD, {}) == []


@pytest.mark.parametrize(
    "environment",
    [
        {"GD_ALERT_WEBHOOK": "http://user:secret@127.0.0.1:9/hook"},
        {"GD_ALERT_WEBHOOK": "file:///etc/secret"},
        {"GD_ALERT_SMTP": "smtp://user:secret@127.0.0.1:9"},
    ],
)
def test_a_secret_is_in_no_error(environment: dict[str, str]) -> None:
    with pytest.raises(MessageError) as raised:
        send(TOLD, environment)
    assert "secret" not in str(raised.value)
    assert raised.value.__cause__ is None
