from datetime import date

import pytest

from gd_pipeline.reading.dates import FULL_DATE, bare_years_in, matched_day, readings, year_of, years_in
from gd_pipeline.reading.squeezed import squeeze

DAYS = [
    ("2018年3月9日", date(2018, 3, 9)),
    ("2018-03-0911:20", date(2018, 3, 9)),
    ("2018/3/911:20", date(2018, 3, 9)),
    ("2015-04-0115:05:37", date(2015, 4, 1)),
    ("2012.02.15", date(2012, 2, 15)),
    ("二○一一年三月二十五日", date(2011, 3, 25)),
    ("二〇一〇年一月十日", date(2010, 1, 10)),
    ("２０１８年３月９日", date(2018, 3, 9)),
]


@pytest.mark.parametrize(("text", "day"), DAYS, ids=[case[0] for case in DAYS])
def test_whole_dates(text: str, day: date):
    match = FULL_DATE.search(text)
    assert match is not None
    assert matched_day(match) == day


@pytest.mark.parametrize("text", ["2013年13月1日", "12018-03-09", "2018-00911", "〔2018〕5号"])
def test_no_dates(text: str):
    match = FULL_DATE.search(text)
    assert match is None or matched_day(match) is None


def test_a_day_that_the_calendar_lacks_is_none():
    match = FULL_DATE.search("2019年2月30日")
    assert match is not None
    assert matched_day(match) is None


READINGS = [
    ("2010年12月31日", [date(2010, 12, 31)], False),
    ("12月31日", [date(2017, 12, 31)], False),
    ("201711日", [date(2017, 1, 1)], True),
    ("20171231日", [date(2017, 12, 31)], True),
    ("20231月1日", [date(2023, 1, 1)], True),
    ("2021926", [date(2021, 9, 26)], True),
    ("2018年111日", [date(2018, 1, 11), date(2018, 11, 1)], True),
    ("2018年1月日", [], True),
    ("年1月1日", [date(2017, 1, 1)], True),
    ("2018年", [], True),
]


@pytest.mark.parametrize(("token", "days", "damaged"), READINGS, ids=[case[0] for case in READINGS])
def test_readings(token: str, days: list[date], damaged: bool):
    read = readings(token, 2017)
    assert (list(read.days), read.damaged) == (days, damaged)
    assert read.only == (days[0] if len(days) == 1 else None)


@pytest.mark.parametrize(
    ("printed", "year"), [("2016", 2016), ("２０１６", 2016), ("二○一六", 2016), ("二0一六", 2016), ("二十", None)]
)
def test_years(printed: str, year: int | None):
    assert year_of(printed) == year


def test_squeezed_text_leads_back_to_the_source():
    source = "  甲 乙\n\n丙\t丁 | 戊(wù) 己"
    squeezed = squeeze(source, 1)
    assert squeezed.text == "甲乙丙丁戊己"
    assert [squeezed.line(number) for number in range(5)] == ["甲乙", "丙", "丁", "戊己", ""]
    assert "".join(source[slice(*squeezed.span(at, at + 1))] for at in range(6)) == squeezed.text
    assert squeeze(source, breaks=True).text == "甲乙\n丙\n丁\n戊己"


def test_a_year_is_bare_where_no_day_follows_it():
    text = "2010年2月10日，2009年底，2008年度，2007年1月至12月"
    assert years_in(text) == [2010, 2009, 2008, 2007]
    assert bare_years_in(text) == [2009, 2008, 2007]
