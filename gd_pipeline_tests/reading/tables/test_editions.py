import pytest

from gd_pipeline.reading.report import Repeat
from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import (
    AFTER,
    BEFORE,
    LAYOUTS,
    PROACTIVE_2021,
    all_cells,
    all_tables,
    cells_of,
    document,
    report,
    request_cells,
    request_rows,
    rows_of,
)

LINE = LAYOUTS["a row a line"]


def test_table_2_decides_where_it_differs_from_table_3():
    tables = all_tables("2021")
    tables[1] = request_rows("2019")
    reading = read_tables(document(report(tables, LINE)), ())
    assert reading.form == "2021"
    assert [table.edition for table in reading.tables] == ["2021", "2019", None]
    found = cells_of(reading)
    assert found["outcome.other", "natural_person"] == 1
    assert {key: value for key, value in found.items() if key in request_cells("2019")} == request_cells("2019")


def test_table_3_decides_where_table_2_is_missing():
    for edition in ("2019", "2021"):
        tables = [request_rows(edition)]
        assert read_tables(document(report(tables, LINE)), ()).form == edition


def test_only_a_table_gives_a_form():
    assert read_tables(document(BEFORE + AFTER), ()).form is None


def test_one_block_of_the_other_edition_keeps_its_own_columns():
    tables = all_tables("2021")
    tables[0] = rows_of(PROACTIVE_2021.replace("信息内容 / 本年处理决定数量\n行政处罚 / 419\n行政强制 / 0", OLD_BLOCK))
    reading = read_tables(document(report(tables, LINE)), ())
    found = cells_of(reading)
    assert reading.form == "2021"
    assert found["penalties.items_last_year", "total"] == 130
    assert found["penalties.decisions", "total"] == 419
    assert found["coercion.items_change", "total"] == -1


OLD_BLOCK = """信息内容 / 上一年项目数量 / 本年增/减 / 处理决定数量
行政处罚 / 130 / +2 / 419
行政强制 / 9 / -1 / 0"""


def test_heads_in_doubt_give_no_columns():
    tables = all_tables("2021")
    tables[0] = [row for row in tables[0] if row[0] != "信息内容"]
    found = cells_of(read_tables(document(report(tables, LINE)), ()))
    assert not [key for key in found if key[0].startswith(("regulations", "normative_documents", "licensing"))]


def test_a_table_in_a_repeated_body_is_read_once():
    body = report(all_tables(), LINE)
    text = body + body
    repeat = Repeat(len(body), len(text), 0, len(body))
    assert cells_of(read_tables(document(text), (repeat,))) == all_cells()


def test_a_second_table_with_other_numbers_is_noted_and_not_mixed_in():
    last_year = [tuple("1" if cell == "40" else cell for cell in row) for row in request_rows()]
    text = report([*all_tables(), last_year], LINE)
    reading = read_tables(document(text), ())
    assert cells_of(reading) == all_cells()
    assert "second_table" in {note.kind for note in reading.notes}


def test_lost_tables_are_noted():
    headings = "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
    reading = read_tables(document("一、总体情况\n发布信息3条。\n" + headings + AFTER), ())
    assert [(note.kind, note.detail) for note in reading.notes] == [
        ("lost_table", "proactive"),
        ("lost_table", "requests"),
        ("lost_table", "review_litigation"),
    ]
    assert reading.notes[0].start == reading.notes[0].end - len("二、主动公开政府信息情况")


def test_a_heading_with_prose_or_a_table_under_it_is_not_lost():
    assert (
        read_tables(document("二、主动公开政府信息情况\n全年公开信息3条。\n三、依申请公开情况\n无。\n"), ()).notes == ()
    )
    assert read_tables(document(report(all_tables(), LINE)), ()).notes == ()


def test_the_instruction_of_the_template_is_no_content():
    text = "二、主动公开政府信息情况\n该部分以表格形式报告。表格如下：\n三、收到和处理政府信息公开申请情况\n收到3件。\n"
    assert [note.detail for note in read_tables(document(text), ()).notes] == ["proactive"]


@pytest.mark.parametrize("layout", ["tabs", "a cell a line", "all on one line"])
def test_columns_of_table_2_stand_in_the_order_of_their_heads(layout):
    rows = [
        ("第二十条第（一）项",),
        ("信息内容", "现行有效件数", "本年制发件数", "本年废止件数"),
        ("规章", "12", "0", "1"),
    ]
    found = cells_of(read_tables(document(report([rows], LAYOUTS[layout])), ()))
    assert found == {
        ("regulations.in_force", "total"): 12,
        ("regulations.made", "total"): 0,
        ("regulations.repealed", "total"): 1,
    }


def test_heads_in_pieces_do_not_tell_the_order_of_columns():
    head = "信息内容 本年增/\n上一年项目数量 处理决定数量\n减\n"
    text = f"二、主动公开政府信息情况\n第二十条第（五）项\n{head}行政许可 9 3 40\n三、收到和处理\n"
    assert cells_of(read_tables(document(text), ())) == {
        ("licensing.items_last_year", "total"): 9,
        ("licensing.items_change", "total"): 3,
        ("licensing.decisions", "total"): 40,
    }
