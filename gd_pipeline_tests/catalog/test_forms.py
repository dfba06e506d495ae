import re
import unicodedata

import pytest

from gd_pipeline.catalog.forms import (
    TABLE_KINDS,
    FormColumn,
    FormRow,
    FormTable,
    all_rows,
    checked_columns,
    checked_rows,
    checked_tables,
    form_columns,
    form_marks,
    form_rows,
    form_tables,
    normal_label,
    numbers_in,
    table_width,
)
from gd_pipeline.catalog.loader import CatalogError, load_rows
from gd_pipeline.catalog.metrics import metrics

HEADER = "table,key,editions,kind,number,label,variants,metric,unit,parent\n"
GOOD = "requests,received,2019|2021,data,一,本年新收政府信息公开申请数量,本年新收,requests.received,件,\n"


def rows_of(text: str) -> tuple[FormRow, ...]:
    return checked_rows(load_rows("forms_rows.csv", FormRow, HEADER + text))


def test_a_row_is_typed():
    (row,) = rows_of(GOOD)
    assert row.editions == ("2019", "2021")
    assert row.labels == ("本年新收政府信息公开申请数量", "本年新收")
    assert row.parent is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD + GOOD, "stands twice"),
        (GOOD.replace("requests.received", "requests.recieved"), "unknown metric"),
        (GOOD.replace(",data,", ",datum,"), "unknown kind"),
        (GOOD.replace("requests,received", "request,received"), "unknown table"),
        (GOOD.replace("2019|2021", "2019|2022"), "unknown edition"),
        (GOOD.replace("本年新收,", "本年（新收）,"), "not in normal form"),
        (GOOD.replace("件,\n", "件,results\n"), "is no row of this table"),
        (GOOD.replace("件,\n", "件,,x\n"), "more or fewer cells"),
    ],
)
def test_a_typo_in_the_rows_is_refused(line, said):
    with pytest.raises(CatalogError, match=said):
        rows_of(line)


def test_an_unknown_key_is_refused():
    with pytest.raises(CatalogError, match="Extra"):
        load_rows("forms_rows.csv", FormRow, HEADER.replace("unit", "units") + GOOD)


COLUMNS = "table,edition,group,position,key,label,variants,unit\n"
COLUMN = "proactive,2021,fifth,1,decisions,本年处理决定数量,,\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (COLUMN.replace("decisions", "decision"), "unknown metric 'licensing.decision'"),
        (COLUMN + COLUMN, "stands twice"),
        (COLUMN.replace("2021", "2020"), "unknown edition"),
        ("requests,2021,,1,naturals,自然人,,\n", "unknown key"),
    ],
)
def test_a_typo_in_the_columns_is_refused(line, said):
    with pytest.raises(CatalogError, match=said):
        checked_columns(load_rows("forms_columns.csv", FormColumn, COLUMNS + line), all_rows())


TABLE = """[[table]]
kind = "proactive"
section = "proactive"
signs = ["上年项目"]
starts = []
ends = []
headings = []
headers = []
edition_signs = { 2019 = ["上年项目"] }
"""


def tables_of(text: str) -> tuple[FormTable, ...]:
    return checked_tables(load_rows("forms_tables.toml", FormTable, text))


def test_a_sign_may_be_of_one_edition_alone():
    (table,) = tables_of(TABLE)
    assert table.edition_signs == {"2019": ("上年项目",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("2019", "2018"), "unknown edition '2018'"),
        (TABLE.replace('2019 = ["上年', '2019 = ["去年'), "unknown sign '去年项目'"),
        (TABLE.replace("edition_signs", "edition_sign"), "Extra"),
    ],
)
def test_a_typo_in_the_tables_is_refused(text, said):
    with pytest.raises(CatalogError, match=said):
        tables_of(text)


@pytest.mark.parametrize(
    ("table", "row", "numbers"),
    [
        ("proactive", "regulations", {"2019": 3, "2021": 3}),
        ("proactive", "licensing", {"2019": 3, "2021": 1}),
        ("proactive", "charges", {"2019": 2, "2021": 1}),
        ("proactive", "procurement", {"2019": 2, "2021": 2}),
        ("requests", "received", {"2019": 7, "2021": 7}),
        ("statistics", "proactive.total", {"2014": 1}),
    ],
)
def test_a_row_prints_a_number_in_each_column_of_its_block(table, row, numbers):
    (printed,) = (each for each in form_rows(table) if each.key == row)
    assert {edition: numbers_in(printed, edition) for edition in numbers} == numbers


def test_a_table_is_as_wide_as_its_widest_row():
    assert {table: table_width(table) for table in TABLE_KINDS} == {
        "proactive": 3, "requests": 7, "review_litigation": 5, "statistics": 1, "provincial": 1,
    }  # fmt: skip


def cells_of(edition: str) -> list[str]:
    """Every metric (with applicant) that the 2019 or 2021 form has a cell for."""
    cells = []
    for row in form_rows("requests"):
        if row.kind == "data" or (row.key == "other" and edition == "2019"):
            cells += [f"{row.metric}@{column.key}" for column in form_columns("requests") if edition in row.editions]
    for table in ("proactive", "review_litigation"):
        for row in form_rows(table):
            columns = [column for column in form_columns(table) if column.group in ("", row.parent)]
            if row.metric and edition in row.editions:
                cells += [f"{row.metric}.{column.key}" for column in columns if edition in column.edition]
    return cells


@pytest.mark.parametrize(("edition", "count"), [("2019", 22 + 23 * 7 + 15), ("2021", 10 + 25 * 7 + 15)])
def test_the_forms_of_2019_and_2021_have_their_cells_once_each(edition, count):
    cells = cells_of(edition)
    assert len(cells) == len(set(cells)) == count


def test_the_annex_of_2014_has_its_58_rows_once_each_and_no_other_code():
    codes = [row.metric for row in form_rows("statistics") if row.kind == "data"]
    assert len(codes) == len(set(codes)) == 58
    assert set(codes) == {code for code, metric in metrics().items() if "2014" in metric.form}
    assert sum(row.kind == "caption" for row in form_rows("statistics")) == 7


def test_units_of_the_annex_are_those_of_the_metrics():
    assert {row.key: row.unit for row in form_rows("statistics") if row.metric} == {
        row.key: metrics()[row.metric].unit for row in form_rows("statistics") if row.metric
    }


def test_rows_of_provincial_tables_are_numbered_as_printed():
    assert [row.key for row in form_rows("provincial")] == [f"{number:02}" for number in range(1, 36)]


def test_every_table_has_signs_and_a_section():
    assert all(table.signs and table.section for table in form_tables().values())


@pytest.mark.parametrize(
    ("printed", "compared"),
    [
        ("（一）予 以\n公开", "一予以公开"),
        ("3.危及“三安全一稳定”", "3危及三安全一稳定"),
        ("１．属于国家秘密", "1属于国家秘密"),
        ("本年增/减", "本年增减"),
        ("公(gōng)开(kāi)", "公开"),
    ],
)
def test_labels_are_compared_without_spaces_and_punctuation(printed, compared):
    assert normal_label(printed) == compared


def test_marks_for_nothing_zero_and_units_are_told_apart():
    marks = form_marks()
    assert (marks["-"], marks["无"], marks["零"], marks["万元"]) == ("blank", "blank", "zero", "unit")


def test_plain_text_is_compared_as_any_other():
    for character in (*'（），：；。．、《》“”()[],:.|/"—–- \n\t\u3000AZ09', *map(chr, range(0x4E00, 0xA000))):
        compatible = unicodedata.normalize("NFKC", f"政{character}府")
        assert normal_label(f"政{character}府") == re.sub(r"[\W_]", "", compatible)
