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
import pyarrow.compute as pc
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
from gd_pipeline.warehouse.made import listed, made
from gd_pipeline.warehouse.neighbour_parts import Around, issuers_anew, surrounded
from gd_pipeline.warehouse.neighbour_records import (
    FACTS,
    REPORTS,
    Rows,
    asked,
    batched,
    reaching_back,
    records_of,
    wanted,
)
from gd_pipeline.warehouse.rows import check_columns
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import stale_years

RECORDS = 500
"""Reports of a batch, history among them."""
FACTS_OF_BATCH = 100_000
"""About so many facts does a batch hold at most, and no cycle."""
TOGETHER = 2000
"""So many issuers are checked at once, whatever their years: statements for each year would be most of the work."""
ROWS = 8192
"""Rows of a streamed batch."""
CHECKS = "quality.checks"
ASKED = """
CREATE OR REPLACE TEMP TABLE asked AS SELECT report_id FROM core.reports r
    SEMI JOIN anew a ON a.report_year = r.report_year AND a.part = r.issuer_id WHERE r.report_year IN ({years})
"""
OLD = f"""
DELETE FROM {CHECKS} WHERE report_year IN ({{years}}) AND list_contains($rules, rule) AND report_id IN (FROM asked)
"""
REPLACE = f"""
INSERT INTO {CHECKS} BY NAME
SELECT s.* REPLACE (CAST(s.check_no + coalesce(own.checks, 0) AS INTEGER) AS check_no)
FROM spilled s SEMI JOIN asked USING (report_id) LEFT JOIN (
    SELECT report_id, max(check_no) AS checks FROM {CHECKS}
    WHERE report_year IN ({{years}}) AND report_id IN (FROM asked) GROUP BY report_id
) own USING (report_id)
"""
COUNTED = f"""
UPDATE quality.loads l SET checks = c.checks FROM (
    SELECT report_year, count(report_id) AS checks FROM quality.loads
    LEFT JOIN (SELECT report_year, report_id FROM {CHECKS} WHERE report_year IN ({{years}})) USING (report_year)
    WHERE report_year IN ({{years}}) GROUP BY report_year
) c WHERE c.report_year = l.report_year
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
        surrounded(connection, [year])
        changed = issuers_anew(connection, [year])
        loaded = years_after(connection, year)
        later = later_anew(connection, loaded, changed)
        if changed.num_rows:
            given = {"year": year, "last": year + HISTORY, "checked": loaded, "version": reader_version()}
            connection.execute(WAITING, given)
    for issuers in together([later, changed]):
        replace_checks(connect, issuers, processes)
    return [year, *years_of(later)]


def later_anew(connection: DuckDBPyConnection, years: list[int], before: pa.Table) -> pa.Table:
    """The issuers of the later `years` to check anew, as `issuers_anew` gives them, where those `before` changed."""
    known = surrounded(connection, years)
    groups: list[tuple[set[int], pa.Table | None]] = [(known, before), ({*years} - known, None)]
    found = [issuers_anew(connection, group, changed) for group, changed in groups if group]
    return pa.concat_tables([before[:0], *found]).sort_by("report_year")


def together(changed: list[pa.Table]) -> list[pa.Table]:
    """Issuers to check at once: all, where they are few; else those of a year, in the order in which they are given."""
    if sum(each.num_rows for each in changed) <= TOGETHER:
        return [every] if (every := pa.concat_tables(changed)).num_rows else []
    return [each.filter(pc.equal(each["report_year"], year)) for each in changed for year in years_of(each)]


def years_of(changed: pa.Table) -> list[int]:
    """The years some of whose issuers are to be checked, oldest first."""
    return sorted({*changed["report_year"].to_pylist()})


def years_after(connection: DuckDBPyConnection, year: int) -> list[int]:
    """The loaded years to check when `year` was loaded beside itself: those with it in their history.

    A year that is still to be loaded anew is checked then.
    """
    stale = {*stale_years(connection, year + 1, year + HISTORY)}
    loaded = connection.execute(
        "SELECT report_year FROM quality.loads WHERE report_year BETWEEN ? AND ? ORDER BY 1", [year + 1, year + HISTORY]
    ).fetchall()
    return [each for (each,) in loaded if each not in stale]


def replace_checks(connect: Connect, changed: pa.Table, processes: int = 0) -> None:
    """Replace the checks that reach beyond the report, of the issuers `changed`: what `issuers_anew` gave."""
    years = years_of(changed)
    with tempfile.TemporaryDirectory(prefix="gd-neighbours-") as folder:
        reports, facts, checks = (Path(folder) / f"{name}.arrow" for name in ("reports", "facts", "checks"))
        with connect() as connection:
            connection.register("anew", changed)
            around, back = Around(connection, years), listed(reaching_back(years))
            connection.execute(REPORTS.format(back=back))
            spill(connection, "FROM reports_around", {}, reports)
            spill(connection, FACTS.format(back=back), {**wanted()}, facts)
        write_checks(around, reports, facts, checks, processes)
        with connect() as connection, transaction(connection):
            connection.register("anew", changed)
            insert(connection, years, checks)
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
    """Rows of quality.checks for the reports in some places, numbered from 1 a report: a pure function."""
    found = Gathered(row_schema(CHECKS))
    for rows in batch:
        issuers, peers = asked(rows), around.peers[rows.year]
        for each in neighbourhoods(records_of(rows), rows.year, around.twins, peers):
            if each.record.issuer_id not in issuers:
                continue
            known = {"report_id": each.record.report_id, "report_year": rows.year}
            if checks := check_neighbours(each):
                found.add(shared_by(check_columns(checks), known))
    return found.table()


def insert(connection: DuckDBPyConnection, years: list[int], checks: Path) -> None:
    """The checks that reach beyond the report become those of the stream, numbered after the report's own.

    Of the issuers in the table `anew`, which are of `years`.
    """
    rules, written = [*reaching("years"), *reaching("issuers")], listed(years)
    connection.execute(ASKED.format(years=written))
    connection.execute(OLD.format(years=written), {"rules": rules})
    with pa.OSFile(str(checks)) as file, pa.ipc.open_stream(file) as stream:
        connection.register("spilled", stream)
        connection.execute(REPLACE.format(years=written))
        connection.unregister("spilled")
    connection.execute(COUNTED.format(years=written))
    rechecked(connection, years)
