"""From the declared tables to DuckDB's DDL and to Arrow schemas."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

import pyarrow as pa
from duckdb import CatalogException, DuckDBPyConnection

from gd_pipeline.catalog.tables import Column, Table, tables

ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
}


def arrow_type(declared: str) -> pa.DataType:
    """The Arrow type of a declared column type."""
    return pa.list_(ARROW[declared[:-2]]) if declared.endswith("[]") else ARROW[declared]


@lru_cache(maxsize=64)
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of `schema.table`; columns that may be missing are nullable."""
    columns = tables()[table].all_columns
    return pa.schema([pa.field(each.name, arrow_type(each.type), nullable=each.null) for each in columns])


def create(table: Table) -> Iterator[str]:
    """Statements that make one table with its comments."""
    columns = ", ".join(f"{quoted(each.name)} {definition(each)}" for each in table.all_columns)
    yield f"CREATE TABLE {table.full_name} ({columns})"
    yield f"COMMENT ON TABLE {table.full_name} IS {literal(f'{table.zh}: {table.en}')}"
    for each in table.all_columns:
        comment = literal(f"{each.zh}: {each.en}")
        yield f"COMMENT ON COLUMN {table.full_name}.{quoted(each.name)} IS {comment}"


def definition(column: Column) -> str:
    """Type and nullability of a column in DDL."""
    return column.type if column.null else f"{column.type} NOT NULL"


@lru_cache(maxsize=1)
def declared() -> str:
    """Hash of all declared tables."""
    return hashlib.sha256(repr(list(tables().values())).encode()).hexdigest()[:16]


def is_current(connection: DuckDBPyConnection) -> bool:
    """Whether a database has the tables and columns of this version."""
    try:
        return connection.execute("SELECT declared FROM raw.catalog").fetchall() == [(declared(),)]
    except CatalogException:
        return False


def prepare(connection: DuckDBPyConnection) -> None:
    """Make the tables that are not there, and add the columns that a newer catalog declares, filled as it says."""
    if is_current(connection):
        return
    there: dict[str, set[str]] = {}
    for schema, table, column in connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    ).fetchall():
        there.setdefault(f"{schema}.{table}", set()).add(column)
    connection.execute("BEGIN")
    for statement in (*statements(there), "DELETE FROM raw.catalog"):
        connection.execute(statement)
    connection.execute("INSERT INTO raw.catalog VALUES (?)", [declared()])
    connection.execute("COMMIT")


def statements(there: dict[str, set[str]]) -> Iterator[str]:
    """What has to be executed so that all declared tables and columns exist beside those that are `there`."""
    for name, table in tables().items():
        if name not in there:
            yield f"CREATE SCHEMA IF NOT EXISTS {table.schema_}"
            yield from create(table)
            continue
        for column in table.all_columns:
            if column.name not in there[name]:
                yield f"ALTER TABLE {name} ADD COLUMN {quoted(column.name)} {column.type}"
                if column.fill:
                    yield f"UPDATE {name} SET {quoted(column.name)} = {column.fill}"


def quoted(name: str) -> str:
    """An identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string in SQL."""
    return "'" + text.replace("'", "''") + "'"
