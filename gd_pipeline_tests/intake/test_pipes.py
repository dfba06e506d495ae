import pytest

from gd_pipeline.intake import read_bytes


def read(text, name="a.md"):
    return read_bytes(text.encode(), name)


def rows(document, number=0):
    """Each row of a grid as {column: text}."""
    grid = document.grids[number]
    held = [{} for _ in range(grid.rows)]
    for cell in grid.cells:
        held[cell.row][cell.column] = document.text[cell.start : cell.end]
    return held


def test_a_markdown_table_is_a_grid_with_its_blank_cells():
    document = read(
        "二、主动公开\n\n| 信息内容 | 制发 | 现行 |\n|---|:-:|--:|\n| 规章 | | 0 |\n| 规范性文件 | 5 | |\n\n三、申请"
    )
    assert rows(document) == [
        {0: "信息内容", 1: "制发", 2: "现行"},
        {0: "规章", 1: "", 2: "0"},
        {0: "规范性文件", 1: "5", 2: ""},
    ]
    assert document.text == "二、主动公开\n\n信息内容\t制发\t现行\n规章\t\t0\n规范性文件\t5\n\n三、申请"
    assert (document.grids[0].origin, document.grids[0].columns) == ("pipe", 3)


def test_a_compact_table_keeps_every_blank_cell():
    assert rows(read("|甲|乙|丙|\n|---|---|---|\n|一|||\n|二||3|"))[1:] == [
        {0: "一", 1: "", 2: ""},
        {0: "二", 1: "", 2: "3"},
    ]


def test_dashes_in_cells_are_cells():
    assert rows(read("| 甲 | 乙 |\n|---|---|\n| - | - |\n| — | / |"))[1:] == [{0: "-", 1: "-"}, {0: "—", 1: "/"}]


def test_an_escaped_pipe_is_a_character():
    document = read(r"| 甲 | 乙\|丙 |" + "\n|---|---|\n| 1 | 2 |")
    assert rows(document)[0] == {0: "甲", 1: "乙|丙"}


def test_breaks_inside_a_cell_join_hanzi_and_divide_numbers():
    document = read("| 商业<br>企业 | 本年<br/>制发 |\n|---|---|\n| 8801<br>377 | 1 |")
    assert rows(document) == [{0: "商业企业", 1: "本年制发"}, {0: "8801 377", 1: "1"}]


def test_a_row_broken_over_lines_is_one_where_its_width_proves_it():
    document = read("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 要求行政机关\n确认 | 2 | 3 |\n| 丁 | 5 | 6 |")
    assert rows(document)[1:] == [{0: "要求行政机关确认", 1: "2", 2: "3"}, {0: "丁", 1: "5", 2: "6"}]


def test_a_page_number_does_not_divide_a_table():
    document = read("| 甲 | 1 | 2 |\n| 乙 | 3 | 4 |\n\n- 3 -\n\n| 丙 | 5 | 6 |\n\n4\n\n| 丁 | 7 | 8 |")
    assert [len(document.grids), document.grids[0].rows] == [1, 4]
    assert [piece.text for piece in document.furniture] == ["- 3 -", "4"]


def test_two_tables_under_each_other_stay_two():
    head = "| 甲 | 乙 | 丙 |\n|---|---|---|\n| 1 | 2 | 3 |\n"
    assert len(read(f"{head}\n{head}").grids) == 2


def test_padding_behind_a_row_is_no_cell():
    document = read(
        "第二十条第(六)项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政处罚 | 12 | ||\n甲 | 1 | 2 | 3 |", "a.txt"
    )
    assert rows(document) == [
        {0: "第二十条第(六)项"},
        {0: "信息内容", 1: "本年处理决定数量"},
        {0: "行政处罚", 1: "12"},
        {0: "甲", 1: "1", 2: "2", 3: "3"},
    ]


STACKED = """第二十条第(一)项 |
|||
信息内容 |
制发 |
废止 |
现行 |
规章 |
0 |
|
7 |
规范性文件 |
3 |
|
|
第二十条第(五)项 |
|||
信息内容 |
决定 |
||
行政许可 |
55 |
||
"""


def test_a_table_one_cell_a_line_is_known_by_its_padding():
    document = read(f"二、主动公开\n{STACKED}三、申请", "a.txt")
    assert rows(document) == [
        {0: "第二十条第(一)项"},
        {0: "信息内容", 1: "制发", 2: "废止", 3: "现行"},
        {0: "规章", 1: "0", 2: "", 3: "7"},
        {0: "规范性文件", 1: "3", 2: "", 3: ""},
        {0: "第二十条第(五)项"},
        {0: "信息内容", 1: "决定"},
        {0: "行政许可", 1: "55"},
    ]


def test_rows_opened_by_a_lone_pipe_are_read_without_it():
    opened = STACKED.replace("信息内容", "|\n信息内容").replace("规章 |", "|\n规章 |").replace("规范", "|\n规范")
    opened = opened.replace("第二十条第(五)", "|\n第二十条第(五)").replace("行政许可", "|\n行政许可")
    assert rows(read(opened, "a.txt"))[2] == {0: "规章", 1: "0", 2: "", 3: "7"}


def test_a_table_one_cell_a_line_whose_rows_are_not_proved_keeps_its_blanks_as_blank_lines():
    document = read("\n".join(f"{line} |" for line in ["规章", "3", "", "88", "许可", "4", "", "9"]), "a.txt")
    assert document.grids == ()
    assert document.text == "规章\n3\n\n88\n许可\n4\n\n9"


def test_scaffolding_around_text_is_dropped():
    document = read(
        f"清河市2020年年度报告 | {'|' * 60}\n|\n| {'|' * 300}\n本年无。 |\n| | | |\n打印 关闭 | ||", "a.txt"
    )
    assert document.text == "清河市2020年年度报告\n本年无。"
    assert document.grids == ()


def test_a_row_that_holds_running_text_is_layout():
    prose = "全年主动公开政府信息1136条，受理申请21件。" * 20
    document = read(f"| 标题 | {prose} |\n| 甲 | 乙 |", "a.txt")
    assert document.grids == ()
    assert document.text == f"标题\n{prose}\n甲\t乙"


def test_a_single_row_of_many_numbers_is_a_grid():
    assert rows(read("四、复议诉讼\n| 5 | | 1 | 2 | 8 | 3 |"))[0] == {0: "5", 1: "", 2: "1", 3: "2", 4: "8", 5: "3"}


@pytest.mark.parametrize("line", ["|" * 1_900_000, "| " * 900_000, "| 甲 | 乙 |\n" * 90_000, "甲 |\n" * 90_000])
def test_hostile_pipes_end_soon(line):
    document = read(f"年报\n{line}\n完", "a.txt")
    assert document.text.startswith("年报")
    assert document.text.endswith("完")


def test_full_width_bars_part_cells():
    document = read("信息内容｜制发｜现行\n规章｜｜0\n规范性文件｜5｜2\n", "a.txt")
    assert rows(document)[1:] == [{0: "规章", 1: "", 2: "0"}, {0: "规范性文件", 1: "5", 2: "2"}]


def test_blank_cells_printed_a_line_each_stand_in_the_row_above_them():
    text = "三、申请\n甲 | 总计 |\n一、新收 | 31 |\n|\n|\n|\n| 31 |\n二、结转 |\n|\n|\n|\n|\n| 0 |\n"
    assert rows(read(text))[1:] == [
        {0: "一、新收", 1: "31", 2: "", 3: "", 4: "", 5: "", 6: "31"},
        {0: "二、结转", 1: "", 2: "", 3: "", 4: "", 5: "", 6: "0"},
    ]
