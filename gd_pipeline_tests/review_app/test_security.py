import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gd_pipeline.review.app import entry_pages, security
from gd_pipeline.review.app.security import (
    Access,
    access_from,
    loopback,
    may_call,
    new_session,
    read_session,
    right_password,
)
from gd_pipeline.review.app.server import create_app
from gd_pipeline.review.app.site import Site
from gd_pipeline_tests.conftest import CHECKOUT
from gd_pipeline_tests.review_app.conftest import token

PAGES = ("/alerts", "/reports", "/coverage", "/explore", "/quarantine", "/none", "/static/app.css")


@contextmanager
def browser(site: Site, access: Access, peer: str = "127.0.0.1") -> Iterator[TestClient]:
    app = create_app(replace(site, access=access))
    with TestClient(app, base_url="http://127.0.0.1", client=(peer, 50000), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_is_not_ours(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(each.strip().split(" ", 1) for each in headers["content-security-policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES[:5])
def test_pages_ask_nobody_else_and_hold_no_script_or_style(client: TestClient, path: str) -> None:
    page = client.get(path).text
    for forbidden in ("http://", "https://", "//cdn", "<style", " style=", " onclick=", "javascript:"):
        assert forbidden not in page.replace("http://www.w3.org", "")
    assert page.count("<script") == page.count('<script src="/static/app.js') == 1


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:80", "[::2]"])
def test_another_host_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/alerts", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8420", "localhost", "LOCALHOST:1", "[::1]:8420", "::1"])
def test_this_machine_is_answered_by_all_its_names(host: str) -> None:
    assert may_call(host, Access().hosts)


def test_whatever_changes_something_wants_the_token(client: TestClient, site: Site, wrong: str) -> None:
    paths = [
        path for route in _routes(client) if "POST" in route.methods for path in [route.path.format(alert_id=wrong)]
    ]
    assert set(paths) >= {"/alerts", f"/alerts/{wrong}", "/login", "/logout"}
    for path in paths:
        for given in ("", "0" * 64, token(client)[:-1] + "x", "é"):
            fields = {"token": given, "state": "confirmed", "seen": "0", "reviewer": "甲", "alert": f"{wrong}:0"}
            assert client.post(path, data=fields).status_code == 403, path
    assert not site.decisions.path.exists()


def _routes(client: TestClient):  # type: ignore[no-untyped-def]
    from gd_pipeline.review.app import alert_pages, coverage_pages, explore_pages, report_pages

    for pages in (entry_pages, alert_pages, report_pages, coverage_pages, explore_pages):
        yield from pages.router.routes


def test_a_token_of_another_session_is_none(site: Site, client: TestClient, wrong: str) -> None:
    with browser(site, site.access) as other:
        stolen = token(other)
    assert (
        client.post(f"/alerts/{wrong}", data={"token": stolen, "state": "confirmed", "reviewer": "甲"}).status_code
        == 403
    )


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/alerts").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_session_cannot_be_made_up() -> None:
    key = b"k" * 32
    session = new_session(True, "甲.乙 丙")
    assert read_session(session.cookie(key), key) == session
    assert read_session(session.cookie(key), b"x" * 32) is None
    assert read_session(session.cookie(key).replace(".1.", ".0."), key) is None
    for nonsense in ("", ".", "a.b", "..", "a.1.b.c", "é.1.x.y"):
        assert read_session(nonsense, key) is None


def test_a_password_is_asked_before_anything_is_shown(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_pages, "WRONG_SECONDS", 0)
    with browser(site, Access(password="山高水长")) as client:
        for path in ("/", "/alerts", "/reports?words=甲", "/coverage", "/explore", "/quarantine", "/none"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["location"][:10]) == (303, "/login?to="), path
        assert client.post("/alerts", data={}).status_code == 401
        given = token(client, "/login")
        wrong = client.post("/login", data={"token": given, "password": "山高", "reviewer": "甲"})
        assert wrong.status_code == 403
        assert "口令不对" in wrong.text
        assert 'value="甲"' in wrong.text, "the name need not be typed again"
        assert client.get("/alerts").status_code == 303
        before = client.cookies["gd_session"]
        fields = {"token": given, "password": "山高水长", "reviewer": "甲", "to": "/coverage"}
        right = client.post("/login", data=fields)
        assert (right.status_code, right.headers["location"]) == (303, "/coverage")
        assert client.cookies["gd_session"].split(".")[0] != before.split(".")[0], "a new session"
        assert client.get("/alerts").status_code == 200
        assert client.post("/logout", data={"token": token(client)}).status_code == 303
        assert client.get("/alerts").status_code == 303


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", ""])
def test_logging_in_leads_nowhere_else(to: str) -> None:
    assert entry_pages.inner(to) == "/"
    assert entry_pages.inner("/alerts?year=2015") == "/alerts?year=2015"


def test_passwords_are_compared_whole() -> None:
    assert right_password("山高", "山高")
    for wrong in ("", "山", "山高水", "\ud800"):
        assert not right_password(wrong, "山高")


def test_a_proxy_says_who_asks(site: Site, wrong: str) -> None:
    access = access_from({"GD_REVIEW_PROXY_HEADER": "X-Forwarded-User"}, "127.0.0.1")
    with browser(site, access) as client:
        assert client.get("/alerts").status_code == 401
        client.headers["x-forwarded-user"] = "zhang"
        page = client.get("/alerts").text
        assert "<output>zhang</output>" in page
        fields = {"token": token(client), "state": "confirmed", "seen": "0", "reviewer": "somebody else"}
        assert client.post(f"/alerts/{wrong}", data=fields).status_code == 303
    assert [each.verdict.reviewer for each in site.decisions.history(wrong)] == ["zhang"]


def test_only_the_proxy_is_believed(site: Site) -> None:
    environment = {"GD_REVIEW_PROXY_HEADER": "X-User", "GD_REVIEW_PROXY_PEERS": "10.0.0.9"}
    for peer, answered in (("10.0.0.9", 200), ("10.0.0.8", 401), ("127.0.0.1", 401)):
        with browser(site, access_from(environment, "10.0.0.1"), peer) as client:
            assert client.get("/alerts", headers={"x-user": "zhang"}).status_code == answered


def test_a_password_serves_beside_a_proxy(site: Site) -> None:
    environment = {"GD_REVIEW_PROXY_HEADER": "X-User", "GD_REVIEW_PASSWORD": "p"}
    with browser(site, access_from(environment, "127.0.0.1"), "10.0.0.8") as client:
        assert client.get("/alerts", headers={"x-user": "zhang"}).status_code == 303


def test_names_of_the_app_come_from_the_environment() -> None:
    access = access_from({"GD_REVIEW_HOSTS": "review.example, Other"}, "10.0.0.1")
    assert set(access.hosts) == {"127.0.0.1", "::1", "localhost", "review.example", "other", "10.0.0.1"}
    assert "0.0.0.0" not in access_from({}, "0.0.0.0").hosts


def test_what_only_this_machine_can_reach() -> None:
    assert all(map(loopback, ("127.0.0.1", "127.0.0.9", "::1", "localhost")))
    assert not any(map(loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org", "")))


def test_the_documentation_names_every_variable() -> None:
    page = (CHECKOUT / "docs" / "review.md").read_text(encoding="utf-8")
    read = set(re.findall(r'"(GD_REVIEW_[A-Z_]+)"', Path(str(security.__file__)).read_text(encoding="utf-8")))
    assert read == set(re.findall(r"GD_REVIEW_[A-Z_]+", page))
