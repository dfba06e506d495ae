"""The forms as the writer prints them: rows and cells of domain.md §1, codes of the contract, typos refused."""

import pytest

from gd_pipeline.catalog.loader import CatalogError
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.synth.data_files import FormRow, form_rows, rows_of
from gd_pipeline.synth.draw import draw
from gd_pipeline.synth.grid import CAPTION, matrix
from gd_pipeline.synth.issuers import departments, places, towns
from gd_pipeline.synth.tables import Spelling, Wording, tables

CELLS = {"2019": {"t2": 22, "t3": 23 * 7, "t4": 15}, "2021": {"t2": 10, "t3": 25 * 7, "t4": 15}, "2014": {"t2014": 58}}


@pytest.mark.parametrize("form", sorted(CELLS))
def test_each_form_has_its_cells(form: str) -> None:
    truth = next(truth for truth in (draw(seed, form) for seed in range(20)) if not truth.variants)
    printed = {table.name: table for table in tables(truth, Wording())}
    counts = {name: sum(len(row.keys) for row in table.data()) for name, table in printed.items()}
    assert counts == CELLS[form]
    keys = [key for table in printed.values() for row in table.data() for key in row.keys]
    assert len(set(keys)) == len(keys)
    assert {key[0] for key in keys if key} <= {code for code in metrics() if form in metrics()[code].form}


def test_the_2014_table_has_seven_captions() -> None:
    (table,) = tables(draw(1, "2014"), Wording())
    assert sum(row.kind == CAPTION for row in table.rows) == 7
    assert len(table.rows) == 1 + 65


@pytest.mark.parametrize("form", ["2014", "2019", "2021"])
def test_spans_fill_the_grid(form: str) -> None:
    for table in tables(draw(3, form), Wording(Spelling(ascii=True, after_number="、"))):
        assert {len(line) for line in matrix(table)} == {table.columns}
        assert all(all(line) for line in matrix(table, across=True, down=True)) or table.name == "t2014"


def test_values_stand_under_their_heads() -> None:
    truth = draw(5, "2021")
    table3 = next(table for table in tables(truth, Wording()) if table.name == "t3")
    grid = matrix(table3, across=True, down=True)
    column = grid[2].index("法律服务机构")
    row = next(line for line in grid if "6.属于四类过程性信息" in line)
    assert row[:2] == ["三、本年度办理结果", "（三）不予公开"]
    assert row[column] == str(truth.value("outcome.denied.process_information", "legal_service"))


def test_a_hybrid_prints_one_row_of_other_results() -> None:
    hybrid = next(truth for truth in (draw(seed, "2021") for seed in range(300)) if "single_other" in truth.variants)
    labels = [row.labels[-1].text for table in tables(hybrid, Wording()) for row in table.data() if row.labels]
    assert "（六）其他处理" in labels
    assert "行政规范性文件" in labels


def test_a_typo_in_the_rows_is_refused() -> None:
    with pytest.raises(CatalogError, match="lable"):
        rows_of("rows.csv", FormRow, "table,editions,lable\nt2,2019,规章\n")


def test_every_row_names_codes_of_the_contract() -> None:
    codes = {code for row in form_rows() if row.table != "t4" for code in row.codes if not code.startswith("row.")}
    assert codes <= set(metrics())


def test_places_towns_and_departments_belong_together() -> None:
    names = {place.name for place in places()}
    assert {town.county for town in towns()} <= names
    assert len({place.code for place in places()}) == len(places())
    assert all(kind.first_year <= kind.last_year for kind in departments())
