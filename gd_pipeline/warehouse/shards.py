"""What the reading of a document gave for its report years, kept as Parquet until the load of the year takes it.

Beside the warehouse, VERSION/LOAD/YEAR/TABLE.parquet: the version of the reader, the hash of the documents of one
load. A load's folder has its name only when it is whole, so that a killed run leaves nothing half; what is missing here
is read again.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.batches import SHARD, YEAR_TABLES, Tables
from gd_pipeline.warehouse.schema import literal

TAKEN = """
CREATE OR REPLACE TEMP TABLE taken AS
    SELECT shard_document, shard_source, min(shard) AS shard FROM {reports}
    JOIN (SELECT document_id, min(source) AS source FROM raw.sources GROUP BY document_id) AS s
        ON s.document_id = shard_document AND s.source = shard_source
    WHERE list_contains($wanted, shard_document) GROUP BY ALL
"""
"""Of each document wanted the rows that were read under the source that the load would read it under."""


def shelf(connection: DuckDBPyConnection, version: str) -> Path | None:
    """The folder of `version` beside the warehouse; None of a warehouse in memory."""
    found = connection.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")
    ((path,),) = found.fetchall()
    return Path(path).with_suffix(".shards") / version if path else None


def forget_others(folder: Path) -> None:
    """Remove what other versions of the reader left beside `folder`."""
    if folder.parent.is_dir():
        for other in folder.parent.iterdir():
            if other.name != folder.name:
                shutil.rmtree(other, ignore_errors=True)


def keep(folder: Path, tables: Tables) -> None:
    """Write the rows of the year tables among `tables` into `folder`, by year, all of them or none.

    Raises:
        OSError: there is no room.
    """
    reports = tables["core.reports"]
    if not reports.num_rows:
        return
    places = [reports.column(name).to_pylist() for name in ("shard_document", "shard_source")]
    load = hashlib.sha256("\n".join(map("\t".join, zip(*places, strict=True))).encode()).hexdigest()[:16]
    whole = folder / load
    if whole.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(suffix=".part", dir=folder))
    for name in YEAR_TABLES:
        for year, rows in by_year(tables[name]):
            path = draft / str(year) / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                pq.write_table(rows.append_column("shard", pa.array([load] * rows.num_rows, pa.string())), file)
                os.fsync(file.fileno())
    try:
        os.replace(draft, whole)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not whole.is_dir():
            raise


def by_year(table: pa.Table) -> Iterator[tuple[int, pa.Table]]:
    """The rows of each report year, in their order."""
    for year in sorted(pc.unique(table.column("report_year")).to_pylist()):
        yield year, table.filter(pc.equal(table.column("report_year"), year))


def taken(connection: DuckDBPyConnection, folder: Path | None, year: int, wanted: Sequence[str]) -> set[str]:
    """Let the table `taken` name the shards of the documents `wanted`; the documents that have one."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE taken (shard_document VARCHAR, shard_source VARCHAR, shard VARCHAR)"
    )
    if not files(folder, year, "core.reports"):
        return set()
    connection.execute(TAKEN.format(reports=rows_of(folder, year, "core.reports")), {"wanted": list(wanted)})
    return {each for (each,) in connection.execute("SELECT shard_document FROM taken").fetchall()}


def insert_taken(connection: DuckDBPyConnection, folder: Path | None, year: int) -> None:
    """Insert the rows that the table `taken` names."""
    for name in YEAR_TABLES:
        if files(folder, year, name):
            connection.execute(
                f"INSERT INTO {name} BY NAME SELECT * EXCLUDE ({', '.join(SHARD)}, shard) "
                f"FROM {rows_of(folder, year, name)} SEMI JOIN taken USING ({', '.join(SHARD)}, shard)"
            )


def files(folder: Path | None, year: int, name: str) -> list[str]:
    """The shards of a table's year."""
    return sorted(map(str, folder.glob(f"*[0-9a-f]/{year}/{name}.parquet"))) if folder else []


def rows_of(folder: Path | None, year: int, name: str) -> str:
    """The rows of all shards of a table's year, for FROM."""
    return f"read_parquet([{', '.join(map(literal, files(folder, year, name)))}], hive_partitioning = false)"


def clear(folder: Path | None, year: int) -> None:
    """Remove the shards of a year that was loaded."""
    if folder:
        for path in folder.glob(f"*/{year}"):
            shutil.rmtree(path, ignore_errors=True)
