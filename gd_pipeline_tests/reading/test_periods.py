from datetime import date

import pytest

from gd_pipeline.reading.periods import find_period, settle
from gd_pipeline.reading.squeezed import squeeze

YEAR = {year: (date(year, 1, 1), date(year, 12, 31)) for year in range(2008, 2026)}


def read(text: str, year: int | None = None) -> tuple[date | None, date | None]:
    printed = find_period(squeeze(text, 0, 3000))
    only = (printed.start.only or printed.end.only) if printed else None
    period = settle(printed, only.year if only and year is None else year)
    return period.start, period.end


PRINTED = [
    ("所列数据的统计期限自2009年1月1日起至2009年12月31日止。", YEAR[2009]),
    ("统计期限为2010年1月1日至12月31日。", YEAR[2010]),
    ("统计期限从2019年1月1日到12月31日止。", YEAR[2019]),
    ("数据统计时限：2018年1月1日—2018年12月31日", YEAR[2018]),
    ("统计期限自2017年1月1日起,至2017年12月31日止", YEAR[2017]),
    ("除特别说明的外，数据时限自2021年1月1日始至2021年12月31日止", YEAR[2021]),
    ("统计数据时间段:2017年1月1日-2017 年12月31日。", YEAR[2017]),
    ("使用数据统计期限由 2 0 2 1 年 1 月 1 日起至同年12月31日", YEAR[2021]),
    ("本报告涵盖2014年1月1日至12月31日期间的工作", YEAR[2014]),
    ("统计期限为２０１８年１月１日至１２月３１日", YEAR[2018]),
    ("统计期限自二○一一年一月一日起至二○一一年十二月三十一日止", YEAR[2011]),
    ("统计期限：2017.1.1-2017.12.31", YEAR[2017]),
    ("统计时间为2016-01-01至2016-12-31", YEAR[2016]),
    ("统计时限为2016年1月至12月。", YEAR[2016]),
    ("统计期限自2009年1月1日《条例》实施之日起，至2009年12月31日止。", YEAR[2009]),
    ("统计时间从2016年1月1日起，截止到2016年12月31日。", YEAR[2016]),
    ("统计期限自2016年1月1日起，截止2016年12月31日。", YEAR[2016]),
    ("统计期限自2016年1月1日起截至2016年12月31日。", YEAR[2016]),
    ("统计期限自2008年5月1日起至12月31日止", (date(2008, 5, 1), date(2008, 12, 31))),
    ("统计期限为2020年1月1日至2019年12月31日", (date(2020, 1, 1), date(2019, 12, 31))),
    ("统计期限自2002年1月1日起至2010年12月31日止", (date(2002, 1, 1), date(2010, 12, 31))),
    ("所列数据统计截至2014年12月31日。", (None, date(2014, 12, 31))),
    ("统计期限自起,至2010年12月31日止", (None, date(2010, 12, 31))),
    # one reading is left
    ("统计期限自201711日至20171231日止", YEAR[2017]),
    ("统计期限自2018年11日至2018年1231日", YEAR[2018]),
    ("统计期限自20231月1日至12月31日", YEAR[2023]),
    ("统计期限从201211日到1231日止", YEAR[2012]),
    ("统计期限自201011日起20101231止", YEAR[2010]),
    ("统计期限自20181月1日至201812月31日", YEAR[2018]),
    # none is, or none is printed
    ("统计期限自2018年1月日至2018年12月31日", (None, date(2018, 12, 31))),
    ("统计期限自2018年111日至2018年1231日", (None, date(2018, 12, 31))),
    ("统计期限自       年     1月     1日起至止", (None, None)),
    ("统计期限为2018年度。", (None, None)),
    ("据统计，截至2014年12月31日，我市公开3条", (None, None)),
    ("联系电话:0577-60000000。索引号:00835003/2018-00911", (None, None)),
    ("20101120101231日间我委开展工作", (None, None)),
    ("5月1日至10月1日，开展数据统计培训", (None, None)),
]


@pytest.mark.parametrize(("text", "wanted"), PRINTED, ids=[case[0][:26] for case in PRINTED])
def test_phrasings(text: str, wanted: tuple[date | None, date | None]):
    assert read(text) == wanted


def test_a_label_far_below_is_found():
    assert read("一、概述\n" + "工作推进。" * 900 + "本报告统计期限为2019年1月1日至12月31日。") == YEAR[2019]


def test_a_labelled_period_goes_before_an_earlier_span_of_days():
    text = "2015年1月1日至12月31日，公开3条。统计期限为2016年1月1日至2016年12月31日。"
    assert read(text) == YEAR[2016]
    assert read("2015年1月1日至12月31日，公开3条。") == YEAR[2015]
    assert read("2015年3月1日至12月31日，公开3条。") == (None, None)


def test_damaged_dates_of_another_year_are_left_alone():
    assert read("统计期限自201711日至20171231日止", 2018) == (None, None)
    assert read("统计期限自2017年1月1日至2017年12月31日止", 2018) == YEAR[2017]


def test_repairs_are_noted_where_they_stand():
    text = "数据统计期限自20181月1日至2018年12月31日。"
    period = settle(find_period(squeeze(text)), 2018)
    (note,) = period.notes
    assert (note.kind, text[note.start : note.end]) == ("date_repaired", "20181月1日至2018年12月31日")
    assert settle(find_period(squeeze(text.replace("20181月", "2018年1月"))), 2018).notes == ()
