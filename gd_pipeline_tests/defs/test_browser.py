"""The Dagster UI as a person uses it: the graph, a year by the UI's own button, a failing check with its rows.

Screenshots are left in the folder that GD_SCREENSHOTS names, else in pytest's temporary folder.
"""

import os
from pathlib import Path

import pytest
from dagster import DagsterInstance, RunsFilter
from playwright.sync_api import Page, expect

from gd_pipeline.commands.ui import furnish
from gd_pipeline.defs.partitions import years
from gd_pipeline_tests.commands.conftest import RIGHT, WRONG
from gd_pipeline_tests.defs.browser import browser_page, chromium, served

LONG = 15 * 60 * 1000
"""Milliseconds for a run of each year, one after the other."""
TABLES = "documents sources quarantine reports duplicates sections facts checks alerts panel"


def launch(page: Page, address: str, job: str, year: str | None = None) -> None:
    """Press the button of a job, for a year where it has years, and wait until its run ended well."""
    page.goto(f"{address}/locations/gd_pipeline/jobs/{job}")
    page.get_by_role("button", name="Materialize all").first.click()
    if year is not None:
        dialog = page.get_by_role("dialog")
        box = dialog.get_by_placeholder("ex: 2004")
        box.fill(year)
        box.press("Tab")
        dialog.get_by_role("button", name="Launch 1 run").click()
    page.get_by_text("Launched run").first.wait_for()
    page.goto(f"{address}/locations/gd_pipeline/jobs/{job}/runs")
    expect(page.get_by_text("Success").first).to_be_visible()


def switch_on(page: Page, name: str) -> None:
    """Switch a sensor or a schedule on, in the list of the page Automation."""
    row = page.get_by_text(name, exact=True).locator("xpath=ancestor::*[@data-index][1]")
    switch = row.locator("input[type=checkbox]").nth(1)  # the first selects the row
    expect(switch).not_to_be_checked()
    switch.locator("xpath=..").click()  # the box itself is hidden behind what is drawn
    expect(switch).to_be_checked()
    expect(switch).to_be_enabled()


def ended(home: Path) -> list[tuple[str, str]]:
    """Year and status of the runs that loaded one, from Dagster's own storage; not those that the calendar started."""
    with DagsterInstance.from_config(str(furnish(home))) as instance:
        runs = instance.get_runs(RunsFilter(job_name="load_year"))
    started = [run for run in runs if "dagster/schedule_name" not in run.tags]
    return sorted((run.tags["dagster/partition"], run.status.value) for run in started)


@pytest.mark.full
def test_sensors_are_switched_on_and_a_backfill_of_all_years_ends_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium()
    monkeypatch.chdir(tmp_path)
    shots = Path(os.environ.get("GD_SCREENSHOTS") or tmp_path)
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "right.txt").write_text(RIGHT, encoding="utf-8")
    with served(tmp_path) as address, browser_page() as page:
        page.goto(f"{address}/automation")
        for name in ("input_folder", "changed_years", "season"):
            switch_on(page, name)
        for name in ("backfill", "input_again", "run_failed", "checks_failed"):
            expect(page.get_by_text(name, exact=True)).to_be_visible()
        page.screenshot(path=shots / "automation.png")
        page.goto(f"{address}/locations/gd_pipeline/jobs/load_year/runs")
        expect(page.get_by_text("Success").first).to_be_visible()  # loaded without a hand on anything
        assert ended(tmp_path) == [("2015", "SUCCESS")]
        page.goto(f"{address}/locations/gd_pipeline/jobs/load_year")
        page.get_by_role("button", name="Materialize all").first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="All", exact=True).click()
        page.screenshot(path=shots / "years.png")
        dialog.get_by_role("button", name="Launch backfill").click()
        expect(dialog).to_be_hidden()  # what it says of the launch is gone again soon
        page.goto(f"{address}/runs?view=backfills")
        expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=LONG)
        page.screenshot(path=shots / "backfill.png")
    keys = years.get_partition_keys()
    assert ended(tmp_path) == sorted([("2015", "SUCCESS"), *((year, "SUCCESS") for year in keys)])


@pytest.mark.full
def test_a_year_from_the_button_to_the_failing_rows(tmp_path: Path) -> None:
    chromium()
    shots = Path(os.environ.get("GD_SCREENSHOTS") or tmp_path)
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "right.txt").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "input" / "wrong.txt").write_text(WRONG.replace("苍梧县", "藤县"), encoding="utf-8")
    with served(tmp_path) as address, browser_page() as page:
        page.goto(f"{address}/asset-groups")
        for name in TABLES.split():
            page.get_by_text(name, exact=True).first.wait_for()
        launch(page, address, "take_in")
        launch(page, address, "load_year", "2015")
        page.goto(f"{address}/asset-groups")
        expect(page.get_by_text("panel", exact=True).first).to_be_visible()
        page.wait_for_timeout(3000)  # the graph takes its colours after it is drawn
        page.screenshot(path=shots / "graph.png")
        page.goto(f"{address}/assets/core/reports?view=checks&checkDetail=period_is_not_reversed")
        expect(page.get_by_text("1 of 2 rows").first).to_be_visible()
        page.get_by_text("[Show Markdown]").first.click()
        expect(page.get_by_role("dialog").get_by_text("藤县", exact=True)).to_be_visible()
        page.screenshot(path=shots / "check.png")
        page.goto(f"{address}/assets/core/facts?view=partitions&partition=2015")
        expect(page.get_by_text("proactive.total").first).to_be_visible()
        page.get_by_text("[Show Markdown]").first.click()
        expect(page.get_by_role("dialog").get_by_role("img", name="bars")).to_be_visible()
        page.screenshot(path=shots / "facts.png")
    made = {"data", "input", "ui.log", "workspace.yaml", "graph.png", "check.png", "facts.png"}
    assert {path.name for path in tmp_path.iterdir()} <= made, "Dagster keeps its things under data/"
