import pytest

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.reading.issuers import name_issuer
from gd_pipeline.reading.squeezed import squeeze
from gd_pipeline.reading.titles import Title, find_titles


def first(text: str) -> Title:
    return find_titles(squeeze(text))[0]


PATTERNS = [
    # printed, issuer's words, year
    ("丰城市2014年政府信息公开工作年度报告", "丰城市", 2014),
    ("2017年泸州市政府政府信息公开工作年度报告", "泸州市", 2017),
    ("2008年度衡阳市政府信息公开工作年度报告", "衡阳市", 2008),
    ("土默特左旗卫生健康委员会2021政府信息公开工作年度报告", "土默特左旗卫生健康委员会", 2021),
    ("2012年泾县人民政府信息公开年度报告", "泾县", 2012),
    ("黑龙江省2011年度政府信息公开工作报告/全文", "黑龙江省", 2011),
    ("合隆镇2022年度政府信息公开情况的报告", "合隆镇", 2022),
    ("2007年某区信息公开年报", "某区", 2007),
    ("连云区教育局政府信息公开工作2024年度报告", "连云区教育局", 2024),
    ("黄村镇2014年度信息年度公开报告", "黄村镇", 2014),
    ("海关总署2010年海关信息公开工作年度报告", "海关总署", 2010),
    ("某区2013年度政府信息公开和政务公开工作年度报告", "某区", 2013),
    ("北 城 县 2 0 2 0 年 政 府 信 息 公 开 工 作 年 度 报 告", "北城县", 2020),
    ("平阳县水头镇2008年政府信息公开工作\n年度报告", "平阳县水头镇", 2008),
    ("福清市自然资源和规划局 2023 年政府\n信息公开工作年度报告", "福清市自然资源和规划局", 2023),
    ("杭州市临平区人民政府\n2024 年政府信息公开工作年度报告", "杭州市临平区人民政府", 2024),
    ("宁强县民政局\n关于2023年政府信息公开年度报告", "宁强县民政局", 2023),
    ("标题：昆山市张浦镇2021年政府信息公开工作年度报告", "昆山市张浦镇", 2021),
    ("现公布永嘉县南城街道办事处2014年政府信息公开工作年度报告。本年报由七部分组成。", "永嘉县南城街道办事处", 2014),
    ("根据条例，现将武清区人民政府办公室2022年度政府信息公开情况报告如下：", "武清区人民政府办公室", 2022),
    ("本报告由东城区编制，为2008年度政府信息公开年度报告。", "", 2008),
    ("清徐县人民政府办公室关于公布清徐县2020年政府信息公开工作年度报告的通知", "清徐县", 2020),
    ("我办编制了《贺州市2009年度政府信息公开工作年度报告》", "贺州市", 2009),
    ("和平镇2016年政府信息公开年度报告", "和平镇", 2016),
    ("将军街道2016年政府信息公开年度报告", "将军街道", 2016),
    ("将泾县2016年政府信息公开年度报告", "泾县", 2016),
    (
        "首页>公开>政府信息公开年报>2019年瑞安市人民政府2019年政府信息公开工作年度报告本报告依据条例编制。",
        "瑞安市人民政府",
        2019,
    ),
    ("日期：2015年3月24日 宝鸡市人民政府2014年政府信息公开工作年度报告 本报告依据条例编制。", "宝鸡市人民政府", 2014),
    (
        "【字体：大 中 小】字体：[大 中 小] 打印 关闭绵阳市2020年政府信息公开工作年度报告本报告依据条例编制。",
        "绵阳市",
        2020,
    ),
    ("发布时间：2016-02-14 09:302015年眉县汤峪镇政府信息公开工作年度报告本报告依据条例编制。", "眉县汤峪镇", 2015),
    ("二○一一年某县政府信息公开年度报告", "某县", 2011),
]


@pytest.mark.parametrize(("text", "phrase", "year"), PATTERNS, ids=[case[0][:24] for case in PATTERNS])
def test_title_patterns(text: str, phrase: str, year: int):
    assert (first(text).phrase, first(text).year) == (phrase, year)


@pytest.mark.parametrize(
    "text",
    [
        "首页 > 政府信息公开 > 政府信息公开年报 > 正文",
        "根据《关于做好2020年政府信息公开年度报告编制工作的通知》，现作说明。",
        "某市政府信息公开工作社会评议报告",
        "全年公开信息30条。",
        "某局2019年政府信息公开工作自查报告",
    ],
)
def test_no_titles(text: str):
    assert find_titles(squeeze(text)) == ()


def test_a_line_of_its_own_a_sentence_and_the_page_are_told_apart():
    head = squeeze("宁县2019年政府信息公开年度报告\n现将我局2019年政府信息公开情况报告如下：", 0, None)
    assert [title.place for title in find_titles(head, ("宁县2018年政府信息公开年度报告",))] == [
        "line",
        "sentence",
        "page",
    ]


def test_what_follows_and_whether_a_notice_carries_it():
    carried = first("某市政府关于公布某市2009年政府信息公开工作年度报告的通知")
    compiled = first("关于做好2019年政府信息公开工作年度报告编制发布工作的通知")
    assert (carried.after, carried.carried) == ("的通知", True)
    assert (compiled.after, compiled.carried) == ("编制发布工作的通知", False)


SHAPES = [
    ("{}2016年政府信息公开工作年度报告", ""),
    ("2016年{}政府信息公开工作年度报告", ""),
    ("{}人民政府2016年政府信息公开年度报告", "人民政府"),
    ("2016年{}民政局政府信息公开年度报告", "民政局"),
    ("现将{}卫生局2016年政府信息公开情况报告如下", "卫生局"),
    ("{}红星镇2016年政府信息公开年度报告", "红星镇"),
]


@pytest.mark.parametrize(("shape", "body"), SHAPES)
def test_every_division_is_named_in_every_shape_of_title(shape: str, body: str):
    for name in divisions().names:
        named = name_issuer(first(shape.format(name)).phrase)
        assert named is not None, name
        assert (named.places[-1], named.unknown) == (name, None)
