"""Grids of HTML, Word, PDF and pipes: spans, merged and shifted cells, grids cut at the wrong places."""

from gd_pipeline.intake.document import Cell, Grid
from gd_pipeline.reading.tables import read_tables
from gd_pipeline.reading.tables.cells import read_cell
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.torn import joined_labels
from gd_pipeline_tests.reading.tables.printed import (
    BETWEEN,
    LAYOUTS,
    PROACTIVE_2019,
    REMEDIES,
    Row,
    all_cells,
    all_tables,
    cells_of,
    document,
    grid_document,
    report,
    request_cells,
    request_rows,
    rows_of,
)


def spanned(rows: list[Row]) -> list[Row]:
    """Table 3 with the spans of the official form."""
    head = [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）*3^3", "申请人情况*7"),
        ("自然人*1^2", "法人或其他组织*5", "总计*1^2"),
        ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    ]
    groups = {"（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5, "（六）其他处理": 3}
    body = []
    for row in rows[3:]:
        labels = list(row[:-7])
        if labels[0].startswith(("一、", "二、", "四、")):
            labels[0] += "*3"
        elif labels[0].startswith("三、"):
            labels = [f"{labels[0]}*1^23", f"{labels[1]}*2"]
        elif len(labels) == 2:
            labels[0] += f"*1^{groups[labels[0]]}"
        elif labels[0].startswith("（"):
            labels[0] += "*2"
        body.append((*labels, *row[-7:]))
    return [*head, *body]


def merged_proactive() -> list[Row]:
    """Table 2 of 2019 on five columns, as its pages print it."""
    rows = []
    for row in rows_of(PROACTIVE_2019.replace("增/减", "增∕减")):
        if len(row) == 4 and row[1] in ("本年新制作数量", "0", "6"):
            rows.append((row[0], row[1], row[2] + "*2", row[3]))
        elif len(row) == 4:
            rows.append((row[0], row[1] + "*2", row[2].replace("∕", "/"), row[3]))
        elif len(row) == 3:
            rows.append((row[0], row[1] + "*2", row[2].replace("∕", "/") + "*2"))
        else:
            rows.append((row[0] + "*5",))
    return rows


def test_spans_of_rows_and_columns():
    reading = read_tables(grid_document([merged_proactive(), spanned(request_rows()), rows_of(REMEDIES)]), ())
    other = {key: value for key, value in all_cells("2019").items() if key not in request_cells("2019")}
    assert cells_of(reading) == other | request_cells()
    assert reading.form == "2019"


def test_blank_cells_of_a_grid_are_known_by_their_column():
    rows = [tuple("" if cell == "0" else cell for cell in row) for row in spanned(request_rows())]
    reading = read_tables(grid_document([rows]), ())
    assert cells_of(reading) == {key: value for key, value in request_cells().items() if value}
    assert len(reading.blanks) == 25 * 7 - len(reading.facts)


def test_columns_that_a_converter_filled_up_with_blank_cells():
    rows = []
    for row in request_rows()[3:]:
        numbers = tuple("" if cell == "0" else cell for cell in row[-7:])
        rows.append((*row[:-7], *[""] * (3 - len(row[:-7])), *numbers))
    reading = read_tables(grid_document([rows]), ())
    assert cells_of(reading) == {key: value for key, value in request_cells().items() if value}


def test_a_table_that_a_page_end_cut_in_two():
    rows = spanned(request_rows())
    first, second = rows[:14], rows[14:]
    reading = read_tables(grid_document([first, second], ["- 3 -\n"]), ())
    assert cells_of(reading) == request_cells()


def test_two_rows_in_one_row_of_a_grid():
    tables = all_tables()
    proactive = [row for row in tables[0] if row[0] not in ("规章", "行政规范性文件")]
    proactive.insert(2, ("规章 行政规范性文件", "0 14", "1 5", "12 167"))
    assert cells_of(read_tables(grid_document([proactive, *tables[1:]]), ())) == all_cells()


def test_a_number_in_pieces_is_one_number_beside_the_label_of_one_row():
    for label, read in (("行政处罚", True), ("行政处罚 行政強制", False)):
        tables = all_tables()
        tables[0] = [(label, "41 9") if row[0] == "行政处罚" else row for row in tables[0]]
        found = cells_of(read_tables(grid_document(tables), ()))
        assert found.get(("penalties.decisions", "total")) == (419 if read else None)


def test_a_cell_that_a_converter_repeated_over_its_span():
    tables = all_tables()
    tables[0] = [(*row, *[row[-1]] * (4 - len(row))) for row in tables[0]]
    assert cells_of(read_tables(grid_document(tables), ())) == all_cells()


def test_applicants_are_known_by_their_heads_where_columns_are_missing():
    rows = [("申请人情况", "自然人", "法人或其他组织"), ("本年新收政府信息公开申请数量", "12", "1")]
    reading = read_tables(grid_document([rows]), ())
    assert cells_of(reading) == {("requests.received", "natural_person"): 12}
    assert [(left.text, left.reason) for left in reading.leftovers] == [("1", "added_column")]


def test_a_row_with_too_few_cells_and_no_heads_is_left_out():
    reading = read_tables(grid_document([[("本年新收政府信息公开申请数量", "12", "1"), *request_rows()[4:]]]), ())
    assert not [fact for fact in reading.facts if fact.metric == "requests.received"]
    assert {left.reason for left in reading.leftovers} == {"ambiguous"}


def test_a_grid_cut_into_rows_at_the_wrong_places_is_read_as_a_stream():
    cells = [cell for row in request_rows()[3:] for cell in row]
    rows = [tuple(cells[at : at + 6]) for at in range(0, len(cells), 6)]
    assert cells_of(read_tables(grid_document([rows]), ())) == request_cells()


def test_a_grid_of_one_column_is_a_table_printed_a_cell_a_line():
    tables = all_tables()
    rows = [[(cell,) for row in table for cell in row] for table in tables]
    assert cells_of(read_tables(grid_document(rows), ())) == all_cells()


def test_table_4_in_three_tables_under_their_headings():
    head = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    blocks = [("4", "1", "0", "2", "7"), ("1", "0", "0", "0", "1"), ("2", "0", "1", "0", "3")]
    joints = ["### 行政诉讼（未经复议直接起诉）\n", "### 行政诉讼（复议后起诉）\n"]
    source = grid_document([[head, block] for block in blocks], joints)
    text = source.text.replace("二、主动公开政府信息情况", "### 行政复议　　　　")
    assert len(text) == len(source.text)
    reading = read_tables(document(text, grids=source.grids), ())
    assert set(cells_of(reading)) == {key for key in all_cells() if key[0].startswith(("review", "litigation"))}
    assert reading.tables[0].complete


def test_a_grid_that_is_layout_does_not_hide_the_text_in_it():
    text = report(all_tables(), LAYOUTS["a row a line"])
    grid = Grid((Cell(0, 0, 1, 1, 0, len(text)),), 1, 1, 0, len(text), "html")
    assert cells_of(read_tables(document(text, grids=(grid,)), ())) == all_cells()


def test_a_row_of_a_grid_keeps_its_label_where_the_text_behind_the_grid_goes_on_with_it():
    text = "要求行政机关确认|0|0|0|0|0|0|0|或重新出具已获取信息|四、结转下年度继续办理"
    row = Run([(0, 8)], [0], [Slot(at, at + 1, read_cell("0"), 1) for at in range(9, 23, 2)], certain=True, grid=0)
    behind = Run([(23, 33), (34, 45)], [], [])
    assert joined_labels("requests", text, [row, behind]) == [row, behind]


def test_joints_are_those_of_a_report():
    assert BETWEEN[0].startswith("三、")


def test_cells_stand_under_the_heads_of_their_grid():
    rows = [
        ("申请人情况", "总计", "自然人", "科研机构", "商业企业", "社会公益组织", "法律服务机构", "其他"),
        ("一、本年新收政府信息公开申请数量", "22", "12", "1", "3", "0", "2", "4"),
        ("（七）总计", "20", "11", "1", "2", "0", "2", "4"),
    ]
    found = cells_of(read_tables(grid_document([rows]), ()))
    order = ("total", "natural_person", "research", "commercial", "social", "legal_service", "other")
    assert [found["requests.received", applicant] for applicant in order] == [22, 12, 1, 3, 0, 2, 4]
    assert [found["outcome.total", applicant] for applicant in order] == [20, 11, 1, 2, 0, 2, 4]


def test_heads_in_whose_order_the_cells_do_not_add_up_are_misprinted():
    rows = [
        ("申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "总计", "其他"),
        ("一、本年新收政府信息公开申请数量", "5", "1", "0", "0", "0", "0", "6"),
        ("（七）总计", "5", "0", "0", "0", "0", "0", "5"),
    ]
    found = cells_of(read_tables(grid_document([rows]), ()))
    assert (found["requests.received", "other"], found["requests.received", "total"]) == (0, 6)
    assert (found["outcome.total", "other"], found["outcome.total", "total"]) == (0, 5)
