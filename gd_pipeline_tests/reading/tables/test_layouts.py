import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import (
    AFTER,
    BEFORE,
    BETWEEN,
    LAYOUTS,
    all_cells,
    all_tables,
    cells_of,
    document,
    report,
    request_cells,
    request_rows,
)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_in_every_layout(layout, edition):
    source = document(report(all_tables(edition), LAYOUTS[layout]))
    reading = read_tables(source, ())
    assert cells_of(reading) == all_cells(edition)
    assert reading.form == edition
    assert [table.kind for table in reading.tables] == ["proactive", "requests", "review_litigation"]
    assert all(table.complete for table in reading.tables)
    assert reading.notes == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spans_hold_exactly_the_printed_number(layout):
    source = document(report(all_tables("2019"), LAYOUTS[layout]))
    for fact in read_tables(source, ()).facts:
        assert source.text[fact.start : fact.end] == fact.text
        digits = fact.text.lstrip("+-－减").replace(",", "")
        assert digits.isdigit()
        assert abs(fact.low) in (float(digits), float(digits) / 10000)


def test_facts_are_those_of_a_table_in_their_section():
    facts = read_tables(document(report(all_tables(), LAYOUTS["tabs"])), ()).facts
    assert {fact.origin for fact in facts} == {"table"}
    assert {fact.section for fact in facts} == {"proactive", "requests", "review_litigation"}
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    assert {fact.unit for fact in facts if fact.metric == "charges.amount"} == {"万元"}


def test_spans_of_tables_leave_the_prose_alone():
    text = report(all_tables(), LAYOUTS["a row a line"])
    spans = read_tables(document(text), ()).spans
    outside = text[: spans[0][0]] + text[spans[-1][1] :]
    assert "收到申请46件" in outside
    assert "收取信息处理费0元" in outside
    assert "本年制发件数" not in outside


def test_prose_with_the_same_words_is_no_table():
    prose = (
        "本年新收政府信息公开申请 5 件，上年结转 0 件；予以公开 3 件，结转下年度继续办理 2 件。"
        "行政复议 1 件，行政诉讼 0 件，尚未审结 0 件。"
    )
    reading = read_tables(document(prose), ())
    assert reading.facts == ()
    assert reading.tables == ()
    assert reading.form is None


def test_a_text_without_signs_of_a_table_is_left_alone():
    assert read_tables(document("全年主动公开信息118条。"), ()).facts == ()


@pytest.mark.parametrize("mark", ["", "-", "—", "/", "无"])
def test_a_blank_cell_is_no_fact_and_keeps_its_mark(mark):
    rows = [tuple(mark if cell == "0" and len(row) > 6 else cell for cell in row) for row in request_rows()]
    tables = all_tables()
    tables[1] = rows
    reading = read_tables(document(report(tables, LAYOUTS["bars"])), ())
    expected = {key: value for key, value in all_cells().items() if value or key[0] in all_cells_without_table_3()}
    assert cells_of(reading) == expected
    assert {blank.mark for blank in reading.blanks} == {mark}
    assert len(reading.blanks) == len(all_cells()) - len(expected)


def all_cells_without_table_3() -> set[str]:
    return {metric for metric, _ in all_cells()} - {metric for metric, applicant in all_cells() if applicant != "total"}


@pytest.mark.parametrize("zero", ["0", "０", "零", "O"])
def test_a_printed_zero_is_a_fact(zero):
    rows = [tuple(zero if cell == "0" else cell for cell in row) for row in request_rows()]
    tables = all_tables()
    tables[1] = rows
    assert cells_of(read_tables(document(report(tables, LAYOUTS["a row a line"])), ())) == all_cells()


def test_a_blank_form_gives_blanks_only():
    rows = [tuple("" if cell.isdigit() else cell for cell in row) for row in request_rows()]
    reading = read_tables(document(report([rows], LAYOUTS["bars, a cell a line"])), ())
    assert reading.facts == ()
    assert len(reading.blanks) == 25 * 7


def test_rows_of_table_3_that_are_told_give_their_totals():
    told = "".join(f"{row[-8]}：{row[-1]}\n" for row in all_tables("2019")[1][3:])
    reading = read_tables(document(BEFORE + BETWEEN[0] + told + AFTER), ())
    assert cells_of(reading) == {key: value for key, value in request_cells("2019").items() if key[1] == "total"}
