import re

from fastapi.testclient import TestClient

from gd_pipeline_tests.review_app.conftest import Ask

CANGWU = "450421"


def issuer(ask: Ask, name: str) -> str:
    return str(ask("SELECT any_value(issuer_id) FROM core.reports WHERE issuer = ?", name)[0][0])


def test_a_point_leads_to_its_sentence(client: TestClient, ask: Ask) -> None:
    page = client.get(f"/explore?metric=requests.received&issuer={issuer(ask, '苍梧县')}").text
    points = re.findall(r'<a href="(/facts/[^"]+)" class="point" aria-label="苍梧县 (\d+): 62', page)
    assert [year for _, year in points] == ["2014", "2015", "2016"]
    answer = client.get(points[0][0])
    anchor = points[0][0].rpartition("/")[2]
    assert re.search(rf'<i id="f{anchor}" class="at"></i><mark[^>]*>62件</mark>', answer.text)


def test_issuers_stand_side_by_side_with_breaks_drawn(client: TestClient, ask: Ask) -> None:
    query = "&".join(f"issuer={issuer(ask, name)}" for name in ("苍梧县", "藤县", "洪泽区"))
    page = client.get(f"/explore?metric=requests.received&{query}").text
    assert page.count('<g class="break strong">') == 2
    assert page.count('<g class="break">') == 1
    assert "2018|2019" in page
    assert page.count('class="line"') == 2, "the line does not go over a break, nor from one issuer to another"


def test_an_issuer_is_added_by_name(client: TestClient) -> None:
    assert "藤县 <a" in client.get("/explore?add=藤县").text.replace("\n", " ")
    several = client.get("/explore?add=县").text
    assert "是哪一个" in several
    assert "没有符合条件的机关" in client.get("/explore?add=无此县").text


def test_ranks_and_distribution_of_a_level_and_year(client: TestClient, ask: Ask) -> None:
    page = client.get("/explore?metric=requests.received&level=county&year=2016").text
    ranks = page.partition('<table class="ranks">')[2].partition("</table>")[0]
    assert ranks.index("藤县") < ranks.index("苍梧县")
    assert len(re.findall(r'href="/facts/', ranks)) == 2
    bars = page.partition('<table class="bars">')[2]
    assert re.search(r"50–100</td>.*?>2</td>", bars, re.S)
    narrowed = client.get("/explore?metric=requests.received&level=county&year=2016&low=63&high=64").text
    assert "苍梧县" not in narrowed.partition('<table class="ranks">')[2].partition("</table>")[0]


def test_a_rate_is_taken_apart_and_small_denominators_are_marked(client: TestClient, ask: Ask) -> None:
    code, who, _, small = ask(
        "SELECT indicator, issuer_id, report_year, small FROM marts.indicators JOIN marts.panel USING (issuer_id, "
        "report_year) WHERE issuer = '洪泽区' AND indicator = 'disclosure_rate' AND value IS NOT NULL"
    )[0]
    page = client.get(f"/explore?metric=rate:{code}&issuer={who}").text
    assert small
    assert 'class="dot small"' in page
    assert "分母小于30" in page
    address = re.search(r'<a href="(/rate[^"]+)" class="point"', page)
    assert address
    apart = client.get(address[1].replace("&amp;", "&")).text
    operand = re.search(r'href="(/facts/[^"]+)"', apart)
    assert operand
    assert client.get(operand[1]).status_code == 200
    assert client.get(f"/rate?indicator={code}&issuer={who}&year=1999").status_code == 404
    assert client.get("/rate?indicator=x&issuer=y&year=2000").status_code == 404
    answer = client.get("/rate?indicator=x&year=once")
    assert (answer.status_code, "无法处理" in answer.text) == (422, True)


def test_the_quartiles_of_a_level_lead_to_the_ranks(client: TestClient) -> None:
    page = client.get("/explore?metric=requests.received").text
    assert 'class="median"' in page
    assert "中位数和四分位" in page


def test_nonsense_in_the_address_is_no_choice(client: TestClient) -> None:
    query = "metric=1;drop&level=x&division=%27&year=9&offset=-1&low=nan&high=1e999&issuer=%00&issuer=<b>"
    answer = client.get(f"/explore?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text.replace("<b>2", "")
