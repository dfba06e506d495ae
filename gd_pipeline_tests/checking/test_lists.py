"""Lists in prose: which parts belong to which whole, and when they must add to it."""

import pytest

from gd_pipeline_tests.checking.reports import checks, found, only

LEVELS = (
    "查阅场所{589个|reading_points.total}，其中市政府{1个|reading_points.part#市政府}，委办局{72个|reading_points.part#各委办局}，"
    "县级{11个|reading_points.part#县级政府}，乡镇{451个|reading_points.part#乡镇、街道}。"
)
REPLIES = (
    "共答复{482件|outcome.total}。其中，已主动公开{86件|outcome.already_public}；同意公开{245件|outcome.granted}；"
    "部分公开{20件|outcome.partial}；不予公开{38件|outcome.denied}，其余{93件|outcome.other}。"
)
REASONS = (
    "其中，不予公开{38件|outcome.denied}中，涉密及危及稳定{17件|outcome.denied.secrets_and_security}，"
    "非政府信息{4件|outcome.denied.not_government_information}，其他情形{12件|outcome.denied.other_law}。"
)
OFFICE = (
    "@ form=2019\n答复{805件|outcome.total}。予以及部分公开{258件|outcome.granted_or_partial}；"
    "不予公开{35件|outcome.denied}；"
    "无法提供{265件|outcome.unavailable}；不予处理{158件|outcome.declined}；其他{0件|outcome.other}。"
)


def test_parts_that_name_every_level_are_exhaustive() -> None:
    check = only(LEVELS, "sum.reading_points.total")
    assert (check.verdict, check.severity) == ("violated", "error")
    assert "1 + 72 + 11 + 451 = 535" in check.message
    assert "+54" in check.message
    assert "由 11 改为 65" in (check.suggestion or "")
    assert [e.text for e in check.evidence] == ["589个", "1个", "72个", "11个", "451个"]
    assert [o.label for o in check.operands[1:]] == ["市政府", "各委办局", "县级政府", "乡镇、街道"]


def test_a_part_that_is_printed_again_is_added_once() -> None:
    source = (
        "收到申请{60件|requests.received}，其中当面{20件|requests.received.in_person}，"
        "网络{40件|requests.received.online}，网络{40件|requests.received.online}。"
    )
    assert only(source, "sum.requests.received").verdict == "holds"
    other = source.replace("网络{40件|requests.received.online}。", "网络{30件|requests.received.online}。")
    assert only(other, "sum.requests.received").verdict == "violated"


def test_parts_of_some_levels_may_leave_others_out() -> None:
    source = (
        "查阅点{33个|reading_points.total}，其中市政府{1个|reading_points.part#市政府}、"
        "乡镇{20个|reading_points.part#乡镇}。"
    )
    assert only(source, "sum.reading_points.total").verdict == "not_assessable"


def test_a_whole_and_one_of_its_parts_that_is_a_whole_again() -> None:
    made = {c.rule: c for c in checks(REPLIES + REASONS) if c.rule.startswith("sum.outcome")}
    assert made["sum.outcome.total"].verdict == "holds"
    denied = made["sum.outcome.denied"]
    assert (denied.verdict, denied.severity, denied.stated, denied.expected) == (
        "violated",
        "error",
        (38, 38),
        (33, 33),
    )


def test_all_kinds_of_reply_leave_nothing_out() -> None:
    check = only(OFFICE, "sum.outcome.total")
    assert (check.verdict, check.severity, check.expected) == ("violated", "error", (716, 716))


def test_a_number_that_was_not_understood_keeps_a_sum_from_being_an_error() -> None:
    check = only(OFFICE.replace("；无法提供", "；撤回{3件}；无法提供"), "sum.outcome.total")
    assert (check.verdict, check.severity) == ("violated", "warning")


def test_parts_that_add_to_what_was_received_are_explained() -> None:
    source = OFFICE.replace("答复{805件|outcome.total}", "收到{716件|requests.received}，答复{805件|outcome.total}")
    check = only(source, "sum.outcome.total")
    assert (check.verdict, check.severity) == ("explained", "info")


def test_a_nested_list_does_not_count_twice() -> None:
    source = (
        "主动公开{75条|proactive.total}，其中机构职能类{22条|proactive.category#机构职能类}，含机构信息{10条|proactive.category#机构信息}、"
        "领导介绍{12条|proactive.category#领导介绍}；其他类{53条|proactive.category#其他类}。"
    )
    assert only(source, "sum.proactive.total").verdict == "holds"


def test_a_single_of_which_is_a_bound() -> None:
    assert only("发布会{15件|review.total}，其中{12件|review.upheld}维持。", "bound.part").verdict == "holds"


def test_a_channels_bracket_lists_what_went_that_way() -> None:
    listed = "动态{90条|proactive.category#动态}，工程{21条|proactive.category#工程}，其他{9条|proactive.category#其他}"
    source = "公开信息{845条|proactive.total}，其中，平台{120条|channel.website}"
    assert all(rule != "sum.proactive.total" for rule, *_ in found(f"{source}（{listed}）。"))
    assert only(f"{source}，{listed}。", "sum.proactive.total").verdict == "explained"


def test_the_whole_may_follow_its_parts() -> None:
    source = "办理人大建议{431件|proposals.npc}、政协提案{318件|proposals.cppcc}，合计{%s件|proposals.total}。"
    assert only(source % 749, "sum.proposals.total").verdict == "holds"
    assert only(source % 750, "sum.proposals.total").severity == "error"


def test_scopes_are_not_mixed() -> None:
    source = (
        "全市复议{12件|review.total~全市}，市政府维持{1件|review.upheld~市政府}、纠错{1件|review.corrected~市政府}、"
        "其他{0件|review.other~市政府}。"
    )
    assert [rule for rule, _, _ in found(source)] == []


def test_parts_of_another_section_do_not_belong() -> None:
    source = (
        "#1 一、甲 | fees\n复议{9件|review.total}。\n#1 二、乙 | other\n"
        "维持{1件|review.upheld}，其他{1件|review.other}，纠错{1件|review.corrected}。"
    )
    assert [rule for rule, _, _ in found(source)] == []


def test_hedged_parts_meet_their_whole_or_are_explained() -> None:
    source = "培训{900人|staff.total}，专职{500余人|staff.full_time=500..600:余}、兼职{350人|staff.part_time}。"
    check = only(source, "sum.staff.total")
    assert (check.verdict, check.severity) == ("explained", "info")
    far = source.replace("{900人", "{990人")
    assert (only(far, "sum.staff.total").verdict, only(far, "sum.staff.total").severity) == ("violated", "warning")


def test_pending_cases_may_be_left_out_of_the_2014_kinds() -> None:
    source = "复议{9件|review.total}，维持{5件|review.upheld}，纠错{1件|review.corrected}，其他{1件|review.other}。"
    assert (only(source, "sum.review.total").verdict, only(source, "sum.review.total").severity) == (
        "violated",
        "warning",
    )


@pytest.mark.parametrize(("other", "verdict"), [(4, "holds"), (5, "violated")])
def test_applicants_in_prose(other: int, verdict: str) -> None:
    source = (
        "共受理申请{248件|requests.received}。其中自然人的{239件|requests.received@natural_person}、商业企业"
        "{2件|requests.received@commercial}、科研机构{2件|requests.received@research}、法律服务机构"
        f"{{1件|requests.received@legal_service}}、其他{{{other}件|requests.received@other}}。"
    )
    assert only(source, "sum.applicants").verdict == verdict


def test_a_list_without_metrics_ends_with_what_takes_the_rest() -> None:
    source = "账号共{58个}，其中公众号{46个}，微博{6个}，其他平台{6个}，累计清理账号{120个}，精简率达{67%}。"
    assert only(source, "sum.enumeration").verdict == "holds"


SITE = "主动公开{500条|proactive.total}。网站公开{300条|channel.website}，其中动态类{100条|proactive.category#动态类}、"


def test_parts_of_a_nearer_number_are_not_held_against_the_headline() -> None:
    check = only(SITE + "其他类{200条|proactive.category#其他类}。", "sum.proactive.total")
    assert (check.verdict, check.severity) == ("explained", "info")


def test_a_nearer_number_that_may_be_the_whole_keeps_a_sum_from_being_an_error() -> None:
    check = only(SITE + "其他类{190条|proactive.category#其他类}。", "sum.proactive.total")
    assert (check.verdict, check.severity) == ("violated", "warning")


def test_items_of_a_list_that_have_codes_of_their_own_count() -> None:
    source = (
        "主动公开{160条|proactive.total}，其中动态{71条|proactive.category#动态}，解读{9条|response.interpretations}，"
        "重点领域{40条|proactive.key_areas}，公示{24条|proactive.category#公示}，其他{16条|proactive.category#其他}。"
    )
    assert only(source, "sum.proactive.total").verdict == "holds"
    check = only(source.replace("{160条", "{170条"), "sum.proactive.total")
    assert (check.verdict, check.severity) == ("violated", "warning")


CLASSES = (
    "主动公开{100条|proactive.total}，其中动态类{30条|proactive.category#动态类}，"
    "公告类二十{2|proactive.category#公告类}\n六条，其他类{44条|proactive.category#其他类}。"
)


def test_a_number_that_a_line_end_tore_keeps_a_sum_from_being_an_error() -> None:
    check = only(CLASSES, "sum.proactive.total")
    assert (check.verdict, check.severity) == ("violated", "warning")
    assert only(CLASSES.replace("二十{2|", "{26条|").replace("}\n六条", "}"), "sum.proactive.total").verdict == "holds"


@pytest.mark.parametrize(("before", "verdict"), [(8, "violated"), (48, "explained")])
def test_a_small_number_before_a_list_agrees_with_it_by_chance(before: int, verdict: str) -> None:
    source = (
        f"召开会议{{{before}次}}。收到复议{{60件|review.total}}，维持{{{before - 3}件|review.upheld}}，"
        "纠正{2件|review.corrected}，其他{1件|review.other}。"
    ).replace("60件", f"{before + 1}件")
    assert only(source, "sum.review.total").verdict == verdict


@pytest.mark.parametrize("kind", ["direct", "after_review"])
def test_suits_of_prose_add_up_as_those_of_table_4(kind: str) -> None:
    parts = "、".join(
        f"{word}{{{number}件|litigation.{kind}.{part}}}"
        for word, number, part in (("维持", 5, "upheld"), ("纠正", 1, "corrected"), ("其他", 0, "other"))
    )
    source = f"@ form=2021\n行政诉讼{{%s件|litigation.{kind}.total}}，{parts}、未结{{2件|litigation.{kind}.pending}}。"
    assert only(source % 8, f"sum.litigation.{kind}.total").verdict == "holds"
    assert only(source % 9, f"sum.litigation.{kind}.total").severity == "error"


def test_a_further_count_behind_the_list_keeps_a_sum_from_being_an_error() -> None:
    source = (
        "主动公开{190条|proactive.total}。其中机构类{30条|proactive.category#机构类}；公告类{50条|proactive.category#公告类}；"
        "其他类{20条|proactive.category#其他类}；%s"
    )
    assert only(source % "手机报{80条}。", "sum.proactive.total").severity == "warning"
    assert only(source % "手机报{90条}。", "sum.proactive.total").verdict == "holds"
    assert only(source % "简报{80篇}。", "sum.proactive.total").severity == "error"
