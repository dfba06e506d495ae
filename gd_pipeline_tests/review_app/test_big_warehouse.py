"""The warehouse that the app's speed is measured on is one that every page can show."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gd_pipeline.review.app.server import create_app
from tools.big_warehouse import make
from tools.measure_pages import site_on
from tools.pages import pages


@pytest.mark.full
def test_every_page_shows_it(tmp_path: Path) -> None:
    make(tmp_path / "big.duckdb", 36)
    site = site_on(tmp_path / "big.duckdb")
    with TestClient(create_app(site), base_url="http://127.0.0.1") as client:
        found = {name: client.get(path).status_code for name, path in pages(site, words="台账").items()}
    assert found == dict.fromkeys(found, 200) | {"not found": 404}
    assert {"alert", "rate", "report of 2014", "report of 2021"} <= found.keys()
