import pytest

from gd_pipeline.reading.squeezed import squeeze
from gd_pipeline.reading.titles_misread import repaired_lines

RIGHT = "某市2019年政府信息公开工作年度报告"
MISREAD = [
    "某市2019年政府信息公升工作年度报告",
    "某市2019年政府信息公开工作年废报舌",
    "某市2019年政府信息公开工作年度报",
    "某市2019年政府信 息 公升工作年度报告",
]
OTHERS = [
    RIGHT,
    "某市2019年政府信息公开工作自查报告",
    "某市2019年政府信息公开工作季度报告",
    "某市2019年政府信息公开工作月度报告",
    "某市2019年政府信息公开年度报表",
    "某市2019年政府信息公开工作总结",
    "某市2019年政府工作报告",
]


@pytest.mark.parametrize("line", MISREAD)
def test_a_misread_wording_is_put_right(line: str):
    assert [repaired for _, repaired, _ in repaired_lines(squeeze(line))] == [RIGHT]


@pytest.mark.parametrize("line", OTHERS)
def test_other_words_are_none(line: str):
    assert not list(repaired_lines(squeeze(line)))


def test_only_the_top_of_a_text_is_looked_at():
    assert not list(repaired_lines(squeeze("一行\n" * 20 + MISREAD[0])))
    assert not list(repaired_lines(squeeze("某" * 60 + MISREAD[0])))
