import pytest

from gd_pipeline.reading.tables.cells import in_wan_yuan, read_cell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1062", 1062),
        ("1,398,889", 1398889),
        ("1，062", 1062),
        ("１２", 12),
        ("７．５", 7.5),
        ("零", 0),
        ("○", 0),
        ("+36", 36),
        ("-1", -1),
        ("－3", -3),
        ("增3", 3),
        ("减2", -2),
        ("减少4", -4),
        ("增加5", 5),
        ("-0", 0),
        ("5件", 5),
        ("251000元", 251000),
        ("5（其中修订2件）", 5),
        ("5(含自然失效1件)", 5),
        ("5，其中修订2件", 5),
        ("（区分处理的，只计这一情形） 3", 3),
        (" 7 ", 7),
        ("12①", 12),
        ("12*", 12),
        ("12[1]", 12),
        ("3件〔注2〕", 3),
        ("3。", 3),
        ("12件；", 12),
        ("“5”", 5),
        ("'7", 7),
    ],
)
def test_numbers(text, value):
    reading = read_cell(text)
    assert (reading.kind, reading.value) == ("number", value)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("251000元", "251000"), ("5（其中修订2件）", "5"), ("+36", "+36"), (" 1,062 件", "1,062"), ("（注2） 3", "3")],
)
def test_the_span_is_the_number_with_its_sign(text, printed):
    reading = read_cell(text)
    assert text[reading.start : reading.end] == printed


@pytest.mark.parametrize(
    "text", ["", " ", "-", "—", "——", "/", "无", "\\", "×", "_", "无此项", "不涉及", "N/A", "NaN", "null"]
)
def test_marks_for_nothing(text):
    assert read_cell(text).kind == "blank"


@pytest.mark.parametrize("text", ["条", "件", "万元", "人次"])
def test_units(text):
    assert (read_cell(text).kind, read_cell(text).unit) == ("unit", text)


@pytest.mark.parametrize(
    "text",
    [
        "规章",
        "1.属于国家秘密",
        "第20条",
        "2023年",
        "1,2",
        "12,34",
        "3/4",
        "1.2.3",
        "+3/-2",
        "1" * 30,
        "9" * 300,
    ],
)
def test_words_and_what_is_no_number(text):
    assert read_cell(text).kind == "label"


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [("1 062", 1062, "apart"), ("５３1", 531, "apart"), ("l", 1, "misread"), ("1O", 10, "misread")],
)
def test_digits_that_stand_apart_or_were_misread_are_doubtful(text, value, why):
    reading = read_cell(text)
    assert (reading.value, reading.doubtful) == (value, why)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("373.7万", 373.7, "万"),
        ("373.7 万 元", 373.7, "万元"),
        ("373.7（万元）", 373.7, "万元"),
        ("21（批次）", 21, ""),
        ("21批次", 21, "批次"),
        ("5（其中修订2件）", 5, ""),
    ],
)
def test_a_unit_stands_behind_its_number_or_in_a_bracket_there(text, value, unit):
    reading = read_cell(text)
    assert (reading.kind, reading.value, reading.unit) == ("number", value, unit)


def test_a_thousands_comma_with_a_space_is_not_doubtful():
    assert not read_cell("1, 062").doubtful


@pytest.mark.parametrize(
    ("unit", "value"), [("元", 25.1), ("万元", 251000.0), ("万", 251000.0), ("亿元", 2510000000.0), ("件", None)]
)
def test_money_is_counted_in_wan_yuan(unit, value):
    assert in_wan_yuan(251000.0, unit) == value
