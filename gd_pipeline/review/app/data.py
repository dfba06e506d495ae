"""The way of the app to the numbers: the published snapshot, with what the pages need made ready beside it in memory.

The snapshot is only read. Where none is published yet, the warehouse itself is opened for each request and given back
at once, so that a run can write in between.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.review.app.prepared import PREPARED
from gd_pipeline.warehouse.schema import is_current, literal

PATIENCE = 3.0
"""Seconds that a request waits for a warehouse that a run is writing to."""
Row = dict[str, Any]


class NoWarehouseError(Exception):
    """There is neither a snapshot nor a warehouse, or a run holds the warehouse."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is open, with what is made ready in memory; `stamp` changes when another file takes its place."""

    connection: DuckDBPyConnection
    stamp: tuple[int, int, int]


class Warehouse:
    """The numbers of the app; safe to use from several threads."""

    def __init__(self, snapshot: Path, warehouse: Path) -> None:
        self.snapshot = snapshot
        self.warehouse = warehouse
        self._lock = threading.Lock()
        self._first = threading.Lock()
        self._opened: Opened | None = None
        self._opening: tuple[int, int, int] | None = None

    @contextmanager
    def reading(self) -> Iterator[DuckDBPyConnection]:
        """A connection of one's own, in which `core.reports` and `ready.alerts` can be asked.

        Raises:
            NoWarehouseError: nothing can be opened.
        """
        if self.snapshot.exists():
            cursor = _cursor(self._current().connection)
            try:
                yield cursor
            finally:
                cursor.close()
            return
        opened = open_snapshot(self.warehouse)
        try:
            yield opened.connection
        finally:
            opened.connection.close()

    def renew(self) -> None:
        """Open the snapshot that is published now. The one before stays open for those who still read it."""
        opened = open_snapshot(self.snapshot)
        with self._lock:
            self._opened = opened
            self._opening = None

    def _current(self) -> Opened:
        """What is open; where another snapshot is published that one follows as soon as it is made ready."""
        with self._lock:
            opened, stamp = self._opened, _stamp(self.snapshot)
        if opened is None:
            with self._first:
                if self._opened is None:
                    self.renew()
                return self._opened or open_snapshot(self.snapshot)
        if opened.stamp != stamp:
            self._begin(stamp)
        return opened

    def _begin(self, stamp: tuple[int, int, int]) -> None:
        with self._lock:
            if self._opening == stamp:
                return
            self._opening = stamp
        threading.Thread(target=self._renew_quietly, daemon=True).start()

    def _renew_quietly(self) -> None:
        """The snapshot before serves where this one cannot be opened; the next request tries again."""
        with self._first, suppress(NoWarehouseError, duckdb.Error, OSError):
            self.renew()
        with self._lock:
            self._opening = None


def open_snapshot(path: Path) -> Opened:
    """Open `path` for reading and make ready what the pages need.

    Raises:
        NoWarehouseError: there is no such file, or a run holds it for longer than a request can wait.
    """
    if not path.exists():
        raise NoWarehouseError(f"{path} is not there (没有这个数据库)")
    stamp = _stamp(path)
    connection = duckdb.connect()
    try:
        _attach(connection, path)
        _use(connection)
        _check_version(connection, path)
        _hold_divisions(connection)
        for statement in PREPARED:
            connection.execute(statement)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, stamp)


def _hold_divisions(connection: DuckDBPyConnection) -> None:
    """The divisions that stand today, as the table `ready.divisions`."""
    today = [spells[-1] for spells in divisions().ids.values() if spells[-1].last is None]
    values = {
        "ids": [each.id for each in today],
        "names": [each.name for each in today],
        "codes": [each.code for each in today],
        "levels": [each.level for each in today],
    }
    connection.execute("CREATE SCHEMA memory.ready")
    connection.execute(
        "CREATE TABLE memory.ready.divisions AS SELECT unnest($ids::VARCHAR[]) AS issuer_id, "
        "unnest($names::VARCHAR[]) AS issuer, unnest($codes::VARCHAR[]) AS issuer_code, "
        "unnest($levels::VARCHAR[]) AS issuer_level",
        values,
    )


def _check_version(connection: DuckDBPyConnection, path: Path) -> None:
    """Raises NoWarehouseError where `path` has not the tables and columns of this version."""
    if not is_current(connection):
        raise NoWarehouseError(f"{path} was made by another version: gd-pipeline run brings it up to date")


def _attach(connection: DuckDBPyConnection, path: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute(f"ATTACH {literal(str(path))} AS published (READ_ONLY)")
            return
        except duckdb.IOException as error:
            if time.monotonic() > until:
                raise NoWarehouseError(f"{path} cannot be opened: {error}") from error
            time.sleep(0.1)


def _cursor(connection: DuckDBPyConnection) -> DuckDBPyConnection:
    cursor = connection.cursor()
    _use(cursor)
    return cursor


def _use(connection: DuckDBPyConnection) -> None:
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("USE published")


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def rows(connection: DuckDBPyConnection, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows of a query, by the names of its columns."""
    found = connection.execute(query, values if isinstance(values, dict) else list(values))
    names = [each[0] for each in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def row(connection: DuckDBPyConnection, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
    """The first row of a query, if it has one."""
    return next(iter(rows(connection, query, values)), None)
