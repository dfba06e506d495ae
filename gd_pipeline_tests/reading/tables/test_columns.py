"""Columns that an issuer left out or put elsewhere, and rows that a converter pushed out of their columns."""

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import (
    REMEDIES,
    REMEDIES_CELLS,
    Row,
    all_cells,
    all_tables,
    cells_of,
    document,
    grid_document,
    request_cells,
    request_rows,
    rows_of,
)


def without_column(rows: list[Row], head: str, filled_up: bool) -> list[Row]:
    """Table 2 without the column below `head`; rows as wide as before where `filled_up`."""
    at, kept = 0, []
    for row in rows:
        if row[0] == "信息内容":
            at = row.index(head) if head in row else 0
        own = (*row[:at], *row[at + 1 :]) if at and len(row) == 4 else row
        kept.append((*own, *[""] * (4 - len(own))) if filled_up else own)
    return kept


@pytest.mark.parametrize("filled_up", [False, True])
@pytest.mark.parametrize(
    ("edition", "head", "key"),
    [("2021", "本年废止件数", "repealed"), ("2019", "本年新制作数量", "made"), ("2019", "本年增∕减", "items_change")],
)
def test_a_column_of_table_2_that_is_not_printed(edition, head, key, filled_up):
    tables = all_tables(edition)
    tables[0] = without_column(tables[0], head, filled_up)
    left_out = {f"{row}.{key}" for row in ("regulations", "normative_documents", "licensing", "other_services")}
    left_out |= {f"{row}.{key}" for row in ("penalties", "coercion")}
    expected = {cell: value for cell, value in all_cells(edition).items() if cell[0] not in left_out}
    assert cells_of(read_tables(grid_document(tables), ())) == expected


def test_a_head_that_is_lost_leaves_no_column_out():
    tables = all_tables()
    tables[0] = [tuple("" if cell == "本年废止件数" else cell for cell in row) for row in tables[0]]
    assert cells_of(read_tables(grid_document(tables), ())) == all_cells()


@pytest.mark.parametrize("in_a_grid", [True, False])
def test_a_table_3_that_prints_the_total_first(in_a_grid):
    head = [("申请人情况",), ("总计", "自然人", "法人或其他组织"), request_rows()[2]]
    rows = [*head, *[(*row[:-7], row[-1], *row[-7:-1]) for row in request_rows()[3:]]]
    text = "三、收到和处理政府信息公开申请情况\n" + "\n".join(" ".join(row) for row in rows)
    reading = read_tables(grid_document([rows]) if in_a_grid else document(text), ())
    assert cells_of(reading) == request_cells()


def test_one_row_whose_total_stands_first_is_a_misprint():
    rows = [row if "部分公开" not in row[0] else (row[0], "7", *row[1:-1]) for row in request_rows()]
    found = cells_of(read_tables(grid_document([rows]), ()))
    assert found["outcome.partial", "natural_person"] == 7
    assert found["outcome.granted", "natural_person"] == 12


def test_a_row_of_table_3_that_lost_its_first_cell_and_was_filled_up():
    rows = [row if "部分公开" not in row[0] else (row[0], *row[2:], "") for row in request_rows()]
    rows = [(*[""] * (9 - len(row)), *row) for row in rows]
    found = cells_of(read_tables(grid_document([rows]), ()))
    assert found == {key: value for key, value in request_cells().items() if key[0] != "outcome.partial"}


def remedies(cells: Row) -> list[Row]:
    """Table 4 with spans, and `cells` below its heads."""
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return [
        ("行政复议*5", "行政诉讼*10"),
        (*[f"{head}*1^2" for head in heads], "未经复议直接起诉*5", "复议后起诉*5"),
        (*heads, *heads),
        cells,
    ]


def test_a_table_4_that_prints_the_total_first():
    rows = rows_of(REMEDIES)
    turned = [tuple(cell for at in (0, 5, 10) for cell in (row[at + 4], *row[at : at + 4])) for row in (rows[3],)]
    heads = [tuple(f"{cell}" for cell in row) for row in rows[:3]]
    heads[1] = ("总计", *heads[1][:4], *heads[1][5:])
    heads[2] = ("总计", *heads[2][:4], "总计", *heads[2][5:9])
    found = cells_of(read_tables(grid_document([[*heads, *turned]]), ()))
    assert found == {(metric, "total"): value for metric, value in REMEDIES_CELLS.items()}


@pytest.mark.parametrize("above", ["（总计：行政复议1件）\n", ""])
@pytest.mark.parametrize("torn", [True, False])
def test_a_total_above_table_4_or_in_its_torn_heads_is_not_printed_first(above: str, torn: bool):
    heads = [" ".join(row) for row in rows_of(REMEDIES)[:3]]
    if torn:
        block = "结果维持 结果纠正 其他结果 尚未审结 总计"
        heads[1:] = ["结果 结果 其他 尚未 总计 未经复议直接起诉 复议后起诉", f"维持 纠正 结果 审结 {block} {block}"]
    text = "\n".join(["四、政府信息公开行政复议、行政诉讼情况", *heads, "1 0 0 0 1" + " 0" * 10])
    found = cells_of(read_tables(document(text.replace("四、", above + "四、") + "\n五、存在的主要问题\n"), ()))
    assert {metric: value for (metric, _), value in found.items() if value} == {"review.upheld": 1, "review.total": 1}


def test_a_total_of_the_table_above_is_not_that_of_table_4_whose_heads_say_it_otherwise():
    heads = " ".join(" ".join(row) for row in rows_of(REMEDIES)[:3]).replace("总计", "合计")
    text = f"（七）总计 四、政府信息公开行政复议、行政诉讼情况 {heads} 1 0 0 0 1{' 0' * 10} 五、存在的主要问题\n"
    found = cells_of(read_tables(document(text), ()))
    assert {metric: value for (metric, _), value in found.items() if value} == {"review.upheld": 1, "review.total": 1}


def test_a_table_4_that_prints_litigation_first():
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    row = rows_of(REMEDIES)[3]
    rows = [
        ("行政诉讼*10", "行政复议*5"),
        ("未经复议直接起诉*5", "复议后起诉*5", *[f"{head}*1^2" for head in heads]),
        (*heads, *heads),
        (*row[5:], *row[:5]),
    ]
    found = cells_of(read_tables(grid_document([rows]), ()))
    assert found == {(metric, "total"): value for metric, value in REMEDIES_CELLS.items()}


def test_a_table_4_that_lost_its_first_cell_and_was_filled_up():
    row = rows_of(REMEDIES)[3]
    pushed = tuple("" if cell == "0" else cell for cell in row)
    for cells in (row, pushed):
        assert cells_of(read_tables(grid_document([remedies(cells)]), ()))
        assert not cells_of(read_tables(grid_document([remedies((*cells[1:], ""))]), ()))


@pytest.mark.parametrize(
    "row",
    [
        ("2", "0", "0", "0", "2", "1", "0", "0", "0", "1", "1", "0", "0", "0"),
        ("0", "0", "0", "0", "0", "0", "1", "2", "0", "3", "1", "0", "0", "0"),
        ("0",) * 14,
    ],
)
def test_a_table_4_that_prints_all_but_its_last_total(row: Row):
    found = cells_of(read_tables(grid_document([remedies((*row, ""))]), ()))
    expected = dict(zip(REMEDIES_CELLS, map(float, row), strict=False))
    assert found == {(metric, "total"): value for metric, value in expected.items()}


@pytest.mark.parametrize(
    "row",
    [
        ("0", "0", "0", "1", "1", "0", "0", "0", "1", "0", "0", "0", "0", "0"),
        ("0", "0", "0", "1", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"),
        ("2", "0", "0", "0", "2", "1", "0", "0", "0", "4", "1", "0", "0", "0"),
    ],
    ids=["adds up in both places", "adds up one place to the left", "adds up nowhere"],
)
def test_a_table_4_that_may_have_lost_its_first_cell_is_in_doubt(row: Row):
    assert not cells_of(read_tables(grid_document([remedies((*row, ""))]), ()))


def test_a_page_number_between_the_heads_of_table_4_and_its_cells():
    heads, row = rows_of(REMEDIES)[:3], rows_of(REMEDIES)[3]
    text = "四、政府信息公开行政复议、行政诉讼情况\n" + "\n".join(" ".join(head) for head in heads)
    reading = read_tables(document(text + "\n9\n" + "\n".join(row) + "\n五、存在的主要问题\n"), ())
    assert cells_of(reading) == {(metric, "total"): value for metric, value in REMEDIES_CELLS.items()}
