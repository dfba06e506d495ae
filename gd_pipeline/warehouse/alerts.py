"""quality.alerts: each violated check once by its fingerprint, kept over re-runs, closed when it is no longer found.

The state is the last decision of a person, else open; a closed alert is superseded where the same rule is violated by
other numbers of the same issuer and year, else resolved.
"""

from datetime import datetime

from gd_pipeline.warehouse.connection import Connect, count, transaction

FOUND = """
CREATE OR REPLACE TEMP TABLE found AS
    SELECT c.fingerprint AS alert_id, c.report_id, c.check_no, c.report_year, r.issuer, c.rule, c.family, c.severity,
        c.metrics, c.message
    FROM quality.checks c JOIN core.reports r USING (report_id)
    WHERE c.report_year = $year AND c.verdict = 'violated'
    QUALIFY row_number() OVER (PARTITION BY c.fingerprint ORDER BY c.report_id, c.check_no) = 1
"""
DECIDED = """
CREATE OR REPLACE TEMP TABLE decided AS
    SELECT alert_id, arg_max(state, decided_at) AS state FROM review.decisions GROUP BY alert_id
"""
WANTED = """
CREATE OR REPLACE TEMP TABLE wanted AS
    SELECT f.*, coalesce(d.state, 'open') AS state, coalesce(a.opened_at, $now::TIMESTAMP) AS opened_at,
        NULL::TIMESTAMP AS closed_at
    FROM found f LEFT JOIN decided d USING (alert_id) LEFT JOIN quality.alerts a USING (alert_id)
    UNION ALL BY NAME
    SELECT a.* REPLACE (
        CASE WHEN f.rule IS NULL THEN 'resolved' ELSE 'superseded' END AS state,
        coalesce(a.closed_at, $now::TIMESTAMP) AS closed_at)
    FROM quality.alerts a ANTI JOIN found USING (alert_id)
    LEFT JOIN (SELECT DISTINCT rule, issuer, metrics FROM found) f
        ON f.rule = a.rule AND f.issuer IS NOT DISTINCT FROM a.issuer AND f.metrics = a.metrics
    WHERE a.report_year = $year
"""


def refresh_alerts(connect: Connect, year: int, now: datetime) -> dict[str, int]:
    """Bring the alerts of `year` in line with its checks and the decisions.

    Returns:
        Counts: `new`, `closed` (by this call) and `open` (found now).
    """
    with connect() as connection, transaction(connection):
        connection.execute(FOUND, {"year": year})
        connection.execute(DECIDED)
        connection.execute(WANTED, {"year": year, "now": now})
        counts = {
            "new": count(connection, "found ANTI JOIN quality.alerts USING (alert_id)"),
            "closed": count(
                connection,
                "wanted w JOIN quality.alerts a USING (alert_id) WHERE a.closed_at IS NULL AND w.closed_at IS NOT NULL",
            ),
            "open": count(connection, "found"),
        }
        connection.execute(
            "DELETE FROM quality.alerts WHERE report_year = ? OR alert_id IN (SELECT alert_id FROM wanted)", [year]
        )
        connection.execute("INSERT INTO quality.alerts BY NAME SELECT * FROM wanted")
    return counts
