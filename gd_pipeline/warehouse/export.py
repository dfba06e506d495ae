"""What one takes away: every table of the contract as Parquet and CSV, with a data package and a dictionary.

The same warehouse gives the same bytes: rows in the order of their keys, no clock, no column of the machinery.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import Table, tables
from gd_pipeline.warehouse.export_dictionary import dictionary_html, dictionary_markdown
from gd_pipeline.warehouse.export_package import package, resource
from gd_pipeline.warehouse.export_tables import write_csv, write_parquet

PACKAGE = "datapackage.json"
CHUNK = 1 << 20


class ExportError(ValueError):
    """The export cannot be made; the message says why, to a person."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One table as written: its rows, and the bytes of both files."""

    table: str
    rows: int
    parquet_bytes: int
    csv_bytes: int


def exported_tables() -> list[Table]:
    """The tables of an export, in the order of the catalog."""
    return [table for table in tables().values() if not table.inner]


def export(connection: DuckDBPyConnection, folder: Path, *, bom: bool = False) -> list[Exported]:
    """Write the export of a warehouse into `folder`, all or nothing until the files are moved there.

    Args:
        connection: an open warehouse; nothing is written to it.
        folder: made if it is not there; an earlier export in it is replaced.
        bom: begin each CSV with a byte order mark, by which Excel knows UTF-8.

    Raises:
        ExportError: `folder` holds something else, or the warehouse lacks a table.
    """
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / PACKAGE).is_file())):
        raise ExportError(f"{folder} holds something that is no export (目录中有其他内容)")
    _complete(connection)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as made:
        found = _written(connection, Path(made), bom)
        _moved(Path(made), folder)
    return found


def _written(connection: DuckDBPyConnection, folder: Path, bom: bool) -> list[Exported]:
    for name in ("parquet", "csv"):
        (folder / name).mkdir()
    resources, found = [], []
    for table in exported_tables():
        name = f"{table.schema_}_{table.name}"
        parquet, csv = folder / "parquet" / f"{name}.parquet", folder / "csv" / f"{name}.csv"
        rows = write_parquet(connection, table, parquet)
        write_csv(connection, table, csv, bom=bom)
        files = {path: (path.stat().st_size, _digest(path)) for path in (parquet, csv)}
        resources.append(resource(table, rows, files[csv], files[parquet], bom=bom))
        found.append(Exported(table.full_name, rows, files[parquet][0], files[csv][0]))
    described = json.dumps(package(resources), ensure_ascii=False, indent=1) + "\n"
    (folder / PACKAGE).write_bytes(described.encode())
    (folder / "dictionary.md").write_bytes(dictionary_markdown(exported_tables()).encode())
    (folder / "dictionary.html").write_bytes(dictionary_html(exported_tables()).encode())
    return found


def _complete(connection: DuckDBPyConnection) -> None:
    there = {
        name
        for (name,) in connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
    }
    if lacking := [table.full_name for table in exported_tables() if table.full_name not in there]:
        raise ExportError(f"the warehouse lacks {', '.join(lacking)}: run gd-pipeline run (仓库缺表，请先入库)")


def _moved(made: Path, folder: Path) -> None:
    """Replace the files of an earlier export one by one, the package last; what else is there stays."""
    for path in sorted(made.rglob("*"), key=lambda each: each.name == PACKAGE):
        target = folder / path.relative_to(made)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
