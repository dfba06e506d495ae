"""The index of words: every text compressed by itself, and for blocks of texts which pairs of characters they hold.

A SQLite file that only grows. `texts` has a row a text, numbered; `blocks` a bit for each bucket and text of the block.
What it finds may hold the words; whether it does, the text says.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gd_pipeline.review.app.grams import BUCKETS, buckets, lowered

VERSION = 1
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS texts (no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS blocks (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, bits BLOB NOT NULL);
PRAGMA user_version = {VERSION};
"""
LEVEL = 1


class Texts:
    """The index at `path`; there need not be one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection | None]:
        """The index to be read; None where there is none of this version."""
        if not self.path.exists():
            yield None
            return
        with closing(sqlite3.connect(self.path, timeout=30)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            yield connection if version == VERSION else None

    def add(self, documents: Sequence[tuple[str, str]]) -> None:
        """Take in some (key, text), as one block."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        held = np.zeros((len(documents), BUCKETS), dtype=bool)
        packed = []
        for place, (key, text) in enumerate(documents):
            small = lowered(text)
            held[place, buckets(small)] = True
            packed.append((key, zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)))
        bits = np.ascontiguousarray(np.packbits(held, axis=0).T).tobytes()
        with closing(sqlite3.connect(self.path, timeout=30)) as connection:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            connection.executescript(SCHEMA)
            with connection:
                first = newest(connection) + 1
                rows = [(first + place, *row) for place, row in enumerate(packed)]
                connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
                connection.execute("INSERT INTO blocks VALUES (?, ?, ?)", [first, len(documents), bits])


def newest(connection: sqlite3.Connection) -> int:
    """The number of the last text, 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(no), 0) FROM texts").fetchone()[0])


def keys(connection: sqlite3.Connection, after: int) -> list[tuple[int, str]]:
    """Number and key of the texts that came behind number `after`."""
    return connection.execute("SELECT no, key FROM texts WHERE no > ? ORDER BY no", [after]).fetchall()


def text(connection: sqlite3.Connection, no: int) -> str:
    """A text."""
    (packed,) = connection.execute("SELECT packed FROM texts WHERE no = ?", [no]).fetchone()
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def candidates(connection: sqlite3.Connection, words: Iterable[str]) -> npt.NDArray[np.int64]:
    """The numbers of the texts that hold every pair of characters of `words`."""
    wanted = np.unique(np.concatenate([buckets(word) for word in words]))
    found = []
    for first, count in connection.execute("SELECT first, count FROM blocks ORDER BY first").fetchall():
        width = -(-count // 8)
        bits = np.full(width, 255, dtype=np.uint8)
        with connection.blobopen("blocks", "bits", first, readonly=True) as blob:
            for bucket in wanted:
                blob.seek(int(bucket) * width)
                bits &= np.frombuffer(blob.read(width), dtype=np.uint8)
        found.append(first + np.flatnonzero(np.unpackbits(bits)[:count]))
    return np.concatenate(found) if found else np.array([], dtype=np.int64)
