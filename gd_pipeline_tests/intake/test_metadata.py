import pytest

from gd_pipeline.intake import read_bytes

BODY = (
    "清河市2016年政府信息公开工作年度报告\n"
    "本报告根据条例编制，全年主动公开政府信息1136条，受理申请21件，均已答复，特此报告如下。"
)


def test_what_a_page_says_of_its_machinery_is_no_metadata():
    names = ("generator", "Keywords", "viewport", "robots", "PubDate", "ContentSource")
    named = "".join(f'<meta name="{name}" content="2017-03-20">' for name in names)
    page = f"<html><head><title>年报</title>{named}</head><body>{BODY}</body></html>"
    assert read_bytes(page.encode(), "a.html").metadata == {
        "title": "年报", "PubDate": "2017-03-20", "ContentSource": "2017-03-20"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "metadata"),
    [
        ("索引号：0083/2017-001 发布机构：市政府办", {"索引号": "0083/2017-001", "发布机构": "市政府办"}),
        ("文 号： 关键词：", {"文号": "", "关键词": ""}),
        ("来 源：市政府办　　发布时间：2017-03-20 16:05", {"来源": "市政府办", "发布时间": "2017-03-20 16:05"}),
        ("【发布日期：2017-03-20】【浏览次数：12】", {"发布日期": "2017-03-20"}),
        (
            "索引号\t0083-1\t发布机构\t\t发布日期\t2017-03-20",
            {"索引号": "0083-1", "发布机构": "", "发布日期": "2017-03-20"},
        ),
        ("发布日期：\n2017-03-20", {"发布日期": "2017-03-20"}),
        ("文号：\n清府〔2017〕3号", {"文号": ""}),
        ("审核人：王某 填报人：李某 填报日期：2017年3月2日", {"审核人": "王某", "填报日期": "2017年3月2日"}),
        ("| 索引号: | 0083-1 | 发布机构: | 市政府办 |", {"索引号": "0083-1", "发布机构": "市政府办"}),
        ("时间：2017-03-20 字号：大 中 小", {"时间": "2017-03-20"}),
        ("[ 索引号 ]\t0083-1\t[ 发布机构 ]\t市政府办", {"索引号": "0083-1", "发布机构": "市政府办"}),
        ("发布单位\t科技城(大桥镇)\t发布日期\t2019-03-29", {"发布单位": "科技城(大桥镇)", "发布日期": "2019-03-29"}),
        ("(来源：市政府办)", {"来源": "市政府办"}),
        ("本报告时间：全年", {}),
    ],
)
def test_rows_of_labels_are_read_and_stay_in_the_text(rows, metadata):
    document = read_bytes(f"{rows}\n{BODY}".encode(), "a.txt")
    assert document.metadata == metadata
    assert document.text.endswith(BODY)
    assert all(value in document.text for value in metadata.values())


def test_a_label_keeps_its_first_value_that_is_not_empty():
    document = read_bytes(f"来源：\n{BODY}\n来源：市政府办".encode(), "a.txt")
    assert document.metadata["来源"] == "市政府办"


def test_a_label_inside_a_sentence_is_no_row():
    text = (
        f"{BODY}\n{BODY}\n数据来源：本级各部门报送，统计时间：全年，由办公室汇总编制，经过主要负责同志审定以后公布。\n{BODY}\n"
        * 8
    )
    assert read_bytes(text.encode(), "a.txt").metadata == {}


def test_a_table_of_labels_is_no_grid():
    page = "<table><tr><td>索引号</td><td>0083-1</td><td>发布机构</td><td>市政府办</td></tr><tr><td>文号</td><td></td>"
    page += f"<td>发布日期</td><td>2017-03-20</td></tr></table><p>{BODY}</p>"
    document = read_bytes(page.encode(), "a.html")
    assert document.grids == ()
    assert document.metadata == {"索引号": "0083-1", "发布机构": "市政府办", "文号": "", "发布日期": "2017-03-20"}
    assert document.text.startswith("索引号\t0083-1\t发布机构\t市政府办\n文号\t\t发布日期\t2017-03-20\n")
