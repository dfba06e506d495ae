import copy
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from gd_pipeline.catalog import tables as module
from gd_pipeline.catalog.loader import CatalogError, load_rows, read_text
from gd_pipeline.catalog.metrics import APPLICANTS, EDITIONS, metrics
from gd_pipeline.catalog.tables import Table, tables
from gd_pipeline.warehouse import schema
from gd_pipeline.warehouse.connection import WarehouseNameError, named, opener, transaction
from gd_pipeline_tests.warehouse.conftest import House

CONTRACT = {
    "raw.documents": "document_id media_type encoding size_bytes text report_year first_seen_at",
    "raw.sources": "document_id source first_seen_at",
    "raw.quarantine": "source document_id reason detail",
    "core.reports": "report_id document_id title issuer issuer_id issuer_code issuer_level report_year form "
    "period_start period_end published_on",
    "core.duplicates": "document_id kind of_document_id similarity start_char end_char",
    "core.sections": "report_id",
    "core.facts": "report_id report_year metric applicant label low high unit hedge scope origin section start_char "
    "end_char text",
    "quality.checks": "report_id report_year rule family severity verdict metrics applicant stated expected message",
    "quality.alerts": "alert_id state opened_at closed_at",
    "review.decisions": "alert_id state note reviewer decided_at",
    "marts.panel": "issuer_id report_year",
    "marts.indicators": "issuer_id report_year numerator denominator",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_s_columns_are_declared(name: str) -> None:
    assert set(CONTRACT[name].split()) <= {column.name for column in tables()[name].columns}


def test_the_panel_has_a_column_for_every_metric() -> None:
    names = [column.name for column in tables()["marts.panel"].all_columns]
    assert names[-len(metrics()) :] == list(metrics())


def test_value_sets_are_those_of_the_metrics() -> None:
    values = {
        column.name: column.values for column in (*tables()["core.facts"].columns, *tables()["core.reports"].columns)
    }
    assert values["applicant"] == APPLICANTS
    assert values["form"] == EDITIONS


def test_the_database_has_what_is_declared(tmp_path: Path) -> None:
    with opener(tmp_path / "warehouse.duckdb")() as connection:
        for name, table in tables().items():
            found = connection.execute(f"DESCRIBE {name}").fetchall()
            assert [(row[0], row[1], row[2] == "YES") for row in found] == [
                (column.name, column.type, column.null) for column in table.all_columns
            ]
        comments = dict(
            connection.execute("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
        )
    assert comments["period_start"] == "统计期限起: first day of the period, as printed"


def test_arrow_types_go_into_the_database_and_back(tmp_path: Path) -> None:
    with opener(tmp_path / "warehouse.duckdb")() as connection:
        for name in tables():
            empty = schema.arrow_schema(name).empty_table()
            connection.register("batch", empty)
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM batch")
            assert connection.sql(f"FROM {name}").to_arrow_table().schema.types == pa.schema(empty.schema).types


def test_a_newer_catalog_adds_its_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "warehouse.duckdb"
    with opener(path)() as connection:
        connection.execute("INSERT INTO raw.files VALUES ('a', 'b', 'c', NULL)")
        connection.execute("ALTER TABLE raw.files DROP COLUMN reader_version")
        connection.execute("DROP TABLE marts.indicators")
        connection.execute("UPDATE raw.catalog SET declared = 'of old'")
    with opener(path)() as connection:
        assert connection.execute("SELECT * FROM raw.files").fetchall() == [("a", "b", None, None)]
        assert connection.execute("SELECT * FROM marts.indicators").fetchall() == []


def test_an_added_column_is_filled_from_what_its_table_holds(house: House) -> None:
    house.write("a.txt", "year 2015\nissuer 甲县\n")
    house.write("b.txt", "year 2015\nissuer 乙县\n")
    house.take_in()
    address = "https://www.changping.gov.cn/1.html"
    layout = f'{{"metadata":{{"url":"{address}"}}}}'
    with house.connect() as connection:
        connection.execute("UPDATE raw.documents SET layout = ? WHERE contains(text, '甲县')", [layout])
        connection.execute("ALTER TABLE raw.documents DROP COLUMN url")
        connection.execute("UPDATE raw.catalog SET declared = 'of old'")
    assert {*house.rows("SELECT url FROM raw.documents")} == {(address,), (None,)}


def test_the_connection_is_closed_after_an_error(tmp_path: Path) -> None:
    kept = []

    def fail() -> None:
        with opener(tmp_path / "warehouse.duckdb")() as connection:
            kept.append(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(duckdb.ConnectionException):
        kept[0].execute("SELECT 1")


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        with transaction(connection):
            connection.execute("INSERT INTO raw.files VALUES ('a', 'b', 'c', NULL)")
            raise ZeroDivisionError

    with opener(tmp_path / "warehouse.duckdb")() as connection:
        with pytest.raises(ZeroDivisionError):
            fail(connection)
        assert connection.execute("SELECT * FROM raw.files").fetchall() == []


def test_a_warehouse_is_not_named_like_a_schema(tmp_path: Path) -> None:
    with pytest.raises(WarehouseNameError, match="core"):
        named(tmp_path / "core.duckdb")


def content() -> dict[str, Any]:
    return tomllib.loads(read_text("tables.toml"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.update(clomns=[]), "clomns"),
        (lambda table: table["columns"][0].update(tpye="VARCHAR"), "tpye"),
        (lambda table: table["columns"][0].update(type="VARCHR"), "type"),
        (lambda table: table.update(key=["no_such_column"]), "no_such_column"),
        (lambda table: table.update(year="yaer"), "yaer"),
        (lambda table: table.update(schema="rwa"), "schema"),
        (lambda table: table["columns"].append(table["columns"][0]), "stands twice"),
        (lambda table: table.pop("zh"), "zh"),
    ],
)
def test_a_typo_in_the_tables_is_refused(change: Any, said: str) -> None:
    table = copy.deepcopy(content()["table"][0])
    change(table)
    with pytest.raises(ValueError, match=said):
        Table.model_validate(table)


def test_a_table_that_stands_twice_is_refused() -> None:
    rows = load_rows("tables.toml", Table)
    with pytest.raises(CatalogError, match="twice"):
        module.by_full_name((*rows, rows[0]))
