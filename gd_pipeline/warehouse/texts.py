"""What is counted of texts of the warehouse: kept in a file, so that memory does not grow with how many there are."""

from collections.abc import Iterable
from functools import lru_cache
from typing import IO, Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.corpus.copies import Body, Common, body, common

AT_HAND = 500
"""Bodies in memory: about 40 KB each."""
ROWS = 500
"""Texts in memory at once."""
FETCHED = """
WITH wanted AS MATERIALIZED (SELECT rowid AS row FROM raw.documents WHERE document_id IN (SELECT unnest($ids)))
SELECT document_id, text FROM raw.documents WHERE rowid IN (FROM wanted)
"""
"""By rows, so that of a few documents only the parts of the table that hold them are unpacked."""


class Texts:
    """Bodies of documents, fetched once, when they are needed, and kept in `file`, which is empty."""

    def __init__(self, connection: DuckDBPyConnection, file: IO[bytes]) -> None:
        self.connection = connection
        self._file = file
        self._places: dict[str, tuple[int, int, int, int]] = {}
        self._body = lru_cache(AT_HAND)(self._read)

    def fetch(self, ids: Iterable[str]) -> None:
        """Have these documents at hand."""
        missing = sorted({*ids} - self._places.keys())
        if missing:
            for batch in self.connection.sql(FETCHED, params={"ids": missing}).to_arrow_reader(ROWS):
                for document_id, text in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    self._keep(document_id, body(text))

    def common(self, one: str, other: str) -> Common:
        """What two fetched documents share."""
        return common(self._body(one), self._body(other))

    def length(self, each: str) -> int:
        """Code points of a fetched document."""
        return self._places[each][-1]

    def _keep(self, each: str, found: Body) -> None:
        start = self._file.seek(0, 2)
        self._file.write(found.shingles.tobytes() + found.statements.tobytes())
        self._places[each] = start, len(found.shingles), len(found.statements), found.length

    def _read(self, each: str) -> Body:
        start, shingles, statements, length = self._places[each]
        self._file.seek(start)
        hashes = np.frombuffer(self._file.read(8 * (shingles + statements)), np.uint64)
        return Body(hashes[:shingles], hashes[shingles:], length)

    @staticmethod
    def table(columns: dict[str, Any]) -> pa.Table:
        """Columns of core.duplicates as an Arrow table."""
        types = {"similarity": pa.float64(), "end_char": pa.int64(), "of_end_char": pa.int64()}
        return pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})
