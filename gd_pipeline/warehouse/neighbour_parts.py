"""What the checks of a place against its neighbours draw on, so that only places where it changed are checked again.

A place is checked by the reports that it has in the year and in the years before, and by two things joined in SQL for
the whole year: twins, and how sizes spread by level and metric. The spread changes with every report that comes; but
what a check says depends on it only where there are enough values, and shows it only where a value is far from it.
"""

from collections import defaultdict

from duckdb import DuckDBPyConnection

from gd_pipeline.checking.neighbours.neighbourhood import HISTORY, TWINS, Twin
from gd_pipeline.checking.neighbours.plausible import PEERS, PEERS_FAR, PEERS_LEAST
from gd_pipeline.checking.neighbours.spread import SIGMA, Spread
from gd_pipeline.warehouse.made import PLACE
from gd_pipeline.warehouse.neighbour_records import wanted
from gd_pipeline.warehouse.raw import REPLACED
from gd_pipeline.warehouse.version import reader_version

SIZES = f"""
CREATE OR REPLACE TEMP TABLE sizes AS
    SELECT r.issuer_level AS level, f.metric, report_id, {PLACE} AS place,
        ln(1 + greatest((f.low + f.high) / 2, 0)) AS scaled, row_number() OVER (PARTITION BY report_id, f.metric
            ORDER BY f.origin <> 'table', f.scope IS NOT NULL, f.fact_no) = 1 AS best
    FROM core.facts f JOIN core.reports r USING (report_id, report_year)
    WHERE f.report_year = $year AND f.applicant = 'total' AND f.label IS NULL AND list_contains($sizes, f.metric)
        AND r.issuer_level IS NOT NULL
"""
SPREAD = """
CREATE OR REPLACE TEMP TABLE spreads AS
    SELECT level, metric, count(*) AS size, median(scaled) AS middle, mad(scaled) AS mad
    FROM sizes WHERE best GROUP BY ALL
"""
TWINNED = f"""
CREATE OR REPLACE TEMP TABLE twins AS
    WITH first AS (SELECT numbers, report_id, issuer, issuer_id, {PLACE} AS place, source_tier FROM core.reports
        WHERE report_year = $year AND numbers IS NOT NULL AND issuer_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY numbers, issuer_id ORDER BY report_id) = 1),
    others AS (SELECT * FROM first QUALIFY row_number() OVER (PARTITION BY numbers ORDER BY report_id) <= {TWINS + 1}
        AND count(*) OVER (PARTITION BY numbers) > 1)
    SELECT split_part(r.issuer_id, '/', 1) AS of_place, r.report_id AS of_report_id,
        o.report_id, o.issuer, o.place, o.source_tier
    FROM core.reports r JOIN others o ON o.numbers = r.numbers AND o.issuer_id <> r.issuer_id
    WHERE r.report_year = $year
    QUALIFY row_number() OVER (PARTITION BY r.report_id ORDER BY o.report_id) <= {TWINS}
"""
PARTS = f"""
CREATE OR REPLACE TEMP TABLE parts AS
    WITH reports AS (
        SELECT {PLACE} AS place, report_year, issuer_level AS level,
            concat_ws(' ', report_id, document_id IN ({REPLACED}), l.reader_version) AS input
        FROM core.reports LEFT JOIN quality.loads l USING (report_year)
        WHERE report_year BETWEEN $year - {HISTORY} AND $year AND issuer_id IS NOT NULL
    ), enough AS (
        SELECT level, string_agg(metric, ' ' ORDER BY metric) AS metrics FROM spreads WHERE size >= {PEERS} GROUP BY ALL
    ), inputs AS (
        SELECT place, input FROM reports
        UNION ALL SELECT DISTINCT place, level || metrics FROM reports JOIN enough USING (level)
            WHERE report_year = $year
        UNION ALL SELECT place, concat_ws(' ', report_id, metric, size, middle, mad)
            FROM sizes JOIN spreads USING (level, metric)
            WHERE size >= {PEERS}
                AND abs(scaled - middle) > 0.999 * {PEERS_FAR} * greatest({SIGMA} * mad, {PEERS_LEAST})
        UNION ALL SELECT of_place, concat_ws(' ', of_report_id, report_id, issuer, place, source_tier) FROM twins
    )
    SELECT place AS part, $version || md5(string_agg(input, ',' ORDER BY input)) AS inputs
    FROM inputs SEMI JOIN (SELECT place FROM reports WHERE report_year = $year) USING (place) GROUP BY place
"""


class Around:
    """What is joined in SQL for a whole year: twins by report, and how sizes spread by level and metric."""

    def __init__(self, connection: DuckDBPyConnection, year: int) -> None:
        """The tables `twins`, `sizes` and `spreads` are made for `year`."""
        self.year = year
        self.twins: dict[str, list[Twin]] = defaultdict(list)
        self.peers: dict[str, dict[str, Spread]] = defaultdict(dict)
        connection.execute(TWINNED, {"year": year})
        connection.execute(SIZES, {"year": year, "sizes": wanted()["sizes"]})
        connection.execute(SPREAD)
        told = "SELECT of_report_id, report_id, issuer, place, source_tier FROM twins ORDER BY 1, 2"
        for report, *twin in connection.execute(told).fetchall():
            self.twins[report].append(Twin(*twin))
        for level, metric, *spread in connection.execute("FROM spreads").fetchall():
            self.peers[level][metric] = Spread(*spread)


def parts(connection: DuckDBPyConnection, year: int) -> None:
    """Make the table `parts`: the places of `year` and what tells their inputs apart. `Around` was made before."""
    connection.execute(PARTS, {"year": year, "version": reader_version()})
