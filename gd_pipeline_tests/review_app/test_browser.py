"""The review app in a real browser, as a reviewer uses it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from gd_pipeline.review.app.site import Site
from gd_pipeline_tests.defs.browser import chromium as need_chromium
from gd_pipeline_tests.review_app.conftest import Ask
from tools.pages import pages
from tools.screenshots import WIDER
from tools.serving import chromium, served

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need_chromium()
    with chromium() as opened:
        yield opened


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the app, which has neither an error on its console nor a request to elsewhere."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    yield tab
    context.close()
    assert wrong == []


def test_filter_open_decide_reload_and_it_stands(tab: Page, wrong: str) -> None:
    tab.goto("/alerts")
    tab.get_by_label("规则").select_option("sum.reading_points.total")
    expect(tab).to_have_url(re.compile(r"rule=sum\.reading_points\.total"))
    expect(tab.locator("li.item")).to_have_count(1)
    tab.locator("li.item a.body").click()
    marked = tab.locator("blockquote.source mark")
    assert marked.all_inner_texts()[0] == "589个"
    assert tab.locator("blockquote.source").inner_text().startswith("设置政府信息公开查阅点589个")
    tab.get_by_label("备注").fill("原件如此")
    tab.get_by_label("处理人").fill("王芳")
    tab.get_by_role("button", name="报告有误").click()
    expect(tab.locator(".history")).to_contain_text("原件如此")
    tab.reload()
    expect(tab.locator(".alert-head .state")).to_have_text("报告有误")
    expect(tab.locator(".history")).to_contain_text("王芳")
    tab.goto("/alerts?rule=sum.reading_points.total")
    expect(tab.locator(".empty")).to_be_visible()


def test_by_keyboard_alone(tab: Page, site: Site) -> None:
    tab.goto("/alerts?family=sum")
    first = tab.locator("li.item a.body").first.get_attribute("href")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url(lambda url: url.endswith(str(first)))
    tab.get_by_label("处理人").fill("王芳")
    tab.keyboard.press("Escape")
    tab.keyboard.press("3")
    expect(tab.locator(".history .state")).to_have_text("异常但属实")
    assert [each.verdict.state for each in site.decisions.all()] == ["accepted"]
    tab.keyboard.press("u")
    tab.wait_for_url(lambda url: "/alerts?family=sum" in url)


def test_many_are_ticked_and_decided_alike(tab: Page, site: Site) -> None:
    tab.goto("/alerts?year=2023")
    ticks = tab.locator("li.item input[type=checkbox]")
    number = ticks.count()
    assert number > 1
    tab.get_by_label("本页全选").check()
    tab.get_by_label("处理人").fill("王芳")
    tab.get_by_role("button", name="已更正").click()
    expect(tab.get_by_role("status")).to_contain_text(f"已处理 {number} 条")
    assert len(site.decisions.all()) == number


def test_words_are_found_and_lead_to_the_report(tab: Page) -> None:
    tab.goto("/reports")
    tab.get_by_label("正文词语").fill("阳光苍梧")
    tab.keyboard.press("Enter")
    expect(tab.locator("mark.word")).to_have_text("阳光苍梧")
    tab.locator("li.item a.body").click()
    expect(tab.locator("article.text")).to_contain_text("阳光苍梧")


def test_a_fact_is_told_where_the_pointer_is(tab: Page, ask: Ask) -> None:
    ((report,),) = ask("SELECT report_id FROM core.reports WHERE issuer = '藤县'")
    tab.goto(f"/reports/{report}")
    tab.locator("mark.fact", has_text="63件").first.hover()
    expect(tab.locator("#tip")).to_contain_text("63 件")
    expect(tab.locator("li.lit").first).to_be_visible()
    tab.locator("[data-family=requests]").uncheck()
    expect(tab.locator("mark.fam-requests.off").first).to_be_visible()


def test_from_the_heat_map_to_the_report(tab: Page) -> None:
    tab.goto("/coverage")
    row = tab.locator("table.issuers tr", has_text="藤县")
    row.locator("td a").first.click()
    expect(tab.locator("h1")).to_contain_text("藤县2016年")


def test_from_a_point_of_the_chart_to_its_sentence(tab: Page) -> None:
    tab.goto("/explore?metric=requests.received")
    tab.get_by_label("加入机关", exact=True).fill("苍梧县")
    tab.keyboard.press("Enter")
    point = tab.locator("svg.chart a.point").last
    expect(point).to_have_attribute("aria-label", re.compile("苍梧县 2016: 62"))
    point.click()
    tab.wait_for_url(lambda url: "#f" in url)
    marked = tab.locator(".at:target + mark")
    expect(marked).to_have_text("62件")
    expect(marked).to_be_in_viewport()


def test_english_stays_until_chinese_is_wanted_again(tab: Page) -> None:
    tab.goto("/alerts?severity=error")
    tab.get_by_role("link", name="English").click()
    expect(tab.locator("h1")).to_have_text("Alerts")
    assert "severity=error" in tab.url
    tab.get_by_role("link", name="Coverage").click()
    expect(tab.locator("h1")).to_have_text("Coverage")
    tab.get_by_role("link", name="中文").click()
    expect(tab.locator("h1")).to_have_text("覆盖")


def test_a_hostile_report_does_no_harm(tab: Page, ask: Ask) -> None:
    ((report,),) = ask("SELECT report_id FROM core.reports WHERE issuer = '蒙山县'")
    tab.goto(f"/reports/{report}")
    expect(tab.locator("article.text")).to_contain_text("<script>document.title='owned'</script>")
    expect(tab.locator(".sources")).to_contain_text("../../x.txt")
    assert "owned" not in tab.title()
    tab.goto("/reports?words=document.title")
    expect(tab.locator("mark.word")).to_have_text("document.title")
    assert "owned" not in tab.title()


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_its_screen(tab: Page, site: Site, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    for name, path in pages(site).items():
        tab.goto(path)
        assert tab.evaluate(WIDER) == [], name
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
