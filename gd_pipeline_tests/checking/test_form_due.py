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
