"""How far the load of a year came: a run that was killed is known by it, and the next one does that year again."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager

from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.connection import Connect, one, transaction
from gd_pipeline.warehouse.made import listed
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import stale_years

COMPLETE = """
UPDATE quality.loads SET state = 'complete' WHERE report_year = $year OR (state = 'rechecked' AND report_year > $year)
"""
RECHECKED = "UPDATE quality.loads SET state = 'rechecked' WHERE report_year IN ({years}) AND state = 'complete'"


def rechecked(connection: DuckDBPyConnection, years: Collection[int]) -> None:
    """In the caller's transaction: the checks of `years` are new, and their alerts are still to follow."""
    connection.execute(RECHECKED.format(years=listed(years)))


def complete(connect: Connect, year: int) -> None:
    """`year`, and the later years that were checked again because of it, have their alerts and marts.

    A year that no document belongs to any more is forgotten.
    """
    with connect() as connection, transaction(connection):
        connection.execute(COMPLETE, {"year": year})
        connection.execute("DELETE FROM quality.loads WHERE report_year = ? AND documents = 0", [year])


@contextmanager
def held_if_settled(connect: Connect) -> Iterator[None]:
    """Hold the warehouse where this version of the reader completed all years there are, at least one.

    A run mostly adds little to these: to open and close it step by step would be a good part of the work. Where all is
    read, memory is given back in between.
    """
    query = "SELECT bool_and(state = 'complete' AND reader_version = ?) FROM quality.loads"
    with ExitStack() as held:
        if one(held.enter_context(connect()), query, [reader_version()]) != (True,):
            held.close()
        yield


def due_years(connection: DuckDBPyConnection) -> list[int]:
    """The years that a run has to load: stale, or left behind in the middle; oldest first."""
    return sorted({*stale_years(connection), *incomplete_years(connection)})


def incomplete_years(connection: DuckDBPyConnection) -> list[int]:
    """The years that a run is in the middle of, or was killed in the middle of; oldest first."""
    found = connection.execute(
        "SELECT report_year FROM quality.loads WHERE coalesce(state, 'loaded') <> 'complete' ORDER BY 1"
    ).fetchall()
    return [year for (year,) in found]


def rechecked_years(connection: DuckDBPyConnection, year: int) -> list[int]:
    """The years after `year` whose checks are new because of a neighbour; oldest first."""
    found = connection.execute(
        "SELECT report_year FROM quality.loads WHERE state = 'rechecked' AND report_year > ? ORDER BY 1", [year]
    ).fetchall()
    return [each for (each,) in found]


def documents_by_year(connection: DuckDBPyConnection) -> list[tuple[int, int]]:
    """Each report year with the number of its documents."""
    rows: list[tuple[int, int]] = connection.execute(
        "SELECT unnest(report_years) AS year, count(*) FROM raw.documents GROUP BY year ORDER BY year"
    ).fetchall()
    return rows
