"""The way to the warehouse file: opened, given its tables, and closed whatever happens."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import tables
from gd_pipeline.warehouse.schema import prepare

Connect = Callable[[], AbstractContextManager[DuckDBPyConnection]]
"""Opens the warehouse. Whoever calls it holds the only writer until the context ends: hold it briefly."""


class WarehouseNameError(ValueError):
    """The warehouse file is named like one of its schemas: DuckDB could not tell them apart."""


@contextmanager
def ready(connection: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """An open connection with all tables in place, in UTC; closed at the end, also after an error."""
    try:
        connection.execute("SET TimeZone = 'UTC'")
        prepare(connection)
        yield connection
    finally:
        connection.close()


def named(file: Path) -> Path:
    """`file`, with its folder made.

    Raises:
        WarehouseNameError: its stem is the name of a schema.
    """
    schemas = {table.schema_ for table in tables().values()}
    if file.stem in schemas:
        raise WarehouseNameError(f"{file}: a warehouse cannot be named {file.stem}, one of its schemas is")
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def opener(file: Path) -> Connect:
    """A way to open the warehouse at `file` outside Dagster."""
    path = named(file)
    return lambda: ready(duckdb.connect(str(path)))


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[DuckDBPyConnection]:
    """All or nothing: committed at the end, rolled back after an error."""
    connection.execute("BEGIN")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
