"""What the checks of an issuer against its neighbours draw on: only issuers of which it changed are checked again.

An issuer is checked by its reports of the year and those that count of the years before, and by what stands around it
in the year: twins, how sizes spread by level and metric, and, where a government says that it sums up those below it,
that government or those below. What stands around the issuers of a year is kept until the next load of the year: in
later years a new report changes histories only. The spread changes with every report; but what a check says depends on
it only where there are enough values, and shows it only where a value is far from it.
"""

from collections import defaultdict
from collections.abc import Collection

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.checking.neighbours.neighbourhood import HISTORY, TWINS, Twin
from gd_pipeline.checking.neighbours.plausible import PEERS, PEERS_FAR, PEERS_LEAST
from gd_pipeline.checking.neighbours.spread import SIGMA, Spread
from gd_pipeline.warehouse.connection import transaction
from gd_pipeline.warehouse.made import AMONG, AROUND, PLACE, anew, listed
from gd_pipeline.warehouse.neighbour_records import LATER, VERSIONS, reaching_back, wanted
from gd_pipeline.warehouse.raw import REPLACED
from gd_pipeline.warehouse.version import reader_version

SIZES = """
CREATE OR REPLACE TEMP TABLE sizes AS
    WITH found AS MATERIALIZED (
        SELECT r.issuer_level AS level, f.metric, report_id, r.issuer_id,
            ln(1 + greatest((f.low + f.high) / 2, 0)) AS scaled,
            (2 * (f.origin <> 'table')::BIGINT + (f.scope IS NOT NULL)::BIGINT) * 4294967296 + f.fact_no AS place
        FROM core.facts f JOIN core.reports r USING (report_id, report_year)
        WHERE f.report_year = $year AND f.applicant = 'total' AND f.label IS NULL AND list_contains($sizes, f.metric)
            AND r.issuer_level IS NOT NULL
    ), first AS (SELECT report_id, metric, min(place) AS place, true AS best FROM found GROUP BY ALL)
    SELECT found.* EXCLUDE (place), coalesce(best, false) AS best FROM found LEFT JOIN first
        USING (report_id, metric, place)
"""
"""What reports of a level state of their sizes; of each the best: from a table, without a scope, printed first."""
SPREAD = """
INSERT INTO quality.spreads BY NAME
    SELECT $year AS report_year, level, metric, count(*) AS size, median(scaled) AS middle, mad(scaled) AS mad
    FROM sizes WHERE best GROUP BY ALL
"""
TWINNED = f"""
CREATE OR REPLACE TEMP TABLE twins AS
    WITH first AS (
        SELECT report_year, numbers, report_id, issuer, issuer_id, {PLACE} AS place, source_tier FROM core.reports
        WHERE report_year IN ({{years}}) AND numbers IS NOT NULL AND issuer_id IS NOT NULL {{among}}
        QUALIFY row_number() OVER (PARTITION BY report_year, numbers, issuer_id ORDER BY report_id) = 1
    ), others AS (
        SELECT * FROM first
        QUALIFY row_number() OVER (PARTITION BY report_year, numbers ORDER BY report_id) <= {TWINS + 1}
            AND count(*) OVER (PARTITION BY report_year, numbers) > 1
    )
    SELECT r.report_year, r.issuer_id AS part, r.report_id AS of_report_id, o.report_id, o.issuer, o.place,
        o.source_tier
    FROM core.reports r
    JOIN others o ON o.report_year = r.report_year AND o.numbers = r.numbers AND o.issuer_id <> r.issuer_id
    WHERE r.report_year IN ({{years}})
    QUALIFY row_number() OVER (PARTITION BY r.report_id ORDER BY o.report_id) <= {TWINS}
"""
ALIKE = """
AND numbers IN (SELECT numbers FROM core.reports r
    SEMI JOIN anew a ON a.report_year = r.report_year AND a.part = r.issuer_id WHERE r.report_year IN ({years}))
"""
"""Narrows `twins` down to those of the issuers in the table `anew`."""
BESIDE = f"""
CREATE OR REPLACE TEMP TABLE beside AS
    WITH below AS (
        SELECT DISTINCT report_year, issuer_id, {PLACE} AS place FROM core.reports
        WHERE report_year IN ({{years}}) AND issuer_id <> place AND (report_year, place) IN (
            SELECT report_year, issuer_id FROM core.reports WHERE report_year IN ({{years}}) AND scope_class = 'AGG')
    )
    SELECT report_year, issuer_id AS part, place AS issuer_id FROM below
    UNION ALL SELECT report_year, place, issuer_id FROM below
"""
"""Of each issuer the others whose reports of a year it is held against: its government, or those below it."""
STANDING_AROUND = f"""
INSERT INTO quality.made BY NAME
    WITH reports AS (
        SELECT issuer_id, issuer_level AS level, concat_ws(' ', report_id, document_id IN ({REPLACED})) AS input
        FROM core.reports WHERE report_year = $year AND issuer_id IS NOT NULL
    ), known AS (SELECT * FROM quality.spreads WHERE report_year = $year AND size >= {PEERS}),
    enough AS (SELECT level, string_agg(metric, ' ' ORDER BY metric) AS metrics FROM known GROUP BY ALL),
    inputs AS (
        SELECT issuer_id AS part, '' AS input FROM reports
        UNION ALL SELECT DISTINCT issuer_id, level || metrics FROM reports JOIN enough USING (level)
        UNION ALL SELECT issuer_id, concat_ws(' ', report_id, metric, size, middle, mad)
            FROM sizes JOIN known USING (level, metric)
            WHERE issuer_id IS NOT NULL
                AND abs(scaled - middle) > 0.999 * {PEERS_FAR} * greatest({SIGMA} * mad, {PEERS_LEAST})
        UNION ALL SELECT part, concat_ws(' ', of_report_id, report_id, issuer, place, source_tier) FROM twins
        UNION ALL SELECT part, input FROM beside JOIN reports USING (issuer_id)
    )
    SELECT '{AROUND}' AS step, $year AS report_year, part, md5(string_agg(input, ',' ORDER BY input)) AS inputs
    FROM inputs GROUP BY part
"""
PARTS = f"""
CREATE OR REPLACE TEMP TABLE parts AS
    WITH around AS (
        SELECT report_year AS target, part, inputs FROM quality.made
        WHERE step = '{AROUND}' AND report_year IN ({{years}}) {{among}}
    ), inputs AS (
        SELECT target, issuer_id AS part,
            concat_ws(' ', arg_max(concat_ws(' ', report_id, replaced), {LATER}), l.reader_version) AS input
        FROM (
            SELECT r.*, target, document_id IN ({REPLACED}) AS replaced FROM core.reports r
            JOIN around ON part = issuer_id AND r.report_year BETWEEN target - {HISTORY} AND target
            WHERE r.report_year IN ({{back}})
        ) LEFT JOIN (SELECT report_year, reader_version FROM quality.loads) l USING (report_year)
        GROUP BY {VERSIONS}, l.reader_version
        UNION ALL FROM around
    )
    SELECT target AS report_year, part, $version || md5(sum(hash(input))::VARCHAR) AS inputs
    FROM inputs GROUP BY target, part
"""
NARROWED = """
CREATE OR REPLACE TEMP TABLE among AS SELECT unnest([{years}]) AS report_year, part FROM before
    UNION SELECT report_year, part FROM quality.made WHERE step = 'checks' AND report_year IN ({years}) AND inputs = ''
"""


class Around:
    """What is joined in SQL for the issuers in the table `anew`: twins by report, how sizes spread by year, level."""

    def __init__(self, connection: DuckDBPyConnection, years: Collection[int]) -> None:
        """The tables `twins` and `beside` are made for `years`; `issuers_anew` was asked for them before."""
        self.twins: dict[str, list[Twin]] = defaultdict(list)
        self.peers: dict[int, dict[str, dict[str, Spread]]] = {year: defaultdict(dict) for year in years}
        for statement in (TWINNED.format(among=ALIKE, years="{years}"), BESIDE):
            connection.execute(statement.format(years=listed(years)))
        told = "SELECT of_report_id, report_id, issuer, place, source_tier FROM twins SEMI JOIN anew"
        for report, *twin in connection.execute(f"{told} USING (report_year, part) ORDER BY 1, 2").fetchall():
            self.twins[report].append(Twin(*twin))
        spreads = "SELECT report_year, level, metric, size, middle, mad FROM quality.spreads WHERE report_year IN"
        for year, level, metric, *spread in connection.execute(f"{spreads} ({listed(years)})").fetchall():
            self.peers[year][level][metric] = Spread(*spread)


def issuers_anew(connection: DuckDBPyConnection, years: Collection[int], before: pa.Table | None = None) -> pa.Table:
    """The issuers of `years` to check anew, with their inputs, as `made.anew` gives them.

    Args:
        connection: the warehouse.
        years: report years, of each of which it is kept what stands around its issuers (`surrounded`).
        before: the same of an earlier year, the only one that changed since all of `years` were checked: only its
            issuers are looked at, and those of which reports went.
    """
    among = AMONG if before is not None else ""
    if among:
        connection.register("before", before)
        connection.execute(NARROWED.format(years=listed(years)))
    parts = PARTS.format(among=among, years=listed(years), back=listed(reaching_back(years)))
    connection.execute(parts, {"version": reader_version()})
    return anew(connection, "checks", years, among)


def surrounded(connection: DuckDBPyConnection, years: Collection[int]) -> set[int]:
    """Keep of `years` what stands around their issuers; those of which it was kept already."""
    query = f"SELECT DISTINCT report_year FROM quality.made WHERE step = ? AND report_year IN ({listed(years)})"
    known = {year for (year,) in connection.execute(query, [AROUND]).fetchall()} if years else set()
    for year in sorted({*years} - known):
        with transaction(connection):
            surround(connection, year)
    return known


def surround(connection: DuckDBPyConnection, year: int) -> None:
    """Keep how sizes spread in `year`, and what tells apart what stands around its issuers."""
    connection.execute("DELETE FROM quality.spreads WHERE report_year = ?", [year])
    connection.execute(SIZES, {"year": year, "sizes": wanted()["sizes"]})
    connection.execute(SPREAD, {"year": year})
    for statement in (TWINNED, BESIDE):
        connection.execute(statement.format(among="", years=year))
    connection.execute(STANDING_AROUND, {"year": year})
