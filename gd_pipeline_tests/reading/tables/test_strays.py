"""Page numbers, notes and rows of the issuer among the cells: none of them becomes another row's number."""

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import LAYOUTS, all_cells, all_tables, cells_of, document, report
from gd_pipeline_tests.reading.tables.test_damage import LINES, read, replaced
from gd_pipeline_tests.reading.tables.test_statistics import FOOT, HEAD, annex_cells, annex_rows


def test_a_page_number_inside_a_label_of_the_annex_leaves_the_row_in_doubt():
    rows = ["\n".join(cell for cell in row if cell) for row in annex_rows()]
    at = next(place for place, row in enumerate(rows) if row.startswith("（一）回应公众关注"))
    rows[at] = rows[at].replace("舆情数\n", "舆情数\n9\n（不同方式回应同一热点或舆情计1次）\n")
    found = cells_of(read_tables(document(HEAD + "\n".join(rows) + "\n" + FOOT), ()))
    assert found == {key: value for key, value in annex_cells().items() if key[0] != "response.total"}


def test_a_number_alone_in_a_blank_row_where_others_have_their_totals():
    tables = all_tables()
    tables[1] = [tuple("" if cell == "0" and len(row) > 6 else cell for cell in row) for row in tables[1]]
    text = report(tables, lambda row, _: "\n".join(row) + "\n")
    reading = read(replaced(text, ("3.要求提供公开出版物\n\n", "3.要求提供公开出版物\n6\n")))
    assert "outcome.declined.publication" not in {metric for metric, _ in cells_of(reading)}
    assert "6" in [left.text for left in reading.leftovers]


def test_a_page_number_behind_a_row_that_begins_with_a_blank_cell():
    tables = all_tables()
    tables[1] = [tuple("" if cell == "0" and len(row) > 6 else cell for cell in row) for row in tables[1]]
    at = next(place for place, row in enumerate(tables[1]) if row[0] == "3.要求提供公开出版物")
    tables[1][at] = (tables[1][at][0], "", "2", "", "", "1", "", "3", "8")
    reading = read(report(tables, lambda row, _: "\n".join(row) + "\n"))
    assert "outcome.declined.publication" not in {metric for metric, _ in cells_of(reading)}
    assert "8" in [left.text for left in reading.leftovers]


def test_more_numbers_than_a_row_behind_a_group_whose_labels_are_lost_are_no_subtotal():
    start, end = LINES.index("1.信访举报投诉类申请"), LINES.index("（六）其他处理")
    numbers = "0\n" * 14 + "某县人民政府年报\n3/9\n" + "0\n" * 21
    found = cells_of(read(LINES[:start] + numbers + LINES[end:]))
    assert not {metric for metric, _ in found if metric.startswith("outcome.declined")}


def test_the_row_that_an_issuer_added_to_table_2_is_no_row_of_the_form():
    text = report(all_tables("2019"), LAYOUTS["tabs"])
    row = next(line for line in text.split("\n") if line.startswith("规范性文件"))
    added = "其他主动公开\n文件（除规范性文件以外的主动公开文件）\t31\t30\t90"
    reading = read_tables(document(replaced(text, (row, f"规范\n性{row[2:]}\n{added}"))), ())
    assert cells_of(reading).items() <= all_cells("2019").items()


@pytest.mark.parametrize("numeral", ["一、", ""])
def test_the_first_row_printed_again_is_not_the_second(numeral):
    row = f"{numeral}本年新收政府信息公开申请数量\t40\t3\t0\t1\t2\t0\t46\n"
    found = cells_of(read(f"三、收到和处理政府信息公开申请情况\n{row}四、政府信息公开行政复议、行政诉讼情况\n{row}"))
    assert {metric for metric, _ in found} == {"requests.received"}
