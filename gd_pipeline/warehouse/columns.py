"""Rows kept by column until they become an Arrow table: no object a row."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

Columns = dict[str, Sequence[Any]]
"""Some rows of one table: the values of each column, all of the same length; empty where there are no rows."""


class Gathered:
    """Rows of one table, from many places."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._values: dict[str, list[Any]] = {name: [] for name in schema.names}

    def add(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Put rows behind those that are there; `columns` are all columns of the schema, and may be more."""
        for name, values in self._values.items():
            values += columns[name]

    def table(self) -> pa.Table:
        """The rows as an Arrow table."""
        return pa.Table.from_arrays(
            [pa.array(self._values[each.name], type=each.type) for each in self._schema], schema=self._schema
        )


def one_row(row: Mapping[str, Any]) -> Columns:
    """A row as columns."""
    return {name: (value,) for name, value in row.items()}


def shared_by(columns: Columns, values: Mapping[str, Any]) -> Columns:
    """The rows of `columns` with further columns, in which all of them have the same value."""
    rows = row_count(columns)
    return columns | {name: [value] * rows for name, value in values.items()} if rows else {}


def row_count(columns: Columns) -> int:
    """How many rows there are."""
    return len(next(iter(columns.values()), ()))
