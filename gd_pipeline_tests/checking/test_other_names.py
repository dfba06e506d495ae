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
        "借鉴清江浦区政府、江苏省昆山市政府信息公开经验。",
        "由洪泽区水务局、淮安区水务局联合办公室编制。",
        "（地址：淮安市清江浦区政府信息公开大厅）",
        "查阅点在清江浦区政府大楼旁的政务大厅。",
        "参照昆山市政府信息公开年度报告的体例编制。",
        "包括原清河区政府信息公开数据。",
        "本报告格式采用昆山市政府信息公开年度报告样式。",
        "可登录淮安市政府门户网站、淮阴区政府门户网站等查阅。",
        "可在清江浦区政府大院领取。",
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
        ("2023年，清江浦区水务局来我局交流。", []),
        ("2023年，清江浦区水务局收到来水。", []),
        ("2023年，清江浦区水务局收到我局移交的申请。", []),
        ("2023年，清江浦区水务局、洪泽区水务局收到申请。", []),
        ("2023年，我镇加强公开。", [RULE]),
        ("我乡镇供水网络完善。", []),
        ("今年我镇居民来信。", []),
        ("内容为：我镇水库移民补助。", []),
        ("群众来信，我镇水库水位下降。", []),
        ("我局公开，我局落实，我局推进，我镇支持。", []),
        ("我局公开，我镇支持。", [RULE]),
        ("对“我镇”栏目作了调整。", []),
    ],
)
def test_the_subject_of_the_year(said: str, expected: list[str]) -> None:
    assert of_bureau(said) == expected


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("清江浦区水务局", [RULE]),
        (BUREAU, []),
        ("淮安市洪泽区水务局", []),
        ("洪泽区水务局办公室", []),
        ("抄送：清江浦区水务局", []),
    ],
)
def test_who_signs(signed: str, expected: list[str]) -> None:
    assert of_bureau(f"平稳。\n{signed}\n{END}") == expected


def of_town(town: str, said: str) -> list[str]:
    """Rules that find something in the report of a town or street office."""
    title = f"{town}2023年年度报告"
    head = f"@ year=2023 code=320813 issuer={town} level=town title={title}\n{title}\n"
    return [rule for rule, *_ in found(f"{head}#1 一、总体情况 | overview\n平稳。\n{said}\n{END}")]


@pytest.mark.parametrize(
    ("town", "said", "expected"),
    [
        ("徐汇区漕河泾街道办事处", "上海市徐汇区人民政府漕河泾街道办事处", []),
        ("徐汇区漕河泾街道办事处", "上海市徐汇区人民政府康健街道办事处", [RULE]),
        ("黄花塘镇", "盱眙县人民政府黄花塘镇党政办公室", []),
        ("石牌街", "广州市天河区人民政府石牌街道办事处", []),
        ("北京街道", "北京街办事处", []),
        ("芭蕉乡", "恩施市芭蕉侗族乡人民政府", []),
        ("鲍集镇", "盱眙县鮑集镇人民政府", []),
        ("蒋坝镇", "蒋坝镇人民政府 黄集街道办事处", []),
        ("蒋坝镇", "抄送：黄集街道办事处", []),
    ],
)
def test_what_a_town_is_called_in_law(town: str, said: str, expected: list[str]) -> None:
    assert of_town(town, said) == expected


@pytest.mark.parametrize("said", ["本局域网已建成。", "转办单注明：我局已答复。", "我镇，我镇，我镇，我局。"])
def test_what_a_town_says_of_others(said: str) -> None:
    assert of_town(TOWN, said) == []


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
    assert of_town(TOWN, said) == expected


def test_who_filled_in_the_table() -> None:
    head = "@ year=2016 code=320831 issuer=金湖县 level=county title=金湖县2016年年度报告\n金湖县2016年年度报告\n"
    assert [rule for rule, *_ in found(f"{head}填报单位（盖章）：盱眙县人民政府办公室")] == [RULE]
    assert found(f"{head}填报单位（盖章）：金湖县人民政府办公室") == []
    assert found(f"{head}填报单位：办公室，与盱眙县人民政府核对") == []
