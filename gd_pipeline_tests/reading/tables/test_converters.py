"""Tables as programs leave them that make text of pages and PDF: spans and columns lost, or printed by columns."""

import re

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import all_cells, all_tables, cells_of, report

APPLICANTS = ("natural_person", "commercial", "research", "social", "legal_service", "other", "total")
HEADING = "三、收到和处理政府信息公开申请情况\n\n"


def read(text: str):
    return read_tables(read_bytes(text.encode(), "report.md"), ())


def row_of(found: dict, metric: str) -> list[float | None]:
    return [found.get((metric, applicant)) for applicant in APPLICANTS]


SPANS_LOST = (
    HEADING
    + """|  |  |  |  |  |  |  |  |  |  |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | | | 申请人情况 | | | | | | |
| 自然人 | 法人或其他组织 | | | | | 总计 |
| 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
| 一、本年新收政府信息公开申请数量 | | | 21 | 4 |  |  | 2 |  | 27 |
| 二、上年结转政府信息公开申请数量 | | | 3 |  |  |  |  |  | 3 |
| 三、本年度办理结果 | （一）予以公开 | | 18 | 3 |  |  | 1 |  |  |
| （二）部分公开（区分处理的，只计这一情形，不计其他情形） | | 2 |  |  |  |  |  |  |
| （三）不予公开 | 1.属于国家秘密 |  | 1 |  |  |  |  |  |
| 2.其他法律行政法规禁止公开 |  |  |  |  | 1 |  |  |
| （七）总计 | | 20 | 4 |  |  | 2 |  | 26 |
| 四、结转下年度继续办理 | | | 4 |  |  |  |  |  | 4 |
"""
)


def test_cells_lost_with_spans_stood_at_the_beginning_of_their_rows():
    found = cells_of(read(SPANS_LOST))
    assert row_of(found, "requests.received") == [21, 4, None, None, 2, None, 27]
    assert row_of(found, "outcome.granted") == [18, 3, None, None, 1, None, None]
    assert row_of(found, "outcome.denied.state_secret") == [None, 1, None, None, None, None, None]
    assert row_of(found, "outcome.denied.other_law") == [None, None, None, None, 1, None, None]


OPEN_ROWS = "  \n".join(
    (
        "申请人情况| 自然人| 商业企业| 科研机构| 社会公益组织| 法律服务机构| 其他| 总计",
        "---|---|---|---|---|---|---|---",
        "一、本年新收政府信息公开申请数量| 5| 1|  |  |  |  | 6",
        "二、上年结转政府信息公开申请数量| 1|  |  |  |  |  | 1",
        "（一）予以公开| 4| 1|  |  |  |  |  ",
        "（七）总计| 6| 1|  |  |  |  | 7",
        "四、结转下年度继续办理|  |  |  |  |  |  |  ",
    )
)


def test_a_row_without_pipes_around_it_may_end_in_a_blank_cell():
    found = cells_of(read(HEADING + OPEN_ROWS + "  \n"))
    assert row_of(found, "outcome.granted") == [4, 1, None, None, None, None, None]


def merged(*rows: str) -> str:
    """A table in which a converter of PDF took seven columns for eight, and two of them for one."""
    head = "|(本列数据的勾稽关系为)||申请人|情况||||||\n|---|---|---|---|---|---|---|---|---|\n"
    return HEADING + head + "|||自然人|法|人或其|他组织|||总计|\n" + "\n".join(rows) + "\n"


RECEIVED = "|一、本年新收政府信息公开申请数量||30|4||0|1|1|0<br>36|"
CARRIED_IN = "|二、上年结转政府信息公开申请数量||2|0||0|0|0|0<br>2|"
GRANTED = "|三、|（一）予以公开|20|3||0|0|1|0<br>24|"
CARRIED_OUT = "|四、结转下年度继续办理||12|1||0|1|0|0<br>14|"


def test_numbers_cut_at_the_wrong_places_are_read_where_their_sum_holds():
    found = cells_of(read(merged(RECEIVED, CARRIED_IN, GRANTED, CARRIED_OUT)))
    assert row_of(found, "requests.received") == [30, 4, 0, 1, 1, 0, 36]
    assert row_of(found, "outcome.granted") == [20, 3, 0, 0, 1, 0, 24]


@pytest.mark.parametrize("row", ["|三、|（一）予以公开|20|3||0|0|1|0<br>25|", "|三、|（一）予以公开|20|3|||||23|"])
def test_where_no_sum_or_blank_cells_tell_the_columns_nothing_is_stored(row):
    reading = read(merged(RECEIVED, CARRIED_IN, row, CARRIED_OUT))
    assert row_of(cells_of(reading), "outcome.granted") == [None] * 7
    assert any(note.kind == "ambiguous_row" for note in reading.notes)
    assert {left.text for left in reading.leftovers} >= {"20", "3"}


def test_a_number_under_the_head_of_persons_is_of_no_enterprise():
    rows = "\n".join(
        f"| {label} |  |  | {number} |  |  |  |  | {number} |"
        for label, number in (
            ("一、本年新收政府信息公开申请数量", 3),
            ("二、上年结转政府信息公开申请数量", 0),
            ("（一）予以公开", 2),
            ("（七）总计", 2),
            ("四、结转下年度继续办理", 1),
        )
    )
    head = "|  |  |  | 自然人 | 法人或其他组织 |  |  |  | 总计 |\n" + "| --- " * 9 + "|\n"
    found = cells_of(read(HEADING + head + "|  |  |  |  | 商业企 | 科研机 | 社会公 | 法律服 | 其他 |\n" + rows + "\n"))
    assert not any(applicant == "commercial" for _, applicant in found)


NAMES = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（七）总计",
    "四、结转下年度继续办理",
)
LABELS = "\n\n".join(NAMES) + "\n\n"
ROWS = [
    [9, 2, 0, 0, 1, 0, 12],
    [1, 0, 0, 0, 0, 0, 1],
    [7, 2, 0, 0, 1, 0, 10],
    [8, 2, 0, 0, 1, 0, 11],
    [2, 0, 0, 0, 0, 0, 2],
]


def lines(rows: list[list[int]]) -> str:
    return "\n\n".join("\n".join(map(str, row)) for row in rows) + "\n"


def test_a_table_read_column_by_column_is_turned():
    columns = [list(column) for column in zip(*ROWS, strict=True)]
    found = cells_of(read(HEADING + LABELS + lines(columns)))
    assert row_of(found, "requests.received") == ROWS[0]
    assert row_of(found, "outcome.granted") == ROWS[2]
    assert found == cells_of(read(HEADING + LABELS + lines(ROWS)))


def test_a_table_of_which_neither_rows_nor_columns_add_up_is_left():
    columns = [list(column) for column in zip(*ROWS, strict=True)]
    columns[1].reverse()
    columns[4].reverse()
    reading = read(HEADING + LABELS + lines(columns))
    assert not any(metric.startswith("requests") for metric, _ in cells_of(reading))


HEADS_2 = ("二、主动公开政府信息情况", "第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数")


def test_table_2_behind_its_labels_is_read_only_if_rows_and_columns_say_the_same():
    start = "\n".join((*HEADS_2, "规章", "行政规范性文件\n"))
    end = "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n31\n"
    found = cells_of(read(start + lines([[0, 0, 0, 5, 0, 5]]) + end))
    assert ("normative_documents.made", "total") not in found
    assert found["licensing.decisions", "total"] == 31
    same = cells_of(read(start + lines([[4, 4, 4, 4, 4, 4]]) + end))
    assert same["normative_documents.in_force", "total"] == 4


TORN_HEADS = "结果维 结果纠 其他结 尚未审 总计\n持\n正\n果\n结\n"
TORN = f"四、政府信息公开行政复议、行政诉讼情况\n行政复议\n\n行政诉讼\n\n{TORN_HEADS}未经复议直接起诉\n\n复议后起诉\n\n"


def test_cells_of_table_4_below_torn_heads_must_add_up():
    right = [2, 0, 0, 1, 3, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    moved = [2, 1, 0, 0, 0, 3, 1, 0, 0, 1, 0, 0, 0, 0, 0]
    assert cells_of(read(TORN + lines([[number] for number in right])))["review.total", "total"] == 3
    assert cells_of(read(TORN + lines([[number] for number in moved]))) == {}
    assert cells_of(read(TORN + " ".join(map(str, moved)) + "\n"))["review.pending", "total"] == 0


@pytest.mark.parametrize("joint", [" ", "", " | "])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_bars_on_one_line_where_rows_lost_their_line_breaks(joint, edition):
    text = report(all_tables(edition), lambda row, _: " | ".join(row) + joint)
    reading = read_tables(read_bytes(text.replace("\n", " ").encode(), "report.txt"), ())
    assert cells_of(reading) == all_cells(edition)


def renumbered(edition: str, numeral: str) -> list:
    """The tables with rows numbered otherwise than 1. 2. 3."""
    return [
        [tuple(re.sub(r"^(\d)\.(?=[\u4e00-\u9fff])", numeral, cell) for cell in row) for row in table]
        for table in all_tables(edition)
    ]


@pytest.mark.parametrize("separator", ["\t", "|"])
@pytest.mark.parametrize("numeral", [r"\1", r"\1 "])
def test_a_numeral_without_a_dot_is_no_number_of_the_row_above(separator, numeral):
    for joint in (separator, " "):
        text = report(renumbered("2021", numeral), lambda row, _, joint=joint: separator.join(row) + joint)
        reading = read_tables(read_bytes(text.replace("\n", joint).encode(), "report.txt"), ())
        assert cells_of(reading) == all_cells()
    text = report(renumbered("2021", numeral), lambda row, _: separator.join(row))
    found = cells_of(read_tables(read_bytes(text.replace("\n", " ").encode(), "report.txt"), ()))
    assert found.items() <= all_cells().items()


def test_prose_between_bars_is_not_taken_apart():
    text = " | ".join(["2023年共公开信息。", "12个部门参加。", "3月31日前公布。", *["小标题"] * 30])
    assert "2023年共公开信息。\t12个部门参加。\t3月31日前公布。" in read_bytes(text.encode(), "report.txt").text
