import pytest

from gd_pipeline.catalog.furniture import FurnitureRule, furniture_rules, words_of
from gd_pipeline.catalog.loader import CatalogError, load_rows, read_text
from gd_pipeline.intake import read_bytes

BODY = (
    "清河市2016年政府信息公开工作年度报告\n"
    "本报告根据条例编制，全年主动公开政府信息1136条，受理申请21件，均已答复，特此报告如下。"
)


def read(text):
    return read_bytes(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("当前位置：首页 > 政府信息公开 > 年报 > 清河市", "breadcrumb"),
        ("您现在的位置 : 首页>>政务公开", "breadcrumb"),
        ("首页 -> 政府信息 -> 2016年", "breadcrumb"),
        ("首页 / 信息公开 / 年报", "breadcrumb"),
        ("【 字体大小：大 中 小 】 打印本页 关闭窗口", "control"),
        ("打印文章 关闭窗口", "control"),
        ("访问量: 1234", "control"),
        ("分享到： 微信 新浪微博", "control"),
        ("扫一扫在手机打开当前页", "control"),
        ("无障碍  长者模式  繁體版", "control"),
        ("上一篇：清河市2015年政府信息公开工作年度报告", "control"),
        ("请输入关键字进行搜索", "search"),
        ("主办单位：清河市人民政府办公室", "footer"),
        ("网站标识码：3600000001 赣ICP备05000001号", "footer"),
        ("版权所有：清河市人民政府", "footer"),
        ("首页 政务公开 互动交流 专题专栏", "menu"),
        ("澳门新葡京_真人娱乐_棋牌", "banner"),
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_line_of_the_page_is_set_apart_whole(line, kind, place):
    document = read(f"{line}\n{BODY}" if place == "above" else f"{BODY}\n{line}")
    assert document.text == BODY
    assert [(piece.kind, piece.text) for piece in document.furniture] == [(kind, line.strip())]
    assert document.furniture[0].start == (0 if place == "above" else len(BODY) + 1)


@pytest.mark.parametrize(
    "line",
    [
        "政府信息公开工作年度报告",
        "政府信息公开年报",
        "清河市人民政府办公室",
        "永利镇2012年信息公开年报",
        "我局公开银河计划信息 12 条",
        "2,873",
        "0",
        "一、概述",
        "（2017年3月20日）",
        "联系电话：0795-6600000",
        "打印政府公报 300 册",
        "通过微博公开 12 条 > 上年 8 条",
        "发布日期：2017-03-20",
    ],
)
def test_a_line_that_may_be_the_report_stays(line):
    assert read(f"{line}\n{BODY}\n{line}").text == f"{line}\n{BODY}\n{line}"


def test_only_phrases_that_no_report_prints_go_from_its_midst():
    text = f"{BODY}\n打印本页\n微博\n0\n网站\n6842\n收藏\n{BODY}"
    document = read(text)
    assert document.text == text.replace("打印本页\n", "")


def test_breadcrumbs_one_piece_a_line_go_and_the_title_stays():
    document = read(f"首页\n>\n政务公开\n>\n{BODY}")
    assert document.text == BODY
    assert {piece.kind for piece in document.furniture} == {"breadcrumb"}


def test_a_menu_is_known_by_its_company():
    assert read(f"公开指南\n公开制度\n依申请公开\n{BODY}").text == BODY
    assert read(f"依申请公开\n{BODY}").text == f"依申请公开\n{BODY}"


def test_a_table_of_contents_is_set_apart():
    document = read(f"一、概述{'.' * 30}1\n二、主动公开情况{'…' * 12}3\n{BODY}")
    assert document.text == BODY
    assert [piece.kind for piece in document.furniture] == ["contents", "contents"]


def test_numbers_of_pages_are_set_apart():
    assert read(f"{BODY}\n- 3 -\n二、概况\n第 4 页 共 5 页\n{BODY}").text == f"{BODY}\n二、概况\n{BODY}"


def test_a_page_of_nothing_but_furniture_is_empty():
    assert read("首页 政务公开 互动交流\n打印 关闭").quarantine.reason == "empty"


def test_a_hundred_thousand_lines_of_menu_are_no_burden():
    assert read("首页\n" * 100_000 + BODY).text.endswith(BODY)


def test_rules_name_known_kinds_and_hold_no_word_twice():
    for kind, match in {(rule.kind, rule.match) for rule in furniture_rules()}:
        words = [word for rule in furniture_rules() if (rule.kind, rule.match) == (kind, match) for word in rule.words]
        assert len(words_of(kind, match)) == len(set(words))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "control"', 'kind = "controls"'),
        ('match = "whole"', 'matches = "whole"'),
        ('where = "edge"', 'where = "everywhere"'),
        ('"打印文章"', '" 打印文章"'),
    ],
)
def test_a_typo_in_the_rules_is_refused(old, new):
    text = read_text("furniture.toml")
    assert old in text
    with pytest.raises(CatalogError):
        load_rows("furniture.toml", FurnitureRule, text.replace(old, new, 1))
