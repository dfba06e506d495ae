import pytest

from gd_pipeline.warehouse import year as module
from gd_pipeline_tests.warehouse.conftest import START, House

REPORT = "year 2015\nissuer 甲县\nfact proactive.total 120\nrepeat 0 5 5 10\n"


def test_the_tables_of_a_year(house: House) -> None:
    house.write("a.txt", REPORT)
    house.run()
    assert house.rows("SELECT issuer, report_year, form, facts FROM core.reports") == [("甲县", 2015, "narrative", 1)]
    assert house.rows("SELECT metric, low, high, origin FROM core.facts") == [
        ("proactive.total", 120, 120, "narrative")
    ]
    assert house.rows("SELECT section, heading, level FROM core.sections") == [("overview", "一、概述", 1)]
    assert house.rows("SELECT rule, verdict FROM quality.checks") == [("period.missing", "holds")]
    assert house.rows("SELECT kind, start_char, of_start_char FROM core.duplicates") == [("repeated_body", 0, 5)]
    assert house.rows("SELECT documents, reports, facts, checks FROM quality.loads") == [(1, 1, 1, 1)]


def test_the_same_text_from_other_bytes_is_one_report(house: House) -> None:
    house.write("a.txt", REPORT)
    house.write("mirror.txt", "# another page around it\n" + REPORT)
    house.run()
    assert house.rows("SELECT count(*) FROM raw.documents") == [(2,)]
    assert house.rows("SELECT count(*) FROM core.reports") == [(1,)]
    ((copy, original),) = house.rows("SELECT document_id, of_document_id FROM core.duplicates WHERE kind = 'exact'")
    assert original < copy
    assert house.rows("SELECT document_id FROM core.reports") == [(original,)]


def test_a_report_may_move_to_another_year(house: House) -> None:
    house.write("two.txt", "year 2014\nissuer 甲县\n\fyear 2015\nissuer 甲县\n")
    assert house.run() == [2014, 2015]
    with house.connect() as connection:
        connection.execute("UPDATE raw.documents SET report_year = 2015, report_years = [2015]")
        assert module.stale_years(connection) == [2014, 2015]
    house.load(2014)
    assert house.rows("SELECT DISTINCT report_year FROM core.reports") == [(2015,)]
    assert house.rows("SELECT report_year FROM quality.loads") == [(2015,)]


def test_a_load_that_fails_leaves_the_year_as_it_was(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.write("a.txt", REPORT)
    house.run()
    before = house.everything()
    house.write("b.txt", REPORT.replace("甲", "乙"))
    house.take_in()
    monkeypatch.setattr(module, "EXACT", "INSERT INTO core.duplicates SELECT 'too few columns'")
    with pytest.raises(Exception, match="column"):
        module.load_year(house.connect, 2015, START)
    after = house.everything()
    assert all(after[name] == rows for name, rows in before.items() if not name.startswith("raw."))


def test_more_documents_than_a_batch_are_loaded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DOCUMENTS", 3)
    for number in range(8):
        house.write(f"{number}.txt", f"year 2015\nissuer 第{number}县\nfact proactive.total {number}\n")
    house.run()
    assert house.rows("SELECT count(*), sum(low) FROM core.facts") == [(8, 28)]
    assert house.rows("SELECT count(DISTINCT report_id), count(*) FROM core.reports") == [(8, 8)]


def test_identifiers_do_not_depend_on_arrival(house: House, tmp_path) -> None:
    house.write("a.txt", REPORT)
    house.run()
    house.write("b.txt", REPORT.replace("甲", "乙"))
    house.run()
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    for name in ("b.txt", "a.txt"):
        other.write(name, (house.input / name).read_text(encoding="utf-8"))
    other.run()
    query = "SELECT * FROM core.facts ORDER BY ALL"
    assert house.rows(query) == other.rows(query)


@pytest.mark.parametrize(("fetched", "documents"), [(2, 1), (3, 2), (5, 5)])
def test_a_year_read_in_parts_has_the_same_rows(
    house: House, monkeypatch: pytest.MonkeyPatch, fetched: int, documents: int
) -> None:
    for number in range(5):
        house.write(f"{number}.txt", f"year 2015\nissuer 甲{number}县\nfact proactive.total {number}\n")
    house.run()
    before = house.everything()
    monkeypatch.setattr(module, "FETCHED", fetched)
    monkeypatch.setattr(module, "DOCUMENTS", documents)
    house.load(2015)
    assert house.everything() == before
