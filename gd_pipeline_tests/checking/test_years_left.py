"""Years of last year's report in this year's: found where nothing else explains them."""

import pytest

from gd_pipeline_tests.checking.reports import found

OPENING = "@ year=2020\n#1 一、概述 | overview\n2020年，全县加强了公开。\n"
REQUESTS = "#1 二、依申请公开情况 | requests\n"
PROBLEMS = "#1 二、存在的主要问题及改进情况 | problems\n"
LAST_YEARS = "2019年，收到申请{3件|left:other_year:requests.received}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{REQUESTS}{LAST_YEARS}。", ["period.section"]),
        (f"{REQUESTS}{LAST_YEARS}，今年收到{{4件|requests.received}}。", []),
        (f"{REQUESTS}{LAST_YEARS}；2020年收到{{4件|requests.received}}。", []),
        (f"{REQUESTS}2019年，全县印发了答复规范。收到申请{{4件|requests.received}}。", []),
        (f"{REQUESTS}收到申请{{4件|requests.received}}。{LAST_YEARS}。", []),
        (f"{REQUESTS}2008年，收到申请{{3件|left:other_year:requests.received}}。", []),
        (f"{PROBLEMS}2019年，公开工作存在更新不及时的问题。", ["period.section"]),
        (f"{PROBLEMS}2019年，公开工作存在的问题，2020年已经解决。", []),
        (f"{PROBLEMS}2019年，全县在评估中名列前茅。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县将进一步加强培训。", ["period.plan"]),
        (f"{PROBLEMS}更新不及时。2020年，全县将公开工作纳入考核。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县拟定了办法，2021年将进一步加强培训。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县将进一步加强培训，明年做好评估。", []),
    ],
)
def test_years_left_standing(body: str, expected: list[str]) -> None:
    assert [rule for rule, *_ in found(OPENING + body)] == expected


def test_this_years_cell_under_another_year() -> None:
    table = "@ form=2021 year=2020\n2020年，全县加强了公开。{36|requests.received!}\n"
    said = "上年共收到申请{36件|left:other_year:requests.received}。"
    assert [rule for rule, *_ in found(table + said)] == ["period.section"]
    assert found(table + said.replace("36", "35")) == []
    assert found(table + said + "2020年收到申请{36件|requests.received}。") == []


@pytest.mark.parametrize(("day", "rules"), [("2021年2月29日", ["period.no_such_day"]), ("2020年2月29日", [])])
def test_days_of_the_calendar(day: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(f"@ year=2020\n{day}印发。{day}施行。")] == rules
