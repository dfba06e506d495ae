import pytest
from fastapi.testclient import TestClient

from gd_pipeline.review.app import search
from gd_pipeline.review.app.site import Site
from gd_pipeline_tests.review_app.conftest import Ask


def report_of(ask: Ask, year: int, issuer: str = "苍梧县") -> str:
    ((found,),) = ask(
        "SELECT report_id FROM core.reports WHERE report_year = ? AND issuer = ? ORDER BY facts DESC LIMIT 1",
        year,
        issuer,
    )
    return str(found)


def found(client: TestClient, query: str) -> list[str]:
    return [part.partition('"')[0] for part in client.get(f"/reports?{query}").text.split('href="/reports/')[1:]]


def test_reports_are_found_by_issuer_year_and_form(client: TestClient, ask: Ask) -> None:
    assert len([each for each in found(client, "") if not each.startswith("?")]) == 8
    assert found(client, "issuer=藤") == [report_of(ask, 2016, "藤县")]
    assert found(client, "issuer=4504&year=2016") == found(client, "year=2016")
    assert found(client, "form=2021&year=2023") == [report_of(ask, 2023, "洪泽区")]
    assert found(client, "issuer=无此县") == []


def test_reports_are_found_by_words_of_the_text(client: TestClient, ask: Ask) -> None:
    assert found(client, "words=阳光苍梧") == [report_of(ask, 2016)]
    assert found(client, "words=阳光苍梧+app") == [report_of(ask, 2016)], "capitals do not matter"
    assert found(client, "words=阳光苍梧+没有这个词") == []
    page = client.get("/reports?words=阳光苍梧").text
    assert '“<mark class="word">阳光苍梧</mark>”' in page


def test_words_are_looked_for_only_as_long_as_a_page_may_take(
    client: TestClient, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SECONDS", -1)
    shown, query = [], "words=政府网站"
    for _ in range(50):
        page = client.get(f"/reports?{query}").text
        shown += [part.partition('"')[0] for part in page.split('class="body" href="/reports/')[1:]]
        query = page.partition('data-more="/reports?')[2].partition('"')[0].replace("&amp;", "&")
        if not query:
            break
    wanted = ask(
        "SELECT report_id FROM core.reports JOIN raw.documents USING (document_id) WHERE text LIKE '%政府网站%'"
    )
    assert sorted(shown) == sorted(each for (each,) in wanted)


def test_a_page_of_found_reports_goes_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PAGE", 3)
    for words in ("", "words=年度报告"):
        shown, query = [], words
        while True:
            page = client.get(f"/reports?{query}").text
            shown += [part.partition('"')[0] for part in page.split('class="body" href="/reports/')[1:]]
            query = page.partition('rel="next" href="/reports?')[2].partition('"')[0].replace("&amp;", "&")
            if not query:
                break
        assert len(shown) == len(set(shown)) == 8


def test_every_fact_is_marked_in_the_text(client: TestClient, ask: Ask) -> None:
    report = report_of(ask, 2015)
    page = client.get(f"/reports/{report}").text
    facts = ask("SELECT fact_no, text FROM core.facts WHERE report_id = ?", report)
    assert facts
    for number, text in facts:
        assert f'<i id="f{number}" class="at"></i>' in page
        assert text in page
    assert "政府信息公开查阅点(场所)数: 589 个" in page
    assert 'data-findings="c' in page


def test_outline_tables_findings_copies_and_versions(client: TestClient, ask: Ask) -> None:
    page = client.get(f"/reports/{report_of(ask, 2015)}").text
    for number, heading in ask(
        "SELECT section_no, heading FROM core.sections WHERE report_id = ?", report_of(ask, 2015)
    ):
        assert f'href="#s{number}">{heading or "引言"}</a>' in page
        assert f'<i id="s{number}" class="at"></i>' in page
    assert "相似" in page
    assert f'href="/reports/{report_of(ask, 2014)}"' in page, "the other years of the issuer"
    table = client.get(f"/reports/{report_of(ask, 2023, '洪泽区')}").text
    assert "表三 依申请公开" in table
    assert '<table class="printed">' in table


def test_an_earlier_version_says_so(client: TestClient, site: Site, ask: Ask) -> None:
    report = report_of(ask, 2016)
    said = "这是旧版本"
    assert said not in client.get(f"/reports/{report}").text
    with site.reading() as connection:
        connection.execute(
            "INSERT INTO memory.ready.replaced SELECT document_id FROM core.reports WHERE report_id = ?", [report]
        )
    assert said in client.get(f"/reports/{report}").text


def test_a_fact_leads_to_its_sentence(client: TestClient, ask: Ask) -> None:
    report = report_of(ask, 2015)
    answer = client.get(f"/facts/{report}/1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/reports/{report}#f1")
    assert client.get(f"/facts/{report}/9999").status_code == 404
    assert client.get("/facts/none/1").status_code == 404


def test_a_long_text_is_shown_in_parts(client: TestClient, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gd_pipeline.review.app.reading_page.PART", 100)
    monkeypatch.setattr("gd_pipeline.review.app.report_pages.PART", 100)
    report = report_of(ask, 2016)
    ((last, start),) = ask(
        "SELECT fact_no, start_char FROM core.facts WHERE report_id = ? ORDER BY start_char DESC LIMIT 1", report
    )
    answer = client.get(f"/facts/{report}/{last}", follow_redirects=False)
    assert answer.headers["location"] == f"/reports/{report}?part={start // 100}#f{last}"
    assert f'<i id="f{last}" class="at"></i>' in client.get(answer.headers["location"]).text
    assert f'<i id="f{last}" class="at"></i>' not in client.get(f"/reports/{report}").text
    assert client.get(f"/reports/{report}?part=99").status_code == 200


def test_what_a_report_says_is_text(client: TestClient, ask: Ask) -> None:
    report = report_of(ask, 2017, "蒙山县")
    for address in (f"/reports/{report}", "/reports?words=document.title", "/reports?words=<script>", "/coverage"):
        page = client.get(address).text
        assert "<script>" not in page
    assert "&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt;" in client.get(f"/reports/{report}").text
    assert "packed.tar.gz!../../x.txt" in client.get(f"/reports/{report}").text


@pytest.mark.parametrize("name", ["../../etc/passwd", "..%2f..%2fx", "x' OR 1=1 --", "%00", "a" * 5000])
def test_no_address_reaches_further_than_the_tables(client: TestClient, name: str) -> None:
    for path in ("/reports/", "/alerts/", "/static/"):
        assert client.get(path + name).status_code == 404
