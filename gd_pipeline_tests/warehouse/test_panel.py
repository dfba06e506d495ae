import pytest

from gd_pipeline.catalog.tables import tables
from gd_pipeline.warehouse.panel import flag, refresh_panel
from gd_pipeline.warehouse.year import load_year
from gd_pipeline_tests.warehouse.conftest import START, House


def panel(house: House, metric: str = "proactive.total") -> list[tuple[object, ...]]:
    return house.rows(f'SELECT issuer, report_year, "{metric}" FROM marts.panel ORDER BY 1, 2')


def test_a_table_comes_before_prose(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact proactive.total 120\ntable proactive.total 121\n")
    house.run()
    assert panel(house) == [("甲县", 2014, 121)]


def test_an_exact_number_comes_before_a_hedged_one(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nabout proactive.total 100 110\nfact proactive.total 107\n")
    house.run()
    assert panel(house) == [("甲县", 2014, 107)]


def test_an_interval_counts_by_its_middle_and_what_is_not_said_is_null(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nabout proactive.total 100 110\n")
    house.run()
    assert panel(house) == [("甲县", 2014, 105)]
    assert panel(house, "requests.received") == [("甲县", 2014, None)]


def test_one_row_for_an_issuer_with_two_reports(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact proactive.total 1\n")
    house.write("b.txt", "year 2014\nissuer 甲县\nfact proactive.total 2\nfact fees.collected 0\n")
    house.write("c.txt", "year 2015\nissuer 甲县\nfact proactive.total 3\n")
    house.write("d.txt", "year 2015\nfact proactive.total 4\n")
    house.run()
    assert panel(house) == [("甲县", 2014, 2), ("甲县", 2015, 3)]
    assert house.rows("SELECT reports FROM marts.panel ORDER BY report_year") == [(2,), (1,)]


def values(house: House, columns: str, metric: str = "proactive.total") -> list[tuple[object, ...]]:
    return house.rows(f"SELECT {columns} FROM marts.panel_values WHERE metric = '{metric}' ORDER BY ALL")


def test_beside_a_value_stand_its_interval_its_fact_and_how_often_it_is_stated() -> None:
    """Declared once: the columns of the long table."""
    names = {column.name for column in tables()["marts.panel_values"].columns}
    assert {"low", "high", "hedge", "origin", "report_id", "fact_no", "stated", "differing", "alert"} <= names


def test_other_statements_are_counted_and_those_that_differ(house: House) -> None:
    house.write(
        "a.txt",
        "year 2014\nissuer 甲县\ntable proactive.total 121\nabout proactive.total 120 130\nfact proactive.total 99\n",
    )
    house.run()
    assert values(house, "value, low, high, origin, stated, differing") == [(121, 121, 121, "table", 3, 1)]
    ((report_id, fact_no),) = values(house, "report_id, fact_no")
    assert house.rows(f"SELECT low FROM core.facts WHERE (report_id, fact_no) = ('{report_id}', {fact_no})") == [(121,)]


def test_a_metric_at_home_in_its_section_comes_before_one_elsewhere(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 5\nfact requests.received 7\n")
    house.take_in()
    load_year(house.connect, 2014, START)
    with house.connect() as connection:
        connection.execute("UPDATE core.facts SET section = 'requests' WHERE low = 7")
    refresh_panel(house.connect, 2014)
    assert panel(house, "requests.received") == [("甲县", 2014, 7)]


@pytest.mark.parametrize(
    ("scope_class", "scope", "best"), [("AGG", "全市", 5), ("AGG", "市政府", 7), ("OWN", "全市", 7), (None, "全市", 7)]
)
def test_a_scope_counts_where_the_report_speaks_for_it(
    house: House, scope_class: str | None, scope: str, best: int
) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 5\nfact requests.received 7\n")
    house.take_in()
    load_year(house.connect, 2014, START)
    with house.connect() as connection:
        connection.execute("UPDATE core.facts SET scope = ? WHERE low = 5", [scope])
        connection.execute("UPDATE core.reports SET scope_class = ?", [scope_class])
    refresh_panel(house.connect, 2014)
    assert panel(house, "requests.received") == [("甲县", 2014, best)]


def test_an_official_page_comes_before_a_mirror(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 5\nfact fees.collected 0\n")
    house.write("b.txt", "year 2014\nissuer 甲县\nfact requests.received 7\n")
    house.take_in()
    load_year(house.connect, 2014, START)
    with house.connect() as connection:
        connection.execute("UPDATE core.reports SET source_tier = 'mirror' WHERE facts = 2")
    refresh_panel(house.connect, 2014)
    assert panel(house, "requests.received") == [("甲县", 2014, 7)]


def test_standing_alerts_are_flagged_and_dismissed_ones_are_not(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact staff.total 10\nfact trainees 3\nwrong sum.staff.total 10 12\n")
    house.run()
    assert values(house, "alerts, alert", "staff.total") == [(1, "error")]
    assert values(house, "alerts, alert", "trainees") == [(0, None)]
    assert house.rows("SELECT errors, alerts FROM marts.panel") == [(1, 1)]
    query = "SELECT alert FROM marts.indicators WHERE indicator = 'trainees_per_staff'"
    assert house.rows(query) == [("error",)]
    with house.connect() as connection:
        connection.execute("UPDATE quality.alerts SET state = 'accepted'")
        flag(connection)
    assert values(house, "alerts, alert", "staff.total") == [(0, None)]
    assert house.rows("SELECT errors, alerts FROM marts.panel") == [(0, 0)]
    assert house.rows(query) == [(None,)]


def test_a_corrected_file_leaves_only_its_new_version(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact proactive.total 1\nfact fees.collected 0\n")
    house.run()
    house.write("a.txt", "year 2014\nissuer 甲县\nfact proactive.total 2\n")
    house.run()
    assert panel(house) == [("甲县", 2014, 2)]
    assert values(house, "stated, differing") == [(1, 0)]
    assert house.rows("SELECT reports, copies, replaced FROM marts.panel") == [(1, 0, 1)]


def test_the_report_that_counts_comes_before_its_copies(house: House) -> None:
    house.write("a.txt", "year 2014\nissuer 甲县\nfact requests.received 5\n")
    house.write("b.txt", "year 2014\nissuer 甲县\ntable requests.received 7\nfact fees.collected 3\nfact meetings 1\n")
    house.take_in()
    load_year(house.connect, 2014, START)
    with house.connect() as connection:
        ids = dict(connection.execute("SELECT facts, document_id FROM core.reports").fetchall())
        connection.execute("DELETE FROM core.duplicates")
        connection.execute(
            "INSERT INTO core.duplicates BY NAME SELECT $copy AS document_id, $of AS of_document_id, 'near' AS kind, "
            "0.9 AS similarity, 0 AS start_char, 9 AS end_char, 2014 AS report_year",
            {"copy": ids[3], "of": ids[1]},
        )
    refresh_panel(house.connect, 2014)
    assert panel(house, "requests.received") == [("甲县", 2014, 5)]
    assert values(house, "stated, differing", "requests.received") == [(1, 0)]
    assert panel(house, "fees.collected") == [("甲县", 2014, 3)], "where the other is silent"
    assert house.rows("SELECT reports, copies, replaced FROM marts.panel") == [(1, 1, 0)]
