from pathlib import Path

from fastapi.testclient import TestClient

from gd_pipeline.review.app.site import Site
from gd_pipeline_tests.review_app.conftest import Ask, token


def decide(client: TestClient, alert: str, state: str = "confirmed", seen: int = 0, **more: str) -> int:
    fields = {"token": token(client), "state": state, "seen": str(seen), "reviewer": "甲", "note": "核对过"} | more
    return client.post(f"/alerts/{alert}", data=fields, follow_redirects=False).status_code


def test_what_matters_comes_first(client: TestClient) -> None:
    page = client.get("/alerts").text
    assert page.index("sev-error") < page.index('class="item sev-warning"')
    assert page.index("行政复议数量写作 0") < page.index("同一报告有两个版本，数字不同")


def test_every_choice_narrows_the_list(client: TestClient, ask: Ask) -> None:
    choices = {
        "year=2016": "report_year = 2016",
        "form=2021": "form = '2021'",
        "division=32": "issuer_code LIKE '32%'",
        "level=county": "issuer_level = 'county'",
        "rule=period.reversed": "rule = 'period.reversed'",
        "family=sum": "family = 'sum'",
        "severity=warning": "severity = 'warning'",
        "issuer=藤": "issuer LIKE '%藤%'",
        "year=2016&family=sum": "report_year = 2016 AND family = 'sum'",
    }
    for query, condition in choices.items():
        wanted = {alert for (alert,) in ask(f"SELECT alert_id FROM quality.alerts WHERE {condition}")}
        page = client.get(f"/alerts?{query}").text
        shown = {alert for (alert,) in ask("SELECT alert_id FROM quality.alerts") if f"/alerts/{alert}?" in page}
        assert shown == wanted, query


def test_nonsense_in_the_address_is_no_choice(client: TestClient) -> None:
    assert client.get("/alerts?year=x&form=1999&division=';--&severity=%00&state=").status_code == 200
    assert client.get("/alerts?after=-5").status_code == 200


def test_the_very_characters_are_marked(client: TestClient, wrong: str) -> None:
    page = client.get(f"/alerts/{wrong}").text
    passage = page.partition('<blockquote class="source">')[2].partition("</blockquote>")[0]
    assert '查阅点<i id="e' in passage
    assert ">589个</mark>" in passage
    assert ">451个</mark>" in passage
    assert "589 = 1 + 72 + 11 + 451" in page
    assert "+54" in page


def test_the_table_is_rebuilt_with_the_cells_in_question(client: TestClient, ask: Ask) -> None:
    ((alert,),) = ask("SELECT alert_id FROM quality.alerts WHERE rule = 'sum.review.total'")
    page = client.get(f"/alerts/{alert}").text
    table = page.partition('class="statutory review_litigation"')[2].partition("</table>")[0]
    assert table.count("hit") == 5
    assert table.count('<td class="n') == 15
    assert "国办公开办函〔2021〕30号" in page
    assert '<table class="printed' in page


def test_the_years_around_lead_to_their_facts(client: TestClient, wrong: str, ask: Ask) -> None:
    ((alert,),) = ask("SELECT alert_id FROM quality.alerts WHERE rule = 'conflict.version'")
    page = client.get(f"/alerts/{alert}").text
    ((report,),) = ask("SELECT report_id FROM core.reports WHERE report_year = 2014")
    assert f'href="/facts/{report}/' in page
    assert ">3014</a>" in page


def test_a_version_is_shown_beside_the_other(client: TestClient, ask: Ask) -> None:
    ((alert,),) = ask("SELECT alert_id FROM quality.alerts WHERE rule = 'conflict.version'")
    page = client.get(f"/alerts/{alert}").text
    assert ">777条</mark>" in page
    assert ">3015条</mark>" in page


def test_a_decision_takes_a_click_and_stands(client: TestClient, site: Site, wrong: str) -> None:
    assert decide(client, wrong) == 303
    (decision,) = site.decisions.history(wrong)
    assert (decision.verdict.state, decision.verdict.reviewer, decision.verdict.note) == ("confirmed", "甲", "核对过")
    assert decision.subject.rule == "sum.reading_points.total"
    page = client.get(f"/alerts/{wrong}").text
    assert "核对过" in page
    assert 'name="seen" value="1"' in page
    assert 'value="甲"' in page, "the name is remembered"
    assert f"/alerts/{wrong}?" not in client.get("/alerts").text, "it is no longer open"
    assert f"/alerts/{wrong}?" in client.get("/alerts?state=confirmed").text


def test_nobody_overrules_a_colleague_unseen(client: TestClient, site: Site, wrong: str) -> None:
    assert decide(client, wrong, "accepted", reviewer="乙", note="沿用上年口径") == 303
    fields = {"token": token(client), "state": "confirmed", "seen": "0", "reviewer": "甲", "note": "我的理由"}
    answer = client.post(f"/alerts/{wrong}", data=fields)
    assert answer.status_code == 409
    assert "乙 已作出处理" in answer.text
    assert "沿用上年口径" in answer.text
    assert "我的理由</textarea>" in answer.text, "the note is kept"
    assert 'class="state-confirmed wanted"' in answer.text
    assert 'name="seen" value="1"' in answer.text, "deciding again overrules knowingly"
    assert len(site.decisions.history(wrong)) == 1
    assert decide(client, wrong, seen=1) == 303
    assert [each.verdict.reviewer for each in site.decisions.history(wrong)] == ["乙", "甲"]


def test_a_decision_that_cannot_be_saved_is_told(client: TestClient, site: Site, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    site.decisions.path = tmp_path / "file" / "decisions.sqlite"
    fields = {"token": token(client), "state": "confirmed", "seen": "0", "reviewer": "甲"}
    answer = client.post(f"/alerts/{wrong}", data=fields)
    assert (answer.status_code, "没有保存" in answer.text) == (503, True)


def test_a_decision_needs_a_name_and_a_state(client: TestClient, site: Site, wrong: str) -> None:
    assert decide(client, wrong, reviewer=" ") == 422
    assert decide(client, wrong, "superseded") == 422
    assert decide(client, "0000000000000000") == 404
    assert not site.decisions.path.exists()


def test_a_closed_alert_takes_only_what_is_decided_since_whatever_the_clock_said(
    client: TestClient, site: Site, wrong: str
) -> None:
    assert decide(client, wrong) == 303
    closed = "UPDATE memory.ready.alerts SET state = 'resolved', closed_at = '2020-01-01', decisions = 1"
    with site.reading() as connection:
        connection.execute(f"{closed} WHERE alert_id = ?", [wrong])
    assert f"/alerts/{wrong}?" in client.get("/alerts?state=resolved").text
    assert decide(client, wrong, "accepted", seen=1) == 303
    assert f"/alerts/{wrong}?" in client.get("/alerts?state=accepted").text


def test_many_are_decided_alike(client: TestClient, site: Site, ask: Ask) -> None:
    alerts = [alert for (alert,) in ask("SELECT alert_id FROM quality.alerts WHERE report_year = 2023 ORDER BY 1")]
    assert decide(client, alerts[0], "our_error", reviewer="乙") == 303
    fields = {
        "token": token(client),
        "state": "confirmed",
        "reviewer": "甲",
        "note": "一并",
        "alert": [f"{alert}:0" for alert in alerts],
        "f_year": "2023",
    }
    answer = client.post("/alerts", data=fields)
    assert answer.status_code == 409
    assert "已处理 1 条" in answer.text
    assert "1 条在此期间已由他人处理" in answer.text
    states = {alert: site.decisions.history(alert)[-1].verdict.state for alert in alerts}
    assert states == {alerts[0]: "our_error", alerts[1]: "confirmed"}
    fields["alert"] = []
    assert client.post("/alerts", data=fields).status_code == 422


def test_the_list_goes_on_where_it_ended(client: TestClient, ask: Ask, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("gd_pipeline.review.app.alerts.PAGE", 2)
    order, page, address = [], client.get("/alerts").text, ""
    while True:
        order += [part.partition("?")[0] for part in page.split('class="body" href="/alerts/')[1:]]
        address = page.partition('rel="next" href="')[2].partition('"')[0]
        if not address:
            break
        page = client.get(address).text
    assert len(order) == len(set(order)) == ask("SELECT count(*) FROM quality.alerts")[0][0]
    back = page.partition('rel="prev" href="')[2].partition('"')[0]
    assert f"/alerts/{order[-2]}?" in client.get(back).text or f"/alerts/{order[-3]}?" in client.get(back).text


def test_neighbours_of_an_alert_follow_the_choices(client: TestClient, ask: Ask) -> None:
    first, second = (
        alert for (alert,) in ask("SELECT alert_id FROM quality.alerts WHERE report_year = 2023 ORDER BY rule DESC")
    )
    page = client.get(f"/alerts/{first}?year=2023").text
    assert f'href="/alerts/{second}?year=2023"' in page
    assert client.get("/alerts/0000").status_code == 404


def test_a_lost_store_of_decisions_comes_back_from_the_snapshot(client: TestClient, site: Site, wrong: str) -> None:
    assert decide(client, wrong) == 303
    site.decisions.path.unlink()
    for beside in site.decisions.path.parent.glob("decisions.sqlite-*"):
        beside.unlink()
    assert f"/alerts/{wrong}?" in client.get("/alerts").text, "the snapshot knows nothing of it"
    assert decide(client, wrong, "accepted") == 303
