from fastapi.testclient import TestClient

from gd_pipeline_tests.review_app.conftest import Ask


def cells(page: str, issuer: str) -> dict[int, str]:
    """Class of each year's cell in the row of an issuer."""
    years = [
        int(each[:4]) for each in page.rpartition("<thead>")[2].partition("</thead>")[0].split('<th class="n">')[1:]
    ]
    row = page.rpartition("<thead>")[2].partition(f">{issuer}</a>")[2].partition("</tr>")[0]
    return dict(zip(years, (each.partition('"')[0] for each in row.split('<td class="')[1:]), strict=True))


def test_what_is_there_missing_refused_and_alerted(client: TestClient) -> None:
    found = cells(client.get("/coverage").text, "苍梧县")
    assert found[2014] == "there"
    assert found[2015] == "there bad"
    assert found[2016] == "there"
    assert found[2017] == "missing"
    assert cells(client.get("/coverage").text, "藤县")[2015] == "none"


def test_a_refused_source_counts_where_its_name_tells_whose_it_is(client: TestClient, ask: Ask) -> None:
    page = client.get("/coverage?division=45").text
    assert "苍梧县_2012" not in page
    assert ask("SELECT count(*) FROM raw.quarantine") == [(1,)]
    listed = client.get("/quarantine?reason=notice").text
    assert "苍梧县_2012.txt" in listed
    assert "通知" in listed
    assert "苍梧县_2012.txt" not in client.get("/quarantine?reason=binary").text


def test_a_cell_leads_to_the_report(client: TestClient, ask: Ask) -> None:
    ((report,),) = ask("SELECT report_id FROM core.reports WHERE report_year = 2014")
    assert f'href="/reports/{report}" title="苍梧县 2014: 有报告' in client.get("/coverage").text


def test_a_decision_changes_the_map_at_once(client: TestClient, wrong: str) -> None:
    token = client.get("/alerts").text.partition('name="token" value="')[2].partition('"')[0]
    fields = {"token": token, "state": "accepted", "seen": "0", "reviewer": "甲"}
    assert client.post(f"/alerts/{wrong}", data=fields, follow_redirects=False).status_code == 303
    assert cells(client.get("/coverage").text, "苍梧县")[2015] == "there warn"


def test_issuers_are_chosen_by_division_level_and_name(client: TestClient) -> None:
    def shown(query: str) -> bool:
        return ">苍梧县</a>" in client.get(f"/coverage?{query}").text

    assert shown("division=4504")
    assert shown("level=county&issuer=苍")
    assert not shown("division=32")
    assert not shown("level=department")
    assert not shown("issuer=洪泽")


def test_divisions_that_never_reported_are_listed_when_asked_for(client: TestClient) -> None:
    assert ">岑溪市</a>" not in client.get("/coverage?division=4504").text
    page = client.get("/coverage?division=4504&never=1").text
    assert set(cells(page, "岑溪市").values()) == {"missing"}


def test_the_map_goes_on(client: TestClient, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("gd_pipeline.review.app.coverage.PAGE", 2)
    page, seen = client.get("/coverage").text, 0
    while True:
        seen += page.count('href="/explore?issuer=')
        address = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        if not address:
            break
        page = client.get(address).text
    assert seen == 5
