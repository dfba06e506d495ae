"""Copies found again in a written corpus whose truth is known, through the warehouse as a run loads it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from gd_pipeline.intake import document as intake
from gd_pipeline.intake import read_bytes
from gd_pipeline.reading import read as read_document
from gd_pipeline.reading.report import Reading, Report
from gd_pipeline.synth.corpus import Document, Selection, corpus
from gd_pipeline.warehouse import examine
from gd_pipeline.warehouse.batches import arrow_table
from gd_pipeline.warehouse.duplicates import link
from gd_pipeline.warehouse.examine import Examined
from gd_pipeline.warehouse.rows import document_row, year_rows
from gd_pipeline.warehouse.take_in import take_in
from gd_pipeline.warehouse.year import load_year, stale_years
from gd_pipeline_tests.warehouse.conftest import START, House

PROCESSES = 0
FEW = (2013, 2014, 2015)
COPIES = ("exact", "light", "heavy")
HEADS = "SELECT document_id, of_document_id FROM core.duplicates WHERE kind IN ('exact', 'near')"


@dataclass
class Found:
    """What was linked: documents by number, the head of each, and the truth."""

    written: list[Document]
    ids: dict[int, str]
    heads: dict[str, str]

    def head(self, number: int) -> str:
        each = self.ids[number]
        while each in self.heads:
            each = self.heads[each]
        return each

    def recall(self, kind: str) -> float:
        pairs = [(number, each.of) for number, each in enumerate(self.written) if each.kind == kind and each.of]
        return sum(self.head(one) == self.head(other) for one, other in pairs) / len(pairs)

    def wrong(self) -> list[tuple[str, str]]:
        """Links between documents that are not of one report."""
        report = {
            self.ids[number]: each.of if each.kind in COPIES else number
            for number, each in reversed(list(enumerate(self.written)))
        }
        return [(one, other) for one, other in self.heads.items() if report[one] != report[other]]


def run(house: House) -> None:
    """Take the input in and load the years that are stale, without what comes after."""
    house.day += 1
    now = START + timedelta(days=house.day)
    take_in(house.connect, house.input, house.home, now, PROCESSES)
    with house.connect() as connection:
        years = stale_years(connection)
    for year in years:
        load_year(house.connect, year, now, PROCESSES)
        with house.connect() as connection:
            connection.execute("UPDATE quality.loads SET state = 'complete'")


def load(house: House, count: int, seed: int, folders: int = 1, years: tuple[int, ...] = ()) -> Found:
    """Write the corpus, and run once for each of its `folders` parts."""
    written = list(corpus(seed, count, Selection(years=years, duplicates=True)))
    for part in range(folders):
        for each in written[part::folders]:
            path = house.input / each.name
            path.write_bytes(each.written.content)
        run(house)
    rows = house.rows("SELECT source, document_id FROM raw.sources")
    ids = {int(Path(source).name[:6]): document for source, document in rows}
    return Found(written, ids, dict(house.rows(HEADS)))


def test_copies_in_a_written_corpus(real_house: House) -> None:
    found = load(real_house, 100, 11, years=FEW)
    assert found.wrong() == []
    assert found.recall("exact") == found.recall("light") == 1
    assert found.recall("heavy") >= 0.9


def test_in_which_order_copies_arrive_makes_no_difference(real_house: House, tmp_path: Path) -> None:
    query = "SELECT * FROM core.duplicates ORDER BY ALL"
    load(real_house, 40, 12, folders=3, years=FEW)
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    load(other, 40, 12, years=FEW)
    assert real_house.rows(query) == other.rows(query)


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


def link_only(house: House, count: int, seed: int) -> Found:
    """A corpus too large to be read in a test: taken in as text, its issuers and years from its truth, then linked."""
    written, ids, texts = [], {}, {}
    rows: dict[str, list[dict[str, object]]] = {"raw.documents": [], "core.reports": [], "core.traces": []}
    for number, each in enumerate(corpus(seed, count, Selection(duplicates=True))):
        document = read_bytes(each.written.content, each.name)
        truth = each.written.truth
        ids[number] = texts.setdefault(document.text, document.document_id)
        written.append(replace(each, written=None))
        if document.text and ids[number] == document.document_id and each.kind != "exact":
            issuer = None if number % 100 == 99 else f"{truth.issuer.level}/{truth.issuer.name}"
            report = Report("", None, issuer, None, None, truth.report_year, "2021", None, None, None)
            for table, row in year_rows(Examined(document, ((report, ()),)), truth.report_year):
                if table in rows:
                    rows[table].append(row)
            rows["raw.documents"].append(document_row(Examined(document, ((report, ()),))))
    clocks = {"raw.documents": ", 'v' AS reader_version, now()::TIMESTAMP AS first_seen_at"}
    with house.connect() as connection:
        for name, found in rows.items():
            connection.register("found", arrow_table(name, found))
            connection.execute(f"INSERT INTO {name} BY NAME SELECT *{clocks.get(name, '')} FROM found")
            connection.unregister("found")
        connection.execute("CREATE TEMP TABLE kept (document_id VARCHAR)")
        for (year,) in connection.execute("SELECT DISTINCT report_year FROM core.traces ORDER BY 1").fetchall():
            link(connection, year, [])
        return Found(written, ids, dict(connection.execute(HEADS).fetchall()))


def held(found: Found) -> None:
    """What issue 7 asks of duplicates; an exact copy with the text of its original is no document of its own here."""
    assert found.recall("light") >= 0.99
    assert found.recall("heavy") >= 0.95
    assert len(found.wrong()) <= 0.001 * len(found.heads)
    assert found.wrong() == []


def test_copies_in_a_corpus_that_is_only_linked(real_house: House) -> None:
    held(link_only(real_house, 150, 31))


@pytest.mark.full
def test_copies_in_a_large_corpus_that_is_only_linked(real_house: House) -> None:
    held(link_only(real_house, 20_000, 32))


@pytest.mark.full
def test_copies_in_a_larger_written_corpus(real_house: House) -> None:
    found = load(real_house, 2_000, 21)
    assert found.recall("exact") == 1
    assert found.recall("light") >= 0.99
    assert found.recall("heavy") >= 0.95
    assert len(found.wrong()) <= 0.001 * len(found.heads)
    assert found.wrong() == []
