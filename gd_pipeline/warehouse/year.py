"""One report year from raw.documents into core and quality.checks, replaced in one transaction.

A year is read in batches outside any transaction, spilled to Arrow files, and streamed in from there: memory does not
grow with the corpus, and the writer is held briefly.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.checking.neighbours.neighbourhood import HISTORY
from gd_pipeline.warehouse.batches import YEAR_TABLES, read_year_batch, row_schema
from gd_pipeline.warehouse.connection import Connect, count, one, transaction
from gd_pipeline.warehouse.duplicates import link
from gd_pipeline.warehouse.engine import mapped
from gd_pipeline.warehouse.made import AROUND
from gd_pipeline.warehouse.shards import clear, insert_taken, shelf, taken
from gd_pipeline.warehouse.version import reader_version

Part = TypeVar("Part")
COUNTED = tuple(name for name in YEAR_TABLES if name != "core.traces")
DOCUMENTS = 50
"""Documents of a worker's batch."""
FETCHED = 1000
"""Documents fetched at once: to find them is to go through all there are."""
INPUTS = """
SELECT year, count(*) AS documents, md5(sum(input)::VARCHAR) AS inputs
FROM (SELECT unnest(report_years) AS year, hash(document_id, reader_version, coalesce(replaced, false)) AS input
    FROM raw.documents) GROUP BY year
"""
"""Each year's documents. Hashes of another DuckDB may be others: then all years are looked at anew, once."""
STALE = f"""
SELECT coalesce(year, report_year) AS y FROM (FROM ({INPUTS}) WHERE year BETWEEN $first AND $last) i
FULL JOIN (FROM quality.loads WHERE report_year BETWEEN $first AND $last) l ON report_year = year
WHERE i.inputs IS DISTINCT FROM l.inputs OR (year IS NOT NULL AND l.reader_version <> $version)
    OR coalesce(l.state, 'loaded') = 'loaded' ORDER BY y
"""
ORIGINALS = """
CREATE OR REPLACE TEMP TABLE copies AS
    SELECT document_id, chars,
        min(document_id) OVER (PARTITION BY coalesce(text_id, document_id)) AS of_document_id
    FROM raw.documents WHERE list_contains(report_years, $year)
"""
EXACT = """
INSERT INTO core.duplicates BY NAME
    SELECT document_id, 'exact' AS kind, of_document_id, 1.0 AS similarity, NULL AS reason, 0 AS start_char,
        chars AS end_char, 0 AS of_start_char, chars AS of_end_char, $year AS report_year
    FROM copies WHERE document_id <> of_document_id
"""
KEPT = f"""
CREATE OR REPLACE TEMP TABLE kept AS
    SELECT DISTINCT document_id FROM core.reports SEMI JOIN copies c ON c.of_document_id = core.reports.document_id
    WHERE report_year = $year AND EXISTS (FROM quality.loads l LEFT JOIN ({INPUTS}) i ON i.year = l.report_year
        WHERE l.report_year = $year AND l.reader_version = $version AND l.inputs IS DISTINCT FROM i.inputs)
"""
"""Documents of the year that need not be read: the last load read them, and others than these have changed since."""
BY_REPORT = ("core.sections", "core.facts", "quality.checks")
BY_DOCUMENT = ("core.duplicates", "core.traces", "core.reports")
FORGOTTEN = f"""
WITH gone AS (SELECT split_part(coalesce(issuer_id, issuer), '/', 1) AS place FROM core.reports
    WHERE report_year = $year AND document_id NOT IN (SELECT document_id FROM kept))
UPDATE quality.made SET inputs = ''
WHERE report_year BETWEEN $year AND $year + CASE WHEN step = 'panel' THEN 0 ELSE {HISTORY} END
    AND ((step = 'alerts' AND EXISTS (FROM gone)) OR split_part(part, '/', 1) IN (FROM gone)) AND step <> '{AROUND}'
"""
"""What was made of rows that are read anew is made anew, though the same identifiers come again. The parts stay: of one
that has no report any more the rows have to go."""
STOOD_AROUND = f"DELETE FROM quality.made WHERE step = '{AROUND}' AND report_year = $year"
"""What stands around the issuers of a year is made anew with every load."""
BATCH = """
SELECT d.* EXCLUDE (first_seen_at), s.source FROM raw.documents d
JOIN unnest($ids) AS wanted(document_id) USING (document_id)
LEFT JOIN (SELECT document_id, min(source) AS source FROM raw.sources GROUP BY document_id) s USING (document_id)
ORDER BY d.document_id
"""


@dataclass(frozen=True, slots=True)
class YearLoaded:
    """Rows of one year after its load."""

    documents: int
    duplicates: int
    reports: int
    sections: int
    facts: int
    checks: int


def stale_years(connection: DuckDBPyConnection, first: int = 0, last: int = 9999) -> list[int]:
    """Years whose documents, or the reader of these, are not those of their last load, or whose load was not completed.

    Those from `first` to `last`, oldest first.
    """
    given = {"first": first, "last": last, "version": reader_version()}
    return [year for (year,) in connection.execute(STALE, given).fetchall()]


def load_year(connect: Connect, year: int, now: datetime, processes: int = 0) -> YearLoaded:
    """Bring the rows of `year` in line with its documents.

    Where documents came or went since the last load, only those that came are new; else all of them. Their rows are
    those of the shards that their reading left; without a shard they are read again. Where another run loaded the year
    meanwhile, it is begun anew. Clocks are set to `now` where the inputs are new.
    """
    read = partial(read_year_batch, year=year)
    unread: list[str] = []
    with tempfile.TemporaryDirectory(prefix="gd-year-") as folder:
        files: dict[str, Path] = {}
        while not isinstance(found := loaded_with(connect, year, now, unread, files), YearLoaded):
            unread = found
            files = {name: Path(folder) / f"{name}.arrow" for name in YEAR_TABLES}
            groups = (fetched(connect, ids) for ids in sliced(unread, FETCHED))
            batches = (batch for rows in groups for batch in sliced(rows, DOCUMENTS))
            spill(mapped(read, batches, processes), files)
    return found


def sliced(every: list[Part], size: int) -> Iterator[list[Part]]:
    """Lists of `size`, the last one shorter."""
    yield from (every[start : start + size] for start in range(0, len(every), size))


def loaded_with(
    connect: Connect, year: int, now: datetime, read: list[str], files: dict[str, Path]
) -> YearLoaded | list[str]:
    """Load the year where the documents to load that have no shard are those `read`, whose rows are in `files`.

    Returns:
        What was loaded; else nothing was, and these documents are to be read.
    """
    with connect() as connection:
        shards = shelf(connection, reader_version())
        with transaction(connection):
            unread = original_documents(connection, year, shards)
            if unread != read:
                return unread
            loaded = replace_year(connection, year, files, now, shards)
        clear(shards, year)
    return loaded


def original_documents(connection: DuckDBPyConnection, year: int, shards: Path | None) -> list[str]:
    """The documents of `year` to read, of each cleaned text the one with the smallest identifier, in their order.

    Those to load without reading them are in the table `taken`.
    """
    connection.execute(ORIGINALS, {"year": year})
    connection.execute(KEPT, {"year": year, "version": reader_version()})
    unread = "copies c ANTI JOIN kept k ON k.document_id = c.of_document_id"
    found = connection.execute(f"SELECT DISTINCT of_document_id FROM {unread} ORDER BY 1").fetchall()
    wanted = [each for (each,) in found]
    there = taken(connection, shards, year, wanted)
    return [each for each in wanted if each not in there]


def fetched(connect: Connect, ids: list[str]) -> list[dict[str, Any]]:
    """Rows of raw.documents with one of their sources."""
    with connect() as connection:
        rows: list[dict[str, Any]] = connection.sql(BATCH, params={"ids": ids}).to_arrow_table().to_pylist()
    return rows


def spill(batches: Iterator[dict[str, pa.Table]], files: dict[str, Path]) -> None:
    """Append every batch to one Arrow stream a table."""
    with ExitStack() as stack:
        streams = {
            name: stack.enter_context(pa.ipc.new_stream(str(path), row_schema(name))) for name, path in files.items()
        }
        for batch in batches:
            for name, table in batch.items():
                streams[name].write_table(table)


def replace_year(
    connection: DuckDBPyConnection, year: int, files: dict[str, Path], now: datetime, shards: Path | None
) -> YearLoaded:
    """The rows of `year` become those kept and those of `files` and `shards`, in the caller's transaction.

    `original_documents` has been asked in it before.
    """
    parted = leave_kept(connection, year)
    for name, path in files.items():
        with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as stream:
            connection.register("spilled", stream)
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM spilled")
            connection.unregister("spilled")
    insert_taken(connection, shards, year)
    connection.execute(EXACT, {"year": year})
    link(connection, year, parted)
    return remembered(connection, year, now)


def leave_kept(connection: DuckDBPyConnection, year: int) -> list[str]:
    """Delete the rows of `year` but those of the documents in `kept`; of these, the ones that lost what they copied."""
    kept = "SELECT document_id FROM kept"
    connection.execute(FORGOTTEN, {"year": year})
    connection.execute(STOOD_AROUND, {"year": year})
    reports = f"SELECT report_id FROM core.reports WHERE report_year = $year AND document_id IN ({kept})"
    parted = connection.execute(
        f"DELETE FROM core.duplicates WHERE report_year = $year AND kind = 'near' AND document_id IN ({kept}) "
        f"AND of_document_id NOT IN ({kept}) RETURNING document_id",
        {"year": year},
    ).fetchall()
    for name, column, left in (
        *((name, "report_id", reports) for name in BY_REPORT),
        *((name, "document_id", kept) for name in BY_DOCUMENT),
    ):
        connection.execute(f"DELETE FROM {name} WHERE report_year = $year AND {column} NOT IN ({left})", {"year": year})
    connection.execute("DELETE FROM core.duplicates WHERE report_year = $year AND kind = 'exact'", {"year": year})
    return [each for (each,) in parted]


def remembered(connection: DuckDBPyConnection, year: int, now: datetime) -> YearLoaded:
    """Count the rows of `year`, and write into quality.loads what they were made of."""
    found = one(connection, f"SELECT documents, inputs FROM ({INPUTS}) WHERE year = ?", [year])
    documents, inputs = found or (0, "")
    counts = {name: count(connection, f"{name} WHERE report_year = ?", [year]) for name in COUNTED}
    loaded = YearLoaded(documents, **{name.split(".")[1]: rows for name, rows in counts.items()})
    since = one(
        connection,
        "DELETE FROM quality.loads WHERE report_year = ? RETURNING inputs, reader_version, loaded_at",
        [year],
    )
    version = reader_version()
    loaded_at = since[2] if since and since[:2] == (inputs, version) else now
    row = {
        "report_year": year,
        "inputs": inputs,
        "reader_version": version,
        "state": "loaded",
        "loaded_at": loaded_at,
        **asdict(loaded),
    }
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO quality.loads ({names}) VALUES ({marks})", list(row.values()))
    return loaded
