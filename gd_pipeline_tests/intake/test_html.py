import pytest

from gd_pipeline.intake import read_bytes

SENTENCE = "本报告根据条例编制，全年主动公开政府信息1136条，受理申请21件，均已答复，特此报告如下。"


def read(page):
    return read_bytes(page.encode(), "a.html")


def spans(document, number=0):
    grid = document.grids[number]
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, document.text[cell.start : cell.end])
        for cell in grid.cells
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>公开<b>1</b><span>3</span><i>5</i>条</p>", "公开135条"),
        ("<p>甲</p><div>乙<br>丙</div>丁", "甲\n乙\n丙\n丁"),
        ("<p>公开政\n   府信息</p>", "公开政府信息"),
        ("<p><span>时间：2020-01-01</span>\n<span>来源：办公室</span></p>", "时间：2020-01-01 来源：办公室"),
        ("<p>a&nbsp;&nbsp;b &lt;c&gt; &amp; &#26465;</p>", "a  b <c> & 条"),
        ("<p>甲<script>乙</script><style>丙</style><!-- 丁 --><noscript>戊</noscript></p>", "甲"),
        (
            "<p>甲</p><p style='display : none'>乙</p><div hidden>丙<table><tr><td>1</td></tr></table></div><p>丁</p>",
            "甲\n丁",
        ),
        ("<p>公\u200b开\xad信&#8203;息</p>", "公开信息"),
        ("<p>未闭合<div>的<td>标签", "未闭合\n的标签"),
        ("<p>&nbsp;</p><p> </p><p>甲</p>", "甲"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
    ],
)
def test_text_flows_as_a_browser_shows_it(page, text):
    assert read(f"<html><body>{page}</body></html>").text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<td><p><span> 予以\n公开 </span></p></td>", "予以公开"),
        ("<td>\n 12\n 条\n</td>", "12 条"),
        ("<td><p hidden>乙</p></td>", ""),
        ("<td><p><b></b></p></td>", ""),
        ("<td><pre>予以\n公开</pre></td>", "予以公开"),
        ("<td><p>1</p><div hidden>乙</div></td>", "1"),
        ("<td><a href='/'>公开</a></td>", "公开"),
        ("<td><script>乙</script></td>", ""),
    ],
)
def test_a_cell_is_its_text_whatever_stands_around_it(cell, text):
    document = read(f"<table><tr><td>甲</td>{cell}<td>丙</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>")
    assert [text for *_, text in spans(document)] == ["甲", text, "丙", "1", "2", "3"]


def test_a_table_is_a_grid_with_its_spans_and_blanks():
    document = read(
        "<table><tr><td rowspan=2 colspan=2>申请人</td><td colspan='2'>法人</td></tr>"
        "<tr><th>企业</th><th>其他</th></tr>"
        "<tr><td>三、</td><td><p>予以</p><p>公开</p></td><td>&nbsp;</td>"
        "<td><span>1</span><span>2</span></td></tr></table>"
    )
    assert spans(document) == [
        (0, 0, 2, 2, "申请人"),
        (0, 2, 1, 2, "法人"),
        (1, 2, 1, 1, "企业"),
        (1, 3, 1, 1, "其他"),
        (2, 0, 1, 1, "三、"),
        (2, 1, 1, 1, "予以公开"),
        (2, 2, 1, 1, ""),
        (2, 3, 1, 1, "12"),
    ]
    assert document.text == "申请人\t法人\n企业\t其他\n三、\t予以公开\t\t12"


def test_a_table_that_contains_tables_is_layout():
    inner = "<table><tr><td>规章</td><td>3</td></tr><tr><td>文件</td><td>5</td></tr></table>"
    document = read(f"<table><tr><td>清河市年报</td><td><p>{SENTENCE}</p>{inner}<p>完</p></td></tr></table>")
    assert document.text == f"清河市年报\n{SENTENCE}\n规章\t3\n文件\t5\n完"
    assert len(document.grids) == 1


def test_a_table_around_running_text_is_layout():
    document = read(f"<table><tr><td>左</td><td>{SENTENCE * 20}</td></tr><tr><td>甲</td><td>乙</td></tr></table>")
    assert document.grids == ()


def test_head_data_is_kept_as_metadata():
    document = read(
        "<html><head><title>2019年 年报\n</title><meta name='PubDate' content='2020-01-31 10:00'>"
        f"<meta name='ArticleTitle' content='清河市年报'></head><body><p>{SENTENCE}</p></body></html>"
    )
    assert document.metadata == {"title": "2019年 年报", "PubDate": "2020-01-31 10:00", "ArticleTitle": "清河市年报"}


def test_navigation_links_and_footers_are_set_apart():
    links = "".join(f"<li><a href='{year}.html'>清河市{year}年政府信息公开年报</a></li>" for year in range(2015, 2019))
    document = read(
        "<nav><a href=/>首页</a><a href=/b>领导之窗</a></nav>"
        "<div>当前位置：<a href=/>首页</a> &gt; <a href=/x>年报</a></div>"
        f"<h1>清河市2019年年报</h1><p>{SENTENCE}</p><p>附件：<a href=a.doc>年报.doc</a></p><ul>{links}</ul>"
        "<footer>清河市人民政府</footer>"
    )
    assert document.text == f"清河市2019年年报\n{SENTENCE}\n附件：年报.doc"
    assert [piece.kind for piece in document.furniture] == [
        "menu",
        "breadcrumb",
        "menu",
        "menu",
        "menu",
        "menu",
        "footer",
    ]


def dated(years: range) -> str:
    return "".join(
        f"<li><a href='{year}.html'>红石市{year}年政府信息公开年报</a> [{year + 1}-01-20]</li>" for year in years
    )


def test_lists_of_other_reports_with_their_dates_are_set_apart():
    report = f"<h1>清河市2019年年报</h1><p>{SENTENCE}</p><p>六、其他</p><p>无</p>"
    document = read(f"<ul>{dated(range(2015, 2019))}</ul>{report}<ul>{dated(range(2020, 2024))}</ul>")
    assert document.text == f"清河市2019年年报\n{SENTENCE}\n六、其他\n无"
    assert [piece.kind for piece in document.furniture] == ["menu"] * 8


def test_a_page_of_nothing_but_such_a_list_keeps_it():
    assert read(f"<ul>{dated(range(2015, 2019))}</ul>").text.count("红石市") == 4


def test_two_links_with_a_date_are_no_list():
    assert read(f"<h1>清河市年报</h1>{dated(range(2015, 2017))}<p>{SENTENCE}</p>").text.count("红石市") == 2


def test_a_link_that_is_never_closed_makes_no_menu_of_the_report():
    document = read(
        f"<a href=x><p>一、概述</p><p>无</p><p>二、公开</p><p>无</p><p>{SENTENCE}</p><p>三、其他</p><p>无</p>"
    )
    assert document.text == f"一、概述\n无\n二、公开\n无\n{SENTENCE}\n三、其他\n无"


def test_a_page_in_gbk_is_read_as_declared():
    page = "<html><head><meta charset='gb2312'></head><body><p>镕基街道2016年年报</p></body></html>"
    document = read_bytes(page.encode("gbk"), "a.htm")
    assert (document.text, document.encoding) == ("镕基街道2016年年报", "gb18030")


@pytest.mark.parametrize(
    "tags", ["<div>", "<span>", "<ul><li>", "<b>", "<p>", "<font size=1>", "<a href=x>", "<td>", "<li>"]
)
def test_many_nested_elements_are_read_flat(tags):
    document = read(f"<html><body><table>{tags * 49_000}年报</table>")
    assert document.text == "年报"


def test_nested_tables_without_end_are_read():
    assert read("<table><tr><td>" * 33_000 + "年报").text == "年报"


def test_spans_without_measure_fill_no_memory():
    row = "<tr><td colspan=1000000 rowspan=1000000>甲</td><td>乙</td></tr>"
    document = read(f"<table>{row * 1000}</table>")
    assert document.text.count("甲") == document.text.count("乙") == 1000
    assert document.grids == ()


def test_a_span_wider_than_the_table_is_cut():
    document = read("<table><tr><td colspan=9>表二</tr><tr><td>规章<td rowspan=0>3</tr><tr><td>文件</td></tr></table>")
    assert spans(document) == [(0, 0, 1, 2, "表二"), (1, 0, 1, 1, "规章"), (1, 1, 2, 1, "3"), (2, 0, 1, 1, "文件")]


def test_a_menu_laid_out_as_a_table_is_furniture():
    menu = "".join(f"<td><a href={place}>{place}</a></td>" for place in ("首页", "走进清河", "政务公开", "领导之窗"))
    page = f"<table><tr>{menu}</tr></table><p>当前位置：首页 &gt; 年报</p><h1>清河市2019年年报</h1><p>{SENTENCE}</p>"
    document = read(page)
    assert document.text == f"清河市2019年年报\n{SENTENCE}"
    assert document.grids == ()


def test_a_form_of_two_rows_above_the_page_hides_no_furniture():
    form = "<table><tr><td>标题<td>全文</tr><tr><td>从<td>到</tr></table>"
    document = read(f"{form}<p>当前位置：首页 &gt; 年报</p><h1>清河市2019年年报</h1><p>{SENTENCE}</p>")
    assert [piece.kind for piece in document.furniture] == ["breadcrumb"]


def test_numbers_boxed_in_tables_of_their_own_are_cells():
    box = "<table><tr><td>{}</td></tr></table>"
    rows = "".join(
        f"<tr><td>{label}</td><td>{box.format(number)}</td><td>{box.format(number + 1)}</td></tr>"
        for number, label in enumerate(("规章", "文件", "许可"), start=10)
    )
    document = read(f"<table>{rows}</table><p>{SENTENCE}</p>")
    assert document.text.startswith("规章\t10\t11\n文件\t11\t12\n许可\t12\t13\n")
    assert (document.grids[0].rows, document.grids[0].columns) == (3, 3)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("12<sup>1</sup>", "12[1]"),
        ("<span>12</span><sup>2</sup>件", "12件"),
        ("12<b><sup>2</sup></b>件，30<b><sup>1</sup></b>。", "12件，30[1]。"),
        ("2×10<sup>4</sup>件", "2×10[4]件"),
        ("12<sup>2</sup>", "12[2]"),
        ("面积5m<sup>2</sup>", "面积5m2"),
        ("12<sup>注</sup>", "12注"),
        ("<sup>3</sup>", "3"),
    ],
)
def test_a_raised_note_is_no_digit_of_the_number_before_it(markup, text):
    page = f"<html><body><p>{markup}</p></body></html>"
    assert read_bytes(page.encode(), "page.html").text.strip() == text
