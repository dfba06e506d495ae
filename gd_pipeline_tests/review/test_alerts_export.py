import csv
import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from gd_pipeline.review.alerts import Alert, Filters, find, reading
from gd_pipeline.review.alerts_export import COLUMNS, is_risky, row_of, table, write_csv, write_xlsx
from gd_pipeline.review.decisions import Decisions
from gd_pipeline_tests.review.conftest import House, decide

HOSTILE = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "　=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "=HYPERLINK(\"http://a.example\",\"b\")",
]  # fmt: skip
HARMLESS = ["本溪市", "589 = 1 + 72", "a=b", "http://a.example/?=1", "12", "", "“=1”"]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


ALERT = Alert(
    alert_id="0123456789abcdef",
    report_id="r-1",
    check_no=1,
    report_year=2015,
    issuer="甲县",
    issuer_code="210500",
    issuer_level="county",
    form="2014",
    rule="sum.staff.total",
    family="sum",
    severity="error",
    metrics=["staff.total", "staff.full_time"],
    applicant=None,
    stated=(10.0, 10.0),
    expected=(12.5, 12.5),
    message="工作人员数写作 10，各项相加 12.5",
    formula="10 = 12.5",
    suggestion="改为 12.5",
    state="accepted",
    opened_at=datetime(2026, 1, 1),
    closed_at=None,
    superseded_by=None,
    decision_no=1,
    reviewer="甲",
    note="=1+1",
    decided_at=datetime(2026, 3, 1, 12),
)
ROW = row_of(ALERT, "10", "in/a.txt")


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def cells(path: Path) -> list[list[tuple[str, str]]]:
    """Type and content of every cell; the type is n for numbers."""
    with zipfile.ZipFile(path) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert list(sheet.iter(f"{SHEET}f")) == []
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.iter(f"{SHEET}c")]
        for row in sheet.iter(f"{SHEET}row")
    ]


def test_an_alert_is_a_row_with_its_numbers_evidence_and_decision(house: House, store: Decisions) -> None:
    house.write("a.txt", "year 2015\nissuer 甲县\nwrong sum.staff.total 10 12.5\n")
    house.run()
    path = house.home / "warehouse.duckdb"
    with reading(path, store.path) as connection:
        decide(store, find(connection, Filters())[0].subject, "accepted")
    with reading(path, store.path) as connection:
        (row,) = table(connection, find(connection, Filters()))
    wanted = {
        "state": "accepted",
        "state_zh": "异常但属实",
        "report_year": 2015,
        "issuer": "甲县",
        "stated_low": 10,
        "stated_high": 10,
        "expected_low": 12.5,
        "expected_high": 12.5,
        "difference": -2.5,
        "evidence": "year",
        "reviewer": "甲",
        "decisions": 1,
        "source": "input/a.txt",
    }
    assert {key: row[key] for key in wanted} == wanted
    assert list(row) == [column.name for column in COLUMNS]
    assert not [key for key in row if key.endswith("_at")]


def test_csv_opens_with_chinese_and_numbers_intact(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_csv(path, iter([ROW])) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbfalert_id,")
    (row,) = read_csv(path)
    assert (row["issuer"], row["stated_low"], row["difference"], row["note"]) == ("甲县", "10", "-2.5", "'=1+1")


def test_xlsx_has_numbers_as_numbers_and_texts_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert write_xlsx(path, iter([ROW])) == 1
    head, row = cells(path)
    assert [text for _, text in head] == [f"{column.zh}\n{column.name}" for column in COLUMNS]
    by_name = dict(zip((column.name for column in COLUMNS if ROW[column.name] is not None), row, strict=True))
    assert by_name["difference"] == ("n", "-2.5")
    assert by_name["report_year"] == ("n", "2015")
    assert by_name["note"] == ("inlineStr", "=1+1")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_might_run_is_text_in_both(tmp_path: Path, text: str) -> None:
    assert is_risky(text)
    hostile = {key: text if isinstance(value, str) else value for key, value in ROW.items()}
    write_csv(tmp_path / "a.csv", iter([hostile]))
    (row,) = read_csv(tmp_path / "a.csv")
    assert {row[key] for key, value in hostile.items() if value == text} == {f"'{text}"}
    write_xlsx(tmp_path / "a.xlsx", iter([hostile]))
    texts = [content for kind, content in cells(tmp_path / "a.xlsx")[1] if kind != "n"]
    assert len(texts) == sum(value == text for value in hostile.values())
    assert {content.removeprefix("_x000D_").strip() for content in texts} == {text.strip()}


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_are_left_as_they_are(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "a.csv", iter([{**ROW, "message": text}]))
    assert read_csv(tmp_path / "a.csv")[0]["message"] == text


def test_a_workbook_links_to_nothing_and_holds_no_macro(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", iter([{**ROW, "message": "http://a.example/", "note": "file:///etc/passwd"}]))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        names = book.namelist()
        assert b"hyperlink" not in book.read("xl/worksheets/sheet1.xml")
    assert not [name for name in names if "external" in name.lower() or "vba" in name.lower() or "drawing" in name]


def test_texts_that_no_cell_holds_are_cut_and_controls_do_no_harm(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", iter([{**ROW, "message": "长" * 40_000, "note": "a\x00b\x1bc\ufffe"}]))
    longest = max((content for _, content in cells(tmp_path / "a.xlsx")[1]), key=len)
    assert 32_000 <= len(longest) < 32_767


def test_what_has_no_end_is_left_blank(tmp_path: Path) -> None:
    row = row_of(replace(ALERT, stated=(3.0, 3.0), expected=(5.0, float("inf")), rule="sum.gone"), "", "")
    assert (row["expected_low"], row["expected_high"], row["difference"], row["rule_zh"]) == (5, None, -2, None)
    assert write_xlsx(tmp_path / "a.xlsx", iter([row])) == 1
    without = row_of(replace(ALERT, stated=None), "", "")
    assert (without["stated_low"], without["difference"]) == (None, None)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_the_same_alerts_give_the_same_bytes(tmp_path: Path, write: object) -> None:
    assert callable(write)
    for name in ("a", "b"):
        write(tmp_path / name, iter([ROW]))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
