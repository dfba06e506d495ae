from gd_pipeline_tests.warehouse.conftest import House


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
