"""The published copy of the warehouse: what everything that reads opens, while runs write.

It takes the place of the one before by `os.replace`, so a reader has one or the other, whole, and never waits. A year
that a run is in the middle of (or was killed in) stands in it as it was last complete, or not at all.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import tables
from gd_pipeline.warehouse import schema
from gd_pipeline.warehouse.complete import incomplete_years
from gd_pipeline.warehouse.connection import Connect, bound, transaction
from gd_pipeline.warehouse.schema import literal

COPY = "import os, shutil, sys; shutil.copyfile(*sys.argv[1:]); os.fsync(os.open(sys.argv[2], os.O_RDWR))"

WAITING = "SELECT report_year FROM quality.loads WHERE coalesce(state, 'loaded') = 'loaded'"
STILL_WAITING = "UPDATE quality.loads SET state = 'loaded' WHERE list_contains(?, report_year)"


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot: its size in bytes, the seconds it took, the years that stand in it as they were before, or not."""

    size: int
    seconds: float
    held_back: tuple[int, ...]


def publish(connect: Connect, warehouse: Path, snapshot: Path) -> Published:
    """Let `snapshot` be what `warehouse` holds now, but for years in the middle of a run. Nobody writes meanwhile.

    Raises:
        OSError: there is no room; the snapshot stays what it was.
    """
    began = time.monotonic()
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    draft = snapshot.with_name(f"{snapshot.stem}_draft{snapshot.suffix}")
    with connect() as connection:
        held_back = tuple(incomplete_years(connection))
        connection.execute("CHECKPOINT")
        try:
            copied(warehouse, draft)
            if held_back:
                as_before(draft, snapshot, held_back)
            os.replace(draft, snapshot)
        finally:
            discard(draft)
    return Published(snapshot.stat().st_size, time.monotonic() - began, held_back)


def copied(warehouse: Path, draft: Path) -> None:
    """Copy by another process: to close a file here would give up the lock that this process has on it.

    Raises:
        OSError: it could not be copied.
    """
    discard(draft)
    words = [sys.executable, "-I", "-S", "-c", COPY, str(warehouse), str(draft)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"the snapshot could not be copied: {done.stderr.strip().rpartition(chr(10))[2]}")


def discard(draft: Path) -> None:
    """Remove a draft and the log beside it, which would be replayed into the next one."""
    for path in (draft, draft.with_name(f"{draft.name}.wal")):
        path.unlink(missing_ok=True)


def as_before(draft: Path, snapshot: Path, years: Sequence[int]) -> None:
    """The rows of `years` in `draft` become those of `snapshot`; none where it is not there, or has other columns.

    Those that are to be loaded stay so: what is due is asked of the snapshot.
    """
    connection = duckdb.connect(str(draft))
    try:
        bound(connection)
        before = snapshot.exists() and is_current(snapshot)
        if before:
            connection.execute(f"ATTACH {literal(str(snapshot))} AS before (READ_ONLY)")
        with transaction(connection):
            waiting = connection.execute(WAITING).fetchall()
            for name in by_year():
                condition = "WHERE list_contains(?, report_year)"
                connection.execute(f"DELETE FROM {name} {condition}", [list(years)])
                if before:
                    connection.execute(
                        f"INSERT INTO {name} BY NAME SELECT * FROM before.{name} {condition}", [list(years)]
                    )
            connection.execute(STILL_WAITING, [[year for (year,) in waiting]])
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def by_year() -> list[str]:
    """The tables that a run makes year by year; what is only added to is none of them."""
    return [
        name
        for name, table in tables().items()
        if table.schema_ in ("core", "quality", "marts")
        and name != "quality.runs"
        and any(column.name == "report_year" for column in table.columns)
    ]


def is_current(snapshot: Path) -> bool:
    """Whether it has the tables and columns of this version."""
    with reading(snapshot) as connection:
        return schema.is_current(connection)


@contextmanager
def reading(snapshot: Path) -> Iterator[DuckDBPyConnection]:
    """A snapshot opened to be read, in UTC; closed at the end.

    Raises:
        duckdb.IOException: there is none.
    """
    connection = duckdb.connect(str(snapshot), read_only=True)
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def readable(snapshot: Path, warehouse: Path) -> Path:
    """What a reader opens: the snapshot; the warehouse itself where none of this version is published yet."""
    return snapshot if snapshot.exists() and is_current(snapshot) else warehouse
