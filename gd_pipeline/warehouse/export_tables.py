"""A table of the warehouse as a Parquet file and as a CSV file that a spreadsheet opens without running anything.

In CSV a text that a spreadsheet could take for a formula stands behind an apostrophe, numbers stay numbers, lists are
JSON arrays, and the text of whole documents is left out: a cell of a spreadsheet cannot hold it.
"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import Column, Table
from gd_pipeline.warehouse.connection import count
from gd_pipeline.warehouse.schema import arrow_type, quoted

ROWS = 65_536
"""Rows of a row group."""
BOM = "\ufeff".encode()
RISKY = r"^([\s\x{3000}\x{a0}]*[=+\-@＝＋－＠]|[\t\r\n])"
"""Beginnings that some spreadsheet takes for a formula."""
NOT_IN_CSV = ("raw.documents.text",)


def exported_columns(table: Table) -> list[Column]:
    """The columns of an export: without clocks and without what is the machinery's own."""
    return [each for each in table.all_columns if not (each.clock or each.inner)]


def csv_columns(table: Table) -> list[Column]:
    """Those of them that stand in the CSV file."""
    return [each for each in exported_columns(table) if f"{table.full_name}.{each.name}" not in NOT_IN_CSV]


def write_parquet(connection: DuckDBPyConnection, table: Table, path: Path) -> int:
    """Write `table` as Parquet with the catalog's descriptions; how many rows."""
    columns = exported_columns(table)
    fields = [pa.field(each.name, arrow_type(each.type), each.null, {"zh": each.zh, "en": each.en}) for each in columns]
    schema = pa.schema(fields, {"zh": table.zh, "en": table.en})
    query = ordered(table, [quoted(each.name) for each in columns])
    with pq.ParquetWriter(str(path), schema, compression="zstd") as writer:
        for group in groups(connection, query, schema):
            writer.write_table(group, row_group_size=ROWS)
    return count(connection, table.full_name)


def write_csv(connection: DuckDBPyConnection, table: Table, path: Path, *, bom: bool) -> None:
    """Write `table` as CSV in UTF-8 with a header."""
    columns = csv_columns(table)
    fields = [pa.field(each.name, _csv_type(each)) for each in columns]
    query = ordered(table, [_in_csv(each) for each in columns])
    options = pc.WriteOptions(quoting_style="needed")
    with path.open("wb") as stream:
        if bom:
            stream.write(BOM)
        with pc.CSVWriter(stream, pa.schema(fields), write_options=options) as writer:
            for group in groups(connection, query, pa.schema(fields)):
                writer.write_table(group)


def ordered(table: Table, expressions: list[str]) -> str:
    """The query for all rows in the order of the key, and of the row's hash where the key leaves them equal."""
    key = ", ".join(f"t.{quoted(name)} NULLS FIRST" for name in table.key)
    of_row = ", ".join(f"t.{quoted(each.name)}" for each in csv_columns(table))
    return f"SELECT {', '.join(expressions)} FROM {table.full_name} t ORDER BY {key}, hash({of_row})"


def groups(connection: DuckDBPyConnection, query: str, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows of a query in tables of ROWS rows, whatever batches they come in."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in connection.sql(query).to_arrow_reader(ROWS):
        while rows + batch.num_rows >= ROWS:
            yield pa.Table.from_batches([*held, batch.slice(0, ROWS - rows)]).cast(schema).combine_chunks()
            batch = batch.slice(ROWS - rows)
            held, rows = [], 0
        if batch.num_rows:
            held.append(batch)
            rows += batch.num_rows
    if held:
        yield pa.Table.from_batches(held).cast(schema).combine_chunks()


def _csv_type(column: Column) -> pa.DataType:
    return pa.string() if column.type.endswith("[]") else arrow_type(column.type)


def _in_csv(column: Column) -> str:
    """A column's expression: lists as JSON, risky text behind an apostrophe."""
    name = f"t.{quoted(column.name)}"
    if column.type.endswith("[]"):
        return f"to_json({name})::VARCHAR AS {quoted(column.name)}"
    if column.type != "VARCHAR" or column.values:
        return f"{name} AS {quoted(column.name)}"
    return f"CASE WHEN regexp_matches({name}, '{RISKY}') THEN '''' || {name} ELSE {name} END AS {quoted(column.name)}"
