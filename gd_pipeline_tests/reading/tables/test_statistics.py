"""The annex of 2014 and the provincial tables."""

import pytest

from gd_pipeline.catalog.forms import form_rows
from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import cells_of, document

HEAD = "附件\n政府信息公开情况统计表\n（2016年度）\n填报单位（盖章）：某县\n统 计 指 标\n单位\n统计数\n"
FOOT = "单位负责人：甲 审核人：乙 填报人：丙\n联系电话：010-12345678 填报日期：2017年3月2日\n"
ROWS = form_rows("statistics")
MONEY = {"fees.collected": "0.5", "budget": "12.35"}


def annex_rows() -> list[tuple[str, str, str]]:
    """Label, unit and number of each row; numbers of our own, no two alike."""
    rows = []
    for at, row in enumerate(form_rows("statistics")):
        label = f"（{row.number}）{row.label}" if row.number else row.label
        number = "" if row.kind == "caption" else MONEY.get(row.key, str(7 * at + 100))
        rows.append((label, row.unit or "——", number))
    return rows


def annex_cells() -> dict[tuple[str, str], float]:
    return {
        (str(row.metric), "total"): float(MONEY.get(row.key, 7 * at + 100))
        for at, row in enumerate(form_rows("statistics"))
        if row.kind == "data"
    }


def exploded(rows, unit=True) -> str:
    return "".join(
        "\n\n".join(cell for cell in (row[0], row[1] if unit else "", row[2]) if cell) + "\n\n" for row in rows
    )


@pytest.mark.parametrize(
    "body",
    [
        exploded(annex_rows()),
        exploded(annex_rows(), unit=False),
        "".join(" ".join(cell for cell in row if cell) + "\n" for row in annex_rows()),
        "".join(" ".join(cell for cell in row if cell) + " " for row in annex_rows()),
        "".join(f"{label}\t{unit}\t{number}\n" for label, unit, number in annex_rows()),
        "".join(f'"{label}","{unit}","{number}"\n' for label, unit, number in annex_rows()),
        "".join(f"| {label} | {unit} | {number} |\n" for label, unit, number in annex_rows()),
        "".join(f"{at}\n{exploded([row])}" for at, row in enumerate(annex_rows(), start=1)),
        "".join(f"{label}{number}\n" for label, _, number in annex_rows()),
        "".join(f"{label}{unit}{number}\n" for label, unit, number in annex_rows()),
        "".join(f"{label}：{number}{unit}\n" if number else label + "\n" for label, unit, number in annex_rows()),
        "".join(f"{label}……{number}{unit}；" if number else label + "。" for label, unit, number in annex_rows()),
        "".join(f"{number}\n{label}\n{unit}\n" if number else label + "\n" for label, unit, number in annex_rows())
        + "\n",
    ],
    ids=[
        "a cell a line",
        "units lost",
        "a row a line",
        "one line",
        "tabs",
        "commas and quotation marks",
        "bars",
        "numbered",
        "glued",
        "glued with units",
        "told",
        "told in one line",
        "numbers first",
    ],
)
def test_every_row_in_every_layout(body):
    reading = read_tables(document(HEAD + body + FOOT), ())
    assert cells_of(reading) == annex_cells()
    assert reading.form == "2014"
    assert reading.tables[0].complete
    assert {fact.section for fact in reading.facts} == {"statistics"}
    assert reading.spans[0][1] < len(HEAD + body)


def test_a_wrapped_label_and_a_blank_cell():
    body = (
        exploded(annex_rows())
        .replace("政府信息公开专项经费", "政府信息公开专项\n\n经费")
        .replace("收到申请数\n\n件\n\n247", "收到申请数\n\n件")
    )
    reading = read_tables(document(HEAD + body + FOOT), ())
    expected = annex_cells()
    del expected["requests.received", "total"]
    assert cells_of(reading) == expected
    assert [blank.metric for blank in reading.blanks] == ["requests.received"]


def test_rows_of_the_same_label_are_told_apart_by_their_order():
    rows = [row for row in annex_rows() if "行政复议" not in row[0]]
    found = cells_of(read_tables(document(HEAD + exploded(rows) + FOOT), ()))
    assert found["review.corrected", "total"] < found["litigation.corrected", "total"]
    assert {key: annex_cells()[key] for key in found} == found


def test_a_row_of_the_issuer_is_an_added_row():
    rows = annex_rows()
    rows.insert(4, ("主动公开财政预决算信息", "条", "55"))
    reading = read_tables(document(HEAD + exploded(rows) + FOOT), ())
    assert cells_of(reading) == annex_cells()
    assert [(left.text, left.reason) for left in reading.leftovers] == [("55", "added_row")]


def test_columns_of_departments_count_only_as_their_total():
    def body(total: bool) -> str:
        rows = []
        for label, unit, number in annex_rows():
            parts = ("1", "2", str(float(number) - 3)) if number else ()
            rows.append("\t".join((label, unit, *parts, *((number,) if total and number else ()))))
        return "\n".join(rows)

    head = HEAD.replace("统计数", "区政府\t区直单位\t乡镇街道")
    assert cells_of(read_tables(document(head + body(False) + "\n" + FOOT), ())) == {}
    with_total = read_tables(document(head.replace("乡镇街道", "乡镇街道\t合计") + body(True) + "\n" + FOOT), ())
    assert cells_of(with_total) == annex_cells()


@pytest.mark.parametrize(("row", "unit"), [("budget", "次"), ("trainings", "万元")])
def test_a_number_whose_unit_is_of_another_kind_is_not_the_rows_own(row, unit):
    label, own, number = next(printed for printed, form in zip(annex_rows(), ROWS, strict=True) if form.key == row)
    text = HEAD + exploded(annex_rows()).replace(f"{label}\n\n{own}\n\n{number}", f"{label}\n\n{unit}\n\n{number}")
    expected = {cell: value for cell, value in annex_cells().items() if cell[0] != row}
    assert cells_of(read_tables(document(text), ())) == expected


def test_money_in_yuan_is_converted():
    rows = [(label, "元" if unit == "万元" else unit, number) for label, unit, number in annex_rows()]
    found = cells_of(read_tables(document(HEAD + exploded(rows) + FOOT), ()))
    assert found["fees.collected", "total"] == 0.00005


PROVINCIAL = {
    "01": 1340, "02": 900, "10": 31, "11": 9, "12": 1, "13": 4, "14": 12, "15": 5, "17": 30, "18": 21, "19": 4,
    "20": 5, "22": 2, "32": 1, "33": 0, "34": 3,
}  # fmt: skip


@pytest.mark.parametrize("separator", [" ", "\t", "\n\n"])
@pytest.mark.parametrize("period", [True, False])
def test_provincial_rows_that_count_the_same_take_the_codes(separator, period):
    lines = [separator.join(("指标名称", "计量单位", "代码", *(("本期实际", "本年累计") if period else ("数量",))))]
    for row in form_rows("provincial"):
        numbers = (str(PROVINCIAL.get(row.key, 0)),)
        lines.append(separator.join((row.label, row.unit, row.key, *(("6",) if period else ()), *numbers)))
    reading = read_tables(document("某市政府信息公开情况统计报表\n" + "\n".join(lines) + "\n"), ())
    assert cells_of(reading) == {
        ("proactive.total", "total"): 1340,
        ("requests.received", "total"): 31,
        ("requests.received.in_person", "total"): 9,
        ("requests.received.fax", "total"): 1,
        ("requests.received.online", "total"): 16,
        ("requests.received.mail", "total"): 5,
        ("outcome.total", "total"): 30,
        ("outcome.granted", "total"): 21,
        ("outcome.partial", "total"): 4,
        ("outcome.denied", "total"): 5,
        ("review.total", "total"): 1,
        ("litigation.total", "total"): 0,
    }
    assert reading.form is None
    assert {left.reason for left in reading.leftovers} == {"no_code"}
