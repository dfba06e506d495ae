"""Copies found again in a written corpus whose truth is known, through the warehouse as a run loads it."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from gd_pipeline.commands.bench_found import Found, found
from gd_pipeline.intake import document as intake
from gd_pipeline.reading import read as read_document
from gd_pipeline.reading.report import Reading
from gd_pipeline.synth.corpus import Selection, corpus
from gd_pipeline.warehouse import examine
from gd_pipeline.warehouse.take_in import take_in
from gd_pipeline.warehouse.year import load_year, stale_years
from gd_pipeline_tests.warehouse.conftest import START, House

PROCESSES = 0
SELECTION = Selection(years=(2013, 2014, 2015), duplicates=True)


def run(house: House) -> None:
    """Take the input in and load the years that are stale, without what comes after."""
    house.day += 1
    now = START + timedelta(days=house.day)
    with house.connect() as connection:
        take_in(house.connect, house.input, house.home, now, PROCESSES)
        for year in stale_years(connection):
            load_year(house.connect, year, now, PROCESSES)
            connection.execute("UPDATE quality.loads SET state = 'complete'")


def load(house: House, count: int, seed: int, selection: Selection = SELECTION, folders: int = 1) -> Found:
    """Write the corpus, and run once for each of its `folders` parts."""
    for part in range(folders):
        for each in corpus(seed, count, selection):
            if int(each.name[:6]) % folders == part:
                (house.input / each.name).write_bytes(each.written.content)
        run(house)
    with house.connect() as connection:
        return found(connection, seed, count)


def test_copies_in_a_written_corpus(real_house: House) -> None:
    held(load(real_house, 100, 11))


def test_in_which_order_copies_arrive_makes_no_difference(real_house: House, tmp_path: Path) -> None:
    query = "SELECT * FROM core.duplicates ORDER BY ALL"
    load(real_house, 40, 12, folders=3)
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    load(other, 40, 12)
    assert real_house.rows(query) == other.rows(query)


def test_of_reports_equally_alike_the_first_is_linked_in_which_order_they_ever_arrive(house: House) -> None:
    """And the year of the later report, which is not loaded again, counts its link."""
    words = "".join(f"text {''.join(chr(0x4E00 + 7 * line + 5 * word) for word in range(30))}\n" for line in range(12))
    texts = {
        name: f"year {year}\nissuer 甲县\n{words}" + "".join(f"共{number + 7919 * each}件\n" for each in range(4))
        for name, year, number in (("one", 2014, 1234), ("other", 2014, 5678), ("later", 2015, 9101))
    }
    first, second, last = (
        *sorted((texts["one"], texts["other"]), key=lambda each: sha256(each.encode()).hexdigest()),
        texts["later"],
    )
    linked = (
        "SELECT of_document_id, duplicates FROM core.duplicates JOIN quality.loads USING (report_year) "
        "WHERE report_year = 2015"
    )
    for number, text in enumerate((last, second, first)):
        house.write(f"{number}.txt", text)
        run(house)
    assert house.rows(linked) == [(sha256(first.encode()).hexdigest(), 1)]


def test_an_official_address_that_a_copy_gives_counts_as_a_place(real_house: House) -> None:
    (page,) = (each.written.content for each in corpus(14, 1, Selection(layouts=("markdown",), clean=True)))
    (real_house.input / "1.md").write_bytes(page + b"\nA\nA\nA")
    (real_house.input / "2.md").write_bytes(b"---\nurl: https://www.changping.gov.cn/1.html\n---\n" + page)
    run(real_house)
    near = "SELECT s.source, d.reason FROM core.duplicates d JOIN raw.sources s USING (document_id) WHERE kind = 'near'"
    assert real_house.rows(near) == [("input/1.md", "official_host")]


def test_the_official_copy_counts_and_one_that_goes_leaves_the_rest_linked(real_house: House) -> None:
    written = [each.written.content for each in corpus(14, 40, Selection(duplicates=True, forms=("2021",)))]
    page = next(each for each in written if not each.startswith((b"%PDF", b"PK")))
    for name, tail in (("a.com/1.txt", b"\nA"), ("www.changping.gov.cn/1.txt", b"\nB"), ("z.com/1.txt", b"\nC")):
        path = real_house.input / name
        path.parent.mkdir()
        path.write_bytes(page + tail * 3)
    run(real_house)
    near = "SELECT of_document_id, reason FROM core.duplicates WHERE kind = 'near'"
    official = "SELECT document_id FROM raw.sources WHERE source LIKE '%gov.cn%'"
    ((head,),) = real_house.rows(official)
    assert real_house.rows(near) == [(head, "official_host")] * 2
    with real_house.connect() as connection:
        connection.execute("DELETE FROM raw.documents WHERE document_id = ?", [head])
    run(real_house)
    ((of, reason),) = real_house.rows(near)
    assert of != head
    assert reason == "identifier"


def test_a_new_document_is_the_only_one_read(real_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = list(corpus(13, 12, Selection(years=(2020,), layouts=("markdown",))))
    for each in documents[:11]:
        (real_house.input / each.name).write_bytes(each.written.content)
    run(real_house)
    before = real_house.rows("SELECT * FROM core.facts ORDER BY ALL")
    read: list[str] = []

    def counted(document: intake.Document) -> Reading:
        read.append(document.source)
        return read_document(document)

    monkeypatch.setattr(examine, "read", counted)
    (real_house.input / documents[11].name).write_bytes(documents[11].written.content)
    run(real_house)
    assert len(read) == 1
    after = real_house.rows("SELECT * FROM core.facts ORDER BY ALL")
    assert {*map(str, before)} < {*map(str, after)}


def held(found: Found) -> None:
    """What issue 7 asks of duplicates."""
    assert found.recall("exact") == 1
    assert found.recall("light") >= 0.99
    assert found.recall("heavy") >= 0.95
    assert found.wrong() == []


@pytest.mark.full
def test_copies_in_a_larger_written_corpus(real_house: House) -> None:
    held(load(real_house, 2_000, 21, Selection(duplicates=True)))
