"""A small warehouse of the app, made once by the real reader; every test decides in a store of its own."""

import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from fastapi.testclient import TestClient

from gd_pipeline.review.app.data import Warehouse
from gd_pipeline.review.app.indexing import Indexer
from gd_pipeline.review.app.live import LiveDecisions
from gd_pipeline.review.app.security import Access
from gd_pipeline.review.app.server import create_app
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.decisions import Decisions
from gd_pipeline_tests.conftest import CHECKOUT
from gd_pipeline_tests.warehouse.conftest import House

REPORT = """{issuer}{year}年政府信息公开工作年度报告

本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。

一、概述
{year}年，全县主动公开政府信息{disclosed}条，其中政府网站公开{disclosed}条。{more}

二、依申请公开政府信息情况
全年收到政府信息公开申请{received}件，其中当面申请10件，网络申请40件，信函申请12件。全部按时办结。

三、复议、诉讼情况
收到行政复议5件，其中维持4件，纠正1件。
"""
POINTS = "设置政府信息公开查阅点589个，其中县政府1个，部门72个，街道11个，乡镇451个。"
EVIL = "<script>document.title='owned'</script>"
NOTICE = "关于做好{year}年政府信息公开工作年度报告编制工作的通知\n\n各部门：\n请于1月15日前报送年度报告。\n"


def report(issuer: str, year: int, **more: Any) -> str:
    values = {"disclosed": 1000 + year, "received": 62, "more": ""} | more
    return REPORT.format(issuer=issuer, year=year, **values)


def write_reports(house: House) -> None:
    house.write("cangwu_2014.txt", report("苍梧县", 2014))
    house.write("cangwu_2015.txt", report("苍梧县", 2015, more=POINTS))
    house.write("cangwu_2015_other.txt", report("苍梧县", 2015, disclosed=777))
    house.write("cangwu_2016.txt", report("苍梧县", 2016, more="开设专栏“阳光苍梧”，收集App意见。"))
    house.write("teng_2016.txt", report("藤县", 2016, received=63).replace("至2016年12月31日", "至2015年12月31日"))
    house.write("苍梧县_2012.txt", NOTICE.format(year=2012))
    packed = report("蒙山县", 2017, more=EVIL).encode()
    with tarfile.open(house.input / "packed.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("../../x.txt")
        member.size = len(packed)
        archive.addfile(member, io.BytesIO(packed))
    for name in ("hongze_2023.pdf", "changping_2022.html"):
        (house.input / name).write_bytes((CHECKOUT / "data" / "sample" / name).read_bytes())


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a warehouse that holds the reports above."""
    home = tmp_path_factory.mktemp("review_app")
    house = House(home)
    write_reports(house)
    house.run()
    return home / "warehouse.duckdb"


Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def ask(filled: Path) -> Ask:
    """A query on the warehouse."""

    def run(query: str, *values: Any) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(filled), read_only=True) as connection:
            return connection.execute(query, list(values)).fetchall()

    return run


@pytest.fixture
def site(filled: Path, tmp_path: Path) -> Site:
    store = tmp_path / "decisions.sqlite"
    indexer = Indexer(tmp_path / "none.duckdb", tmp_path / "words.sqlite")
    return Site(Warehouse(filled, filled), Decisions(store), LiveDecisions(store), indexer, Access())


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    """A browser without script, on the loopback address."""
    with TestClient(create_app(site), base_url="http://127.0.0.1") as client:
        yield client


def token(client: TestClient, path: str = "/alerts") -> str:
    """The token of the forms on a page."""
    return client.get(path).text.partition('name="token" value="')[2].partition('"')[0]


@pytest.fixture
def wrong(ask: Ask) -> str:
    """The alert on the reading points of 2015, which are more than their parts."""
    ((found,),) = ask("SELECT alert_id FROM quality.alerts WHERE rule = 'sum.reading_points.total'")
    return str(found)
