"""Decisions as they stand now: what the store holds beyond the snapshot, brought into `ready.decided` by every request.

The store only grows, so the rows behind the last one that was seen are all that is new.
"""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.connection import one

LAST = "SELECT coalesce(max(rowid), 0) FROM decisions"
NEW = """
SELECT alert_id, state, decision_no, reviewer, note, decided_at, rowid FROM decisions WHERE rowid > ? ORDER BY rowid
"""
SEEN = "SELECT coalesce(max(stored), 0) FROM memory.ready.decided"
PUT = "INSERT OR REPLACE INTO memory.ready.decided VALUES (?, ?, ?, ?, ?, ?, ?)"


class LiveDecisions:
    """The decisions of the store at `path`, for the states that the pages show."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def join(self, connection: DuckDBPyConnection) -> None:
        """Bring `ready.decided` in line with the store."""
        if not self.path.exists():
            return
        with self._lock:
            seen = (one(connection, SEEN) or (0,))[0]
            with closing(sqlite3.connect(self.path, timeout=30)) as store:
                (last,) = store.execute(LAST).fetchone()
                if last < seen:  # another store stands in its place
                    connection.execute("DELETE FROM memory.ready.decided")
                    seen = 0
                new = store.execute(NEW, [seen]).fetchall() if last > seen else []
            if new:
                latest = {row[0]: row for row in new}
                connection.executemany(PUT, [list(row) for row in latest.values()])
