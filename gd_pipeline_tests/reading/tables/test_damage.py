"""Text from PDFs and OCR: every case is read right, or the cells in doubt are left out; none is read wrong."""

import re

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import (
    LAYOUTS,
    all_cells,
    all_tables,
    cells_of,
    document,
    report,
)

LINES = report(all_tables(), LAYOUTS["a row a line"])
TOKENS = report(all_tables(), LAYOUTS["a cell a line"])


def read(text: str):
    return read_tables(document(text), ())


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def right_but_for(reading, *metrics: str) -> bool:
    """Whether all is read but the rows of `metrics`, and of these nothing."""
    expected = {key: value for key, value in all_cells().items() if key[0] not in metrics}
    return cells_of(reading) == expected


@pytest.mark.parametrize(
    ("printed", "damaged"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("1.属于国家秘密", "1.屈于国家秘密"),
        ("6.属于四类过程性信息", "6.属于四类过稈性信 息"),
        ("（七）总计", "（七）总汁"),
        ("行政许可", "行政许叮"),
        ("现行有效件数", "现仃有效件数"),
        ("三、本年度办理结果", "三\n、\n本\n年\n度\n办\n理\n结\n果"),
        ("一、本年新收政府信息公开申请数量", "本年新收"),
        ("自然人", "自 然 人"),
        ("行政规范性文件", "规范性文件（含市政府办公室文件）"),
    ],
)
def test_labels_are_known_in_spite_of_damage(printed, damaged):
    assert cells_of(read(replaced(LINES, (printed, damaged)))) == all_cells()


@pytest.mark.parametrize(
    "broken",
    [
        "5.要求行政机关确认或重新出具\n已获取信息 0 0 0 0 0 0 0\n",
        "5.要求行政机关确认或重新出具 0 0 0 0 0 0 0\n已获取信息\n",
        "0 0 0 0 0 0 0 5.要求行政机关确认或重新出具已获取信息\n",
        "5.要求行政机关确认或重新出具已获取信息\n0 0 0 0 0 0 0\n",
        "5.要求行政机关确认或重新出具已获取信息 0 0 0\n- 4 -\n0 0 0 0\n",
        "5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0\n4\n",
        "5.要求行政机关,\n确认或重新出具已获取信息 0 0 0 0 0 0 0\n",
        "https://www.example.gov.cn/a/1.html 4/6\n5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0\n",
        "5.要求行政机关确认或重新出具已获取信息 0 0 0\n某县2023年政府信息公开工作年度报告\n4/6\n0 0 0 0\n",
        "5.要求行政机关确认或重新出具已获取信息 0 0 0\n2024/1/5 15:32 某县 年报\n0 0 0 0\n",
        "某县2023年政府信息公开工作年度报告\n第 4 页 共 6 页\n5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0\n",
    ],
)
def test_a_label_around_its_numbers_and_a_page_end_inside(broken):
    row = "5.要求行政机关确认或重新出具已获取信息 0 0 0 0 0 0 0\n"
    assert cells_of(read(replaced(LINES, (row, broken)))) == all_cells()


def test_a_number_glued_to_the_next_rows_number():
    rows = "1.信访举报投诉类申请 4 0 0 0 0 0 4\n2.重复申请 2 0 0 0 0 0 2\n3.要求提供公开出版物 0 0 0 0 0 0 0\n"
    assert cells_of(read(replaced(LINES, (rows, rows.replace("\n", ""))))) == all_cells()


def test_a_torn_label_around_its_numbers_before_a_row_of_the_issuer():
    rows = (
        "3.补正后申请内容仍不明确 0 0 0 0 0 0 0\n",
        "3.补正后 0 0 0 0 0 0 0\n申请内容仍不明确\n小计 10 1 0 0 1 0 12\n",
    )
    found = cells_of(read(replaced(LINES, rows)))
    assert found.items() >= all_cells().items()
    assert {metric for metric, _ in found.keys() - all_cells().keys()} <= {"outcome.unavailable"}


def test_a_stray_page_number_among_tokens_is_found_by_the_rows_sum():
    text = replaced(TOKENS, ("8.属于行政查询事项\n\n3\n\n0\n\n", "8.属于行政查询事项\n\n3\n\n4\n\n0\n\n"))
    assert cells_of(read(text)) == all_cells()


def test_digits_that_stand_apart_are_joined_where_the_sum_allows_one_way():
    text = replaced(LINES, ("申请数量 40 3 0 1 2 0 46", "申请数量 4 0 3 0 1 2 0 4 6"))
    assert cells_of(read(text)) == all_cells()


def test_a_row_with_a_number_too_many_and_no_way_to_tell_is_left_out():
    text = replaced(LINES, ("1.信访举报投诉类申请 4 0 0 0 0 0 4", "1.信访举报投诉类申请 4 0 7 0 0 0 0 4"))
    text = text.replace("1.信访举报投诉类申请 4 0 7 0 0 0 0 4", "1.信访举报投诉类申请 4 0 7 0 9 0 0 5")
    reading = read(text)
    assert right_but_for(reading, "outcome.declined.petition")
    assert ("ambiguous_row", "信访举报投诉类申请") in {(note.kind, note.detail) for note in reading.notes}
    assert [left.text for left in reading.leftovers] == ["4", "0", "7", "0", "9", "0", "0", "5"]


def test_labels_torn_from_their_numbers():
    labels = [row[:-7] for row in all_tables()[1][3:]]
    numbers = [row[-7:] for row in all_tables()[1][3:]]
    torn = "\n".join(part for row in labels for part in row) + "\n第 5 页\n"
    torn += "\n".join(" ".join(row) for row in numbers) + "\n"
    start = LINES.index("一、本年新收")
    text = LINES[:start] + torn + LINES[LINES.index("四、政府信息公开行政复议") :]
    assert cells_of(read(text)) == all_cells()


def test_a_lost_label_is_known_by_its_place():
    assert cells_of(read(replaced(LINES, ("2.没有现成信息需要另行制作 ", "")))) == all_cells()


def test_two_labels_lost_and_one_row_left_is_ambiguous():
    rows = "2.没有现成信息需要另行制作 1 0 0 0 0 0 1\n3.补正后申请内容仍不明确 0 0 0 0 0 0 0\n"
    reading = read(replaced(LINES, (rows, "1 0 0 0 0 0 1\n")))
    assert right_but_for(reading, "outcome.unavailable.needs_creation", "outcome.unavailable.unclear")


def test_a_row_that_the_issuer_added_is_never_forced_on_one_of_the_form():
    added = "行政规范性文件 14 5 167\n其他主动公开文件 143 71 198\n"
    text = replaced(LINES, ("行政规范性文件 14 5 167\n", added))
    text = replaced(text, ("3.危及", "（另）属于工作秘密 9 0 0 0 0 0 9\n3.危及"))
    reading = read(text)
    assert cells_of(reading) == all_cells()
    added = [left.text for left in reading.leftovers if left.reason == "added_row"]
    assert added == ["143", "71", "198", "9", "0", "0", "0", "0", "0", "9"]


@pytest.mark.parametrize(("edition", "rows_with_cells"), [("2021", 25), ("2019", 23)])
@pytest.mark.parametrize("layout", ["a row a line", "a cell a line"])
def test_a_column_that_the_issuer_added_is_left_out(edition, rows_with_cells, layout):
    tables = all_tables(edition)
    rows = []
    for row in tables[1]:
        numbers = row[-7:] if row[-1].isdigit() else ()
        subtotal = (str(sum(map(int, numbers[1:6]))),) if numbers else ("小计",) if "其他" in row else ()
        rows.append((*row[:-1], *subtotal, row[-1]) if numbers else (*row, *subtotal))
    tables[1] = rows
    reading = read(report(tables, LAYOUTS[layout]))
    assert cells_of(reading) == all_cells(edition)
    assert {left.reason for left in reading.leftovers} == {"added_column"}
    assert len(reading.leftovers) == rows_with_cells


@pytest.mark.parametrize("total", ["is known", "is zero everywhere"])
def test_a_column_behind_the_total(total):
    rows = [(*row, str(at)) if row[-1].isdigit() else row for at, row in enumerate(all_tables()[1], start=1)]
    if total == "is zero everywhere":
        rows = [(*row[:-8], *"0000000", row[-1]) if row[-1].isdigit() else row for row in rows]
    found = cells_of(read("\n".join(" ".join(row) for row in rows)))
    expected = {key: value for key, value in all_cells().items() if key[0].startswith(("requests.", "outcome."))}
    assert found == (expected if total == "is known" else {})


def test_a_subtotal_that_adds_up_is_stored_and_one_that_does_not_is_not():
    for numbers, stored in (("7 1 0 0 0 0 8", True), ("9 1 0 0 0 0 10", False)):
        reading = read(replaced(LINES, ("（三）不予公开 ", f"（三）不予公开 {numbers}\n")))
        found = cells_of(reading)
        assert (("outcome.denied", "total") in found) is stored
        assert {key: value for key, value in found.items() if key[0] != "outcome.denied"} == all_cells()


def test_a_group_without_its_labels_gives_its_rows_in_order():
    rows = [row for row in all_tables()[1] if row[-1].isdigit()]
    denied = " ".join(" ".join(row[-7:]) for row in rows[4:12])
    start, end = LINES.index("（三）不予公开"), LINES.index("（四）无法提供")
    assert cells_of(read(LINES[:start] + "（三）不予公开 " + denied + "\n" + LINES[end:])) == all_cells()


def test_letters_for_digits_count_only_where_a_sum_bears_them_out():
    good = replaced(LINES, ("1.本机关不掌握相关政府信息 9 1 0 0 1 0 11", "1.本机关不掌握相关政府信息 9 l O O l O 11"))
    assert cells_of(read(good)) == all_cells()
    bad = cells_of(read(replaced(good, ("9 l O O l O 11", "9 l O O l O 13"))))
    assert ("outcome.unavailable.not_held", "commercial") not in bad
    assert bad["outcome.unavailable.not_held", "natural_person"] == 9


def without_zeros(line: str) -> str:
    head, _, tail = line.rpartition("数量") if "数量" in line else ("", "", line)
    return head + ("数量" if head else "") + re.sub(r" 0(?= |$)", "", tail)


def test_numbers_whose_blanks_are_lost_have_a_place_only_where_the_identities_leave_one():
    lines = LINES.split("\n")
    keep = ("一、", "二、", "（七）", "四、")
    table = range(lines.index(next(line for line in lines if line.startswith("一、本年新收"))), len(lines))
    text = "\n".join(
        without_zeros(line)
        if at in table and not line.startswith(keep) and " " in line and "复议" not in line
        else line
        for at, line in enumerate(lines)
    )
    found = cells_of(read(text))
    table_3 = {key for key, value in all_cells().items() if key[0].startswith("outcome") and value}
    assert all(all_cells()[key] == value for key, value in found.items())
    assert {key for key in table_3 if key[1] in ("natural_person", "total")} <= set(found)
    assert ("outcome.granted", "social") not in found
    assert ("outcome.denied.other_law", "natural_person") not in found


def test_columns_that_no_identity_tells_apart_are_left_out():
    row = "一、本年新收政府信息公开申请数量 40 3 0 1 2 0 46"
    text = replaced(
        LINES,
        (row, "一、本年新收政府信息公开申请数量 46 46"),
        ("（七）总计 42 3 0 1 2 0 48", "（七）总计 46 46"),
        ("申请数量 5 0 0 0 0 0 5", "申请数量 3 0 0 0 0 0 3"),
    )
    found = cells_of(read(text))
    assert ("requests.received", "natural_person") not in found
    assert ("outcome.total", "natural_person") not in found


@pytest.mark.parametrize(
    ("printed", "stored", "reason"),
    [
        ("9650", None, "no_unit"),
        ("0", 0.0, None),
        ("25.1万元", 25.1, None),
        ("3940元", 0.394, None),
        ("1亿元", 10000.0, None),
    ],
)
def test_the_amount_of_procurement_needs_a_unit(printed, stored, reason):
    text = replaced(report(all_tables("2019"), LAYOUTS["a row a line"]), ("251000元", printed))
    reading = read(text)
    assert cells_of(reading).get(("procurement.amount", "total")) == stored
    assert {left.reason for left in reading.leftovers} == ({reason} if reason else set())


def test_the_unit_of_an_amount_may_stand_in_its_head():
    text = replaced(
        report(all_tables("2019"), LAYOUTS["tabs"]), ("251000元", "48.5"), ("采购总金额", "采购总金额（万元）")
    )
    assert cells_of(read(text))["procurement.amount", "total"] == 48.5


@pytest.mark.parametrize("printed", ["-3", "+3", "2.5", "3元"])
def test_a_count_is_a_whole_number_without_sign_or_money(printed):
    reading = read(replaced(LINES, ("行政处罚 419", f"行政处罚 {printed}")))
    assert ("penalties.decisions", "total") not in cells_of(reading)
    assert {left.reason for left in reading.leftovers} == {"not_a_count"}


def test_a_note_in_a_cell_does_not_hide_its_number():
    text = replaced(LINES, ("行政规范性文件 14 5 167", "行政规范性文件 14（其中修订2件） 5 167"))
    assert cells_of(read(text)) == all_cells()


def test_numbers_in_a_head_are_no_cells():
    text = replaced(
        report(all_tables("2019"), LAYOUTS["a row a line"]),
        ("上一年项目数量", "上一年项目数量（指 2019 年事项数）"),
        ("本年增/减", "本年增/减（减用负值表示，如-8）"),
    )
    assert cells_of(read(text)) == all_cells("2019")


def test_a_page_that_drops_repeated_lines_gives_whole_rows_only():
    seen: set[str] = set()
    kept = [line for line in TOKENS.split("\n") if line.strip() and not (line in seen or seen.add(line))]
    found = cells_of(read("\n".join(kept)))
    assert found
    assert all(all_cells()[key] == value for key, value in found.items())
    assert ("coercion.decisions", "total") not in found


def test_a_label_that_goes_on_with_a_comma_behind_its_numbers():
    row = "1.申请人无正当理由逾期不补正 1 0 0 0 0 0 1"
    assert cells_of(read(replaced(LINES, (row, row + ",行政机关不再处理其申请")))) == all_cells()
