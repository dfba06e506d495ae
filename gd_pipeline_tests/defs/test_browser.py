"""The Dagster UI as a person uses it: the graph, a year by the UI's own button, a failing check with its rows.

Screenshots are left in the folder that GD_SCREENSHOTS names, else in pytest's temporary folder.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gd_pipeline_tests.commands.conftest import RIGHT, WRONG
from gd_pipeline_tests.defs.browser import browser_page, chromium, served

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
