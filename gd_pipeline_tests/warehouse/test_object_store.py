"""The input on an object store: objects of a server that the test starts, from the bucket into the warehouse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.defs.sensors import fingerprint
from gd_pipeline.warehouse import object_store
from gd_pipeline.warehouse.listing import COPIES
from gd_pipeline.warehouse.object_store import StoreError, copied, listed
from gd_pipeline_tests.warehouse.conftest import House

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
LATER = REPORT.replace("2015", "2016")
BUCKET = "s3://reports/input"


class Bucket:
    """A bucket of an S3-compatible server on this machine."""

    def __init__(self, client: Any) -> None:
        self.client = client
        client.create_bucket(Bucket="reports")

    def write(self, name: str, text: str, **more: str) -> None:
        self.client.put_object(Bucket="reports", Key=f"input/{name}", Body=text.encode(), **more)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    from botocore.session import get_session
    from s3fs import S3FileSystem

    settings = {"AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for name, value in (settings | {"AWS_DEFAULT_REGION": "us-east-1"}).items():
        monkeypatch.setenv(name, value)
    client = get_session().create_client("s3")
    yield Bucket(client)
    for each in client.list_objects_v2(Bucket="reports").get("Contents", []):
        client.delete_object(Bucket="reports", Key=each["Key"])
    client.delete_bucket(Bucket="reports")
    S3FileSystem.clear_instance_cache()


@pytest.fixture
def remote(house: House, bucket: Bucket) -> House:
    """A warehouse whose input is the bucket."""
    house.input = BUCKET  # type: ignore[assignment]
    return house


def sources(house: House) -> list[tuple[str, int]]:
    return house.rows("SELECT source, report_year FROM raw.sources JOIN raw.documents USING (document_id) ORDER BY 1")


def test_objects_arrive_and_a_new_one_dirties_its_year_only(remote: House, bucket: Bucket) -> None:
    bucket.write("a.txt", REPORT)
    bucket.write("2016/b.txt", LATER)
    bucket.write(".hidden/c.txt", LATER)
    assert remote.run() == [2015, 2016]
    assert sources(remote) == [(f"{BUCKET}/2016/b.txt", 2016), (f"{BUCKET}/a.txt", 2015)]
    assert remote.run() == []
    bucket.write("new.txt", LATER.replace("甲", "乙"))
    taken = remote.take_in()
    assert (taken.files, taken.unchanged, taken.documents) == (3, 2, 1)
    assert remote.run() == [2016]
    assert remote.rows("SELECT report_year, count(*) FROM core.reports GROUP BY 1 ORDER BY 1") == [(2015, 1), (2016, 2)]


def test_a_corrected_object_is_read_anew(remote: House, bucket: Bucket) -> None:
    bucket.write("a.txt", REPORT)
    remote.run()
    bucket.write("a.txt", REPORT.replace("120", "130"))
    assert remote.run() == [2015]
    assert remote.rows("SELECT low FROM core.facts ORDER BY 1") == [(120,), (130,)], "what it said before is kept"
    assert len(list((remote.home / COPIES).iterdir())) == 1, "the copy of what it was is removed"


def test_an_object_that_cannot_be_fetched_is_quarantined_until_it_can(remote: House, bucket: Bucket) -> None:
    bucket.write("a.txt", REPORT)
    bucket.write("archived.txt", REPORT.replace("甲", "乙"), StorageClass="GLACIER")
    remote.run()
    ((source, reason, detail),) = remote.rows("SELECT source, reason, detail FROM raw.quarantine")
    assert (source, reason) == (f"{BUCKET}/archived.txt", "unreadable")
    assert "cannot be fetched" in detail
    assert len(sources(remote)) == 1
    bucket.write("archived.txt", REPORT.replace("甲", "乙"))
    assert remote.run() == [2015]
    assert remote.rows("SELECT count(*) FROM raw.quarantine") == [(0,)]
    assert len(sources(remote)) == 2


def test_an_unchanged_object_is_fetched_once(remote: House, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket.write("a.txt", REPORT)
    remote.take_in()
    monkeypatch.setattr(object_store.os, "replace", lambda *_: pytest.fail("fetched again"))
    assert remote.take_in().unchanged == 1


def test_the_sensor_sees_a_new_object_and_nothing_where_there_is_none(bucket: Bucket) -> None:
    bucket.write("a.txt", REPORT)
    before = fingerprint(BUCKET)
    assert fingerprint(BUCKET) == before
    bucket.write("b.txt", REPORT)
    assert fingerprint(BUCKET) != before


def test_a_store_that_cannot_be_listed_is_told(bucket: Bucket) -> None:
    with pytest.raises(StoreError, match="s3://nowhere cannot be listed"):
        listed("s3://nowhere")
    with pytest.raises(StoreError, match="cannot be opened"):
        listed("nosuchprotocol://reports")


def test_the_name_of_a_copy_is_no_path_and_keeps_the_extension(tmp_path: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    for name in ("/box/x.tar.gz", "/box/年报.PDF", "/box/" + "长" * 200, "/box/v1.2 report"):
        store.pipe_file(name, b"content")
    extensions = {each.copy.name[32:] for each in copied("memory://box", tmp_path / "copies")}
    assert extensions == {".pdf", "", ".tar.gz"}
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "copies"}
    store.rm("/box", recursive=True)
