"""quality.checks across years and issuers: the reports of a year held against what the warehouse has beside them.

A year is checked after its load, and so are the later years whose neighbour it is: in which order years arrive makes no
difference in the end.
"""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.rules import reaching
from gd_pipeline.checking.neighbours import check_neighbours, neighbourhoods
from gd_pipeline.checking.neighbours.neighbourhood import HISTORY
from gd_pipeline.warehouse.batches import row_schema
from gd_pipeline.warehouse.columns import Gathered, shared_by
from gd_pipeline.warehouse.complete import rechecked
from gd_pipeline.warehouse.connection import Connect, transaction
from gd_pipeline.warehouse.cycles import seldom_sought
from gd_pipeline.warehouse.engine import mapped
from gd_pipeline.warehouse.made import made
from gd_pipeline.warehouse.neighbour_parts import Around, issuers_anew
from gd_pipeline.warehouse.neighbour_records import FACTS, REPORTS, Rows, asked, batched, records_of, wanted
from gd_pipeline.warehouse.rows import check_columns
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import stale_years

RECORDS = 500
"""Reports of a batch, history among them."""
FACTS_OF_BATCH = 100_000
"""About so many facts does a batch hold at most, and no cycle."""
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
WAITING = """
UPDATE quality.loads SET state = 'loaded' WHERE report_year BETWEEN $year + 1 AND $last
    AND NOT list_contains($checked, report_year) AND reader_version = $version
"""
"""Later years that are not checked with this one are to be loaded, also where they are not stale any more by then.

Those of another version of the reader stay stale until they are.
"""


def check_year(connect: Connect, year: int, processes: int = 0) -> list[int]:
    """Hold the reports of `year`, and of the later years whose neighbours they are, against their neighbours.

    With `processes` the issuers' places are shared among so many. `year` itself comes last: until it is checked, it is
    known which issuers of the later years are to be.

    Returns:
        The years some of whose checks are new, `year` in any case first; their alerts have to follow.
    """
    with connect() as connection:
        changed = issuers_anew(connection, year)
        later = {each: issuers_anew(connection, each, changed) for each in years_after(connection, year)}
        if changed.num_rows:
            given = {"year": year, "last": year + HISTORY, "checked": [*later], "version": reader_version()}
            connection.execute(WAITING, given)
    again = [each for each, issuers in later.items() if issuers.num_rows]
    for each in again:
        replace_checks(connect, each, later[each], processes)
    if changed.num_rows:
        replace_checks(connect, year, changed, processes)
    return [year, *again]


def years_after(connection: DuckDBPyConnection, year: int) -> list[int]:
    """The loaded years to check when `year` was loaded beside itself: those with it in their history.

    A year that is still to be loaded anew is checked then.
    """
    stale = {*stale_years(connection, year + 1, year + HISTORY)}
    loaded = connection.execute(
        "SELECT report_year FROM quality.loads WHERE report_year BETWEEN ? AND ? ORDER BY 1", [year + 1, year + HISTORY]
    ).fetchall()
    return [each for (each,) in loaded if each not in stale]


def replace_checks(connect: Connect, year: int, changed: pa.Table, processes: int = 0) -> None:
    """Replace the checks of `year` that reach beyond the report, of the issuers `changed`: what `issuers_anew` gave."""
    with tempfile.TemporaryDirectory(prefix="gd-neighbours-") as folder:
        reports, facts, checks = (Path(folder) / f"{name}.arrow" for name in ("reports", "facts", "checks"))
        with connect() as connection:
            connection.register("anew", changed)
            around = Around(connection, year)
            connection.execute(REPORTS, {"year": year})
            spill(connection, "FROM reports_around", {}, reports)
            spill(connection, FACTS, {"year": year} | wanted(), facts)
        write_checks(around, reports, facts, checks, processes)
        with connect() as connection, transaction(connection):
            connection.register("anew", changed)
            insert(connection, year, checks)
            made(connection, "checks")


def write_checks(around: Around, reports: Path, facts: Path, checks: Path, processes: int) -> None:
    """The checks of the spilled reports and facts into a stream, a batch of places in memory at a time."""
    with (
        pa.memory_map(str(reports)) as of_reports,
        pa.memory_map(str(facts)) as of_facts,
        pa.ipc.new_stream(str(checks), row_schema(CHECKS)) as stream,
    ):
        batches = batched(pa.ipc.open_file(of_reports).read_all(), pa.ipc.open_file(of_facts).read_all(), RECORDS)
        for table in mapped(partial(check_batch, around=around), batches, processes):
            stream.write_table(table)


def spill(connection: DuckDBPyConnection, query: str, values: dict[str, Any], path: Path) -> None:
    """The result of a query as an Arrow file at `path`, so that the warehouse need not be held while it is used."""
    reader = connection.sql(query, params=values).to_arrow_reader(ROWS)
    with pa.ipc.new_file(str(path), reader.schema) as file:
        for batch in reader:
            file.write_batch(batch)


@seldom_sought(FACTS_OF_BATCH)
def check_batch(batch: Sequence[Rows], around: Around) -> pa.Table:
    """Rows of quality.checks for the reports of the year in some places, numbered from 1 a report: a pure function."""
    records = [record for rows in batch for record in records_of(rows)]
    issuers = {issuer for rows in batch for issuer in asked(rows)}
    found = Gathered(row_schema(CHECKS))
    for each in neighbourhoods(records, around.year, around.twins, around.peers):
        if each.record.issuer_id not in issuers:
            continue
        known = {"report_id": each.record.report_id, "report_year": around.year}
        if checks := check_neighbours(each):
            found.add(shared_by(check_columns(checks), known))
    return found.table()


def insert(connection: DuckDBPyConnection, year: int, checks: Path) -> None:
    """The checks that reach beyond the report become those of the stream, numbered after the report's own.

    Of the issuers in the table `anew`.
    """
    rules = [*reaching("years"), *reaching("issuers")]
    connection.execute(
        f"DELETE FROM {CHECKS} WHERE report_year = $year AND list_contains($rules, rule) AND report_id IN "
        f"(SELECT report_id FROM core.reports WHERE report_year = $year AND issuer_id IN (SELECT part FROM anew))",
        {"year": year, "rules": rules},
    )
    with pa.OSFile(str(checks)) as file, pa.ipc.open_stream(file) as stream:
        connection.register("spilled", stream)
        connection.execute(REPLACE, {"year": year})
        connection.unregister("spilled")
    connection.execute(
        f"UPDATE quality.loads SET checks = (SELECT count(*) FROM {CHECKS} WHERE report_year = $year) "
        "WHERE report_year = $year",
        {"year": year},
    )
    rechecked(connection, year)
