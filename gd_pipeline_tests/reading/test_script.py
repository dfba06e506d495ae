import pytest
from pydantic import ValidationError

from gd_pipeline.catalog.script import Misread
from gd_pipeline.reading.script import as_meant, is_traditional

MEANT = [
    ("宿州巿周囗区", "宿州市周口区"),
    ("2O19年12月31曰", "2019年12月31日"),
    ("20l1年l月1日", "2011年1月1日"),
    ("2019 午度、2019午政府", "2019 年度、2019年政府"),
    ("1月1目至12月31目止", "1月1日至12月31日止"),
    ("公幵报吿", "公开报告"),
]
KEPT = ["12日上午9时", "2019中午", "第2目", "20条目录，3目标", "url1.html", "CO2年", "2019年12月31日"]


@pytest.mark.parametrize(("printed", "meant"), MEANT)
def test_misread_characters_are_read_as_meant(printed: str, meant: str):
    assert as_meant(printed) == meant


@pytest.mark.parametrize("text", KEPT)
def test_other_uses_stay(text: str):
    assert as_meant(text) == text


def test_traditional_text_keeps_its_length():
    text = "政府信息公開工作年度報告，縣鄉鎮區關於開展訴訟複議"
    assert is_traditional(text)
    assert len(as_meant(text)) == len(text)
    assert "公开工作年度报告" in as_meant(text)


def test_a_misread_row_holds_single_characters():
    with pytest.raises(ValidationError):
        Misread(printed="巿场", meant="市")
