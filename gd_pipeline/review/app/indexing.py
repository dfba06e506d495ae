"""Bringing the index of words up to date with a snapshot, in a process of its own beside the app.

`python -m gd_pipeline.review.app.indexing SNAPSHOT INDEX`
"""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.review.app.texts import Texts, keys
from gd_pipeline.warehouse.connection import one
from gd_pipeline.warehouse.schema import literal

BLOCK = 2048
FEW = 3000
"""So many texts are searched without an index."""
KEY = "document_id || '/' || reader_version"
MISSING = f"""
SELECT {KEY} AS key, text FROM published.raw.documents
WHERE {KEY} NOT IN (SELECT key FROM known) AND document_id IN (SELECT document_id FROM published.core.reports)
"""

JOIN = """
INSERT INTO memory.ready.indexed
    SELECT no, document_id FROM memory.ready.texts
    JOIN new_texts USING (key)
"""


def bring_up_to_date(snapshot: Path, index: Path) -> int:
    """Take in the texts of reports that the index does not have; how many these were."""
    texts = Texts(index)
    taken = 0
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(snapshot))} AS published (READ_ONLY)")
        connection.execute("SET threads = 1; SET memory_limit = '1GB'")
        connection.execute("CREATE TABLE known AS SELECT unnest($known::VARCHAR[]) AS key", {"known": _known(texts)})
        for batch in connection.sql(MISSING).to_arrow_reader(BLOCK):
            texts.add(list(zip(batch.column("key").to_pylist(), batch.column("text").to_pylist(), strict=True)))
            taken += batch.num_rows
    return taken


def _known(texts: Texts) -> list[str]:
    with texts.open() as connection:
        return [key for _, key in keys(connection, 0)] if connection else []


class Indexer:
    """Keeps the index in line with the snapshots that are published, one process at a time."""

    def __init__(self, snapshot: Path, index: Path) -> None:
        self.snapshot = snapshot
        self.texts = Texts(index)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stamp: tuple[int, int] | None = None

    def look(self) -> bool:
        """Begin where another snapshot was published; whether the index is being made right now."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return True
            if not self.snapshot.exists():
                return False
            found = self.snapshot.stat()
            stamp = (found.st_ino, found.st_mtime_ns)
            if stamp == self._stamp and (self._process is None or self._process.returncode == 0):
                return False
            self._stamp = stamp
            words = [sys.executable, "-m", "gd_pipeline.review.app.indexing", str(self.snapshot), str(self.texts.path)]
            self._process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            return True

    def join(self, connection: DuckDBPyConnection, index: sqlite3.Connection) -> None:
        """Bring `ready.indexed` in line with the index: the number of every text of a report."""
        with self._lock:
            known = one(connection, "SELECT coalesce(max(no), 0) FROM memory.ready.indexed")
            new = keys(index, known[0] if known else 0)
            if new:
                columns = {"no": [no for no, _ in new], "key": [key for _, key in new]}
                connection.register("new_texts", pa.table(columns))
                connection.execute(JOIN)
                connection.unregister("new_texts")

    def stop(self) -> None:
        """End the process that was begun, if it still runs; what it took in stays."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
                self._process.wait(10)


def main(arguments: list[str]) -> Iterator[str]:
    """The command: yields what there is to say."""
    os.nice(10)
    yield f"{bring_up_to_date(Path(arguments[0]), Path(arguments[1]))} texts"


if __name__ == "__main__":
    for said in main(sys.argv[1:]):
        sys.stdout.write(f"{said}\n")
