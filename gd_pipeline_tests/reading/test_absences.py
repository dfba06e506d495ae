"""Sections whose few words say that there was nothing of what their heading names."""

import pytest

from gd_pipeline.reading.narrative import read_narrative
from gd_pipeline.reading.sections import read_sections

BOTH = {"review.total", "litigation.total"}


@pytest.mark.parametrize(
    ("heading", "body", "metrics"),
    [
        ("依申请公开政府信息情况", "今年以来未收到。", {"requests.received"}),
        ("依申请公开政府信息情况", "2012年未发生。", {"requests.received"}),
        ("行政复议、行政诉讼情况", "我局2012年均未发生。", BOTH),
        ("行政复议、行政诉讼情况", "均为0。", BOTH),
        ("收费及减免情况", "0元", {"fees.collected"}),
        ("收费及减免情况", "全年未收取任何费用。", {"fees.collected"}),
        ("行政复议、行政诉讼情况", "未发生重大情况。", set()),
        ("行政复议、行政诉讼情况", "0.5件", set()),
        ("依申请（qǐng）公开（kāi）信息收费情况", "2012年，我镇未收取任何费用。", {"fees.collected"}),
        ("行政诉讼情况", "本机关未收到任何申请。", {"requests.received"}),
    ],
)
def test_a_section_of_a_denial_alone(heading: str, body: str, metrics: set[str]) -> None:
    """Each metric that the heading names is said to be 0, once."""
    text = f"一、概述\n一切顺利，运行平稳。\n三、{heading}\n{body}\n四、存在的问题\n人手不足。\n"
    facts = read_narrative(text, read_sections(text), (), 2012).facts
    assert sorted((fact.metric, fact.low) for fact in facts) == sorted((metric, 0) for metric in metrics)
