import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package
from typer.testing import CliRunner

from gd_pipeline.catalog.indicators import indicators
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.tables import tables
from gd_pipeline.cli import app
from gd_pipeline.warehouse import export_tables
from gd_pipeline.warehouse.export import ExportError, export, exported_tables
from gd_pipeline_tests.warehouse.conftest import House, toy_house

REPORT = "year 2015\nissuer 甲县\ntable staff.total 10\nabout proactive.total 100 110\nwrong sum.staff.total 10 12\n"
RISKY = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "\u3000=1"]


def exported(house: House, name: str = "export", **options: Any) -> Path:
    folder = house.home / name
    with house.connect() as connection:
        export(connection, folder, **options)
    return folder


def read(folder: Path, table: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    with (folder / "csv" / f"{table.replace('.', '_')}.csv").open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> House:
    with pytest.MonkeyPatch.context() as patch:
        house = toy_house(tmp_path_factory.mktemp("model"), patch)
        house.write("a.txt", REPORT)
        house.write("b.txt", REPORT.replace("2015", "2016").replace("甲", "乙"))
        house.write("c.txt", "no report")
        house.run()
    return house


@pytest.fixture
def filled(house: House, model: House) -> House:
    return house.like(model)


def test_the_package_is_valid(filled: House) -> None:
    report = Package(str(exported(filled) / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "note"])
    assert len(report.tasks) == len(exported_tables())


def test_a_changed_file_makes_the_package_invalid(filled: House) -> None:
    folder = exported(filled)
    path = folder / "csv" / "core_facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace('"table"', '"tabel"'), encoding="utf-8")
    assert not Package(str(folder / "datapackage.json")).validate().valid


def test_twice_the_same_bytes(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    first = contents(exported(filled))
    filled.run()
    assert contents(exported(filled, "again")) == first
    monkeypatch.setattr(export_tables, "ROWS", 3)
    grouped = exported(filled, "grouped")
    assert {name: data for name, data in contents(grouped).items() if name.startswith("csv/")} == {
        name: data for name, data in first.items() if name.startswith("csv/")
    }
    assert pq.ParquetFile(grouped / "parquet" / "core_facts.parquet").num_row_groups == 2


def test_csv_and_parquet_hold_the_rows_of_the_warehouse(filled: House) -> None:
    folder = exported(filled)
    for table in exported_tables():
        name = f"{table.schema_}_{table.name}"
        ((rows,),) = filled.rows(f"SELECT count(*) FROM {table.full_name}")
        parquet = pq.read_table(folder / "parquet" / f"{name}.parquet")
        assert len(read(folder, name)) == parquet.num_rows == rows
    assert pq.read_table(folder / "parquet" / "raw_quarantine.parquet").num_rows == 1
    assert {row["issuer"] for row in read(folder, "marts.panel")} == {"甲县", "乙县"}


def test_no_clock_and_nothing_of_the_machinery(filled: House) -> None:
    folder = exported(filled)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = {field["name"] for each in package["resources"] for field in each["schema"]["fields"]}
    assert not [name for name in names if name.endswith("_at")]
    assert not names & {"layout", "sentences", "trace"}
    assert "raw_catalog" not in {each["name"] for each in package["resources"]}
    assert set(package["versions"]) == {"gd_pipeline", "reader", "catalog", "tables"}
    assert "text" in pq.read_schema(folder / "parquet" / "raw_documents.parquet").names
    assert "text" not in read(folder, "raw.documents")[0]


@pytest.mark.parametrize("text", RISKY)
def test_text_that_could_run_stays_text(filled: House, text: str) -> None:
    with filled.connect() as connection:
        connection.execute("UPDATE core.reports SET title = ?", [text])
    folder = exported(filled)
    assert {row["title"] for row in read(folder, "core.reports")} == {f"'{text}"}
    assert pq.read_table(folder / "parquet" / "core_reports.parquet")["title"][0].as_py() == text


def test_numbers_stay_numbers_and_lists_are_json(filled: House) -> None:
    with filled.connect() as connection:
        connection.execute("UPDATE core.facts SET low = -3 WHERE metric = 'staff.total'")
        connection.execute("UPDATE core.reports SET title = '不是=公式'")
    folder = exported(filled)
    assert {row["low"] for row in read(folder, "core.facts") if row["metric"] == "staff.total"} == {"-3"}
    assert {row["title"] for row in read(folder, "core.reports")} == {"不是=公式"}
    alert = read(folder, "quality.alerts")[0]
    assert (json.loads(alert["metrics"]), json.loads(alert["stated"])) == (["staff.total"], [10, 10])


def test_a_byte_order_mark_is_an_option(filled: House) -> None:
    folder = exported(filled, bom=True)
    assert (folder / "csv" / "core_facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(folder, "core.facts", "utf-8-sig")[0]["report_id"]
    assert Package(str(folder / "datapackage.json")).validate().valid
    assert not (exported(filled) / "csv" / "core_facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_earlier_export_is_replaced_and_anything_else_is_left_alone(filled: House) -> None:
    folder = exported(filled)
    (folder / "note.txt").write_text("mine")
    exported(filled)
    assert (folder / "note.txt").read_text() == "mine"
    other = filled.home / "other"
    other.mkdir()
    (other / "note.txt").write_text("mine")
    with pytest.raises(ExportError, match="other"):
        exported(filled, "other")
    assert [path.name for path in other.iterdir()] == ["note.txt"]


def test_an_old_warehouse_is_told_to_run(filled: House) -> None:
    with filled.connect() as connection:
        connection.execute("DROP TABLE marts.panel_values")
        with pytest.raises(ExportError, match=r"marts\.panel_values"):
            export(connection, filled.home / "export")
    assert not (filled.home / "export").exists()


def test_the_dictionary_tells_every_column_metric_and_indicator(filled: House) -> None:
    folder = exported(filled)
    for page in ("dictionary.md", "dictionary.html"):
        text = (folder / page).read_text(encoding="utf-8")
        names = [each.name for table in exported_tables() for each in export_tables.exported_columns(table)]
        assert [name for name in (*names, *metrics(), *indicators()) if name not in text] == []
        assert tables()["marts.panel"].zh in text
    lines = (folder / "dictionary.md").read_text(encoding="utf-8").splitlines()
    marked = {
        line.split(" | ")[0].strip("| "): "可空 null" in line for line in reversed(lines) if line.startswith("| ")
    }
    assert (marked["hedge"], marked["low"], marked["requests.received"]) == (True, False, True), "facts, and the panel"
    assert "<script" not in (folder / "dictionary.html").read_text(encoding="utf-8")


def test_the_command(filled: House) -> None:
    runner = CliRunner()
    warehouse = str(filled.home / "warehouse.duckdb")
    folder = filled.home / "by_command"
    done = runner.invoke(app, ["export", str(folder), "--warehouse", warehouse])
    assert done.exit_code == 0
    assert "marts.panel" in done.output
    assert (folder / "datapackage.json").is_file()
    assert runner.invoke(app, ["export", str(filled.input), "--warehouse", warehouse]).exit_code == 2
    note = filled.home / "note.duckdb"
    note.write_text("a file of text, and no warehouse" * 1000, encoding="utf-8")
    for none in (note, filled.home / "no.duckdb"):
        assert runner.invoke(app, ["export", str(folder), "--warehouse", str(none)]).exit_code == 2


@pytest.mark.full
def test_a_spreadsheet_program_opens_the_csv_with_chinese_intact(filled: House, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc)")
    with filled.connect() as connection:
        connection.execute("UPDATE core.reports SET title = '=1+1' WHERE report_year = 2016")
    path = exported(filled) / "csv" / "core_reports.csv"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    utf8 = "--infilter=CSV:44,34,76"
    arguments = [profile, "--headless", utf8, "--convert-to", "html", "--outdir", str(tmp_path), str(path)]
    subprocess.run([office, *arguments], check=True, capture_output=True, timeout=120)
    page = (tmp_path / "core_reports.html").read_text(encoding="utf-8")
    assert "甲县" in page
    assert "=1+1" in page
