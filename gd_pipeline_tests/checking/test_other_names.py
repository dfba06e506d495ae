"""Another body's name where the issuer's own belongs; names that stand where they may are none."""

import pytest

from gd_pipeline_tests.checking.reports import found

BUREAU = "洪泽区水务局"
TOWN = "蒋坝镇"
RULE = "structure.other_name"
END = "{2024-01-20|date:signed}"


def of_bureau(text: str, preface: str = "") -> list[str]:
    """Rules that find something in the report of a bureau."""
    title = f"{BUREAU}2023年政府信息公开工作年度报告"
    head = f"@ year=2023 code=320813 issuer={BUREAU} level=department title={title}\n{title}\n{preface}\n"
    return [rule for rule, *_ in found(f"{head}#1 一、总体情况 | overview\n{text}")]


@pytest.mark.parametrize(
    "preface",
    [
        "可在清江浦区水务局网站下载。",
        "本报告由淮阴区人民政府办公室编制。",
        "现公布涟水县2023年政府信息公开情况。",
    ],
)
def test_a_preface_of_another_place(preface: str) -> None:
    assert of_bureau("平稳。", preface) == [RULE]


@pytest.mark.parametrize(
    "preface",
    [
        "可在洪泽区人民政府网站下载。",
        "根据淮安市人民政府办公室、江苏省政府办公厅的要求编制。",
        "地址：淮安市洪泽区东七道18号。",
        "与淮阴区相邻。",
        "城区办公室电话不变。",
    ],
)
def test_a_preface_that_names_its_own_place_and_those_above(preface: str) -> None:
    assert of_bureau("平稳。", preface) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2023年，清江浦区水务局收到申请。", [RULE]),
        ("2023年，洪泽区水务局收到申请。", []),
        ("2023年，清江浦区派人来访。", []),
        ("赴清江浦区水务局学习。", []),
        ("2022年，清江浦区水务局来访。", []),
        ("2023年，我镇加强公开。", [RULE]),
        ("对“我镇”栏目作了调整。", []),
    ],
)
def test_the_subject_of_the_year(said: str, expected: list[str]) -> None:
    assert of_bureau(said) == expected


@pytest.mark.parametrize(
    ("signed", "expected"),
    [("清江浦区水务局", [RULE]), (BUREAU, []), ("淮安市洪泽区水务局", []), ("洪泽区水务局办公室", [])],
)
def test_who_signs(signed: str, expected: list[str]) -> None:
    assert of_bureau(f"平稳。\n{signed}\n{END}") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("淮安市洪泽区蒋坝镇人民政府", []),
        ("洪泽区人民政府", []),
        ("淮安市洪泽区黄集街道办事处", [RULE]),
        ("本局", [RULE]),
    ],
)
def test_a_town(said: str, expected: list[str]) -> None:
    head = f"@ year=2023 code=320813 issuer={TOWN} level=town title={TOWN}2023年年度报告\n{TOWN}2023年年度报告\n"
    assert [rule for rule, *_ in found(f"{head}#1 一、总体情况 | overview\n平稳。\n{said}\n{END}")] == expected


def test_who_filled_in_the_table() -> None:
    head = "@ year=2016 code=320831 issuer=金湖县 level=county title=金湖县2016年年度报告\n金湖县2016年年度报告\n"
    assert [rule for rule, *_ in found(f"{head}填报单位（盖章）：盱眙县人民政府办公室")] == [RULE]
    assert found(f"{head}填报单位（盖章）：金湖县人民政府办公室") == []
