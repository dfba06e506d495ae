"""A report against the issuer's report of the year before."""

import pytest

from gd_pipeline.checking import findings
from gd_pipeline.checking.finding import Check
from gd_pipeline_tests.checking.reports import COLUMNS, checks

CARRY = "carry.requests.carried_in"


def pair(
    now: str, then: str, head: str = "", last: str = "", form: str = "2021", year: int = 2024
) -> tuple[Check, ...]:
    return checks(f"@ form={form} year={year} {head}\n{now}\n---\n@ form={form} year={year - 1} {last}\n{then}")


def row(metric: str, *values: int) -> str:
    """A row of table 3: the six applicants, then their total."""
    cells = zip((*COLUMNS, "total"), (*values, sum(values)), strict=True)
    return " ".join(f"{{{value}|{metric}@{column}!}}" for column, value in cells)


def verdicts(made: tuple[Check, ...], rule: str) -> dict[str | None, str]:
    return {check.applicant: check.verdict for check in made if check.rule == rule}


@pytest.mark.parametrize(
    ("period", "found"), [("2020-01-01..2020-12-31", True), ("2020-01-01..2020-06-30", False)], ids=["year", "half"]
)
def test_part_of_a_year_is_not_held_against_whole_ones(period: str, found: bool) -> None:
    now, *then = [f"@ year={year}\n公开{{{130 + year}条|proactive.total}}。" for year in range(2020, 2015, -1)]
    now = now.replace("\n", f" period={period}\n").replace("2150", "1300000")
    made = {check.rule for check in findings(checks("\n---\n".join([now, *then])))}
    assert ("plausibility.history" in made) is found


def test_what_was_carried_out_is_carried_in_by_every_applicant() -> None:
    made = pair(row("requests.carried_in", 5, 1, 0, 0, 0, 0), row("requests.carried_out", 5, 1, 0, 0, 0, 0))
    assert verdicts(made, CARRY) == dict.fromkeys((None, *COLUMNS), "holds")


def test_one_wrong_applicant_is_one_alert_that_names_the_column_and_what_it_should_be() -> None:
    made = pair(row("requests.carried_in", 7, 1, 0, 0, 0, 0), row("requests.carried_out", 5, 1, 0, 0, 0, 0))
    (check,) = [c for c in made if c.verdict == "violated"]
    assert (check.rule, check.applicant, check.severity) == (CARRY, "natural_person", "warning")
    assert (check.stated, check.expected) == ((7, 7), (5, 5))
    assert "由 7 改为 5" in (check.suggestion or "")
    assert [operand.report for operand in check.operands] == [None, "r1"]
    assert [(evidence.text, evidence.report) for evidence in check.evidence] == [("7", None), ("5", "r1")]
    (total,) = [c for c in made if c.rule == CARRY and c.applicant is None]
    assert total.verdict == "explained"
    assert "自然人" in total.message


def test_a_total_that_no_column_accounts_for_is_the_alert() -> None:
    made = pair("{9|requests.carried_in!}", "{6|requests.carried_out!}")
    assert verdicts(made, CARRY) == {None: "violated"}


def test_applicants_that_were_told_apart_differently_are_explained() -> None:
    made = pair(row("requests.carried_in", 4, 2, 0, 0, 0, 0), row("requests.carried_out", 5, 1, 0, 0, 0, 0))
    found = verdicts(made, CARRY)
    assert found[None] == "holds"
    assert found["natural_person"] == found["commercial"] == "explained"


@pytest.mark.parametrize(
    ("head", "last", "year", "reason"),
    [
        ("scope=AGG", "scope=OWN", 2024, "范围不同"),
        ("", "period=2023-04-01..2023-12-31", 2024, "不是完整年度"),
        ("issuer=市场监督管理局 id=x level=department", "issuer=工商行政管理局 id=x", 2019, "机构改革"),
    ],
    ids=["scope", "part year", "renamed in a reform"],
)
def test_legitimate_reasons_explain(head: str, last: str, year: int, reason: str) -> None:
    made = pair("{9|requests.carried_in!}", "{6|requests.carried_out!}", head, last, year=year)
    (check,) = findings(made)
    assert (check.rule, check.verdict, check.severity) == (CARRY, "explained", "info")
    assert reason in check.message


def test_the_first_year_of_the_form_has_nothing_to_go_on_from() -> None:
    now = "@ form=2019 year=2019\n{9|requests.carried_in!}"
    made = checks(f"{now}\n---\n@ form=2014 year=2018\n收到申请{{5件|requests.received}}。")
    assert verdicts(made, CARRY) == {None: "not_assessable"}
    made = checks(f"{now}\n---\n@ form=narrative year=2018\n结转{{5件|requests.carried_out}}。")
    assert verdicts(made, CARRY) == {None: "explained"}


@pytest.mark.parametrize(
    ("year", "level", "verdict"),
    [(2024, "department", "explained"), (2022, "department", "violated"), (2024, "county", "violated")],
)
def test_a_reform_counts_in_its_years_for_those_that_it_moves(year: int, level: str, verdict: str) -> None:
    last = "因机构改革合并。{6|requests.carried_out!}"
    made = pair("{9|requests.carried_in!}", last, head=f"level={level}", year=year)
    assert verdicts(made, CARRY) == {None: verdict}


@pytest.mark.parametrize(("in_force", "verdict"), [(12, "holds"), (10, "explained"), (14, "violated")])
def test_a_cleanup_explains_a_stock_that_is_too_small_not_one_that_is_too_large(in_force: int, verdict: str) -> None:
    code = "normative_documents"
    now = f"开展行政规范性文件清理。{{4|{code}.made!}} {{2|{code}.repealed!}} {{{in_force}|{code}.in_force!}}"
    made = pair(now, f"{{10|{code}.in_force!}}")
    assert verdicts(made, f"stock.{code}.in_force") == {None: verdict}


def test_the_stock_as_it_should_be_is_last_years_with_made_and_without_repealed() -> None:
    code = "normative_documents"
    made = pair(f"{{4|{code}.made!}} {{2|{code}.repealed!}} {{13|{code}.in_force!}}", f"{{10|{code}.in_force!}}")
    (check,) = findings(made)
    assert (check.stated, check.expected) == ((13, 13), (12, 12))


def test_last_years_items_and_their_change_are_this_years_last() -> None:
    made = pair(
        "{9|licensing.items_last_year!}", "{10|licensing.items_last_year!} {-2|licensing.items_change!}", form="2019"
    )
    assert verdicts(made, "stock.licensing.items_last_year") == {None: "violated"}


def test_hedged_numbers_agree_where_their_intervals_meet() -> None:
    made = pair(
        "上年结转{50余件|requests.carried_in=50..60:余}。",
        "结转下年{55件|requests.carried_out}。",
        form="narrative",
        year=2018,
    )
    assert verdicts(made, CARRY) == {None: "holds"}


@pytest.mark.parametrize(
    ("growth", "then", "verdict"),
    [
        ("25%", "{80件|requests.received}", "holds"),
        ("25%", "{60件|requests.received}，上年结转{20件|requests.carried_in}", "holds"),
        ("25.1%", "{80件|requests.received}", "violated"),
    ],
)
def test_growth_is_held_against_what_last_year_printed(growth: str, then: str, verdict: str) -> None:
    now = f"收到申请{{100件|requests.received}}，增长{{{growth}|requests.received.growth}}。"
    assert verdicts(pair(now, then, form="narrative", year=2018), "growth.last_year") == {None: verdict}


def test_a_number_in_yuan_or_percent_is_not_recalled() -> None:
    now = "去年收取{120元|left:last_year:fees.collected}。"
    assert not verdicts(pair(now, "{1万元|fees.collected}", form="narrative", year=2018), "conflict.last_year")


def test_the_finding_stays_the_same_while_the_numbers_do() -> None:
    def prints(last: int, words: str = "") -> list[str]:
        made = pair(f"{words}{{9|requests.carried_in!}}", f"{{{last}|requests.carried_out!}}")
        return [check.fingerprint for check in made if check.verdict == "violated"]

    assert prints(6) == prints(6, words="统计期限为全年。")
    assert prints(6) != prints(7)
