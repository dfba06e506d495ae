import pytest

from gd_pipeline.checking.finding import Operand
from gd_pipeline.intake import read_bytes
from gd_pipeline.intake.document import Document
from gd_pipeline.review.excerpts import CELLS, Excerpt, excerpts, harmless


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    """Where each of `words` stands first, after the one before it."""
    found, at = [], 0
    for word in words:
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def shown(excerpt: Excerpt) -> str:
    """The excerpt as a person reads it, marks in brackets."""
    head = f"{excerpt.head}: " if excerpt.head else ""
    body = "".join(f"{piece.label}[{piece.text}]" if piece.marked else piece.text for piece in excerpt.pieces)
    return head + ("…" if excerpt.cut[0] else "") + body + ("…" if excerpt.cut[1] else "")


def html(table: str) -> Document:
    page = f"<html><body><h1>甲县2022年政府信息公开工作年度报告</h1><p>三、收到和处理申请情况</p>{table}</body></html>"
    return read_bytes(page.encode(), "a.html")


TABLE = """<table>
<tr><td rowspan="2" colspan="2"></td><td colspan="3">申请人情况</td></tr>
<tr><td>自然人</td><td>其他</td><td>总计</td></tr>
<tr><td colspan="2">一、本年新收政府信息公开申请数量</td><td>11</td><td>2</td><td>14</td></tr>
<tr><td rowspan="2">（六）其他处理</td><td>1.逾期不补正</td><td>3</td><td>0</td><td></td></tr>
<tr><td>3.其他</td><td>7</td><td>0</td><td>8</td></tr>
</table>"""


def test_the_places_of_one_sentence_are_marked_in_it_together() -> None:
    text = "前一句。共收到申请62件，其中当面申请10件，网络申请40件。后一句。"
    (excerpt,) = excerpts(text, spans(text, "62件", "10件", "40件"))
    assert shown(excerpt) == "共收到申请[62件]，其中当面申请[10件]，网络申请[40件]"
    assert (excerpt.start, excerpt.end) == (text.index("62件"), text.index("。后一句"))


def test_places_of_several_sentences_stand_apart() -> None:
    text = "共收到申请62件。办结61件；结转2件。"
    assert [shown(each) for each in excerpts(text, spans(text, "62件", "61件", "2件"))] == [
        "共收到申请[62件]",
        "办结[61件]",
        "结转[2件]",
    ]


def test_spans_that_overlap_or_nest_are_marked_once() -> None:
    text = "其中当面申请10件，网络申请40件。"
    assert [shown(each) for each in excerpts(text, [(2, 8), (6, 8), (4, 9), (4, 9)])] == [
        "其中[当面申请10件]，网络申请40件"
    ]


def test_long_sentences_are_cut_around_the_evidence() -> None:
    text = "长" * 200 + "1062条" + "长" * 200
    (excerpt,) = excerpts(text, [(200, 205)])
    assert shown(excerpt) == "…" + "长" * 60 + "[1062条]" + "长" * 60 + "…"
    (passage,) = excerpts("甲" * 5000, [(0, 5000)])
    assert len(shown(passage)) < 300


def test_numbers_of_a_table_have_the_labels_of_row_and_column() -> None:
    document = html(TABLE)
    first = excerpts(document.text, spans(document.text, "11", "2", "14"), grids=document.grids)
    assert [shown(each) for each in first] == [
        "一、本年新收政府信息公开申请数量: 自然人[11]申请人情况 / 其他[2]申请人情况 / 总计[14]"
    ]


def test_a_short_label_stands_with_the_one_above_it() -> None:
    document = html(TABLE)
    (excerpt,) = excerpts(document.text, spans(document.text, "7"), grids=document.grids)
    assert shown(excerpt) == "（六）其他处理 / 3.其他 | 自然人[7]"


def test_cells_of_one_column_share_its_label() -> None:
    document = html(TABLE)
    (excerpt,) = excerpts(document.text, spans(document.text, "11", "3", "7"), grids=document.grids)
    assert excerpt.head == "自然人"
    assert [piece.label for piece in excerpt.pieces] == [
        "一、本年新收政府信息公开申请数量",
        "1.逾期不补正",
        "（六）其他处理 / 3.其他",
    ]


def test_a_blank_cell_is_shown_as_the_last_blank_of_its_place() -> None:
    document = html(TABLE)
    grid = next(grid for grid in document.grids if grid.rows == 5)
    (blank,) = [cell for cell in grid.cells if cell.row == 3 and cell.start == cell.end]
    (excerpt,) = excerpts(document.text, [(blank.start, blank.end)], grids=document.grids)
    assert [(piece.label, piece.text) for piece in excerpt.pieces] == [("1.逾期不补正 | 申请人情况 / 总计", "")]


@pytest.mark.parametrize(
    ("text", "number", "label"),
    [
        ("1.政府公报公开政府信息数\n\n0\n\n2.政府网站公开政府信息数\n\n6842\n", "6842", "2.政府网站公开政府信息数"),
        ("（一）公开政府信息数\n(相同信息只计1条)\n14327\n", "14327", "（一）公开政府信息数(相同信息只计1条)"),
        ("七、依申请公开信息收取的费用\n万元\n0.5\n", "0.5", "七、依申请公开信息收取的费用"),
    ],
)
def test_a_number_alone_on_its_line_has_the_words_before_it(text: str, number: str, label: str) -> None:
    (excerpt,) = excerpts(text, spans(text, number))
    assert [(piece.label, piece.text) for piece in excerpt.pieces] == [(label, number)]


def test_a_number_among_numbers_has_the_name_of_what_it_counts() -> None:
    text = "行政复议\n10 1 0 0 11\n"
    (start, end), *_ = spans(text, "11")
    operand = Operand("review.total", None, 11, 11, start, end)
    (excerpt,) = excerpts(text, [(start, end)], [operand])
    assert [(piece.label, piece.text) for piece in excerpt.pieces] == [("行政复议数量", "11")]


def test_many_cells_are_counted_not_shown() -> None:
    text = "".join(f"第{number}项信息数\n{number + 100}\n" for number in range(60))
    (excerpt,) = excerpts(text, spans(text, *(str(number + 100) for number in range(60))))
    assert (len(excerpt.pieces), excerpt.more) == (CELLS, 60 - CELLS)


def test_nothing_that_is_shown_controls_a_terminal() -> None:
    hostile = "收到\x1b[31m申请\x00\u202e62\x9b件\r\n\udcff"
    assert harmless(hostile) == "收到 [31m申请  62 件  ?"
    (excerpt,) = excerpts(hostile, [(0, len(hostile))])
    assert "\x1b" not in shown(excerpt)
