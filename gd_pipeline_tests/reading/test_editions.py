import pytest

from gd_pipeline.reading.editions import read_form

CASES = [
    ("根据国办公开办函〔2019〕60号编制。", None, "2019"),
    ("根据国办公开办函2021 30号编制。", None, "2021"),
    ("根据（国办公开办函\n〔2021〕\n30号）编制。", None, "2021"),
    ("根据国办公开办函〔2019〕60号和国办公开办函〔2021〕30号编制。", None, "2021"),
    ("按《中华人民共和国政府信息公开工作年度报告格式》编制。", None, "2021"),
    ("按《政府信息公开工作年度报告格式（试行）》编制。", None, "2019"),
    ("按《中华人民共和国政府信息公开工作年度报告格式》（试行）编制。", None, "2019"),
    ("根据国办发〔2019〕60号编制。", None, "narrative"),
    ("根据国办公开\n办函〔2021〕30 号编制。", None, "2021"),
    ("按国务院办公厅政府信息与政务公开办公室《关于政府信息公开工作年度报告有关事项的通知》编制。", None, "2019"),
    ("市政务公开办按省政府办公厅《关于做好2012年政府信息公开工作年度报告有关事项的通知》编制。", None, "narrative"),
    ("根据国务院令第711号编制。", None, "narrative"),
    ("根据国办公开办函〔2019〕60号编制。", "2021", "2021"),
    ("无表。", "2014", "2014"),
]


@pytest.mark.parametrize(("text", "tables", "form"), CASES, ids=[case[0][:30] for case in CASES])
def test_form(text: str, tables: str | None, form: str):
    assert read_form(text, tables) == form
