"""Batches of documents to Arrow tables: pure functions of their arguments, for any engine that can map.

Nothing here opens the warehouse or reads a clock; what comes back is the same whoever runs it, and where.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from gd_pipeline.catalog.tables import tables
from gd_pipeline.intake.document import Quarantine
from gd_pipeline.warehouse.columns import Columns, Gathered, shared_by
from gd_pipeline.warehouse.cycles import seldom_sought
from gd_pipeline.warehouse.examine import Examined, examine, examine_path, unread
from gd_pipeline.warehouse.layout import document_from_row
from gd_pipeline.warehouse.rows import Row, document_row, year_columns
from gd_pipeline.warehouse.schema import arrow_schema

Tables = dict[str, pa.Table]
"""Arrow tables by the name of the warehouse table that they are for."""

YEAR_TABLES = ("core.reports", "core.duplicates", "core.traces", "core.sections", "core.facts", "quality.checks")
UNREADABLE = "unreadable"
"""The content of a file whose bytes could not be had: it is looked at again."""

SHARD = ("shard_document", "shard_source")
"""Columns of a year table's rows until the year is loaded: the document, and the source under which it was read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the input: where it is, the name it goes by in the warehouse, the sha256 of its bytes, its size.

    `mark` tells, without its bytes, whether it is another; None where that cannot be told yet.
    """

    path: Path
    source: str
    content_id: str
    size_bytes: int
    refused: str | None = None
    """Why its bytes are not here."""
    mark: str | None = None


@seldom_sought()
def read_batch(files: Sequence[SourceFile]) -> Tables:
    """The raw tables and the year tables for `files`, without clocks.

    Each source is in exactly one of raw.sources and raw.quarantine. The rows of the year tables have the columns SHARD.
    """
    return tables_of(files, ((file, each) for file in files for each in read_file(file)))


def read_file(file: SourceFile) -> Iterator[Examined]:
    """All documents of a file; one that is quarantined for a file that could not be had."""
    if file.refused is not None:
        return iter([Examined(unread(file.source), quarantine=Quarantine("unreadable", file.refused))])
    return examine_path(file.path, file.source)


def tables_of(files: Sequence[SourceFile], read: Iterable[tuple[SourceFile, Examined]]) -> Tables:
    """The tables for `files` and what was read of each."""
    raw: dict[str, list[Row]] = {"raw.documents": [], "raw.sources": [], "raw.quarantine": []}
    raw["raw.files"] = [{"source": file.source, "content_id": file.content_id, "mark": file.mark} for file in files]
    years = {table: Gathered(shard_schema(table)) for table in YEAR_TABLES}
    seen: set[tuple[str, str]] = set()
    for file, examined in read:
        for table, row in raw_rows(examined, file.source):
            raw[table].append(row)
        place = (examined.document.document_id, examined.document.source)
        for table, columns in columns_of_all_years(examined) if place not in seen else ():
            years[table].add(columns)
        seen.add(place)
    gone = {row["source"] for row in raw["raw.quarantine"] if row["reason"] == "missing"}
    for row in raw["raw.files"]:
        row["content_id"] = UNREADABLE if row["source"] in gone else row["content_id"]
    return {table: arrow_table(table, found) for table, found in raw.items()} | arrow_tables(years)


def raw_rows(examined: Examined, file: str) -> Iterator[tuple[str, Row]]:
    """(table, row) of one document: taken in, or refused with the reason."""
    place = {"source": examined.document.source, "file": file, "document_id": examined.document.document_id}
    if examined.quarantine is not None:
        reason = {"reason": examined.quarantine.reason, "detail": examined.quarantine.detail, "trace": examined.trace}
        yield "raw.quarantine", place | reason
        return
    row = document_row(examined)
    if not row["report_years"]:
        detail = "the text is an annual report, but does not say of which year"
        yield "raw.quarantine", place | {"reason": "no_year", "detail": detail, "trace": None}
        return
    yield "raw.documents", row
    yield "raw.sources", place


def columns_of_all_years(examined: Examined) -> Iterator[tuple[str, Columns]]:
    """(table, rows by column) of every report year of a document that is not refused."""
    place = dict(zip(SHARD, (examined.document.document_id, examined.document.source), strict=True))
    if examined.quarantine is None:
        for year in sorted({report.report_year for report, _ in examined.reports if report.report_year is not None}):
            for table, columns in year_columns(examined, year):
                yield table, shared_by(columns, place)


@seldom_sought()
def read_year_batch(documents: Sequence[dict[str, Any]], year: int) -> Tables:
    """The tables of `year` for rows of raw.documents (each with a `source`)."""
    years = {table: Gathered(row_schema(table)) for table in YEAR_TABLES}
    for document in documents:
        for table, columns in year_columns(examine(document_from_row(document, document["source"])), year):
            years[table].add(columns)
    return arrow_tables(years)


def arrow_tables(gathered: Mapping[str, Gathered]) -> Tables:
    """Gathered rows as Arrow tables."""
    return {table: found.table() for table, found in gathered.items()}


def arrow_table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table for the warehouse table `name`."""
    rows, schema = list(rows), row_schema(name)
    columns = [pa.array([row[each.name] for row in rows], type=each.type) for each in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def row_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table's rows as read: without clocks and the other columns that the load writes."""
    load_writes = ("reader_version", "replaced", *(each.name for each in tables()[name].columns if each.clock))
    return pa.schema([each for each in arrow_schema(name) if each.name not in load_writes])


def shard_schema(name: str) -> pa.Schema:
    """The Arrow schema of a year table's rows with the columns SHARD."""
    return pa.schema([*row_schema(name), *(pa.field(each, pa.string(), nullable=False) for each in SHARD)])
