"""quality.checks across years and issuers: the reports of a year held against what the warehouse has beside them.

A year is checked after its load, and so are the later years whose neighbour it is: in which order years arrive makes no
difference in the end.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.rules import reaching
from gd_pipeline.checking.neighbours import YearRecord, check_neighbours, neighbourhoods
from gd_pipeline.checking.neighbours.neighbourhood import HISTORY, Twin
from gd_pipeline.checking.neighbours.spread import Spread
from gd_pipeline.warehouse.batches import arrow_table, row_schema
from gd_pipeline.warehouse.complete import rechecked
from gd_pipeline.warehouse.connection import Connect, transaction
from gd_pipeline.warehouse.neighbour_records import (
    FACTS,
    REPORTS,
    SPREAD,
    TWINNED,
    batched,
    places,
    rows_of,
    wanted,
)
from gd_pipeline.warehouse.rows import Row, check_rows
from gd_pipeline.warehouse.year import stale_years

RECORDS = 1000
"""Reports of a batch, history among them."""
ROWS = 8192
"""Rows of a streamed batch."""
CHECKS = "quality.checks"
REPLACE = f"""
INSERT INTO {CHECKS} BY NAME
SELECT s.* REPLACE (CAST(s.check_no + coalesce(own.checks, 0) AS INTEGER) AS check_no)
FROM spilled s SEMI JOIN core.reports USING (report_id) LEFT JOIN (
    SELECT report_id, max(check_no) AS checks FROM {CHECKS} WHERE report_year = $year GROUP BY report_id
) own USING (report_id)
"""


class Around:
    """What is joined in SQL for a whole year: twins by report, and how sizes spread by level and metric."""

    def __init__(self, connection: DuckDBPyConnection, year: int) -> None:
        self.year = year
        self.twins: dict[str, list[Twin]] = defaultdict(list)
        self.peers: dict[str, dict[str, Spread]] = defaultdict(dict)
        for report, *twin in connection.execute(TWINNED, {"year": year}).fetchall():
            self.twins[report].append(Twin(*twin))
        given = {"year": year, "sizes": wanted()["sizes"]}
        for level, metric, *spread in connection.execute(SPREAD, given).fetchall():
            self.peers[level][metric] = Spread(*spread)


def check_year(connect: Connect, year: int) -> list[int]:
    """Hold the reports of `year`, and of the later years whose neighbours they are, against their neighbours.

    Returns:
        The years whose checks are new, `year` first; their alerts have to follow.
    """
    with connect() as connection:
        years = years_beside(connection, year)
    for each in years:
        replace_checks(connect, each)
    return years


def years_beside(connection: DuckDBPyConnection, year: int) -> list[int]:
    """The loaded years to check when `year` was loaded: itself, the next, and those with it in their history.

    A year that is still to be loaded anew is checked then.
    """
    stale = {*stale_years(connection)} - {year + 1}
    loaded = connection.execute(
        "SELECT report_year FROM quality.loads WHERE report_year BETWEEN ? AND ? ORDER BY 1", [year, year + HISTORY]
    ).fetchall()
    return [each for (each,) in loaded if each == year or each not in stale]


def replace_checks(connect: Connect, year: int) -> int:
    """Replace the checks of `year` that reach beyond the report; how many there are now."""
    with tempfile.TemporaryDirectory(prefix="gd-neighbours-") as folder:
        reports, facts, checks = (Path(folder) / f"{name}.arrow" for name in ("reports", "facts", "checks"))
        with connect() as connection:
            around = Around(connection, year)
            spill(connection, REPORTS, {"year": year}, reports)
            spill(connection, FACTS, {"year": year} | wanted(), facts)
        rows = write_checks(around, reports, facts, checks)
        with connect() as connection, transaction(connection):
            insert(connection, year, checks)
    return rows


def write_checks(around: Around, reports: Path, facts: Path, checks: Path) -> int:
    """The checks of the streamed reports and facts into a stream, a batch of places in memory at a time; how many."""
    rows = 0
    with (
        pa.ipc.open_stream(str(reports)) as of_reports,
        pa.ipc.open_stream(str(facts)) as of_facts,
        pa.ipc.new_stream(str(checks), row_schema(CHECKS)) as stream,
    ):
        for records in batched(places(rows_of(of_reports), rows_of(of_facts)), RECORDS):
            table = arrow_table(CHECKS, checked(records, around))
            stream.write_table(table)
            rows += table.num_rows
    return rows


def spill(connection: DuckDBPyConnection, query: str, values: dict[str, Any], path: Path) -> None:
    """The result of a query as an Arrow stream at `path`, so that the warehouse need not be held while it is used."""
    reader = connection.sql(query, params=values).to_arrow_reader(ROWS)
    with pa.ipc.new_stream(str(path), reader.schema) as stream:
        for batch in reader:
            stream.write_batch(batch)


def checked(records: list[YearRecord], around: Around) -> Iterator[Row]:
    """Rows of quality.checks for the reports of the year among `records`, numbered from 1 a report."""
    for each in neighbourhoods(records, around.year, around.twins, around.peers):
        known = {"report_id": each.record.report_id, "report_year": around.year}
        yield from (known | row for row in check_rows(check_neighbours(each)))


def insert(connection: DuckDBPyConnection, year: int, checks: Path) -> None:
    """The checks of `year` that reach beyond the report become those of the stream, numbered after the report's own."""
    rules = [*reaching("years"), *reaching("issuers")]
    connection.execute(
        f"DELETE FROM {CHECKS} WHERE report_year = $year AND list_contains($rules, rule)",
        {"year": year, "rules": rules},
    )
    with pa.ipc.open_stream(str(checks)) as stream:
        connection.register("spilled", stream)
        connection.execute(REPLACE, {"year": year})
        connection.unregister("spilled")
    connection.execute(
        f"UPDATE quality.loads SET checks = (SELECT count(*) FROM {CHECKS} WHERE report_year = $year) "
        "WHERE report_year = $year",
        {"year": year},
    )
    rechecked(connection, year)
