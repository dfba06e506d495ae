import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gd_pipeline.review.app import server
from gd_pipeline.review.app.data import Warehouse
from gd_pipeline.review.app.indexing import Indexer
from gd_pipeline.review.app.live import LiveDecisions
from gd_pipeline.review.app.security import Access
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.app.view import templates
from gd_pipeline.review.app.warming import warm
from gd_pipeline.review.decisions import Decisions

PATIENCE = 10


def test_templates_are_compiled_and_the_snapshot_opened_before_anybody_asks(site: Site) -> None:
    environment = templates()
    assert environment.cache is not None
    environment.cache.clear()
    warm(site)
    assert {name for _, name in environment.cache} >= set(environment.list_templates())
    with site.reading() as connection:
        assert connection.execute("SELECT count(*) FROM memory.ready.alerts").fetchone() != (0,)


def test_where_there_is_nothing_to_show_nothing_is_warmed(tmp_path: Path) -> None:
    nowhere = tmp_path / "none.duckdb"
    indexer = Indexer(nowhere, tmp_path / "words.sqlite")
    warm(Site(Warehouse(nowhere, nowhere), Decisions(nowhere), LiveDecisions(nowhere), indexer, Access()))
    assert list(tmp_path.iterdir()) == []


def test_the_app_does_not_end_while_something_is_warmed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, done = threading.Event(), []
    monkeypatch.setattr(server, "warm", lambda _: done.append(gate.wait(PATIENCE)))
    with TestClient(server.create_app(site)):
        threading.Timer(0.05, gate.set).start()
    assert done == [True]
