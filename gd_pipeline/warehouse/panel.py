"""marts.panel: issuer × year, one column a metric.

The best value of a metric: printed in a table before prose, exact before hedged, without a scope of its own before
with one, from the report with the most facts, then the first printed. An interval counts by its middle. Facts of one
applicant and labelled parts of an open class have no column.
"""

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.warehouse.connection import Connect, count, transaction
from gd_pipeline.warehouse.schema import literal, quoted

BEST = """
CREATE OR REPLACE TEMP TABLE best AS
    SELECT coalesce(r.issuer_id, r.issuer) AS issuer_id, f.metric, (f.low + f.high) / 2 AS value
    FROM core.facts f JOIN core.reports r USING (report_id)
    WHERE f.report_year = $year AND f.applicant = 'total' AND f.label IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY coalesce(r.issuer_id, r.issuer), f.metric
        ORDER BY f.origin <> 'table', f.low <> f.high OR f.hedge IS NOT NULL, f.scope IS NOT NULL,
            r.facts DESC, f.report_id, f.start_char, f.fact_no) = 1
"""
ISSUERS = """
CREATE OR REPLACE TEMP TABLE issuers AS
    SELECT coalesce(issuer_id, issuer) AS issuer_id, $year::INTEGER AS report_year,
        arg_min(issuer, place) AS issuer, arg_min(issuer_code, place) AS issuer_code,
        arg_min(issuer_level, place) AS issuer_level, arg_min(form, place) AS form, count(*)::INTEGER AS reports
    FROM (SELECT *, row_number() OVER (ORDER BY facts DESC, report_id) AS place
        FROM core.reports WHERE report_year = $year AND coalesce(issuer_id, issuer) IS NOT NULL)
    GROUP BY ALL
"""


def refresh_panel(connect: Connect, year: int) -> int:
    """Replace the rows of `year`; how many issuers it has. Reports whose issuer is unknown are left out."""
    columns = ", ".join(f"max(value) FILTER (metric = {literal(code)}) AS {quoted(code)}" for code in metrics())
    with connect() as connection, transaction(connection):
        connection.execute(BEST, {"year": year})
        connection.execute(ISSUERS, {"year": year})
        connection.execute("DELETE FROM marts.panel WHERE report_year = ?", [year])
        connection.execute(
            "INSERT INTO marts.panel BY NAME SELECT i.*, b.* EXCLUDE (issuer_id) FROM issuers i "
            f"LEFT JOIN (SELECT issuer_id, {columns} FROM best GROUP BY issuer_id) b USING (issuer_id)"
        )
        return count(connection, "issuers")
