from gd_pipeline.intake.characters import BLANKS_DROPPED, READINGS_DROPPED, clean_characters, plain
from gd_pipeline.intake.document import OffsetMap


def test_what_prints_nothing_goes_and_every_character_leads_back():
    source = "\ufeff一、\u200b总体\xad情况\r\n主动\x00公开\u206012\u200d条\xa0。\r\n"
    cleaned = clean_characters(source)
    assert cleaned.text == "一、总体情况\n主动公开12条 。\n"
    for offset, character in enumerate(cleaned.text):
        assert source[cleaned.offsets.to_original(offset)].replace("\xa0", " ") == character


def test_every_kind_of_line_break_is_one():
    assert clean_characters("a\rb\x0cc\u2028d\x85e").text == "a\nb\nc\nd\ne"


def test_a_narrow_blank_between_thousands_is_a_blank():
    assert clean_characters("1\u2009062\u202f500\u2006条").text == "1 062 500 条"


def test_characters_that_print_are_left_as_they_are():
    source = "０１２３，％（Ａ）①㈠㎡½ⅣＢ　〔2015〕"
    assert clean_characters(source) == (source, OffsetMap(), ())


def test_radicals_that_fonts_put_for_hanzi_are_read_as_hanzi_one_for_one():
    cleaned = clean_characters("⾏政许可⼗⼆件，⺠政⻔，\uf9d1年")
    assert cleaned.text == "行政许可十二件，民政门，六年"
    assert cleaned.repairs
    assert cleaned.offsets == OffsetMap()


def test_a_piece_is_cleaned_without_its_way_back():
    assert plain("公\u200b开\xa0⾏") == "公开 行"


def test_readings_behind_hanzi_are_left_out_and_the_way_back_stays():
    source = "主動(dòng)公開(kāi)政府信息(xī)12條(tiáo)(見附表(a))"
    cleaned = clean_characters(source)
    assert cleaned.text == "主動公開政府信息12條(見附表)"
    assert cleaned.repairs == (READINGS_DROPPED,)
    at = cleaned.text.index("12")
    assert source[cleaned.offsets.to_original(at) :].startswith("12")


def test_latin_words_in_brackets_stay_where_no_readings_are():
    assert clean_characters("開放平台(app)上線(a)").text == "開放平台(app)上線(a)"


def test_lines_that_end_in_two_characters_lead_back():
    source = "\r\n一、总体情况\r\n\r\r\n主动公开12条\r\n"
    cleaned = clean_characters(source)
    assert cleaned.text == "\n一、总体情况\n\n\n主动公开12条\n"
    assert [source[cleaned.offsets.to_original(offset)] for offset, character in enumerate(cleaned.text)] == list(
        "\n一、总体情况\n\r\n主动公开12条\n"
    )


def test_blanks_between_nearly_all_hanzi_go_and_those_beside_digits_stay():
    source = "一 、 总 体 情 况\n全 年 收 到 申 请 12 件 ， 办 结 10 件 。\n规 章 0 0\u200b 3\n"
    cleaned = clean_characters(source)
    assert cleaned.text == "一、总体情况\n全年收到申请 12 件，办结 10 件。\n规章 0 0 3\n"
    assert cleaned.repairs == (BLANKS_DROPPED,)
    assert source[cleaned.offsets.to_original(cleaned.text.index("12")) :].startswith("12")


def test_blanks_between_some_hanzi_part_words():
    source = "信 息 内 容 公开 数量\n全年收到申请十二件 均已办结\n规章 行政许可\n"
    assert clean_characters(source).text == source
