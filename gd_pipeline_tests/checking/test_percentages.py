"""Shares, rates and growth of printed numbers."""

import pytest

from gd_pipeline.checking.percentages import compared
from gd_pipeline_tests.checking.reports import checks, found, only

LIST = (
    "@ form=2019\n答复{{805件|outcome.total}}。予以及部分公开{{258件|outcome.granted_or_partial}}，占{{{0}}}；"
    "不予公开{{35件|outcome.denied}}，占{{4.34%}}；无法提供{{265件|outcome.unavailable}}，占{{32.9%}}；"
    "不予处理{{158件|outcome.declined}}，占{{19.6%}}。"
)


@pytest.mark.parametrize(
    ("computed", "printed", "decimals", "kind"),
    [
        (12.2998, 12.3, 1, "rounded"),
        (29.427, 29.42, 2, "cut"),
        (4.348, 4.34, 2, "cut"),
        (4.341, 4.35, 2, "adjusted"),
        (12.25, 12.3, 1, "rounded"),
        (12.25, 12.2, 1, "rounded"),
        (32.05, 33.9, 1, "off"),
    ],
)
def test_how_a_printed_share_stands_to_the_computed_one(
    computed: float, printed: float, decimals: int, kind: str
) -> None:
    assert compared((computed, computed), printed, decimals) == kind


def test_a_share_that_fits_no_whole_is_an_error_where_its_siblings_fit_one() -> None:
    made = {c.metrics[0]: c for c in checks(LIST.format("33.9%")) if c.rule == "percentage.share"}
    assert (made["outcome.granted_or_partial"].verdict, made["outcome.granted_or_partial"].severity) == (
        "violated",
        "error",
    )
    assert "32.05%" in made["outcome.granted_or_partial"].message
    assert (made["outcome.denied"].verdict, made["outcome.denied"].severity) == ("explained", "info")
    assert made["outcome.unavailable"].verdict == "holds"


def test_a_lone_share_may_be_one_of_something_else() -> None:
    source = "答复{100件|outcome.total}，同意公开{50件|outcome.granted}，占{33%}。"
    assert only(source, "percentage.share").severity == "warning"


def test_the_share_of_a_number_that_a_line_end_tore_is_no_error() -> None:
    source = (
        "共答复{100件|outcome.total}，其中同意公开{50件|outcome.granted}，占{50%}；"
        "部分公开{30件|outcome.partial}，占{30%}；不予公开{20件|outcome.denied}，占{26%}。"
    )
    torn = source.replace("{20件", "\n{20件")
    wrong = [[c.severity for c in checks(each) if c.verdict == "violated"] for each in (source, torn)]
    assert wrong == [["error"], ["warning"]]


def test_a_share_in_brackets_belongs_to_its_number() -> None:
    source = "答复{200件|outcome.total}，同意公开{50件|outcome.granted}（{25%}）。"
    assert only(source, "percentage.share").verdict == "holds"


def test_growth_is_no_share() -> None:
    source = "答复{200件|outcome.total}，同意公开{50件|outcome.granted}，增长{13%}。"
    assert "percentage.share" not in {c.rule for c in checks(source)}


def test_a_rate_of_hedged_numbers_is_weighed_as_an_interval() -> None:
    source = (
        "共接受办件{6.93万余件|hotline.accepted=69300..69400:余}，"
        "办结{6.23万件|hotline.accepted=62250..62350:rounded}，办结率达{%s}。"
    )
    assert only(source.replace("%s", "90.07%"), "percentage.rate").verdict == "violated"
    assert only(source.replace("%s", "89.9%"), "percentage.rate").verdict == "holds"


def test_a_rate_of_100_beside_what_is_carried_over_is_explained() -> None:
    source = "受理{248件|requests.received}，办结率{100%|requests.closed.rate}，结转{10件|requests.carried_out}。"
    check = only(source, "percentage.closed_rate")
    assert (check.verdict, check.severity) == ("explained", "warning")


@pytest.mark.parametrize(("growth", "verdict"), [("-12.3", "holds"), ("-12.34567", "violated")])
def test_growth_needs_a_whole_number_last_year(growth: str, verdict: str) -> None:
    source = f"受理{{859件|requests.received}}，较去年回落{{12.3%|requests.received.growth={growth}..{growth}}}。"
    decimals = {"-12.3": "12.3%", "-12.34567": "12.34567%"}[growth]
    assert only(source.replace("12.3%|", decimals + "|"), "growth.requests.received").verdict == verdict


def test_growth_may_count_last_years_stock() -> None:
    source = "受理{7件|requests.received}，结转{2件|requests.carried_in}，增长{12.5%|requests.received.growth}。"
    assert only(source, "growth.requests.received").verdict == "holds"


def test_growth_of_two_printed_numbers() -> None:
    source = "@ year=2018\n2018年公开信息{120条}，2017年{100条}，增长{%s}。"
    assert only(source.replace("%s", "20%"), "growth.printed").verdict == "holds"
    assert only(source.replace("%s", "30%"), "growth.printed").verdict == "violated"
    assert [c.rule for c in checks(source.replace("%s", "20%").replace("增长", "下降")) if c.verdict == "violated"] == [
        "growth.printed"
    ]


def test_a_true_list_is_clean() -> None:
    assert [f for f in found(LIST.format("32.05%")) if f[0].startswith("percentage") and f[1] == "violated"] == []


def test_a_share_after_a_nested_list_is_the_outer_parts() -> None:
    source = (
        "公开{75条|proactive.total}，其中机构类{22条|proactive.category#机构类}，含领导{10条|proactive.category#领导}、"
        "机构{12条|proactive.category#机构}，占{29.3%}；其他类{53条|proactive.category#其他类}，占{70.7%}。"
    )
    assert [f for f in found(source) if f[1] == "violated"] == []


def test_growth_by_a_printed_difference() -> None:
    source = "收到申请{89件}，比上年增加{11件}，增长{%s}。"
    assert only(source.replace("%s", "14.1%"), "growth.printed").verdict == "holds"
    assert only(source.replace("%s", "12.4%"), "growth.printed").verdict == "violated"


def test_a_rate_of_replies_is_no_share_of_the_replies() -> None:
    assert "percentage.feasible" not in {c.rule for c in checks("办结{87件}，办结率{97.8%}。")}


@pytest.mark.parametrize(
    ("shares", "verdict", "severity"),
    [
        (("33.34%", "33.33%", "33.33%"), "explained", "info"),
        (("33.34%", "33.33%", "33.3%"), "violated", "info"),
        (("33.33%", "33.33%", "33.33%"), "holds", "error"),
        (("33.32%", "33.33%", "33.33%"), "violated", "warning"),
    ],
)
def test_one_unit_of_the_last_place_is_an_adjustment_only_where_all_add_to_100(
    shares: tuple[str, ...], verdict: str, severity: str
) -> None:
    parts = "；".join(
        f"{name}{{10件|{code}}}，占{{{share}}}"
        for name, code, share in zip(("同意", "部分", "不予"), ("granted", "partial", "denied"), shares, strict=True)
    ).replace("|", "|outcome.")
    first = next(c for c in checks(f"答复{{30件|outcome.total}}，其中{parts}。") if c.rule == "percentage.share")
    assert (first.verdict, first.severity) == (verdict, severity)


def test_a_share_of_several_parts_together_is_not_one_of_the_last() -> None:
    source = (
        "主动公开{200条|proactive.total}，其中动态{60条|proactive.category#动态}，财政{4条|proactive.category#财政}，"
        "{joint}{32%}；公告{56条|proactive.category#公告}，占{28%}；法规{80条|proactive.category#法规}，占{40%}。"
    )
    wrong = [
        [
            c.severity
            for c in checks(source.replace("{joint}", said))
            if c.rule == "percentage.share" and c.verdict == "violated"
        ]
        for said in ("共占", "合计占", "占")
    ]
    assert wrong == [[], [], ["error"]]
