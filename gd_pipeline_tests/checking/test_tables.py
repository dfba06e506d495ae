"""Identities of the statutory tables: per column, per row, with blanks, and which cell would mend them."""

import random

import pytest

from gd_pipeline.checking import findings
from gd_pipeline.checking.english import told_in_english
from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.slips import one_slip
from gd_pipeline_tests.checking.reports import COLUMNS, Cells, checks, found, only, printed, repaired, table_3


def broken(cells: Cells) -> list[Check]:
    return [c for c in findings(checks(printed(cells))) if c.family == "sum"]


def test_a_true_table_is_clean_and_all_its_equations_are_weighed() -> None:
    made = checks(printed(table_3()))
    assert [c.message for c in findings(made) if c.family == "sum"] == []
    assert sum(c.family == "sum" and c.verdict == "holds" for c in made) == 23 + 7 + 7


def test_both_sides_of_a_balance_are_named() -> None:
    source = "@ form=2019\n{3|requests.received!} {1|requests.carried_in!} {1|outcome.total!} {2|requests.carried_out!}"
    check = only(source, "sum.requests.balance")
    assert check.message == (
        "收到(本年新收)政府信息公开申请数与上年结转政府信息公开申请数之和 3 + 1 = 4，"
        "申请答复数 / 本年度办理结果总计与结转下年度继续办理数之和 1 + 2 = 3，相差 +1"
    )
    about = (check.rule, check.verdict, check.metrics, check.applicant, check.stated, check.expected)
    assert "decided or carried on are 3" in told_in_english(*about)


@pytest.mark.parametrize(
    "cell", [("outcome.granted", "social"), ("outcome.total", "other"), ("requests.received", "total")]
)
def test_a_wrong_cell_is_named_with_its_value(cell: tuple[str, str]) -> None:
    cells = table_3()
    true = cells[cell]
    cells[cell] += 4
    errors = broken(cells)
    assert errors
    assert {c.severity for c in errors} == {"error"}
    assert all(f"由 {true + 4} 改为 {true}" in (c.suggestion or "") for c in errors)


def corrupted(seed: int) -> tuple[int, int, list[Check]]:
    """A cell's true and printed value, and what was found, in a true table with this one cell changed."""
    chance = random.Random(seed)
    cells = table_3(seed)
    cell = chance.choice(list(cells))
    true = cells[cell]
    cells[cell] = chance.choice([value for value in (true + 1, true * 10 + 1, true + 37, 0) if value != true])
    return true, cells[cell], broken(cells)


@pytest.mark.parametrize("seed", range(30))
def test_any_wrong_cell_is_found_and_mended(seed: int) -> None:
    true, wrong, errors = corrupted(seed)
    assert errors
    assert all(f"由 {wrong} 改为 {true}" in (c.suggestion or "") for c in errors)


@pytest.mark.full
def test_a_thousand_wrong_cells_are_all_found_and_mended() -> None:
    made = [corrupted(seed) for seed in range(1000)]
    assert all(errors for _, _, errors in made)
    mended = [all(f"由 {wrong} 改为 {true}" in (c.suggestion or "") for c in errors) for true, wrong, errors in made]
    assert sum(mended) >= 950


@pytest.mark.full
def test_two_thousand_true_tables_are_clean() -> None:
    assert [seed for seed in range(2000) if broken(table_3(seed))] == []


def test_two_wrong_cells_of_one_column_are_both_named() -> None:
    cells = table_3()
    cells["outcome.granted", "commercial"] += 2
    cells["outcome.other", "commercial"] += 5
    hints = " ".join(c.suggestion or "" for c in broken(cells))
    assert "予以公开〔商业企业〕" in hints
    assert "其他处理〔商业企业〕" in hints


def test_a_value_in_the_wrong_row_is_seen() -> None:
    cells = table_3()
    cells["outcome.other", "social"], cells["outcome.partial", "social"] = 6, 0
    repaired(cells)
    cells["outcome.other", "social"], cells["outcome.partial", "social"] = 0, 6
    errors = broken(cells)
    assert {c.rule for c in errors} == {"sum.applicants"}
    assert all("部分公开〔社会公益组织〕的 6 似应填在其他处理〔社会公益组织〕" in (c.suggestion or "") for c in errors)


def test_a_value_in_the_wrong_column_is_seen() -> None:
    cells = table_3()
    cells["outcome.partial", "social"], cells["outcome.partial", "legal_service"] = 8, 0
    repaired(cells)
    cells["outcome.partial", "social"], cells["outcome.partial", "legal_service"] = 0, 8
    errors = broken(cells)
    assert {c.rule for c in errors} == {"sum.outcome.total"}
    hints = {c.suggestion for c in errors}
    assert hints == {"同意部分公开 / 部分公开〔法律服务机构〕的 8 似应填在同意部分公开 / 部分公开〔社会公益组织〕"}


def test_a_row_shifted_by_a_column_is_seen() -> None:
    cells = table_3()
    true = [7, 11, 3, 9, 4, 0]
    for column, value in zip(COLUMNS, true, strict=True):
        cells["outcome.partial", column] = value
    repaired(cells)
    for column, value in zip(COLUMNS, [0, *true[:-1]], strict=True):
        cells["outcome.partial", column] = value
    errors = broken(cells)
    assert {c.rule for c in errors} == {"sum.outcome.total"}
    assert {c.suggestion for c in errors} == {"同意部分公开 / 部分公开各数似整体错后一列"}


def test_a_blank_counts_as_nothing_where_the_table_is_filled() -> None:
    cells = table_3()
    zeros = frozenset(cell for cell, value in cells.items() if value == 0 and cell[1] != "total")
    assert zeros
    source = printed(cells, blank=zeros)
    assert [c.message for c in findings(checks(source)) if c.family == "sum"] == []


def test_a_blank_never_makes_an_error() -> None:
    cells = table_3()
    cells["outcome.total", "social"] += 1
    source = printed(cells, blank=frozenset({("outcome.granted", "social")}))
    column = [c for c in findings(checks(source)) if c.rule == "sum.outcome.total"]
    assert column
    assert {(c.verdict, c.severity) for c in column} == {("explained", "warning")}


def test_a_blank_total_is_missing_and_reported_as_such() -> None:
    cells = table_3()
    blank = frozenset((row, "total") for row in ("outcome.granted", "outcome.partial"))
    made = checks(printed(cells, blank=blank))
    assert sum(c.rule == "sum.applicants" and c.verdict == "not_assessable" for c in made) == 2
    assert only(printed(cells, blank=blank), "structure.blank_total").verdict == "violated"
    assert [c.message for c in findings(made) if c.severity == "error"] == []


def test_a_total_of_0_over_filled_parts_is_an_error() -> None:
    source = (
        "@ form=2021\n{10|review.upheld!} {1|review.corrected!} {0|review.other!} {0|review.pending!} {0|review.total!}"
    )
    check = only(source, "sum.review.total")
    assert (check.verdict, check.severity, check.stated, check.expected) == ("violated", "error", (0, 0), (11, 11))
    assert "review.total" in check.metrics
    assert "相差 -11" in check.message


def test_a_missing_cell_is_not_taken_for_0() -> None:
    source = "@ form=2021\n{10|review.upheld!} {1|review.corrected!} {9|review.total!}"
    assert only(source, "sum.review.total").verdict == "not_assessable"


def test_a_printed_subtotal_is_not_added_to_its_rows() -> None:
    cells = table_3()
    denied = [row for row, column in cells if row.startswith("outcome.denied.") and column == "total"]
    for column in ("social", "total"):
        cells["outcome.denied", column] = sum(cells[row, column] for row in denied)
    made = checks(printed(cells))
    assert [c.message for c in findings(made) if c.rule in ("sum.outcome.total", "sum.outcome.denied")] == []
    cells["outcome.denied", "social"] += 1
    assert "sum.outcome.denied" in {rule for rule, _, _ in found(printed(cells))}


def test_one_row_for_other_in_the_2021_form() -> None:
    made = checks(printed(table_3(), form="2021"))
    assert [c.message for c in findings(made) if c.family == "sum"] == []


def test_union_bound_of_channels() -> None:
    source = (
        "@ form=2014\n{14327|proactive.total!} {0|channel.gazette!} {6842|channel.website!} {122|channel.weibo!} "
        "{0|channel.wechat!} {0|channel.other!}"
    )
    check = only(source, "bound.proactive.total")
    assert (check.verdict, check.severity, check.expected) == ("violated", "warning", (6964, 6964))
    assert "7363" in check.message


def test_ten_thousand_times_too_much_is_a_slip_of_the_unit() -> None:
    check = only("@ form=2014\n收取费用{3940万元|fees.collected}。{0.394|fees.collected!}", "conflict.fees.collected")
    assert "相差一万倍" in (check.suggestion or "")
    check = only("@ form=2014\n收取费用{39万元|fees.collected}。{0.394|fees.collected!}", "conflict.fees.collected")
    assert "一万倍" not in (check.suggestion or "")


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("11", "65", False),
        ("589", "535", False),
        ("38", "33", True),
        ("128", "12", True),
        ("12", "21", True),
        ("5", "5", False),
    ],
)
def test_slips_of_the_hand(a: str, b: str, slip: bool) -> None:
    assert one_slip(a, b) is slip
