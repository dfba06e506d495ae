"""Dates, headings, repetition, conflicts: what concerns a report as a document."""

import re
from dataclasses import replace

import pytest

from gd_pipeline.checking import check_report, findings
from gd_pipeline.checking.contract import finding_json
from gd_pipeline.checking.examples import example
from gd_pipeline_tests.checking.reports import checks, found, only

KEYS = [
    "rule",
    "family",
    "severity",
    "verdict",
    "metrics",
    "applicant",
    "stated",
    "expected",
    "message",
    "suggestion",
    "operands",
    "evidence",
    "fingerprint",
]
TABLE_4 = "{10|review.upheld!} {1|review.corrected!} {0|review.other!} {0|review.pending!}"


def test_a_period_that_ends_before_it_starts() -> None:
    check = only(
        "@ year=2020 period=2020-01-01..2019-12-31\n统计期限为2020年1月1日至2019年12月31日。", "period.reversed"
    )
    assert (check.verdict, check.severity) == ("violated", "error")
    assert "结束早于开始" in check.message
    assert check.suggestion == "结束日期应为2020年12月31日"
    assert check.evidence


@pytest.mark.parametrize(
    ("year", "period", "rules"),
    [
        (2017, "2017-01-01..2017-12-31", set()),
        (2008, "2008-05-01..2008-12-31", set()),
        (2017, "2016-01-01..2016-12-31", {"period.year"}),
        (2017, "2017-01-01..2018-12-31", {"period.year"}),
        (2017, "2017-01-02..2017-12-31", {"period.part_year"}),
        (2019, "2019-03-01..2019-12-31", {"period.part_year"}),
        (2017, "..2017-12-31", set()),
        (2017, "..2016-12-31", {"period.year"}),
    ],
)
def test_periods(year: int, period: str, rules: set[str]) -> None:
    made = findings(checks(f"@ year={year} period={period}\n本报告所列数据。"))
    assert {c.rule for c in made} == rules
    assert "error" not in {c.severity for c in made}


@pytest.mark.parametrize(
    ("year", "verdict"), [(2008, "explained"), (2010, "violated")], ids=["the first report", "a later one"]
)
def test_only_the_first_report_may_cover_years_before_its_own(year: int, verdict: str) -> None:
    source = f"@ year={year} period=2007-05-01..{year}-12-31\n本报告所列数据。"
    assert only(source, "period.year").verdict == verdict


def test_a_body_made_in_the_year_reports_from_then_on() -> None:
    assert only("@ year=2019 period=2019-03-01..2019-12-31\n数据。", "period.part_year").verdict == "explained"


@pytest.mark.parametrize(
    ("year", "level", "day", "verdict"),
    [
        (2017, "department", "2018-03-31", "holds"),
        (2017, "department", "2018-04-01", "violated"),
        (2019, "department", "2020-01-31", "holds"),
        (2019, "department", "2020-02-01", "violated"),
        (2019, "county", "2020-03-31", "holds"),
        (2021, "town", "2022-02-20", "holds"),
    ],
)
def test_deadlines(year: int, level: str, day: str, verdict: str) -> None:
    source = f"@ year={year} level={level} published={day}\n发布日期：{{{day}|date:published}}"
    assert only(source, "deadline.published").verdict == verdict


def test_a_late_page_with_a_timely_signature_was_filled_in_later() -> None:
    source = "@ year=2012 published=2015-06-01\n{2015-06-01|date:published} {2013-03-02|date:signed}"
    assert only(source, "deadline.published").verdict == "explained"


@pytest.mark.parametrize(("role", "verdict"), [("created", "explained"), ("signed", "violated")])
def test_a_page_made_years_later_tells_nothing_of_the_report_unless_that_was_signed_then(
    role: str, verdict: str
) -> None:
    source = f"@ year=2012 published=2015-06-01\n{{2015-06-01|date:published}} {{2015-05-30|date:{role}}}"
    assert only(source, "deadline.published").verdict == verdict


def test_evidence_of_a_date_before_the_end_is_that_date() -> None:
    source = "@ year=2017 period=2017-01-01..2017-12-31 published=2017-11-30\n{2017-11-30|date:published} %s"
    check = only(source % "{2017-10-01|date:signed}", "deadline.before_end")
    assert (check.verdict, [each.text for each in check.evidence]) == ("violated", ["2017-11-30"])


@pytest.mark.parametrize(
    ("role", "name"), [("published", "公布日期"), ("signed", "落款日期"), ("created", "成文或生成日期")]
)
def test_a_late_date_is_called_what_it_is(role: str, name: str) -> None:
    check = only(f"@ year=2017 level=county\n{{2018-05-09|date:{role}}}", "deadline.published")
    assert check.message.startswith(f"{name} 2018-05-09 晚于期限")


def test_without_a_date_nothing_is_said_of_the_deadline() -> None:
    assert only("@ year=2012\n无。", "deadline.published").verdict == "not_assessable"


def test_numbering_restarts_and_parents() -> None:
    source = (
        "#1 一、概述 | overview\n#2 （一）甲 | overview\n#2 （二）乙 | overview\n"
        "#1 二、公开 | proactive\n#2 （一）丙 | proactive\n"
        "#1 一、附表 | statistics\n#1 二、附表 | statistics"
    )
    assert found(source) == []
    doubled = source.replace("（二）乙", "（一）乙")
    assert found(doubled) == [("structure.numbering.doubled", "violated", "warning")]


@pytest.mark.parametrize("numerals", ["（一）（一）（三）", "（一）（三）（三）"])
def test_one_wrong_numeral_is_told_once(numerals: str) -> None:
    words = zip(re.findall("（.）", numerals), "甲乙丙", strict=True)
    source = "#1 一、概述 | overview\n" + "\n".join(f"#2 {numeral}{word} | overview" for numeral, word in words)
    assert found(source) == [("structure.numbering.doubled", "violated", "warning")]


def test_growth_beside_both_numbers_is_told_once() -> None:
    source = "收到申请{48件|requests.received}，比上年增加{8件}，增长{25%|requests.received.growth}。"
    assert [rule for rule, *_ in found(source)] == ["growth.printed"]


def test_a_lost_table_is_told_by_its_section() -> None:
    source = (
        "@ form=2021 year=2022\n#1 二、主动公开政府信息情况 | proactive\n"
        "#1 三、收到和处理情况 | requests\n{3|requests.received!}"
    )
    (check,) = [c for c in findings(checks(source)) if c.rule == "structure.lost_table"]
    assert "主动公开政府信息情况" in check.message


def test_prose_against_table() -> None:
    source = "@ form=2021\n收到申请{21件|requests.received}。{20|requests.received!} {1|requests.carried_in!}"
    assert only(source, "conflict.requests.received").verdict == "holds"
    check = only(source.replace("21件", "25件"), "conflict.requests.received")
    assert (check.verdict, check.stated, check.expected) == ("violated", (25, 25), (20, 20))


def test_a_number_above_a_bound_is_held_to_the_bound_alone() -> None:
    report, text = example("@ form=2021\n收到申请{21件|requests.received}。{500|requests.received!}")
    verdicts = []
    for hedge in (None, "余", "超过"):
        facts = tuple(fact._replace(hedge=hedge) if fact.origin != "table" else fact for fact in report.facts)
        made = check_report(replace(report, facts=facts), text)
        verdicts += [check.verdict for check in made if check.rule == "conflict.requests.received"]
    assert verdicts == ["violated", "violated", "holds"]


def test_a_total_that_its_columns_and_prose_contradict_is_what_is_wrong() -> None:
    source = (
        "@ form=2021\n收到申请{21件|requests.received}。{20|requests.received@natural_person!} "
        "{1|requests.received@commercial!} {%s|requests.received!}"
    )
    check = only(source % 23, "conflict.requests.received")
    assert check.suggestion == "将表格中的总计 23 改为 21（各列之和与文字一致）"
    check = only((source % 21).replace("21件", "23件"), "conflict.requests.received")
    assert check.suggestion == "将文字中的 23 改为 21"


def test_a_narrower_scope_explains_a_difference() -> None:
    source = "@ form=2014\n办公室召开会议{1次|meetings~市政府办}。{3|meetings!}"
    assert only(source, "conflict.meetings").verdict == "explained"


def test_a_subtotal_is_held_against_its_rows_also_where_their_total_is_blank() -> None:
    source = (
        "@ form=2019\n无法提供{265件|outcome.unavailable}。{252|outcome.unavailable.not_held@natural_person!} "
        "{12|outcome.unavailable.not_held@commercial!} {1|outcome.unavailable.not_held@legal_service!} "
        "{|outcome.unavailable.not_held?} {44|outcome.unavailable.needs_creation!} {28|outcome.unavailable.unclear!}"
    )
    check = only(source, "conflict.outcome.unavailable")
    assert (check.verdict, check.expected) == ("violated", (337, 337))
    assert "252 + 12 + 1 + 44 + 28" in check.message


def test_what_is_implied_is_explained() -> None:
    source = "@ form=2019\n复议{7件，均获维持|review.upheld}。{5|review.upheld!}"
    assert only(source, "conflict.review.upheld").verdict == "explained"


def test_all_upheld_is_said_of_the_cases_in_its_sentence() -> None:
    source = (
        "@ form=2021\n%s{3件|litigation.total}，均获维持。{0|litigation.direct.pending!} "
        "{2|review.pending!} {1|review.corrected!}"
    )
    assert only(source % "行政诉讼", "conflict.all_upheld").verdict == "holds"
    both = only(source % "行政复议和行政诉讼", "conflict.all_upheld")
    assert (both.verdict, both.expected) == ("explained", (3, 3))


def test_the_same_noun_twice() -> None:
    source = "建成{529个}村、社区便民服务代办点。全市{%s个}村(社区、居委会)建立便民服务代办点。"
    assert only(source.replace("%s", "526"), "conflict.noun").verdict == "violated"
    assert only(source.replace("%s", "529"), "conflict.noun").verdict == "holds"


def test_different_nouns_are_not_compared() -> None:
    source = "建成{32个}乡镇便民服务中心和{529个}村级便民服务代办点。"
    assert "conflict.noun" not in {c.rule for c in checks(source)}


def test_a_numeral_ends_the_name_of_a_thing() -> None:
    source = "共{25条}二十条政策法规类信息。另有{31条}二十八条政策法规类信息。"
    assert "conflict.noun" not in {c.rule for c in checks(source)}
    assert "conflict.noun" in {c.rule for c in checks(source.replace("二十条", "").replace("二十八条", ""))}


def test_a_finding_keeps_to_the_contract() -> None:
    source = "@ form=2021 code=320813\n" + TABLE_4 + " {0|review.total!}"
    (check,) = findings(checks(source))
    said = finding_json(check)
    assert [key for key in said if key in KEYS] == KEYS
    assert said["stated"] == [0, 0]
    assert said["operands"][1] == {
        "metric": "review.upheld", "applicant": "total", "label": None, "low": 10, "high": 10, "start": 0, "end": 2
    }  # fmt: skip
    assert said["evidence"][0]["text"] == "10"
    assert check.formula == "0 = 10 + 1 + 0 + 0"


def test_a_fingerprint_follows_the_numbers_not_the_place() -> None:
    source = "@ form=2021\n%s" + TABLE_4 + " {%s|review.total!}"

    def mark(before: str, total: int, head: str = "") -> str:
        (check,) = findings(checks((source % (before, total)).replace("form=2021", f"form=2021{head}")))
        return check.fingerprint

    assert mark("", 0) == mark("表四 ", 0)
    assert (
        len({mark("", 0), mark("", 1), mark("", 0, " year=2020"), mark("", 0, " issuer=乙县"), mark("", 0, " code=1")})
        == 5
    )


def test_findings_come_errors_first_then_by_family() -> None:
    source = "@ form=2021 year=2020 period=2020-01-01..2019-12-31\n主动公开信息X条。" + TABLE_4 + " {0|review.total!}"
    assert [c.rule for c in findings(checks(source))] == ["sum.review.total", "period.reversed", "structure.residue"]


@pytest.mark.parametrize(
    ("code", "level", "rules"), [("320800", "prefecture", []), ("320813", "town", ["plausibility.regulations"])]
)
def test_who_makes_regulations(code: str, level: str, rules: list[str]) -> None:
    source = f"@ form=2021 year=2022 code={code} level={level}\n{{2|regulations.made!}} {{9|regulations.in_force!}}"
    assert [rule for rule, *_ in found(source)] == rules


def test_a_number_below_zero_that_reading_left_in_a_table() -> None:
    report, text = example("@ form=2021 year=2022\n{-14|left:not_a_count:} {3|requests.received!}")
    below = replace(report, table_spans=((0, len(text)),))
    assert [check.rule for check in findings(check_report(below, text))] == ["bound.count"]
    assert [check.rule for check in findings(check_report(report, text))] == []
