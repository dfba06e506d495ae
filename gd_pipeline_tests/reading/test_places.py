import pytest

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.reading.evidence import Evidence, chain_ending, mentioned
from gd_pipeline.reading.issuers import name_issuer
from gd_pipeline.reading.places import settle


def code(phrase: str, year: int = 2019, text: str = "", **evidence: object) -> str | None:
    place = settle(name_issuer(phrase), year, Evidence(text, **evidence))  # type: ignore[arg-type]
    return place.code if place else None


def test_code_in_force_at_the_end_of_the_year():
    assert [code("洪泽县", year) for year in (2014, 2015, 2016)] == ["320829", "320829", "320813"]
    assert [code("洪泽区", year) for year in (2015, 2023)] == ["320829", "320813"]
    assert [code("巢湖市", year) for year in (2010, 2011)] == ["341400", "340181"]
    assert code("宣武区", 2009) == "110104"
    assert code("宣武区", 2015) is None
    assert code("泸州市", 2040) == "510500"


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("鼓楼区", "", None),
        ("鼓楼区", "南京市人民政府", "320106"),
        ("福州市鼓楼区", "南京市", "350102"),
        ("鼓楼区", "江苏省", None),
        ("鼓楼区", "电话：0516-80000000", "320302"),
        ("鼓楼区", "电话：(0591)80000000", "350102"),
        ("鼓楼区", "电话：4000591-8000", None),
        ("鼓楼区", "http://gl.fuzhou.gov.cn/", "350102"),
        ("鼓楼区", "http://www.example.com/fuzhou", None),
        ("市中区", "乐山市、枣庄市", None),
        ("五华区", "", "530102"),
    ],
)
def test_names_that_several_divisions_bear(phrase: str, text: str, wanted: str | None):
    assert code(phrase, text=text) == wanted


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("馆前镇", "长汀县馆前镇先审查", "350821"),
        ("馆前镇", "长汀县馆前镇，永定县馆前镇", None),
        ("馆前镇", "地址：长汀县某路1号", "350821"),
        ("馆前镇", "在长汀县政府信息公开网公布", "350821"),
        ("馆前镇", "地址：龙岩市某路1号", None),
        ("馆前镇", "地址：东莞市某路1号", "441900"),
        ("馆前镇", "学习长汀县的经验", None),
        ("信访局", "地址：福建省福州市鼓楼区某路1号", "350102"),
        ("教育部", "地址：北京市西城区某街1号", None),
        ("区民政局", "按照福州市和鼓楼区的要求", None),
        ("区民政局", "地址：福州市鼓楼区某路1号", "350102"),
    ],
)
def test_bodies_without_a_place_in_their_name(phrase: str, text: str, wanted: str | None):
    assert code(phrase, text=text) == wanted


@pytest.mark.parametrize("year", [2006, 2015, 2024])
def test_every_division_is_found_by_its_full_name_and_none_is_taken_for_another(year: int):
    known = divisions()
    for division in (s for spells in known.ids.values() for s in spells if s.covers(year)):
        above = "".join(upper.name for upper in reversed(known.superiors(division, year)))
        assert code(above + division.name, year) == division.code
        assert code(division.name, year) in (division.code, None)


def test_publisher_and_page_go_before_the_address():
    assert code("信访局", text="地址：福州市", publishers=("泸州市人民政府",)) == "510500"
    assert code("信访局", page=("首页>泸州市>公开",)) == "510500"


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("湖泽区", "洪泽区人民政府", "320813"),
        ("淮安市湖泽区", "", "320813"),
        ("湖泽区", "", None),
        ("湖泽区", "洪泽县", None),
        ("湖泽区教育局", "地址：洪泽区某路", "320813"),
        ("福州市湖泽区", "", None),
        ("准安市洪泽区", "", "320813"),
        ("南亰市鼓楼区", "", "320106"),
        ("某川市鼓楼区", "福州市", "350102"),
    ],
)
def test_misread_names_are_corrected_only_by_what_is_printed(phrase: str, text: str, wanted: str | None):
    assert code(phrase, text=text) == wanted


def test_a_correction_says_what_was_misread():
    place = settle(name_issuer("淮安市湖泽区"), 2020, Evidence(""))
    assert place is not None
    assert (place.name, place.corrected) == ("洪泽区", "湖泽区")


def test_own_words_need_one_division_of_their_kind():
    assert settle(None, 2019, Evidence("按照云南省和昆明市的要求，五华区推进。"), "区").code == "530102"  # type: ignore[union-attr]
    assert settle(None, 2019, Evidence("五华区、洪泽区。"), "区") is None
    assert settle(None, 2019, Evidence("五华区。"), "") is None


def test_names_in_running_text():
    assert mentioned("江苏省淮安市洪泽区与城市管理") == ["江苏省", "淮安市", "洪泽区"]
    assert chain_ending("在江苏省淮安市洪泽区人民政府", 14) == ("江苏省", "淮安市", "洪泽区")
