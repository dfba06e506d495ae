"""Everything that a warehouse holds, in an order of its own: two that hold the same give the same bytes and hash.

Left out is what is about the runs and not the reports: clock columns (`*_at`), what each run did, how far a load came,
when files were written.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import Table, tables
from gd_pipeline.warehouse.schema import quoted

ABOUT_RUNS = ("raw.catalog", "quality.runs")
STATES = {"quality.loads": ("state",), "raw.files": ("mark",)}
FETCHED = 1000
"""Rows fetched at a time."""


def ordered_tables() -> list[str]:
    """The tables of the dump, in its order."""
    return [name for name in tables() if name not in ABOUT_RUNS]


def ordered_rows(connection: DuckDBPyConnection, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table by its key, without clocks; sorted whole where the key leaves rows alike."""
    columns = kept_columns(tables()[name])
    order = ", ".join(map(quoted, (*tables()[name].key, *columns)))
    found = connection.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {name} ORDER BY {order}")
    while rows := found.fetchmany(FETCHED):
        yield from (dict(zip(columns, row, strict=True)) for row in rows)


def kept_columns(table: Table) -> list[str]:
    """The names of the columns that are no clocks."""
    left_out = STATES.get(table.full_name, ())
    return [each.name for each in table.all_columns if not each.clock and each.name not in left_out]


def ordered_lines(connection: DuckDBPyConnection) -> Iterator[str]:
    """The dump, a line of JSON a row, each behind the name of its table and a tab."""
    for name in ordered_tables():
        for row in ordered_rows(connection, name):
            yield f"{name}\t{json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)}\n"


def ordered_hash(connection: DuckDBPyConnection) -> str:
    """The sha256 of the dump, in hexadecimal digits."""
    digest = hashlib.sha256()
    for line in ordered_lines(connection):
        digest.update(line.encode())
    return digest.hexdigest()
