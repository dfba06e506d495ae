"""What is counted of texts of the warehouse, a bounded number of them in memory."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.corpus.copies import Body, Common, body, common

LIMIT = 20_000
"""Texts kept: about 40 KB each."""
ROWS = 500
"""Texts in memory at once."""
FETCHED = """
WITH wanted AS MATERIALIZED (SELECT rowid AS row FROM raw.documents WHERE document_id IN (SELECT unnest($ids)))
SELECT document_id, text FROM raw.documents WHERE rowid IN (FROM wanted)
"""
"""By rows, so that of a few documents only the parts of the table that hold them are unpacked."""


class Texts:
    """Bodies of documents, fetched when they are needed."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self.connection = connection
        self.known: dict[str, Body] = {}

    def fetch(self, ids: Iterable[str]) -> None:
        """Have these documents at hand; others are forgotten when there are too many."""
        wanted = {*ids}
        missing = sorted(wanted - self.known.keys())
        if len(self.known) + len(missing) > LIMIT:
            self.known = {each: self.known[each] for each in wanted & self.known.keys()}
        if missing:
            for batch in self.connection.sql(FETCHED, params={"ids": missing}).to_arrow_reader(ROWS):
                self.known |= {row["document_id"]: body(row["text"]) for row in batch.to_pylist()}

    def common(self, one: str, other: str) -> Common:
        """What two fetched documents share."""
        return common(self.known[one], self.known[other])

    def length(self, each: str) -> int:
        """Code points of a fetched document."""
        return self.known[each].length

    @staticmethod
    def table(columns: dict[str, Any]) -> pa.Table:
        """Columns of core.duplicates as an Arrow table."""
        types = {"similarity": pa.float64(), "end_char": pa.int64(), "of_end_char": pa.int64()}
        return pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})
