"""The annex of 2014 with several columns of numbers, with digits printed apart, and printed twice."""

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline.reading.tables.columns import columns_of
from gd_pipeline_tests.reading.tables.printed import cells_of, document
from gd_pipeline_tests.reading.tables.test_statistics import FOOT, HEAD, annex_cells, annex_rows, exploded

TITLE = HEAD[: HEAD.index("统 计 指 标")]


def annex(heads: str, cells) -> dict:
    """What is read from the annex with the columns `heads`, where `cells` makes a row's numbers of its number."""
    rows = ["\t".join((label, unit, *(cells(float(number)) if number else ()))) for label, unit, number in annex_rows()]
    text = TITLE + "统计指标\t单位\t" + heads + "\n" + "\n".join(rows) + "\n" + FOOT
    return cells_of(read_tables(document(text), ()))


def other(number: float) -> str:
    return f"{number * 3 + 7:g}"


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("2015年\t2016年", lambda number: (other(number), f"{number:g}")),
        ("2016年度\t2015年度\t同比增长", lambda number: (f"{number:g}", other(number), "3.5%")),
        ("本年度\t上年度\t增减", lambda number: (f"{number:g}", other(number), "12")),
        ("上年同期\t本年累计", lambda number: (other(number), f"{number:g}")),
        ("本年累计\t上年同期", lambda number: (f"{number:g}", other(number))),
        ("合计\t县政府\t部门\t乡镇", lambda number: (f"{number:g}", "1", "0.1", f"{number - 1.1:.2f}")),
        ("县政府\t部门\t乡镇\t总数", lambda number: ("1", "0.1", f"{number - 1.1:.2f}", f"{number:g}")),
        ("统计数\t县政府\t部门\t合计", lambda number: ("1", "0.1", f"{number - 1.1:.2f}", f"{number:g}")),
    ],
)
def test_the_column_of_the_year_and_of_all(heads, cells):
    assert annex(heads, cells) == annex_cells()


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("县政府\t全县", lambda number: (other(number), f"{number:g}")),
        ("增长\t本年度\t上年度", lambda number: ("12", f"{number:g}", other(number))),
        ("本年度\t今年\t上年度", lambda number: (f"{number:g}", f"{number:g}", other(number))),
        ("合计\t县政府\t部门\t乡镇", lambda number: (f"{number + 1:g}", "1", "0.1", f"{number - 1.1:.2f}")),
        ("2015年\t2016年", lambda number: (f"{number:g}",)),
    ],
)
def test_columns_that_nothing_tells_apart_give_no_number(heads, cells):
    assert annex(heads, cells) == {}


def test_a_column_of_zeros_keeps_its_place():
    head = "统计指标\n单位\n2016年度\n历年累计\n"
    rows = annex_rows()[:20]
    text = (
        TITLE
        + head
        + "".join(f"{label}\n{unit}\n" + (f"0\n{number}0\n" if number else "") for label, unit, number in rows)
    )
    zero = text.replace("0\n1070\n", "0\n0\n")
    fact = read_tables(document(zero + FOOT), ()).facts[0]
    assert (fact.low, zero[fact.start :][:4]) == (0, "0\n0\n")


@pytest.mark.parametrize("years", [("2015", "2016"), ("2016", "2015")])
def test_of_two_tables_the_one_of_the_later_year_counts(years):
    rows = annex_rows()
    others = [(label, unit, number and other(float(number))) for label, unit, number in rows]
    parts = [
        HEAD.replace("2016年度", f"{year}年度") + exploded(rows if year == "2016" else others) + FOOT for year in years
    ]
    reading = read_tables(document("".join(parts)), ())
    assert cells_of(reading) == annex_cells()
    assert [note.kind for note in reading.notes] == ["second_table"]


def test_digits_that_a_text_recogniser_printed_apart():
    rows = [
        (label, unit, number if unit in ("万元", "——") else (str(at % 9), number[:2], number)[at % 3])
        for at, (label, unit, number) in enumerate(annex_rows())
    ]
    apart = "".join(f"{label} {unit} {' '.join(number)}\n" for label, unit, number in rows)
    cells = cells_of(read_tables(document(HEAD + apart + FOOT), ()))
    metrics = [metric for metric, _ in annex_cells() if metric not in ("fees.collected", "budget")]
    printed = [float(number) for _, unit, number in rows if number and unit != "万元"]
    assert cells == {(metric, "total"): number for metric, number in zip(metrics, printed, strict=True)}


def test_digits_apart_that_may_be_columns_are_left():
    rows = [
        (label, unit, number and f"{at % 5} {at % 7} {at % 4}") for at, (label, unit, number) in enumerate(annex_rows())
    ]
    cells = cells_of(read_tables(document(HEAD + "".join(" ".join(row) + "\n" for row in rows) + FOOT), ()))
    assert set(cells.values()) <= {0}


def test_rows_that_end_in_a_semicolon():
    rows = "".join(f"{label}： {number} {unit};\n" if number else label + "\n" for label, unit, number in annex_rows())
    assert cells_of(read_tables(document(HEAD + rows + FOOT), ())) == annex_cells()
    glued = "".join(f"{label}：{number}{unit};\n" if number else label + "\n" for label, unit, number in annex_rows())
    assert cells_of(read_tables(document(HEAD + glued + FOOT), ())) == annex_cells()


def test_heads_of_the_provincial_tables():
    assert columns_of("指标名称 计量单位 代码 本期实际 本年累计 主动公开信息数").how == "last"
    assert columns_of("指标名称 单位 2011年度 历年累计 主动公开信息数").how == "first"
    assert columns_of("统计指标 单位 统计数 一、主动公开情况").how == "sum"
