import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.intake.pdf import page as layer
from gd_pipeline_tests.intake.writers import PdfPage, pdf

COLUMNS = [80, 280, 340, 400]


def read(*pages):
    return read_bytes(pdf(*pages), "a.pdf")


def cells(document, number=0):
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, document.text[cell.start : cell.end])
        for cell in document.grids[number].cells
    ]


def filled(page, xs, ys, rows):
    """A ruled table on `page`: column edges `xs`, row edges `ys` from top to bottom, a text for each cell."""
    page.grid(xs, ys)
    for top, bottom, row in zip(ys, ys[1:], rows, strict=False):
        for left, words in zip(xs, row, strict=False):
            page.text(left + 4, (top + bottom) / 2 - 4, words)
    return page


def test_lines_become_paragraphs_and_headings_stay_lines():
    page = PdfPage().text(200, 780, "清河市2022年年度报告", 18)
    for row, words in enumerate(
        [
            (104, "本报告根据条例编制，所列数据的统计期限自二零二二年一月一"),
            (80, "日起至年底止，由清河市人民政府办公室汇总编成，主动公开信息一"),
            (80, "百二十条。"),
            (104, "一、总体情况"),
            (104, "全年受理申请二十一件，均已答复。"),
        ]
    ):
        page.text(words[0], 740 - 28 * row, words[1], 14)
    assert read(page).text == (
        "清河市2022年年度报告\n本报告根据条例编制，所列数据的统计期限自二零二二年一月一日起至年底止，"
        "由清河市人民政府办公室汇总编成，主动公开信息一百二十条。\n一、总体情况\n全年受理申请二十一件，均已答复。"
    )


def test_a_paragraph_goes_on_over_the_page_and_page_numbers_are_set_apart():
    first = PdfPage().text(80, 120, "全年主动公开政府信息一千一百三十六条，其中通过门户网").text(290, 40, "- 1 -")
    second = PdfPage().text(80, 780, "站公开八百条，其余见公报。").text(290, 40, "第2页 共2页")
    for page in (first, second):
        for row in range(4):
            page.text(80, 600 - 24 * row, "清河市政府信息公开工作年度报告之正文行行相同长短一致")
    second.drawn.reverse()
    document = read(first, second)
    assert "其中通过门户网站公开八百条" in document.text
    assert [piece.text.replace(" ", "") for piece in document.furniture] == ["-1-", "第2页共2页"]
    start = document.text.index("站公开八百条")
    assert document.pages == (0, start)
    assert (document.page(start - 1), document.page(start)) == (1, 2)


def test_running_heads_are_set_apart():
    pages = [
        PdfPage().text(200, 800, f"清河市年度报告 第{number}期").text(80, 600, f"{words}，公开十二条。")
        for number, words in enumerate("甲乙丙丁", start=1)
    ]
    document = read(*pages)
    assert document.text == "甲，公开十二条。\n乙，公开十二条。\n丙，公开十二条。\n丁，公开十二条。"
    assert len(document.furniture) == 4


def test_a_ruled_table_is_a_grid_with_blanks_and_wrapped_labels():
    page = filled(PdfPage(), COLUMNS, [700, 660, 640], [["", "本年", "总计"], ["规章", "", "13"]])
    page.text(84, 684, "要求行政机关确认").text(84, 668, "或重新出具").text(80, 720, "表二").text(80, 600, "三、申请")
    document = read(page)
    assert document.text == "表二\n要求行政机关确认或重新出具\t本年\t总计\n规章\t\t13\n三、申请"
    assert cells(document)[3:] == [(1, 0, 1, 1, "规章"), (1, 1, 1, 1, ""), (1, 2, 1, 1, "13")]


def test_merged_cells_are_known_by_the_lines_that_are_not_there():
    page = PdfPage()
    for x in (80, 280, 400):
        page.line(x, 700, x, 640)
    page.line(340, 680, 340, 640)
    for y, start in ((700, 80), (680, 280), (660, 280), (640, 80)):
        page.line(start, y, 400, y)
    page.text(84, 666, "申请人").text(300, 686, "法人").text(284, 666, "企业").text(344, 666, "其他").text(
        284, 646, "1"
    )
    assert cells(read(page)) == [
        (0, 0, 3, 1, "申请人"),
        (0, 1, 1, 2, "法人"),
        (1, 1, 1, 1, "企业"),
        (1, 2, 1, 1, "其他"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, ""),
    ]


def test_thin_bars_and_boxes_are_lines_too():
    page = PdfPage()
    for y in (700, 680, 660):
        page.bar(80, y, 200, 0.6)
    for x in (80, 180, 280):
        page.bar(x, 660, 0.6, 40)
    page.text(90, 685, "甲").text(190, 685, "乙").text(90, 665, "1").text(190, 665, "2")
    assert read(page).text == "甲\t乙\n1\t2"


def test_a_table_goes_on_over_the_page_as_one_grid():
    first = filled(PdfPage(), COLUMNS, [140, 120, 100], [["情形", "本年", "总计"], ["1.属于国家秘密", "1", "1"]])
    second = filled(PdfPage(), COLUMNS, [780, 760, 740], [["2.保护第三方权益", "0", "3"], ["合计", "1", "4"]])
    second.text(80, 700, "四、复议")
    document = read(first.text(290, 40, "1"), second.text(290, 40, "2"))
    assert len(document.grids) == 1
    assert document.text.splitlines()[1:] == [
        "1.属于国家秘密\t1\t1",
        "2.保护第三方权益\t0\t3",
        "合计\t1\t4",
        "四、复议",
    ]
    assert document.page(document.text.index("2.保护")) == 2


def test_a_header_printed_again_on_the_next_page_is_left_out():
    head = ["情形", "本年", "总计"]
    first = filled(PdfPage(), COLUMNS, [140, 120, 100], [head, ["甲", "1", "2"]])
    second = filled(PdfPage(), COLUMNS, [780, 760, 740], [head, ["乙", "3", "4"]])
    assert read(first, second).text == "情形\t本年\t总计\n甲\t1\t2\n乙\t3\t4"


def test_tables_of_other_columns_and_tables_after_text_are_others():
    first = filled(PdfPage(), COLUMNS, [140, 120], [["甲", "1", "2"]])
    narrower = filled(PdfPage(), [80, 200, 400], [780, 760, 740], [["乙", "3"], ["丙", "4"]])
    assert len(read(first, narrower).grids) == 2
    between = filled(PdfPage().text(80, 800, "三、申请"), COLUMNS, [780, 760], [["乙", "3", "4"]])
    assert len(read(first, between).grids) == 2


def cut(upper, lower):
    """Two pages whose tables are open at the break: no line below the first, none above the second."""
    first, second = PdfPage(), PdfPage()
    for x in COLUMNS:
        first.line(x, 140, x, 80)
        second.line(x, 780, x, 720)
    for y in (140, 120, 100):
        first.line(80, y, 400, y)
    for y in (760, 740, 720):
        second.line(80, y, 400, y)
    for page, y, row in ((first, 126, ["情形", "本年", "总计"]), (first, 106, ["1.甲", "1", "2"]), (first, 86, upper)):
        for left, words in zip(COLUMNS, row, strict=False):
            page.text(left + 4, y, words)
    for y, row in ((766, lower), (746, ["7.乙", "3", "4"]), (726, ["8.丙", "5", "6"])):
        for left, words in zip(COLUMNS, row, strict=False):
            second.text(left + 4, y, words)
    return read(first, second)


def test_a_row_that_the_page_cuts_is_one_row():
    assert (
        "\n5.要求行政机关确认或重新出具\t2\t3\n" in cut(["5.要求行政机关确认", "2", "3"], ["或重新出具", "", ""]).text
    )


def test_rows_on_both_sides_of_the_page_stay_two():
    assert "\n行政处罚\t2\t3\n行政强制\t\n" in cut(["行政处罚", "2", "3"], ["行政强制", "", ""]).text.replace(
        "强制\n", "强制\t\n"
    )
    assert "\n5.重复\t2\t3\n6.过度\t4\t5\n" in cut(["5.重复", "2", "3"], ["6.过度", "4", "5"]).text
    assert "\n5.重复\n6.过度\n" in cut(["5.重复", "", ""], ["6.过度", "", ""]).text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_printed_sideways_is_turned(turn):
    page = filled(PdfPage(turn), COLUMNS, [700, 680, 660], [["甲种情形", "本年新收", "总计"], ["规章之类", "13", "14"]])
    page.text(80, 720, "清河市年度报告的表格如下")
    assert read(page).text == "清河市年度报告的表格如下\n甲种情形\t本年新收\t总计\n规章之类\t13\t14"


def test_gaps_between_columns_are_tabs_and_justified_hanzi_stay_together():
    page = PdfPage().text(80, 700, "邮").text(98, 700, "编").text(110, 700, "12").text(300, 700, "审核人")
    assert read(page).text == "邮编12\t审核人"


def test_the_order_in_which_a_page_is_written_does_not_matter():
    page = (
        PdfPage().text(80, 600, "二、主动公开情况").text(104, 700, "总体").text(80, 700, "一、").text(128, 700, "情况")
    )
    assert read(page).text == "一、总体情况\n二、主动公开情况"


def test_a_page_may_hold_more_characters_than_there_is_room_for_at_once(monkeypatch):
    page = PdfPage().text(80, 700, "一、总体情况").text(80, 600, "二、主动公开情况")
    monkeypatch.setattr(layer, "_ROOM", 5)
    assert read(page).text == "一、总体情况\n二、主动公开情况"


def test_what_is_printed_twice_for_boldness_is_read_once():
    page = PdfPage().text(80, 700, "总计").text(80.4, 700, "总计")
    assert read(page).text == "总计"


def test_radicals_of_the_font_are_read_as_hanzi():
    document = read(PdfPage().text(80, 700, "⾏政许可⼗⼆件"))
    assert document.text == "行政许可十二件"
    assert document.repairs


def test_a_box_around_a_few_words_is_no_table():
    document = read(filled(PdfPage(), [80, 200, 400], [700, 680], [["搜索", "登录"]]).text(80, 740, "年报"))
    assert document.grids == ()
    assert document.text.startswith("年报")


def test_boxes_drawn_apart_are_one_table():
    page = PdfPage()
    for left, right in ((80, 278), (280, 338), (340, 400)):
        for top, bottom in ((700, 682), (680, 662)):
            page.grid([left, right], [top, bottom])
    page.text(84, 686, "情形").text(284, 686, "本年").text(344, 686, "总计").text(84, 666, "规章").text(344, 666, "3")
    assert cells(read(page)) == [
        (0, 0, 1, 1, "情形"),
        (0, 1, 1, 1, "本年"),
        (0, 2, 1, 1, "总计"),
        (1, 0, 1, 1, "规章"),
        (1, 1, 1, 1, ""),
        (1, 2, 1, 1, "3"),
    ]


def test_a_cell_through_the_page_keeps_its_column_and_the_rest_of_a_page_is_no_row():
    first, second = PdfPage(), PdfPage()
    for page, top, bottom in ((first, 140, 60), (second, 780, 740)):
        page.line(60, top, 60, bottom).line(400, top, 400, bottom)
    for page, ys in ((first, (140, 120, 100)), (second, (780, 760, 740))):
        page.grid(COLUMNS, ys)
    first.line(60, 140, 80, 140)
    for page, y, words in ((first, 126, "甲12"), (first, 106, "乙34"), (second, 766, "丙56"), (second, 746, "丁78")):
        for left, character in zip(COLUMNS, words, strict=False):
            page.text(left + 4, y, character)
    document = read(first, second)
    assert document.text.replace("\t", "") == "甲12\n乙34\n丙56\n丁78"
    assert (document.grids[0].rows, document.grids[0].columns) == (4, 4)
    assert cells(document)[0] == (0, 0, 4, 1, "")


def test_a_number_beside_a_label_without_lines_stands_apart():
    assert read(PdfPage().text(80, 700, "规章").text(110, 700, "564").text(134, 700, "98")).text == "规章 564 98"


def test_the_same_line_often_on_one_page_is_no_running_head():
    page = PdfPage()
    for row in range(4):
        page.text(80, 820 - 16 * row, f"清河市{2015 + row}年政府信息公开年报")
    assert read(page).furniture == ()


def test_paragraphs_that_space_alone_sets_apart():
    page, y = PdfPage(), 780
    paragraphs = []
    for number in range(6):
        lines = [f"第{number}段全年主动公开政府信息一千一百三十六条，工作有序进行。", "其余见公报，特此说明。"]
        paragraphs.append("".join(lines))
        for words in lines:
            page.text(80, y, words)
            y -= 18
        y -= 12
    assert read(page).text.splitlines() == paragraphs


def test_numbers_of_a_row_without_lines_are_cells():
    page = PdfPage().text(80, 700, "规章").text(108, 700, "3").text(150, 700, "12").text(167, 700, "4")
    assert read(page).text == "规章\t3\t12\t4"


def test_where_short_rows_end_is_no_cell():
    page = filled(PdfPage(), COLUMNS, [700, 680], [["情形", "本年", "总计"]])
    page.grid([80, 280, 340], [680, 660, 640]).line(400, 680, 400, 640).line(80, 640, 400, 640)
    page.text(84, 666, "甲").text(284, 666, "1").text(84, 646, "乙").text(284, 646, "2")
    assert [len(row.split("\t")) for row in read(page).text.splitlines()] == [3, 2, 2]
    assert len(cells(read(page))) == 7
