"""Data Docs are built without a network, and their pages ask for nothing from elsewhere."""

import re
import socket
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.commands.data_docs import data_docs
from gd_pipeline.settings import CHECKOUT
from gd_pipeline.warehouse.data_docs import build
from gd_pipeline.warehouse.suites import suites
from gd_pipeline_tests.warehouse.conftest import House, toy_house

CHOSEN = ("core.reports", "quality.checks", "raw.documents")


def refuse(*_: Any) -> None:
    raise OSError("no network in this test")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        house = toy_house(tmp_path_factory.mktemp("docs"), patch)
        for year in (2015, 2016):
            house.write(f"{year}.txt", f"year {year}\nissuer 甲县\nfact staff.total 12\nwrong sum.staff.total 10 12\n")
        house.run()
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        chosen = tuple(each for each in suites(CHECKOUT / "expectations") if each.table in CHOSEN)
        with house.connect() as connection:
            return build(connection, chosen, house.home / "site")


def test_every_suite_has_a_page_and_every_year_a_result(site: Path) -> None:
    assert {each.stem for each in (site.parent / "expectations").glob("*.html")} == {
        name.replace(".", "_") for name in CHOSEN
    }
    results = {each.relative_to(site.parent / "validations").parts[:2] for each in site.parent.rglob("validations/*/*")}
    assert results == {
        ("core_reports", "2015"),
        ("core_reports", "2016"),
        ("quality_checks", "2015"),
        ("quality_checks", "2016"),
        ("raw_documents", "all"),
    }


def test_a_failing_expectation_is_shown(site: Path) -> None:
    (page,) = site.parent.rglob("validations/quality_checks/2015/**/*.html")
    assert "Failed" in page.read_text(encoding="utf-8")


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loaded = re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=.?https?:")
    assert [each.name for each in site.parent.rglob("*.html") if loaded.search(each.read_text(encoding="utf-8"))] == []


def test_a_place_that_cannot_be_written_is_told_in_one_line(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "note").write_text("a file", encoding="utf-8")
    house.run()
    assert data_docs(tmp_path / "note" / "site", house.home / "warehouse.duckdb", None) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_warehouse_there_are_no_pages(tmp_path: Path) -> None:
    assert data_docs(tmp_path / "site", tmp_path / "none.duckdb", None) == 2
    assert not (tmp_path / "site").exists()
