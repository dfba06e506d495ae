"""What the reading of a document gave for its report years, kept as Parquet until the load of the year takes it.

Beside the warehouse, VERSION/LOAD/TABLE.parquet: the version of the reader, the hash of the documents of one load; rows
in the order of their years. An empty file YEAR.due says that the year is still to be loaded. A load's folder has its
name only while it is whole, so that a killed run leaves nothing half; what is missing here is read again. Whoever
writes here holds the warehouse open: the others wait.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.batches import SHARD, YEAR_TABLES, Tables
from gd_pipeline.warehouse.schema import literal

DRAFT = ".part"
"""Ends the name of a folder that is being written or removed."""
GROUPS, FEWEST = 4, 200
"""Groups of a load's rows, and the fewest rows of one: each is read or left as a whole; those of a year are in few."""
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
    """Remove what other versions of the reader left beside `folder`, and in it what killed runs left half."""
    for other in [*folder.parent.glob("*"), *folder.glob(f"*{DRAFT}")]:
        if other != folder:
            remove(other)


def forget_unwanted(folder: Path, years: Collection[int]) -> None:
    """Of what waits for its years, leave only loads that hold one of `years`."""
    for load in folder.glob("*[0-9a-f]"):
        for due in load.glob("*.due"):
            if int(due.stem) not in years:
                due.unlink()
        remove_taken(load)


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
        announce(whole, reports)
        return
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(suffix=DRAFT, dir=folder))
    for name in YEAR_TABLES:
        write(draft / f"{name}.parquet", tables[name], load)
    announce(draft, reports)
    try:
        os.replace(draft, whole)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not whole.is_dir():
            raise


def announce(load: Path, reports: pa.Table) -> None:
    """The years of `reports` are to be loaded from the folder `load`."""
    for year in pc.unique(reports.column("report_year")).to_pylist():
        (load / f"{year}.due").touch()


def write(path: Path, table: pa.Table, load: str) -> None:
    """Write rows with the name of their load, by year, in their order; only years are looked for in the groups.

    Raises:
        OSError: there is no room.
    """
    rows = table.append_column("shard", pa.repeat(load, table.num_rows))
    by_year = rows.take(pc.sort_indices(rows, [("report_year", "ascending")]))
    size = max(FEWEST, rows.num_rows // GROUPS)
    with path.open("wb") as file:
        pq.write_table(by_year, file, size, compression="lz4", write_statistics=["report_year"])
        os.fsync(file.fileno())


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
    """The shards that hold rows of a table's year."""
    found = (path.with_name(f"{name}.parquet") for path in waiting(folder, year))
    return sorted(str(path) for path in found if path.exists())


def waiting(folder: Path | None, year: int) -> list[Path]:
    """What says that loads hold rows of a year that is still to be loaded."""
    return [*folder.glob(f"*[0-9a-f]/{year}.due")] if folder else []


def rows_of(folder: Path | None, year: int, name: str) -> str:
    """The rows of all shards of a table's year, for FROM."""
    paths = ", ".join(map(literal, files(folder, year, name)))
    return f"(FROM read_parquet([{paths}], hive_partitioning = false) WHERE report_year = {year})"


def clear(folder: Path | None, year: int) -> None:
    """A year was loaded: remove the loads that hold no other that is still to be loaded."""
    for path in waiting(folder, year):
        path.unlink(missing_ok=True)
        remove_taken(path.parent)


def remove_taken(load: Path) -> None:
    """Remove a load that no year waits for."""
    if not any(load.glob("*.due")):
        remove(load)


def remove(folder: Path) -> None:
    """Remove a folder, renamed to a draft first: of one that is killed half way nothing is taken for whole."""
    with suppress(OSError):
        draft = tempfile.mkdtemp(suffix=DRAFT, dir=folder.parent)
        os.replace(folder, draft)
        shutil.rmtree(draft)
