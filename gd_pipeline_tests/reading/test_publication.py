from datetime import date

import pytest

from gd_pipeline.reading.publication import header_of, printed_dates, published
from gd_pipeline.reading.squeezed import squeeze

BODY = "\n一、概述\n全年公开信息9条。\n二、存在的问题\n人手不足。\n"
DAY = date(2018, 3, 9)


def read(text: str, first_section: int = 0, **evidence: object) -> date | None:
    return published(printed_dates(header_of(squeeze(text), first_section or max(0, text.find("一、"))), **evidence))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "header",
    [
        "发布日期：2018-03-09",
        "发布时间:2018年3月9日 11:20",
        "发布日期\t2018-03-09\t主题分类\t其他",
        "公开日期: | 2018/3/9 |",
        "索引号：X/2018-00911 发文日期:2018-03-09 00:00:00",
        "来源：某办 时间：2018-03-09 16:26",
        "日期: 2018- 03- 09 浏览量:354",
        "日期:2018-03-09来源:某园区管委会",
        "首页>公开年报日期：2018-03-09 来源：某局",
        "成文日期\t\t发布日期\t2018-03-09",
        "成文日期\t发布日期\n2018-03-01\t2018-03-09",
        "2018-03-09 10:22",
        "2018年03月09日17:36 | 某网",
        "（2018年3月9日）",
        "某县人民政府\n2018年3月9日",
        "二○一八年三月九日",
        "发布日期：2018-03-09\n（2018年2月10日）",
        "成文日期：2018-02-01 发布日期：2018-03-09",
        "公文生成日期:2018-03-01\n时间:2018-03-09 15:36",
        "[2018-03-09]",
        "发布时间:【2018-03-09】",
        "来源：某县水务局  2018-03-09",
    ],
)
def test_days_of_publication(header: str):
    assert read(f"{header}\n某县2017年政府信息公开工作年度报告{BODY}") == DAY


@pytest.mark.parametrize(
    "header",
    [
        "成文日期：2018-03-09",
        "生成日期：2018-03-09",
        "更新时间：2018-03-09",
        "索引号：00835003X/2018-00911",
        "统计时间：2018-03-09",
        "成文日期：[2018-03-09]",
        "活动时间：2018-03-09",
        "发布日期：",
        "2018年3月",
    ],
)
def test_dates_that_are_evidence_only(header: str):
    assert read(f"{header}\n某县2017年政府信息公开工作年度报告{BODY}") is None


@pytest.mark.parametrize(
    "end",
    [
        "某县人民政府\n2018年3月9日",
        "某县人民政府办公室 2018 年 3 月 9 日",
        "                 二〇一八年三月九日",
        "某县人民政府\n2018年3月9日\n附件：统计表\n扫一扫在手机打开当前页",
        "某县人民政府2018年3月9日",
        "某县人民政府办公室2018年3月9日主办：某县人民政府办公室　网站地图",
    ],
)
def test_signatures(end: str):
    assert read(f"某县2017年政府信息公开工作年度报告{BODY}{end}") == DAY


def test_a_signature_in_a_text_without_lines():
    body = "某县2017年政府信息公开工作年度报告本报告依据条例编制。一、概述全年公开信息9条。" + "推进工作。" * 300
    annex = "某县政府信息公开情况统计表（2017年度）" + "政府网站公开数9条" * 200
    assert read(f"{body}某县人民政府2018年3月9日{annex}") == DAY
    assert read(f"{body}会议由某县人民政府2018年3月9日召开，部署工作。{annex}") is None


def test_a_signature_before_long_annexes_is_found():
    annex = "附表\n" + "1.政府网站公开政府信息数\n条\n9\n" * 300
    assert read(f"某县2017年政府信息公开工作年度报告{BODY}某县人民政府\n2018年3月9日\n{annex}") == DAY


@pytest.mark.parametrize("end", ["联系电话:0795-6600000 填报日期:2018年3月9日", "会议于2018年3月9日召开，部署工作。"])
def test_no_signatures(end: str):
    assert read(f"某县2017年政府信息公开工作年度报告{BODY}{end}") is None


def test_the_page_goes_before_the_signature():
    assert read(f"发布时间 2018-03-09\n某局2017年年度报告{BODY}某局\n2018年1月15日") == DAY


def test_a_list_above_the_header_does_not_hide_it():
    text = "1、平台不提供编辑服务。\n发布时间：2018-03-09\n某局2017年年度报告" + BODY
    assert read(text, first_section=3) == DAY


def test_full_labels_go_before_short_ones():
    assert read("时间：2018-03-01\n发布日期：2018-03-09\n某局2017年年度报告" + BODY) == DAY


def test_a_label_in_the_body_is_no_header():
    text = f"某局2017年年度报告{BODY}时间：2018年3月9日，地点：会议室。"
    assert read(text) is None


def test_roles_and_spans():
    text = f"成文日期：2018-03-01 发布日期：2018-03-09\n某局2017年年度报告{BODY}填报日期：2018年1月15日"
    dates = printed_dates(
        header_of(squeeze(text), text.find("一、")), (), "http://a.gov.cn/art/201803/t20180310_1.html"
    )
    assert {d.role: text[d.start : d.end] for d in dates} == {
        "published": "2018-03-09",
        "created": "2018-03-01",
        "filled": "2018年1月15日",
        "url": "",
    }
    assert [d.value for d in dates if d.role == "url"] == [date(2018, 3, 10)]


def test_a_date_beside_the_text_counts_too():
    assert read(f"某局2017年年度报告{BODY}", page=("发布时间：2018-03-09 来源：某局",)) == DAY
