from gd_pipeline.intake import read_path


def read(shared, name):
    (document,) = read_path(shared / "reports" / name)
    assert document.quarantine is None
    return document


def shape(document):
    return [(grid.rows, grid.columns, len(grid.cells)) for grid in document.grids]


def row(document, label):
    """Texts of the cells from the one that is `label` to the end of its row."""
    for grid in reversed(document.grids):
        texts = [(cell.row, document.text[cell.start : cell.end]) for cell in grid.cells]
        for place, (number, text) in enumerate(texts):
            if text == label:
                return [other for at, other in texts[place:] if at == number]
    raise AssertionError(label)


def test_tables_of_the_pdf_are_grids_over_its_pages(shared):
    document = read(shared, "hongze_2023.pdf")
    assert shape(document) == [(14, 4, 30), (26, 10, 198), (4, 15, 34)]
    assert row(document, "行政规范性文件") == ["行政规范性文件", "0", "5", "5"]
    assert row(document, "行政事业性收费")[1:] == ["7730.28"]
    assert row(document, "2.没有现成信息需要另行制作")[1:] == ["3", *"00000", "3"]
    assert row(document, "5.要求行政机关确认或重新出具已获取信息")[1:] == ["0"] * 7
    assert row(document, "三、本年度办理结果")[1:3] == ["（一）予以公开", "0"]
    assert row(document, "10") == ["10", "1", *"00000000", "5", *"0000"]


def test_paragraphs_of_the_pdf_are_whole_and_its_page_numbers_apart(shared):
    document = read(shared, "hongze_2023.pdf")
    assert document.text.startswith("洪泽区人民政府\n2023年政府信息公开工作年度报告\n本报告由")
    assert "统计期限自2023年1月1日起至2023年12月31日止" in document.text
    assert [piece.text for piece in document.furniture] == [f"-{page}-" for page in range(1, 6)]
    assert [document.page(start) for start in document.pages] == [1, 2, 3, 4, 5]


def test_tables_of_the_page_are_grids_with_blanks(shared):
    document = read(shared, "shanghai_office_2019.html")
    assert shape(document) == [(18, 5, 53), (26, 10, 198), (4, 15, 34)]
    assert row(document, "（七）总计")[1:] == ["767", "35", "", "", "2", "1", "805"]
    assert document.metadata["发布日期"] == "2020-01-31"


def test_text_without_its_furniture_leads_back_to_the_file(shared):
    for name in ("benxi_2015.txt", "fengcheng_2014.txt", "linhai_2020.txt", "luzhou_2017.txt", "wuhua_2016.txt"):
        document = read(shared, name)
        source = (shared / "reports" / name).read_text(encoding="utf-8")
        assert all(
            source[document.offsets.to_original(offset)] == character
            for offset, character in enumerate(document.text)
            if not character.isspace()
        )
        for piece in document.furniture:
            assert source.startswith(piece.text[:4], piece.start) or piece.text[:4] in source[piece.start :][:40]


def test_breadcrumbs_controls_and_scaffolding_are_apart(shared):
    assert read(shared, "benxi_2015.txt").text.startswith("本溪市2015年度政府信息公开工作报告")
    assert read(shared, "benxi_2015.txt").furniture[0].text.endswith("本溪市")
    assert "|" not in read(shared, "linhai_2020.txt").text
    assert read(shared, "linhai_2020.txt").text.startswith("临海市2020年政府信息公开工作年度报告\n临海市\n本报告依据")
    assert "访问量" not in read(shared, "fengcheng_2014.txt").text
    assert "\n97\n" in read(shared, "fengcheng_2014.txt").text
    assert read(shared, "luzhou_2017.txt").metadata["发布日期"] == "2018-03-09"
