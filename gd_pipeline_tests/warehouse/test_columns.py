"""Rows kept by column."""

import pyarrow as pa
import pytest

from gd_pipeline.checking.finding import Check, Evidence, Operand
from gd_pipeline.reading.report import Fact, Report, Section
from gd_pipeline.warehouse.batches import row_schema
from gd_pipeline.warehouse.columns import Gathered, one_row, shared_by
from gd_pipeline.warehouse.rows import check_columns, fact_columns, section_columns

FACTS = (
    Fact("proactive.total", "total", None, 120.0, 120.0, "条", None, None, "table", "proactive", 3, 6, "120"),
    Fact("requests.received", "total", "其他", 5.0, 6.0, "件", "余", "全县", "narrative", "requests", 9, 11, "5余", 2),
)
HOLDS = Check("sum.requests", "sum", "error", "holds", ("a", "b"), None, (1.0, 1.0), None, "相符")
FOUND = HOLDS._replace(
    verdict="violated",
    operands=(Operand("a", "“甲”", 1.0, 1.0, 3, 4), Operand("b", None, 2.0, 2.0, 5, 6, report="other-1")),
    evidence=(Evidence(3, 4, "1"),),
)


def report(facts: tuple[Fact, ...] = (), sections: tuple[Section, ...] = ()) -> Report:
    return Report("", "甲县", None, None, None, 2015, "narrative", None, None, None, facts=facts, sections=sections)


def test_rows_become_the_table_of_their_schema() -> None:
    gathered = Gathered(pa.schema([("a", pa.int64()), ("b", pa.string())]))
    gathered.add({"b": ["x", None], "a": range(1, 3), "more": "--"})
    gathered.add(one_row({"a": 3, "b": "y"}))
    assert gathered.table().to_pylist() == [{"a": 1, "b": "x"}, {"a": 2, "b": None}, {"a": 3, "b": "y"}]


def test_a_missing_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        Gathered(pa.schema([("a", pa.int64())])).add({"b": [1]})


def test_values_are_shared_by_all_rows_and_no_rows_stay_none() -> None:
    assert shared_by({"a": [1, 2]}, {"b": "x"}) == {"a": [1, 2], "b": ["x", "x"]}
    assert shared_by({}, {"b": "x"}) == {}


def test_facts_are_numbered_and_have_the_columns_of_their_table() -> None:
    gathered = Gathered(row_schema("core.facts"))
    gathered.add(shared_by(fact_columns(report(FACTS)), {"report_id": "r-1", "report_year": 2015}))
    first, second = gathered.table().to_pylist()
    assert (first["fact_no"], first["metric"], first["start_char"], first["page"]) == (1, "proactive.total", 3, None)
    assert (second["fact_no"], second["label"], second["end_char"], second["page"]) == (2, "其他", 11, 2)
    assert fact_columns(report()) == {}


def test_sections_are_in_reading_order() -> None:
    sections = (Section("overview", 1, "一、概述", 0, 9), Section("requests", 1, "二、申请", 9, 20))
    columns = section_columns(report(sections=sections))
    assert list(columns["section_no"]) == [1, 2]
    assert list(columns["end_char"]) == [9, 20]


def test_checks_carry_their_numbers_as_json() -> None:
    columns = check_columns((HOLDS, FOUND))
    assert columns["operands"][0] == columns["evidence"][0] == "[]"
    assert columns["operands"][1] == (
        '[{"metric": "a", "applicant": "total", "label": "“甲”", "low": 1.0, "high": 1.0, "start": 3, "end": 4}, '
        '{"metric": "b", "applicant": "total", "label": null, "low": 2.0, "high": 2.0, "start": 5, "end": 6, '
        '"report": "other-1"}]'
    )
    assert columns["evidence"][1] == '[{"start": 3, "end": 4, "text": "1"}]'
    assert [*check_columns((HOLDS, FOUND))["check_no"]] == [1, 2]
    assert check_columns(()) == {}
