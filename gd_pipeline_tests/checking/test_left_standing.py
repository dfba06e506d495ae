"""What a template or a draft left standing, and what only looks like it."""

import pytest

from gd_pipeline_tests.checking.reports import found

TITLE = "甲县2023年政府信息公开工作年度报告"
RULE = "structure.residue"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("（征求意见稿）", [RULE]),
        ("\n（送审稿）", [RULE]),
        ("【初稿】", [RULE]),
        ("（全文）", []),
        ("\n组织学习《规范（征求意见稿）》。", []),
    ],
)
def test_a_title_that_says_draft(behind: str, expected: list[str]) -> None:
    assert [rule for rule, *_ in found(f"@ year=2023 title={TITLE}\n{TITLE}{behind}\n平稳。")] == expected


@pytest.mark.parametrize(
    "left",
    [
        "收到申请 件，均已答复。",
        "举办发布会  场。",
        "联系（地址：，电话：）。",
        "培训160人（待核实）。",
        "答复申请……件。",
        "没有则填“无”。",
    ],
)
def test_left_to_be_filled_in(left: str) -> None:
    assert [rule for rule, *_ in found(left)] == [RULE]


@pytest.mark.parametrize(
    "said",
    [
        "申请 件数不变。",
        "对待核实的线索逐一核实。",
        "电话：0571-0000000。",
        "宣传“节水……从我做起”。",
        "请根据指南办理。",
        "登记书籍……篇幅不限，做到件件落实……件件办结。",
        "实现信息 条目化。",
        "公开数据（待核实）已撤回。",
        "公布了办公地址：，见附件。",
    ],
)
def test_nothing_is_left(said: str) -> None:
    assert found(said) == []
