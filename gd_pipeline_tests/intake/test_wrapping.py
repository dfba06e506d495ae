import pytest

from gd_pipeline.intake import read_bytes

WRAPPED = """    本报告根据条例编制，所列数据的统计期限自2022年1月1日起至2022年12
月31日止。报告由清河市人民政府办公室汇总各部门情况编成，如有疑问请
与本办联系，地址在清河市东大街1号，电话见市政府门户网站公布的号码
，欢迎来电来函提出意见，我们将在规定的期限之内给各位作出答复说明
。
    一、总体情况
    全年主动公开政府信息1136条，其中通过政府门户网站公开的有八百多
条，通过政务新媒体公开的有三百余条，较上一年度有了比较明显的增加
幅度，群众的满意程度也有所提高，全年没有发生泄密的事件和其他情况
"""


def test_lines_broken_at_a_fixed_width_are_joined_into_sentences():
    text = read_bytes(WRAPPED.encode(), "a.txt").text
    assert "统计期限自2022年1月1日起至2022年12月31日止。" in text
    assert "公开的有八百多条" in text
    assert "\n    一、总体情况\n    全年" in text


def test_joined_sentences_lead_back_to_their_source():
    document = read_bytes(WRAPPED.encode(), "a.txt")
    for offset, character in enumerate(document.text):
        if character != "\n":
            assert WRAPPED[document.offsets.to_original(offset)] == character


def test_lines_of_a_list_are_not_joined():
    lines = "\n".join(f"{number}.属于第{number}类内部事务信息的申请数量合计为" for number in range(12))
    assert read_bytes(lines.encode(), "a.txt").text == lines


def test_titles_of_one_length_are_not_joined():
    lines = "\n".join(f"清河市{year}年政府信息公开工作年度报告全文公布" for year in range(2008, 2020))
    assert read_bytes(lines.encode(), "a.txt").text == lines


def test_paragraphs_of_any_length_are_not_joined():
    lines = "\n".join("公开" * count + "工作" for count in (30, 12, 9, 31, 40, 22, 30, 30, 17, 30, 90, 4))
    assert read_bytes(lines.encode(), "a.txt").text == lines


@pytest.mark.parametrize("row", ["  " + "0" * 2 + " " * 40 + "17" + " " * 40 + "26" + " " * 40 + "43", "一  二  " * 12])
def test_rows_wider_than_the_sentences_do_not_hide_their_width(row: str):
    text = read_bytes(f"{WRAPPED}{row}\n".encode(), "a.txt").text
    assert "统计期限自2022年1月1日起至2022年12月31日止。" in text
    assert text.endswith(row.strip()) or row.rstrip() in text


def test_a_paragraph_wider_than_a_page_says_that_nothing_is_wrapped():
    lines = WRAPPED + "公开" * 70
    assert read_bytes(lines.encode(), "a.txt").text.count("\n") == lines.count("\n")
