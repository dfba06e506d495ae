import pytest

from gd_pipeline.catalog.divisions import Division, OtherName, area_codes, check_spells, derived, divisions
from gd_pipeline.catalog.loader import CatalogError, load_rows

HEADER = "id,code,name,short,pinyin,first,last\n"


def spell(first: int, last: int | None, **fields: str) -> Division:
    named = {"id": "1", "code": "320813", "name": "某区", "short": "某", "pinyin": "mou"} | fields
    return Division(first=first, last=last, **named)  # type: ignore[arg-type]


def test_one_spell_a_year_for_every_division():
    known = divisions()
    assert len(known.ids) > 3000
    for year in (2004, 2015, 2024, 2026):
        codes = [s.code for spells in known.ids.values() for s in spells if s.covers(year)]
        assert len(codes) == len(set(codes)) > 3000


def test_a_rename_keeps_the_id():
    known = divisions()
    assert [(s.code, s.name) for s in known.ids["320813"]] == [("320829", "洪泽县"), ("320813", "洪泽区")]
    assert known.at("320813", 2015) == known.ids["320813"][0]
    assert known.at("110104", 2015) is None


def test_level_comes_from_the_code():
    known = divisions()
    assert [known.names[name][0].level for name in ("江西省", "宜春市", "丰城市", "上海市")] == [
        "province",
        "prefecture",
        "county",
        "province",
    ]


def test_superiors_by_code():
    hongze = divisions().at("320813", 2023)
    assert hongze is not None
    assert [s.name for s in divisions().superiors(hongze, 2023)] == ["淮安市", "江苏省"]
    assert [s.name for s in divisions().superiors(divisions().names["济源市"][0], 2023)] == ["河南省"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("吉林市政府", "吉林市"),
        ("吉林省政府", "吉林省"),
        ("市中区", "市中区"),
        ("泸州", None),
        ("延边州政府", "延边州"),
        ("巴州", "巴州"),
    ],
)
def test_the_longest_name_that_starts(text: str, name: str | None):
    assert divisions().starting(text, 0) == name


def test_the_longest_name_that_ends():
    assert divisions().ending("在新疆维吾尔自治区", 9) == "新疆维吾尔自治区"
    assert divisions().ending("城市", 2) is None


def test_names_that_several_divisions_bear():
    held = {s.code for s in divisions().names["鼓楼区"] if s.covers(2020)}
    assert held == {"320106", "320302", "350102", "410204"}


def test_a_short_form_stands_once():
    """A spell that stands twice under a name would look like two divisions that bear it."""
    for name, spells in divisions().names.items():
        assert len(set(spells)) == len(spells), name


def test_a_short_form_that_is_derived_is_refused():
    ids = {"1": (spell(2004, None, name="某某族自治州", short="某"),)}
    assert derived(ids, (OtherName(id="1", name="小州"),)).keys() == {"某州", "小州"}
    with pytest.raises(CatalogError, match="某州"):
        derived(ids, (OtherName(id="1", name="某州"),))


def test_area_codes():
    assert area_codes()["0830"] == {"510500"}
    assert area_codes()["010"] == {"110000"}
    assert all(holder in divisions().ids for held in area_codes().values() for holder in held)


def test_overlapping_spells_are_refused():
    check_spells({"1": (spell(2004, 2015), spell(2016, None))})
    with pytest.raises(CatalogError, match="two spells in 2015"):
        check_spells({"1": (spell(2004, 2015), spell(2015, None))})
    with pytest.raises(CatalogError):
        check_spells({"1": (spell(2004, None), spell(2016, None))})


@pytest.mark.parametrize(
    "text",
    [
        "id,code,nam,short,pinyin,first,last\n1,1,a,a,a,2004,\n",
        HEADER + "1,1,a,a,a,soon,\n",
        HEADER + "1,1,a,a,a\n",
        HEADER + "1,,a,a,a,2004,\n",
    ],
)
def test_typos_are_refused(text: str):
    with pytest.raises(CatalogError):
        load_rows("divisions.csv", Division, text)
