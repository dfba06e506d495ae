"""What is hashed of an input that was taken in before: the files whose mark is another, or was too young to rely on."""

import os
from collections.abc import Callable
from pathlib import Path
from time import time_ns
from types import SimpleNamespace

import pytest

from gd_pipeline.defs.sensors import fingerprint
from gd_pipeline.intake import list_sources
from gd_pipeline.warehouse import discovery, listing
from gd_pipeline_tests.warehouse.conftest import House

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
OTHER = REPORT.replace("120", "121")
LATEST = "SELECT max(low) FROM core.facts"
MARKS = "SELECT mark FROM raw.files"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """All files were left alone for ten seconds when they are listed."""
    monkeypatch.setattr(listing, "time_ns", lambda: time_ns() + 10 * 10**9)


@pytest.fixture
def digested(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were hashed, as they are."""
    names: list[str] = []
    real: Callable[[Path], str] = discovery.digest
    monkeypatch.setattr(discovery, "digest", lambda path: names.append(path.name) or real(path))
    return names


@pytest.mark.usefixtures("later")
def test_what_was_left_alone_is_not_hashed(house: House, digested: list[str]) -> None:
    for name in ("a.txt", "sub/b.txt"):
        house.write(name, REPORT)
    house.take_in()
    house.write("c.txt", OTHER)
    digested.clear()
    taken = house.take_in()
    assert digested == ["c.txt"]
    assert (taken.files, taken.unchanged, taken.documents) == (3, 2, 1)


@pytest.mark.usefixtures("later")
def test_a_folder_that_opens_again_is_refused_no_more(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = (
        "SELECT q.source FROM raw.quarantine q JOIN raw.files USING (source) WHERE reason = 'unreadable' ORDER BY 1"
    )
    shut: set[str] = set()
    scandir = os.scandir

    def opened(folder: str) -> object:
        if os.path.basename(folder) in shut:
            raise PermissionError(13, "denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", opened)
    for name in ("a/x.txt", "a/b/y.txt", "ab/z.txt"):
        real_house.write(name, "今天天气很好。")
    real_house.take_in()
    shut |= {"a", "ab"}
    real_house.take_in()
    assert real_house.rows(refused) == [("input/a",), ("input/ab",)]
    shut ^= {"a", "b"}
    real_house.take_in()
    assert real_house.rows(refused) == [("input/a/b",), ("input/ab",)]
    shut.clear()
    real_house.take_in()
    assert real_house.rows(refused) == []
    assert real_house.rows("SELECT count(*) FROM raw.files") == [(3,)]


@pytest.mark.usefixtures("later")
def test_a_changed_file_of_the_same_size_is_read(house: House) -> None:
    path = house.write("a.txt", REPORT)
    house.run()
    was = path.stat()
    path.write_text(OTHER, encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    assert path.stat().st_size == was.st_size
    assert house.run() == [2015]
    assert house.rows(LATEST) == [(121.0,)]


@pytest.mark.usefixtures("later")
def test_a_file_set_back_to_its_old_time_is_read(house: House) -> None:
    path = house.write("a.txt", REPORT)
    house.run()
    was = path.stat()
    path.write_text(OTHER, encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert house.run() == [2015]
    assert house.rows(LATEST) == [(121.0,)]


@pytest.mark.usefixtures("later")
def test_a_touched_file_changes_nothing_and_is_hashed_once_more(house: House, digested: list[str]) -> None:
    path = house.write("a.txt", REPORT)
    house.run()
    before = house.everything()
    os.utime(path, (1, 1))
    digested.clear()
    for _ in range(2):
        taken = house.take_in()
        assert (taken.files, taken.unchanged, taken.documents) == (1, 1, 0)
    assert digested == ["a.txt"]
    assert house.run() == []
    assert house.everything() == before


def test_a_file_replaced_just_after_it_was_taken_in_is_read(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    path = house.write("a.txt", REPORT)
    status = path.stat()
    house.run()
    assert house.rows(MARKS) == [(None,)]
    path.write_text(OTHER, encoding="utf-8")
    # as if the clock of the file system had not ticked between the two
    monkeypatch.setattr(listing, "os", SimpleNamespace(stat=lambda _: status, fsencode=os.fsencode))
    monkeypatch.setattr(listing, "time_ns", lambda: time_ns() + 10 * 10**9)
    house.run()
    assert house.rows(LATEST) == [(121.0,)]
    assert house.rows(MARKS) == [(listing.mark_of(status),)]


@pytest.mark.usefixtures("later")
def test_another_reader_hashes_and_reads_everything(
    house: House, digested: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house.write("a.txt", REPORT)
    house.take_in()
    monkeypatch.setattr("gd_pipeline.warehouse.take_in.reader_version", lambda: "another")
    assert house.take_in().documents == 1
    assert digested == ["a.txt", "a.txt"]


@pytest.mark.parametrize("folder", ["in", "in/", "./in", "in//deep", ".", "..", "{}/in", "{}"])
def test_files_have_the_names_that_each_alone_would_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    for name in ("a.txt", "deep/b.txt", "deep/c d.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("")
    monkeypatch.chdir(tmp_path / "in" if folder == ".." else tmp_path)
    paths = list_sources(folder.format(tmp_path))
    for home in (tmp_path, tmp_path / "in", tmp_path / "elsewhere"):
        found = [each.source for each in listing.listed_files(paths, home)]
        assert found == [listing.named(Path(path), home) for path in paths]
    assert paths


@pytest.mark.usefixtures("later")
def test_names_that_are_not_utf8_are_read_like_any_other(house: House) -> None:
    names = [b"\xcf\xd8/a.txt", b"\xcf\xd8.txt", rb"\xcf\xd8.txt", "\\县\\x.txt".encode()]
    for number, name in enumerate(names):
        path = Path(os.fsdecode(os.fsencode(house.input) + b"/" + name))
        path.parent.mkdir(exist_ok=True)
        path.write_text(REPORT.replace("120", str(number)), encoding="utf-8")
    assert house.run() == [2015]
    assert house.rows("SELECT source FROM raw.sources ORDER BY 1") == [
        ("input/\\x5cxcf\\x5cxd8.txt",),
        ("input/\\xcf\\xd8.txt",),
        ("input/\\xcf\\xd8/a.txt",),
        ("input/\\县\\x.txt",),
    ]
    assert house.rows("SELECT low FROM core.facts ORDER BY 1") == [(0.0,), (1.0,), (2.0,), (3.0,)]
    taken = house.take_in()
    assert (taken.files, taken.unchanged) == (4, 4)


def test_a_sensor_tells_names_apart_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xcf.txt")
    path.write_text(REPORT, encoding="utf-8")
    before = fingerprint(str(tmp_path))
    path.rename(tmp_path / os.fsdecode(b"\xd8.txt"))
    assert fingerprint(str(tmp_path)) != before
