"""The statutory form: its sections and their order, its edition, what has to be said."""

import pytest

from gd_pipeline_tests.checking.reports import found

SECTIONS = (
    "#1 一、总体情况 | overview\n平稳。\n",
    "#1 二、主动公开政府信息情况 | proactive\n{1|licensing.decisions!}\n",
    "#1 三、收到和处理政府信息公开申请情况 | requests\n{1|requests.received!}\n",
    "#1 四、政府信息公开行政复议、行政诉讼情况 | review_litigation\n{0|review.total!}\n",
    "#1 五、存在的主要问题及改进情况 | problems\n更新还不够及时。\n",
    "#1 六、其他需要报告的事项 | other\n没有。\n",
)


def told(*sections: str, year: int = 2022) -> list[str]:
    """Rules of the findings about a report of these sections, but for the numerals of its headings."""
    rules = [rule for rule, *_ in found(f"@ form=2021 year={year}\n" + "".join(sections))]
    return [rule for rule in rules if not rule.startswith("structure.numbering")]


@pytest.mark.parametrize("cut", [(0, 6), (1, 6), (0, 5), (0, 4)])
def test_what_a_document_may_have_lost_at_its_ends_is_not_left_out(cut: tuple[int, int]) -> None:
    assert told(*SECTIONS[slice(*cut)]) == []


def test_a_section_is_left_out_once_and_between_others() -> None:
    assert told(*SECTIONS[:4], SECTIONS[5]) == ["structure.missing_section"]
    assert told(*SECTIONS[:4], SECTIONS[5], SECTIONS[4]) == ["structure.section_order"]


def test_a_heading_that_was_taken_for_text_is_there() -> None:
    assert told(*SECTIONS[:4], "存在的主要问题及改进情况：更新还不够及时。\n", SECTIONS[5]) == []


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("无。", ["structure.no_problems"]),
        ("#2 （一）存在的主要问题 | problems\n无\n#2 （二）改进情况 | problems\n无", ["structure.no_problems"]),
        ("本单位不存在问题，将继续保持。", ["structure.no_problems"]),
        ("无专职人员。", []),
        ("#2 （一）存在的主要问题 | problems\n无\n#2 （二）改进情况 | problems\n加强了培训。", []),
        ("#2 （一）存在的主要问题 | problems\n解读较少。\n#2 （二）改进情况 | problems\n无", []),
        ("本单位不存在问题积压，但解读较少。", []),
        ("我局将继续保持。", []),
    ],
)
def test_no_problems(said: str, rules: list[str]) -> None:
    assert told(*SECTIONS[:4], f"#1 五、存在的主要问题及改进情况 | problems\n{said}\n", SECTIONS[5]) == rules


@pytest.mark.parametrize(("year", "rules"), [(2020, []), (2021, ["structure.stale_form"])])
def test_the_form_of_2019_is_stale_from_2021_on(year: int, rules: list[str]) -> None:
    old = "#1 二、主动公开政府信息情况 | proactive\n{1|licensing.items_last_year!}{0|licensing.items_change!}\n"
    assert told(SECTIONS[0], old, *SECTIONS[2:], year=year) == rules


TITLE = "甲局2022年政府信息公开工作年度报告"
SIGNED = "\n{2023-01-20|date:signed}"


def titled(*sections: str) -> list[str]:
    """Rules of the findings about a report with its title and a preface."""
    source = f"@ form=2021 year=2022 title={TITLE}\n{TITLE}\n现公布本局的年度报告。\n" + "".join(sections)
    return [rule for rule, *_ in found(source) if not rule.startswith("structure.numbering")]


def test_the_first_and_the_last_section_are_left_out_where_nothing_is_cut_off() -> None:
    assert titled(*SECTIONS[1:]) == ["structure.missing_section"]
    assert titled("一、平稳。\n", *SECTIONS[1:]) == []
    assert titled("总体情况\n平稳。\n", *SECTIONS[1:]) == []
    assert titled(*SECTIONS[:5], SIGNED) == ["structure.missing_section"]
    assert titled(*SECTIONS[:5]) == []


def test_a_section_whose_table_is_gone_is_not_there_for_a_word_of_it() -> None:
    overview = "#1 一、总体情况 | overview\n依申请公开平稳。\n"
    assert titled(overview, SECTIONS[1], *SECTIONS[3:]) == ["structure.missing_section"]
    assert titled(overview, SECTIONS[1], "{1|requests.received!}\n", *SECTIONS[3:]) == []


def test_a_section_without_a_word_and_two_of_one_name() -> None:
    assert titled(*SECTIONS[:4], "#1 五、存在的主要问题及改进情况 | problems\n", SECTIONS[5]) == [
        "structure.empty_section"
    ]
    twice = SECTIONS[3].replace("四、政府信息公开行政复议、行政诉讼情况", "四、收到和处理政府信息公开申请情况")
    assert "structure.heading_twice" in titled(
        *SECTIONS[:3], twice.replace("review_litigation", "requests"), *SECTIONS[4:]
    )


@pytest.mark.parametrize(
    ("cited", "year", "rules"),
    [
        ("国务院令第492号", 2022, ["structure.stale_citation"]),
        ("国务院令第492号", 2018, []),
        ("国务院令第492号公布、第711号修订", 2022, []),
        ("国办公开办函〔2019〕60号", 2022, ["structure.stale_citation"]),
        ("国办公开办函〔2019〕60号", 2020, []),
        ("国办公开办函〔2019〕60号、国办公开办函〔2021〕30号", 2022, []),
        ("川府发〔2019〕60号", 2022, []),
    ],
)
def test_what_is_cited(cited: str, year: int, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(f"@ year={year}\n依据{cited}编制。")] == rules


@pytest.mark.parametrize(
    "said",
    [
        "答复第1492号提案",
        "本报告可在人民路492号查阅",
        "清理依据国务院令第492号制定的规定",
        "依据条例（国务院令第492号公布，2019年修订）编制",
        "按国办公开办函〔2019〕60号要求规范专栏",
    ],
)
def test_what_else_has_that_number(said: str) -> None:
    assert found(f"@ year=2022\n{said}。") == []


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("来访较上年减少{12人}，增长{24%}。", ["growth.direction"]),
        ("来访较上年增加{12人}（同比下降{24%}）。", ["growth.direction"]),
        ("来访较上年增加{12人}，来电下降{24%}。", []),
        ("来访较上年减少{12人}，下降{24%}。", []),
        ("来访{12人}，下降{25%}。", []),
        ("来访减少{12人}，降幅增加{3%}。", []),
        ("来访减少{12人}（上年增长{3%}）。", []),
        ("窗口增加{12人}，减少{30%}的等候。", []),
    ],
)
def test_number_and_rate_go_the_same_way(said: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(said)] == rules


def test_a_paragraph_printed_twice() -> None:
    long = (
        "全县各级各部门健全工作机制，完善公开目录，规范办理流程，加强平台建设，"
        + "组织业务培训、督促检查，" * 3
        + "平稳有序。"
    )
    head = "#1 一、概述 | overview\n"
    assert [rule for rule, *_ in found(f"{head}{long}\n中间一段。\n{long}")] == ["repetition.paragraph"]
    assert found(f"{head}{long[:40]}。\n{long[:40]}。") == []
    assert found(f"{long}\n{head}{long}") == []


@pytest.mark.parametrize(
    ("cells", "rules"), [("{1|review.upheld!} {0|review.other!}", ["structure.blank_total"]), ("", [])]
)
def test_a_blank_total_of_table_4(cells: str, rules: list[str]) -> None:
    assert [rule for rule, *_ in found(f"@ form=2021 year=2022\n{cells} {{|review.total@total?}}")] == rules
