import pytest

from gd_pipeline.reading.headings import annex_titles, numbered_candidates, simplified, unnumbered_candidates
from gd_pipeline.reading.sections import read_sections


@pytest.mark.parametrize(
    ("text", "numeral", "number", "words"),
    [
        ("一、概述\n今年", "一", 1, "概述"),
        ("\n十二、其他需要报告的事项\n", "十二", 12, "其他需要报告的事项"),
        ("一 概 述\n今年", "一", 1, "概述"),
        ("一 、 概述 \n", "一", 1, "概述"),
        ("二．主动公开情况\n", "二", 2, "主动公开情况"),
        ("一、概\n述\n今年", "一", 1, "概述"),
        ("(三)监督保障。我县", "(三)", 3, "监督保障"),
        ("（ 四 ）平台建设\n", "（ 四 ）", 4, "平台建设"),
        ("㈡完善制度\n", "㈡", 2, "完善制度"),
        ("第三部分 依申请公开情况\n", "第三部分", 3, "依申请公开情况"),
        ("1、网站建设。全年", "1", 1, "网站建设"),
        ("12．公报\n", "12", 12, "公报"),
        ("⑶微博\n", "⑶", 3, "微博"),
        ("\u3000\u2002一、概述\n", "一", 1, "概述"),
        ("概况\x85\u2028二、概述\n", "二", 2, "概述"),
        ("③微信\n", "③", 3, "微信"),
        ("(2)培训。举办", "(2)", 2, "培训"),
        ("2)培训。举办", "2)", 2, "培训"),
        ("## 二、主动公开情况\n", "二", 2, "主动公开情况"),
        ("**三、收费及减免情况**\n没有", "三", 3, "收费及减免情况"),
        ("| 四、行政复议情况 |\n", "四", 4, "行政复议情况"),
        ("一、概述2016年,我区", "一", 1, "概述"),
        ("一、概述我区认真落实,制定", "一", 1, "概述"),
        ("一、总体情况 2016年我区认真落实,制定", "一", 1, "总体情况"),
        ("五、存在的主要问题及改进情况 存在问题:人手少。", "五", 5, "存在的主要问题及改进情况"),
        ("六、其他需要报告的事项 无。\n", "六", 6, "其他需要报告的事项"),
        ("三、收到和处理政府信息 公开申请情况\n", "三", 3, "收到和处理政府信息公开申请情况"),
        (
            "五、因信息公开申请行政复议、提起行政\n诉讼的情况\n没有",
            "五",
            5,
            "因信息公开申请行政复议、提起行政诉讼的情况",
        ),
        (
            "五、因信息公开申请行政复议、提起行政诉讼的情\n况。没有",
            "五",
            5,
            "因信息公开申请行政复议、提起行政诉讼的情况",
        ),
        ("一、总体情况(一)主动公开。全年", "一", 1, "总体情况"),
        ("二、主動公開政府信息情況\n", "二", 2, "主动公开政府信息情况"),
        ("二、主动(dòng)公开情况\n", "二", 2, "主动公开情况"),
        ("(一)数量(含 2016 年以前的)。共", "(一)", 1, "数量(含2016年以前的)"),
    ],
)
def test_a_numeral_and_the_words_after_it(text: str, numeral: str, number: int, words: str):
    found = numbered_candidates(text)[0]
    assert (found.numeral, found.number, found.words) == (numeral, number, words)
    assert text[found.start :].startswith(numeral)
    assert simplified(text[found.start + len(numeral) : found.heading_end]).endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "依据《条例》第二十条第(五)项公开",
        "依据第二十条 (五)项公开",
        "第(一)至(三)项",
        "一是加强领导。二是完善制度。",
        "一、二级公路建设信息",
        "一、二、三类事项",
        "共有3.5万件",
        "2016.12.31印发",
        "(一)予以公开\n3",
        "三、本年度办理结果\n",
        "5.属于三类内部事务信息 0 0 0",
        "2.同意公开答复数 12\n",
        "1、2016\n",
        "一、\n",
    ],
)
def test_a_numeral_that_begins_no_heading(text: str):
    assert numbered_candidates(text) == []


def test_what_stands_in_a_closed_span_is_not_looked_at():
    text = "一、概述\n二、主动公开情况\n三、收费情况\n"
    found = numbered_candidates(text, [(5, 14)])
    assert [candidate.number for candidate in found] == [1, 3]


def test_lines_that_print_a_heading_without_numeral():
    text = "概述\n今年。\n  主动公开政府信息的情况：\n共10条。\n## 依申请公开情况 ##\n我县依申请公开情况较好\n"
    assert [found.words for found in unnumbered_candidates(text)] == [
        "概述",
        "主动公开政府信息的情况",
        "依申请公开情况",
    ]


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("某县政府信息公开情况统计表", True),
        ("  政府信息公开情况统计表(2015年度)", True),
        ("附件:政府信息公开统计报表", True),
        ("数据详见附件政府信息公开情况统计表。", False),
        ("政府信息公开情况统计表.xls", False),
        ("我县按时报送了政府信息公开情况统计表,并", False),
    ],
)
def test_the_title_of_an_annexed_table_stands_alone(line: str, is_title: bool):
    assert bool(annex_titles(f"上文。\n{line}\n一、主动公开情况\n")) is is_title


@pytest.mark.parametrize(
    "numerals",
    [
        *("壹、 贰、 叁、", "Ⅰ. Ⅱ. Ⅲ.", "I、 II、 III、", "第一、 第二、 第三、"),
        *("一） 二） 三）", "【一】 【二】 【三】", "一丶 二丶 三丶", "一﹑ 二﹑ 三﹑"),
    ],
)
def test_parts_numbered_in_rare_styles(numerals: str):
    words = ("总体情况", "主动公开政府信息情况", "存在的主要问题及改进情况")
    text = "".join(
        f"{numeral}{heading}\n全年做好工作。\n" for numeral, heading in zip(numerals.split(), words, strict=True)
    )
    found = [(section.level, section.section, section.number) for section in read_sections(text) if section.heading]
    assert found == [(1, "overview", 1), (1, "proactive", 2), (1, "problems", 3)]


@pytest.mark.parametrize("numerals", [("第一、", "第二、"), ("壹、", "贰、"), ("Ⅰ.", "Ⅱ.")])
def test_numerals_that_are_rare_for_parts_number_a_list_below_others(numerals: tuple[str, str]):
    first, second = numerals
    listed = f"{first}总体情况良好。\n{second}主动公开情况良好。\n"
    text = f"一、总体情况\n{listed}二、存在的问题\n{listed}"
    assert [section.heading for section in read_sections(text)] == ["总体情况", "存在的问题"]
    assert [section.section for section in read_sections(f"{first}加强学习。\n{second}抓好落实。\n")] == ["preface"]
