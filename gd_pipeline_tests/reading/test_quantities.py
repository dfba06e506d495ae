"""Numbers in prose: their extent, value, unit and hedge, and what is no count."""

import time
from itertools import pairwise

import pytest

from gd_pipeline.catalog.hedges import hedges
from gd_pipeline.catalog.units import units
from gd_pipeline.reading.quantities import Number, numbers


def _read(text: str) -> list[Number]:
    return list(numbers(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "printed", "low", "high", "unit", "hedge"),
    [
        ("收到申请35件。", "35件", 35, 35, "件", None),
        ("收到申请１２件。", "１２件", 12, 12, "件", None),
        ("公开信息1,062条", "1,062条", 1062, 1062, "条", None),
        ("公开信息1，062条", "1，062条", 1062, 1062, "条", None),
        ("公开信息1 062条", "1 062条", 1062, 1062, "条", None),
        ("公开信息 18 362 条", "18 362 条", 18362, 18362, "条", None),
        ("共6 2件", "6 2件", 62, 62, "件", None),
        ("共11 个", "11 个", 11, 11, "个", None),
        ("占0. 89%", "0. 89%", 0.89, 0.89, "%", None),
        ("占１２．３％", "１２．３％", 12.3, 12.3, "％", None),
        ("占百分之八十五", "百分之八十五", 85, 85, "%", None),
        ("占百分之九十九点五", "百分之九十九点五", 99.5, 99.5, "%", None),
        ("收到六十二件", "六十二件", 62, 62, "件", None),
        ("收到两件", "两件", 2, 2, "件", None),
        ("收到二十余件", "二十余件", 20, 30, "件", "余"),
        ("公开350余条", "350余条", 350, 360, "条", "余"),
        ("公开12000余条", "12000余条", 12000, 13000, "条", "余"),
        ("公开20多条", "20多条", 20, 30, "条", "多"),
        ("公开逾6000条", "逾6000条", 6000, 7000, "条", "逾"),
        ("公开近7000条", "近7000条", 6000, 7000, "条", "近"),
        ("公开近1.5万条", "近1.5万条", 14000, 15000, "条", "近"),
        ("公开4.2万余条", "4.2万余条", 42000, 43000, "条", "余"),
        ("培训4.2余万人次", "4.2余万人次", 42000, 43000, "人次", "余"),
        ("公开9.8万条", "9.8万条", 97500, 98500, "条", "rounded"),
        ("公开21万条", "21万条", 210000, 210000, "条", None),
        ("公开3千余条", "3千余条", 3000, 4000, "条", "余"),
        ("经费18.5万元", "18.5万元", 18.5, 18.5, "万元", None),
        ("收取126.5元", "126.5元", 126.5, 126.5, "元", None),
        ("约300人次", "约300人次", 250, 350, "人次", "约"),
        ("300人次左右", "300人次左右", 250, 350, "人次", "左右"),
        ("超过2000条", "超过2000条", 2000, 3000, "条", "超过"),
        ("2000条以上", "2000条以上", 2000, 7000, "条", "以上"),
        ("不少于30条", "不少于30条", 30, 80, "条", "不少于"),
        ("不足50条", "不足50条", 40, 50, "条", "不足"),
        ("百余条", "百余条", 100, 200, "条", "百余"),
        ("近百件", "近百件", 90, 100, "件", "近百"),
        ("十几次", "十几次", 11, 19, "次", "十几"),
        ("几十件", "几十件", 20, 99, "件", "几十"),
        ("数千条", "数千条", 2000, 9999, "条", "数千"),
        ("万余条", "万余条", 10000, 20000, "条", "万余"),
        ("近1193篇", "近1193篇", 1193, 1193, "篇", "odd"),
        ("1193篇（条）", "1193篇（条）", 1193, 1193, "篇", None),
        ("部分公开67，占4.61%", "67", 67, 67, "", None),
    ],
)
def test_a_number_with_its_hedge_magnitude_and_unit(
    text: str, printed: str, low: float, high: float, unit: str, hedge: str | None
) -> None:
    """The first number of each text: the span holds number and unit, the hedge where it stands beside them."""
    number = _read(text)[0]
    assert text[number.start : number.end] == printed
    assert (number.low, number.high, number.unit, number.hedge, number.mask) == (low, high, unit, hedge, None)


@pytest.mark.parametrize(
    "text",
    [f"公开{word}300条" for word in hedges().prefix]
    + [f"公开300{word}条" for word in hedges().infix]
    + [f"公开300条{word}" for word in hedges().suffix],
)
def test_every_hedge_of_the_catalog_is_read_in_its_place(text: str) -> None:
    """Before the number, between digits and unit, or after the unit: an interval that holds or touches 300."""
    (number,) = _read(text)
    assert number.hedge is not None
    assert number.low <= 300 <= number.high
    assert number.low < number.high
    assert text[number.start : number.end] == text[2:]


@pytest.mark.parametrize("word", hedges().words)
def test_every_number_word_of_the_catalog_is_read(word: str) -> None:
    """百余条 is [100, 200], the word is its hedge."""
    (number,) = _read(f"公开{word}条")
    assert (number.low, number.high, number.hedge) == (hedges().words[word].low, hedges().words[word].high, word)


@pytest.mark.parametrize(
    "unit",
    [
        unit
        for unit, kind in units().kinds.items()
        if kind in ("count", "money") and unit[0] not in "余多" and unit[1:2] != "余"
    ],
)
def test_every_unit_that_counts_is_read_whole(unit: str) -> None:
    """人次 is not 人 and 次; the span ends with the unit (hedges inside a unit, 万余元, are read as hedges)."""
    (number,) = _read(f"共3{unit}。")
    assert (number.unit, number.mask) == (unit, None)
    assert number.end == 2 + len(unit)


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("2016年", "date"),
        ("1月31日", "date"),
        ("〔2016〕", "document_number"),
        ("[2017]66号", "document_number"),
        ("令492号", "document_number"),
        ("电话：85551234-802", "telephone"),
        ("12345热线", "telephone"),
        ("结果维持\t3\t1", "ambiguous"),
        ("结果维持 | 3 | 1 |", "ambiguous"),
        ("网站公开信息数 3 9", "ambiguous"),
        ("受理申请12 ，办结9", None),
        ("传真：85551235，", "telephone"),
        ("邮编:215600;", "telephone"),
        ("第十二届一次会议", "ordinal"),
        ("。2.法规文件", "list_marker"),
        ("第3名", "ordinal"),
        ("第三项", "ordinal"),
        ("2019年度", "date"),
        ("3件号", "document_number"),
        ("信箱12345件”", None),
        ("信箱12346件", None),
        ("每2次", "rate"),
        ("各1个", "rate"),
        ("24小时", "duration"),
        ("20个工作日", "duration"),
        ("5倍", "duration"),
        ("\n1、加强领导", "list_marker"),
        ("（2）加强督查", "list_marker"),
        ("其3中规范性文件", "page_number"),
        ("www.x123.gov.cn", "address"),
        ("统一部署", "word"),
    ],
)
def test_what_is_no_count(text: str, mask: str | None) -> None:
    """Years, document numbers, telephones, ordinals, rates, durations and markers are told apart, with the reason."""
    assert [number.mask for number in _read(text)][:1] in ([mask], [] if mask == "word" else [mask])


@pytest.mark.parametrize("text", ["三件", "3件", "３件", "3 件", "叁拾3件", "\n3件", "共3件"])
def test_a_unit_beside_any_numeral_counts(text: str) -> None:
    """What stands before the numeral, and how it is written, changes neither value nor unit."""
    number = _read(text)[-1]
    assert (number.low, number.high, number.unit, number.mask) == (3.0, 3.0, "件", None)


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2016〕80号",
        "电话：0510-85551234",
        "自2016年1月1日起至2016年12月31日止",
        "五公开、两微一端、六稳六保",
        "一是加强领导，二是完善机制，三是严格督查",
        "统一部署、唯一渠道、任一渠道",
    ],
)
def test_text_without_a_count(text: str) -> None:
    """No number of these may become a count."""
    assert {number.mask for number in _read(text)} & {None} == set()


def test_only_the_given_span_is_read() -> None:
    """Numbers outside it are not seen, and those inside do not overlap."""
    text = "收到3件，答复2件，同意1件"
    found = list(numbers(text, 5, 10))
    assert [text[n.start : n.end] for n in found] == ["2件"]
    everything = _read(text)
    assert all(a.end <= b.start for a, b in pairwise(everything))


@pytest.mark.parametrize("unit", ["1", "1 ", "1,", "一", "近约", "百分之", "1余", "(1)"])
def test_hostile_text_stays_cheap(unit: str) -> None:
    """A line of nothing but digits, separators or numerals is read in linear time."""
    text = unit * 60_000
    start = time.process_time()
    _read(text)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "printed", "unit"),
    [
        ("共3个，", "3个", "个"),
        ("共3个", "3个", "个"),
        ("历时3个月，", "3个月", "个月"),
        ("高3个百分点", "3个百分点", "个百分点"),
        ("公开3条（次）", "3条（次）", "条"),
        ("公开300条以上", "300条以上", "条"),
        ("公开3条 左右", "3条", "条"),
        ("公开3万条", "3万条", "条"),
        ("公开3篇次", "3篇次", "篇次"),
    ],
)
def test_a_unit_ends_where_no_longer_one_and_no_hedge_goes_on(text: str, printed: str, unit: str) -> None:
    """The unit is the longest that stands there; a compound and a hedge behind it belong to the number."""
    (number,) = _read(text)
    assert (text[number.start : number.end], number.unit) == (printed, unit)
