import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.intake.markup import without_markup


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("## 一、总体情况", "一、总体情况"),
        ("**主动公开** 12条", "主动公开 12条"),
        (r"1\. 申请 \[2015\]22号 \*", "1. 申请 [2015]22号 *"),
        ("公开&nbsp;12&lt;条&gt;&ldquo;五&rdquo;&#8212;", "公开 12<条>“五”—"),
        ("见[公报](http://a.cn/b_(1).html)第3期", "见公报第3期"),
        ("前![图](x.png)后", "前后"),
        ("<p align='center'>年报</p><!-- 页 3 -->", "年报"),
        ("```\n甲\n```", "\n甲\n"),
        ("AT&T 5 < 6 & 7 # 8", "AT&T 5 < 6 & 7 # 8"),
        ("第#3号 a#b", "第#3号 a#b"),
        ("  # 甲\n    # 乙\n####### 丙\n丁 # 戊\n   ###\t己", "甲\n    # 乙\n####### 丙\n丁 # 戊\n己"),
        ("   # 甲", "甲"),
        ("    # 甲", "    # 甲"),
    ],
)
def test_markup_goes_and_its_words_stay(source, text):
    plain, offsets = without_markup(source)
    assert plain == text
    for offset, character in enumerate(plain):
        if character in source and "&" not in source:
            assert source[offsets.to_original(offset)] == character


def test_a_break_tag_in_running_text_is_a_line_break():
    assert read_bytes("年报<br>一、总体情况<br/>无".encode(), "a.md").text == "年报\n一、总体情况\n无"
