"""The page of `gd-pipeline check --html` in a real browser: it runs nothing, asks for nothing, and fits its screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gd_pipeline.review.page import page
from gd_pipeline.warehouse.examine import examine_path
from gd_pipeline_tests.defs.browser import chromium as need_chromium
from gd_pipeline_tests.review.test_page import ATTACKS, REPORT
from tools.serving import chromium

pytestmark = pytest.mark.full
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture
def browser() -> Iterator[Browser]:
    need_chromium()
    with chromium() as opened:
        yield opened


def written(folder: Path, source: Path) -> str:
    path = folder / "page.html"
    path.write_text(page(examine_path(source)), encoding="utf-8")
    return path.as_uri()


def test_a_hostile_report_runs_nothing_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    source = tmp_path / "<img src=x onerror=alert(1)>.txt"
    source.write_text(REPORT.replace("一、概述", "一、概述" + "".join(ATTACKS)), encoding="utf-8")
    tab = browser.new_page()
    seen: list[str] = []
    tab.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("request", lambda request: seen.append(request.url) if request.url != address else None)
    address = written(tmp_path, source)
    tab.goto(address)
    assert "期限" in tab.inner_text("main")
    assert seen == []


@pytest.mark.parametrize("name", ["fengcheng_2014.txt", "hongze_2023.pdf", "shanghai_office_2019.html"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 844})
    tab.goto(written(tmp_path, SAMPLES / name))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"


def test_from_a_finding_to_its_words_and_back(browser: Browser, tmp_path: Path) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(written(tmp_path, SAMPLES / "fengcheng_2014.txt"))
    place = tab.locator(".finding", has_text="bound.proactive.total").locator(".places a").first
    place.click()
    marked = tab.locator(".at:target + mark")
    assert marked.inner_text() == "14327"
    assert marked.is_visible()
    tab.locator(".at:target + mark + sup a").first.click()
    assert "bound.proactive.total" in tab.locator(".finding:target").inner_text()
