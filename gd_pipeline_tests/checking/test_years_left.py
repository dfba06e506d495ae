"""Years of last year's report in this year's: found where nothing else explains them."""

import pytest

from gd_pipeline_tests.checking.reports import found

OPENING = "@ year=2020\n#1 一、概述 | overview\n2020年，全县加强了公开。\n"
REQUESTS = "#1 二、依申请公开情况 | requests\n"
LOOKS_BACK = "#2 （一）2019年问题的落实 | problems\n"
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
        (f"{REQUESTS}2019年，全县未收到申请。", ["period.section"]),
        ("#1 二、其他需要报告的事项 | other\n2019年，全县未收取信息处理费。", ["period.section"]),
        (f"{REQUESTS}2008年，收到申请{{3件|left:other_year:requests.received}}。", []),
        (f"{PROBLEMS}2019年，公开工作存在更新不及时的问题。", ["period.section"]),
        (f"{PROBLEMS}2019年，公开工作存在的问题，2020年已经解决。", []),
        (f"{PROBLEMS}2019年，全县在评估中名列前茅。", []),
        (f"{PROBLEMS}2019年，公开工作存在更新不及时的问题，目前整改完毕。", []),
        (f"{LOOKS_BACK}2019年，公开工作存在更新不及时的问题。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县将进一步加强培训。", ["period.plan"]),
        (f"{PROBLEMS}更新不及时。2020年，全县将加强队伍建设。", ["period.plan"]),
        (f"{PROBLEMS}更新不及时。2020年，全县计划进一步丰富栏目。", ["period.plan"]),
        (f"{PROBLEMS}更新不及时。2020年，全县将创新解读方式。", ["period.plan"]),
        (f"{PROBLEMS}存在问题：更新不及时。改进措施：2020年建立的机制将进一步完善。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县将公开工作纳入考核。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县拟定了办法，2021年将进一步加强培训。", []),
        (f"{PROBLEMS}更新不及时。2020年，全县将进一步加强培训，明年做好评估。", []),
    ],
)
def test_years_left_standing(body: str, expected: list[str]) -> None:
    assert [rule for rule, *_ in found(OPENING + body)] == expected


@pytest.mark.parametrize(
    "said",
    [
        "按照年初计划，全县培训{5次}",
        "全县拟定了培训计划",
        "我局计划生育信息公开得很全",
        "全县将重点领域信息全部公开",
        "全县将以往栏目整合",
        "全县将着力点放在解读上",
        "全县将加强培训作为重点",
        "全县将加强培训列为重点",
        "全县将加强培训和检查，办班{5次}",
        "更新不够及时，将进一步改进",
        "解读不多，下一步将加强解读",
    ],
)
def test_what_was_done_or_is_wanting_is_no_plan(said: str) -> None:
    assert found(f"{OPENING}{PROBLEMS}更新不及时。2020年，{said}。") == []


@pytest.mark.parametrize("heading", ["（一）上年结转申请办理情况", "（一）2019年的申请"])
def test_sections_that_look_back(heading: str) -> None:
    counted = "#2 {} | requests\n{}。"
    assert found(OPENING + REQUESTS + counted.format(heading, LAST_YEARS)) == []
    assert found(OPENING + REQUESTS + counted.format("（一）收到申请", f"{LAST_YEARS}，结转办理")) == []
    assert found(OPENING + REQUESTS + counted.format("（一）收到申请", LAST_YEARS)) != []


def test_this_years_cell_under_another_year() -> None:
    table = "@ form=2021 year=2020\n2020年，全县加强了公开。{36|requests.received!}\n"
    said = "上年共收到申请{36件|left:other_year:requests.received}。"
    assert [rule for rule, *_ in found(table + said)] == ["period.section"]
    assert found(table + said.replace("36", "35")) == []
    assert found(table + said + "2020年收到申请{36件|requests.received}。") == []


@pytest.mark.parametrize(("day", "rules"), [("2021年2月29日", ["period.no_such_day"]), ("2020年2月29日", [])])
def test_days_of_the_calendar(day: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(f"@ year=2020\n{day}印发。{day}施行。")] == rules


@pytest.mark.parametrize(
    ("overview", "expected"),
    [
        ("2019年，全县坚持以公开促落实。", ["period.section"]),
        ("2019年，全县的问题得到整改。", []),
        ("2018年以来，全县连续三年公开会议纪要。", []),
        ("2019年，全县试行新规。今年全面推开。", []),
    ],
)
def test_an_overview_of_last_year(overview: str, expected: list[str]) -> None:
    source = (
        f"@ year=2020\n#1 一、概述 | overview\n{overview}\n#1 二、主动公开情况 | proactive\n2020年，全县加强了公开。"
    )
    assert [rule for rule, *_ in found(source)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("现公布甲县2015年政府信息公开工作年度报告。\n#1 一、概述 | overview\n平稳。", ["period.named"]),
        ("现公布甲县2016年政府信息公开工作年度报告。\n#1 一、概述 | overview\n平稳。", []),
        ("这是编制了2008年政府信息公开年度报告以来的第九份。\n#1 一、概述 | overview\n平稳。", []),
        ("现公布历年的报告（含2015年政府信息公开年度报告）。\n#1 一、概述 | overview\n平稳。", []),
        ("现将《甲县2015年政府信息公开年度报告》整改情况公布。\n#1 一、概述 | overview\n平稳。", []),
        ("现公布本报告，2015年政府信息公开年度报告见网站。\n#1 一、概述 | overview\n平稳。", []),
        ("现将自2008年政府信息公开年度报告发布以来的情况公布。\n#1 一、概述 | overview\n平稳。", []),
        ("现公布本报告和2015年政府信息公开年度报告。\n#1 一、概述 | overview\n平稳。", []),
        ("与2015年度政府信息公开情况统计表相比，有所增加。", []),
        ("2015年度政府信息公开情况统计表已归档。", []),
        ("较上年政府信息公开情况统计表（2015年度）", []),
        ("按2015年政府信息公开工作年度报告的格式编制。\n#1 一、概述 | overview\n平稳。", []),
        ("#1 一、概述 | overview\n现公布甲县2015年政府信息公开工作年度报告之后，社会反响良好。", []),
        ("2015年度政府信息公开情况统计表", ["period.named"]),
        ("政府信息公开情况统计表（2015年度）\n政府信息公开情况统计表（2016年度）", []),
        ("政府信息公开情况统计表2015年印发", []),
    ],
)
def test_the_year_of_preface_and_table(text: str, expected: list[str]) -> None:
    assert [rule for rule, *_ in found(f"@ year=2016\n{text}")] == expected
