from gd_pipeline.intake import read_bytes

PAGE = """# 清河市2023年年报

**二、主动公开**

<table><tr><td colspan="3">第二十条</td></tr><tr><td>规章</td><td></td><td>3</td></tr></table>

三、申请&nbsp;12件
<html><body><table>
<tr><td>甲<br>乙</td><td>1</td></tr><tr><td>丙</td><td><table><tr><td>深</td></tr></table></td></tr></table></body></html>

| 丁 | 5 |
|---|---|
| 戊 | 6 |
"""


def test_html_tables_in_markdown_are_grids_among_its_lines():
    document = read_bytes(PAGE.encode(), "a.md")
    assert document.text.split() == [
        *("清河市2023年年报", "二、主动公开", "第二十条", "规章", "3", "三、申请", "12件"),
        *("甲", "乙", "1", "丙", "深", "丁", "5", "戊", "6"),
    ]
    assert [(grid.origin, grid.rows, grid.columns) for grid in document.grids] == [("html", 2, 3), ("pipe", 2, 2)]
    assert [cell.column_span for cell in document.grids[0].cells] == [3, 1, 1, 1]


def test_their_cells_lead_back_to_the_markup():
    document = read_bytes(PAGE.encode(), "a.md")
    for offset, character in enumerate(document.text):
        if not character.isspace():
            assert PAGE[document.offsets.to_original(offset)] == character


def test_a_table_that_is_never_closed_is_text():
    document = read_bytes(("年报\n" + "<table>" * 50_000 + "公开12条").encode(), "a.md")
    assert "公开12条" in document.text
