"""The way to the warehouse file: opened, given its tables and bounds, and closed whatever happens."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import tables
from gd_pipeline.warehouse.schema import prepare

Connect = Callable[[], AbstractContextManager[DuckDBPyConnection]]
"""Opens the warehouse. Whoever calls it holds the only writer until the context ends: hold it briefly."""


MEMORY = "640MB"
"""What DuckDB keeps in memory, unless GD_MEMORY says otherwise; queries that need more spill beside the warehouse."""

SMALL = "(SELECT 1 FROM pragma_storage_info('raw.sources') GROUP BY row_group_id HAVING max(start + count) < 100)"
"""Each row group that a load of few files left."""
SCATTERED = 200
"""So many of them are merged with the others, which costs as much as to load all texts again."""

opened: dict[str | None, bool] = {}
"""The warehouses that this process has opened, and whether they were scattered."""

_held: Counter[Path] = Counter()
_holding = Lock()
"""How often this process has each warehouse open, once it is prepared; a connection more has the tables and bounds."""


class WarehouseNameError(ValueError):
    """The warehouse file is named like one of its schemas: DuckDB could not tell them apart."""


@contextmanager
def ready(connection: DuckDBPyConnection, file: Path) -> Iterator[DuckDBPyConnection]:
    """An open connection to `file` with all tables in place, in UTC; closed at the end, also after an error."""
    try:
        connection.execute("SET TimeZone = 'UTC'")
        if not _held[file]:
            bound(connection)
            prepare(connection)
            if scattered(connection):
                connection.execute("SET max_vacuum_tasks = 100")
        with _counted(file):
            yield connection
    finally:
        connection.close()


@contextmanager
def _counted(file: Path) -> Iterator[None]:
    with _holding:
        _held[file] += 1
    try:
        yield
    finally:
        with _holding:
            _held[file] -= 1


def bound(connection: DuckDBPyConnection) -> None:
    """Let a database that is written keep to its memory and threads, and leave row groups as the loads made them.

    By itself DuckDB would merge those of all loads, two by two, at every checkpoint.

    Raises:
        duckdb.ParserException: GD_MEMORY is no size such as 2GB.
        ValueError: GD_THREADS is no number, or 0.
    """
    connection.execute("SET memory_limit = ?", [os.environ.get("GD_MEMORY") or MEMORY])
    connection.execute("SET threads = ?", [_threads()])
    connection.execute("SET max_vacuum_tasks = 0")


def _threads() -> int:
    """In how many threads DuckDB writes: GD_THREADS, or one.

    The statements over a report year of some thousand documents are small: threads more only wake and wait for each
    other, a seventh of their CPU time.
    """
    said = os.environ.get("GD_THREADS", "").strip() or "1"
    if not said.isdecimal() or not int(said):
        raise ValueError(f"GD_THREADS is {said!r}, no number of threads")
    return int(said)


def scattered(connection: DuckDBPyConnection) -> bool:
    """Whether small loads have left many row groups in the warehouse.

    It is told when a process opens it first, and what killed ones spilled beside it is removed.
    """
    ((path,),) = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()
    if path not in opened:
        for spilled in Path(f"{path}.tmp").glob("duckdb_temp_*") if path else ():
            spilled.unlink(missing_ok=True)
        opened[path] = count(connection, SMALL) >= SCATTERED
    return opened[path]


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
    return lambda: ready(duckdb.connect(str(path)), path.absolute())


def by_threads(connect: Connect) -> Connect:
    """`connect` for threads that hold the warehouse at once: none opens it while another opens or closes it.

    DuckDB's connections of one process to one file share what the first opens and the last closes, and an opening that
    meets either finds it half there.
    """
    changing = Lock()

    @contextmanager
    def opened() -> Iterator[DuckDBPyConnection]:
        with ExitStack() as held:
            with changing:
                connection = held.enter_context(connect())
            try:
                yield connection
            finally:
                with changing:
                    held.close()

    return opened


def is_no_warehouse(error: Exception) -> bool:
    """Whether it says that the file is none of DuckDB's."""
    return "not a valid DuckDB database" in str(error)


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


def one(connection: DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """The first row of a query, read to its end: an unfinished result would keep the connection busy."""
    rows = connection.execute(query, list(values)).fetchall()
    return rows[0] if rows else None


def count(connection: DuckDBPyConnection, rows: str, values: Sequence[Any] = ()) -> int:
    """How many rows `rows` has: what stands behind FROM."""
    found = one(connection, f"SELECT count(*) FROM {rows}", values)
    return int(found[0]) if found else 0
