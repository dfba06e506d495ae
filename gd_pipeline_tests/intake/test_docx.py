import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.intake.word.numerals import numeral
from gd_pipeline_tests.intake.writers import W, cell, docx, paragraph, table


def read(body, **kwargs):
    return read_bytes(docx(body, **kwargs), "a.docx")


def run(inner):
    return f"<w:p><w:r>{inner}</w:r></w:p>"


def cells(document, number=0):
    return [
        (held.row, held.column, held.row_span, held.column_span, document.text[held.start : held.end])
        for held in document.grids[number].cells
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>公开1</w:t></w:r><w:r><w:t>36</w:t></w:r><w:r><w:t>条</w:t></w:r></w:p>", "公开136条"),
        (run("<w:t>甲</w:t><w:br/><w:t>乙</w:t>"), "甲\n乙"),
        (run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), "甲\t乙"),
        (run("<w:t>0795</w:t><w:noBreakHyphen/><w:t>66</w:t><w:softHyphen/>"), "0795-66"),
        (
            "<w:p><w:del><w:r><w:delText>旧12</w:delText></w:r></w:del><w:ins><w:r><w:t>新13</w:t></w:r></w:ins></w:p>",
            "新13",
        ),
        (run("<w:rPr><w:vanish/></w:rPr><w:t>藏</w:t>") + paragraph("显"), "显"),
        ("<w:p><w:r><w:fldChar/><w:instrText>PAGE 3</w:instrText></w:r><w:r><w:t>三</w:t></w:r></w:p>", "三"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件"),
        (paragraph("甲") + paragraph("  ") + paragraph("乙"), "甲\n乙"),
        (paragraph("⾏政\u200b许可"), "行政许可"),
    ],
)
def test_paragraphs_are_read_as_word_prints_them(body, text):
    assert read(body).text == text


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('框中')}</w:txbxContent>"
    body = run(
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(paragraph("前") + body + paragraph("后")).text == "前\n框中\n后"


def test_merged_cells_make_one_cell():
    document = read(
        table(
            [cell("申请人", 2, "restart"), cell("法人", 2)],
            [cell("", 2, "continue"), cell("企业"), cell("其他")],
            [cell("三、结果", merge="restart"), cell("予以公开"), cell(""), cell("12")],
            [cell("", merge="continue"), cell("部分公开"), cell("3"), cell("")],
        )
        + paragraph("四、复议")
    )
    assert cells(document)[:4] == [
        (0, 0, 2, 2, "申请人"),
        (0, 2, 1, 2, "法人"),
        (1, 2, 1, 1, "企业"),
        (1, 3, 1, 1, "其他"),
    ]
    assert cells(document)[4] == (2, 0, 2, 1, "三、结果")
    assert document.text.splitlines()[2:] == ["三、结果\t予以公开\t\t12", "部分公开\t3", "四、复议"]


def test_paragraphs_of_a_cell_are_joined():
    wrapped = cell("商业").replace("</w:tc>", paragraph("企业") + "</w:tc>")
    assert read(table([wrapped, cell("1")])).text == "商业企业\t1"


def test_a_table_that_contains_tables_is_layout():
    outer = cell("外").replace("</w:tc>", table([cell("甲"), cell("1")]) + "</w:tc>")
    document = read(table([outer, cell("右")]))
    assert document.text == "外\n甲\t1\n右"
    assert len(document.grids) == 1


def test_a_deleted_row_is_left_out():
    kept, deleted = (
        f"<w:tr>{cell('甲')}{cell('1')}</w:tr>",
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('乙')}{cell('2')}</w:tr>",
    )
    assert read(f"<w:tbl>{kept}{deleted}</w:tbl>").text == "甲\t1"


NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1.%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def listed(words, level, number=1):
    return paragraph(words, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_are_printed():
    body = listed("概述", 0) + listed("甲", 1) + listed("乙", 1) + listed("丙", 2) + listed("公开", 0) + listed("丁", 1)
    document = read(body + listed("附录", 0, 2), parts={"word/numbering.xml": NUMBERING})
    assert document.text == "一、概述\n（一.1）甲\n（一.2）乙\n丙\n二、公开\n（二.1）丁\n一、附录"


def test_numbers_that_come_from_a_style_are_printed():
    styles = f"""<w:styles xmlns:w="{W}"><w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
    </w:style></w:styles>"""
    body = paragraph("概述", "<w:pStyle w:val='h1'/>") + paragraph("公开", "<w:pStyle w:val='h1'/>")
    document = read(body, parts={"word/numbering.xml": NUMBERING, "word/styles.xml": styles})
    assert document.text == "一、概述\n二、公开"


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (115, "chineseCounting", "一百一十五"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (20, "decimalEnclosedParen", "⒇"),
        (21, "decimalEnclosedParen", "21"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (26, "lowerLetter", "z"),
        (28, "upperLetter", "BB"),
        (4, "lowerRoman", "iv"),
        (7, "decimal", "7"),
        (0, "chineseCounting", "0"),
        (7, "unheardOf", "7"),
    ],
)
def test_numerals_of_lists(number, style, printed):
    assert numeral(number, style) == printed


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_entities_are_never_expanded():
    document = read("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", before=ENTITIES + "]>")
    assert document.quarantine.reason == "bomb"


def test_a_file_outside_is_never_read():
    document = read(run("<w:t>&x;</w:t>"), before="<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>")
    assert document.quarantine.reason == "bomb"


def test_elements_nested_without_end_are_refused():
    document = read("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)
    assert document.quarantine.reason == "bad_archive"


def test_a_document_that_unpacks_to_far_more_is_refused():
    assert read(paragraph(" " * 40_000_000)).quarantine.reason == "bomb"


def test_a_span_without_measure_is_cut():
    document = read(table([cell("甲", 1_000_000), cell("乙")]))
    assert document.grids[0].columns < 100


def test_a_damaged_part_is_told():
    whole = docx(paragraph("甲"))
    assert read_bytes(whole[:-40], "a.docx").quarantine.reason == "bad_archive"
    assert read("<w:p>").quarantine.reason == "bad_archive"


@pytest.mark.parametrize(
    ("before", "note", "after", "text"),
    [
        ("公开信息236", "1", "条", "公开信息236条"),
        ("公开信息236", "12", "（见注）", "公开信息236[12]（见注）"),
        ("面积为10", "3", "米", "面积为10[3]米"),
        ("公开信息", "1", "条", "公开信息1条"),
        ("公开信息23", "456", "条", "公开信息23456条"),
    ],
)
def test_a_raised_note_is_no_digit_of_the_number_before_it(before: str, note: str, after: str, text: str):
    runs = [f"<w:r><w:t>{words}</w:t></w:r>" for words in (before, after)]
    raised = f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{note}</w:t></w:r>"
    assert read(f"<w:p>{runs[0]}{raised}{runs[1]}</w:p>").text == text


def test_a_page_inserted_whole_is_read():
    grid = "<table><tr><td>规章</td><td>0</td></tr><tr><td>甲</td><td>1</td></tr></table>"
    page = f"<html><body><p>主动公开信息9条。</p>{grid}"
    inserted = docx("<w:altChunk/>", {"word/afchunk.mht": page})
    assert read_bytes(inserted, "a.docx").text == "主动公开信息9条。\n规章\t0\n甲\t1"


def test_an_inserted_page_of_tags_without_end_is_refused():
    quarantine = read_bytes(docx("<w:altChunk/>", {"word/a.html": "<p>" * 100_001 + "字"}), "a.docx").quarantine
    assert quarantine is not None
    assert quarantine.reason in ("too_large", "bomb")


def test_a_document_of_pictures_needs_ocr():
    quarantine = read_bytes(docx(paragraph(""), {"word/media/image1.png": "x"}), "a.docx").quarantine
    assert quarantine is not None
    assert quarantine.reason == "needs_ocr"
