import json
import tomllib
from pathlib import Path

import pytest

from gd_pipeline.intake import read_path
from gd_pipeline.intake.document import Document, Furniture
from gd_pipeline.reading.identity import read_identity
from gd_pipeline.reading.sections import read_sections

CASES = tomllib.loads((Path(__file__).parent / "identity_cases.toml").read_text(encoding="utf-8"))["case"]


def document(text: str, **fields: object) -> Document:
    return Document("id", "page.txt", "text/plain", "utf-8", len(text), text, **fields)  # type: ignore[arg-type]


def printed(value: object) -> object:
    return "none" if value is None else value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_identity(case: dict[str, object]):
    text = str(case["text"])
    identity = read_identity(document(text), read_sections(text))
    wanted = {key: value for key, value in case.items() if key not in ("name", "text")}
    assert {key: printed(getattr(identity, key)) for key in wanted} == wanted


@pytest.mark.parametrize(("heading", "year"), [("（2014年度）", 2014), ("(2014 　年度)", 2014), ("（14年度）", None)])
def test_a_year_in_brackets_over_a_table_is_the_reports(heading: str, year: int | None):
    assert read_identity(document(f"政府信息公开情况统计表\n{heading}\n主动公开政府信息数\n条\n3")).report_year == year


def test_tables_decide_the_form_before_a_citation():
    text = "宁县2021年政府信息公开工作年度报告\n根据国办公开办函〔2019〕60号编制。"
    assert read_identity(document(text), (), "2021").form == "2021"


def test_breadcrumb_and_publisher_place_a_nameless_body():
    text = "2019年信息公开年报\n一、总体情况\n我镇公开信息9条。"
    crumb = Furniture("breadcrumb", "首页 > 袁州区 > 乡镇信息公开", 0)
    identity = read_identity(document(text, furniture=(crumb,), metadata={"发布机构": "袁州区西村镇人民政府"}))
    assert (identity.issuer, identity.issuer_code, identity.issuer_level) == ("西村镇", "360902", "town")


def test_html_title_stands_in_for_a_lost_one():
    text = "一、总体情况\n2019年公开信息9条。"
    identity = read_identity(document(text, metadata={"title": "泸州市2019年政府信息公开工作年度报告.docx"}))
    assert (identity.issuer, identity.report_year) == ("泸州市", 2019)


def test_renames_keep_the_issuer_id():
    before = read_identity(document("洪泽县2015年政府信息公开工作年度报告"))
    after = read_identity(document("洪泽区2016年政府信息公开工作年度报告"))
    assert before.issuer_id == after.issuer_id
    assert (before.issuer_code, after.issuer_code) == ("320829", "320813")


def test_a_body_keeps_its_id_whether_or_not_the_place_is_in_its_name():
    long = read_identity(document("福州市民政局2015年政府信息公开工作年度报告"))
    short = read_identity(document("市民政局2016年政府信息公开工作年度报告\n地址:福州市某路1号"))
    assert long.issuer_id == short.issuer_id == "350100/民政局"


def test_corrected_names_and_repaired_dates_leave_notes():
    text = "淮安市湖泽区2017年政府信息公开工作年度报告\n统计期限自201711日至20171231日止。"
    identity = read_identity(document(text))
    assert [note.kind for note in identity.notes] == ["date_repaired", "date_repaired", "place_corrected"]
    assert text[slice(*(identity.period_span or (0, 0)))] == "201711日至20171231日"


def test_empty_text_has_no_identity():
    identity = read_identity(document(""))
    assert (identity.title, identity.issuer, identity.report_year, identity.form) == ("", None, None, "narrative")


@pytest.mark.parametrize(
    "text",
    [
        "2016年" * 20_000,
        "公开" * 50_000,
        "统计期限" * 30_000,
        "(a)" * 30_000,
        "\n2" * 100_000,
        "市" * 60_000,
        "1-" * 60_000,
    ],
)
def test_hostile_text_takes_no_time(text: str):
    identity = read_identity(document(text))
    assert identity.issuer is None


def test_labelled_reports(shared: Path):
    for label in sorted((shared / "contract" / "gold").glob("*.json")):
        gold = json.loads(label.read_text(encoding="utf-8"))
        (taken,) = read_path(shared / "reports" / label.name.removesuffix(".json"))
        tables = gold["form"] if gold["form"] in ("2014", "2021") or "shanghai" in label.name else None
        identity = read_identity(taken, read_sections(taken.text), tables)
        keys = (
            "issuer",
            "issuer_code",
            "issuer_level",
            "report_year",
            "form",
            "period_start",
            "period_end",
            "published_on",
        )
        wanted = {key: "none" if gold[key] is None else gold[key] for key in keys if key in gold}
        assert {key: printed(getattr(identity, key)) for key in wanted} == wanted, label.name


HOSTED = [
    ("2013年度谢桥镇政府信息公开工作年度报告", "http://www.shangyu.gov.cn/art/1.html", "330604"),
    ("2012年度谢桥镇政府信息公开工作年度报告", "http://www.shangyu.gov.cn/art/1.html", "330682"),
    ("2012年度我局政府信息公开工作年度报告", "http://www.qufu.gov.cn/art/1.html", "370881"),
    ("2012年度我局政府信息公开工作年度报告\n市政府要求我局公开。", "http://tjj.pingliang.gov.cn/1.html", "620800"),
    ("2012年度我局政府信息公开工作年度报告\n我局公开9条。", "http://tjj.pingliang.gov.cn/1.html", None),
    ("2012年度我局政府信息公开工作年度报告", "http://www.hunan.gov.cn/1.html", None),
]


@pytest.mark.parametrize(("text", "address", "code"), HOSTED, ids=[f"{case[1]}-{case[2]}" for case in HOSTED])
def test_a_site_of_one_division_places_what_stands_on_it(text: str, address: str, code: str | None):
    assert read_identity(document(text, metadata={"url": address})).issuer_code == code
