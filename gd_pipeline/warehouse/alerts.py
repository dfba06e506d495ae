"""quality.alerts: each violated check once by its fingerprint, kept over re-runs, closed when it is no longer found.

An alert that is found has the state of its last decision, else open. One that is found no more is closed. It is
superseded where other numbers of the same rule, issuer, metrics and applicant were found for the first time, each alert
by one other, in the order in which they are printed. Else it is resolved where its issuer still has a report of the
year; but where that is the very report and another version of the reader reads it, the reading was wrong, not the
report: our_error, unless a person decided. A document that its own file no longer holds does not count.

An alert is told by the printed name of its issuer, so only names whose checks, or any decisions, changed are looked at.
"""

from datetime import datetime

from gd_pipeline.warehouse.connection import Connect, count, transaction
from gd_pipeline.warehouse.made import anew, made
from gd_pipeline.warehouse.raw import REPLACED
from gd_pipeline.warehouse.version import reader_version

DECIDED = """
SELECT alert_id, arg_max(state, decision_no) AS state, max(decision_no) AS decisions
FROM review.decisions GROUP BY alert_id
"""
"""The last decision on each alert."""
NAMED = "coalesce(issuer, '') IN (SELECT part FROM anew)"
PARTS = f"""
CREATE OR REPLACE TEMP TABLE parts AS
    WITH checked AS (SELECT part, inputs FROM quality.made WHERE step = 'checks' AND report_year = $year),
    reports AS (
        SELECT coalesce(issuer, '') AS part, hash(report_id, document_id IN ({REPLACED}), issuer_code,
            l.reader_version, c.inputs) AS input
        FROM core.reports LEFT JOIN quality.loads l USING (report_year) LEFT JOIN checked c ON c.part = issuer_id
        WHERE report_year = $year
    )
    SELECT part, concat($version, md5(sum(input)::VARCHAR), ' ',
        (SELECT md5(string_agg(concat_ws(' ', alert_id, state), ',' ORDER BY alert_id)) FROM ({DECIDED}))) AS inputs
    FROM reports GROUP BY part
"""
"""What the alerts of a name are made of: its reports, what their checks are made of, and all decisions."""
STANDING = f"""
CREATE OR REPLACE TEMP TABLE standing AS
    SELECT report_id, issuer, issuer_code, issuer_level, form FROM core.reports
    WHERE report_year = $year AND document_id NOT IN ({REPLACED}) AND {NAMED}
"""
FOUND = """
CREATE OR REPLACE TEMP TABLE found AS
    SELECT c.fingerprint AS alert_id, c.report_id, c.check_no, c.report_year, r.issuer, r.issuer_code, r.issuer_level,
        r.form, c.rule, c.family, c.severity, list_sort(c.metrics) AS metrics, c.applicant, c.stated, c.expected,
        c.message, c.formula, c.suggestion, $version AS reader_version
    FROM (SELECT * FROM quality.checks WHERE report_year = $year AND verdict = 'violated'
        AND report_id IN (SELECT report_id FROM standing)) c JOIN standing r USING (report_id)
    QUALIFY row_number() OVER (PARTITION BY c.fingerprint ORDER BY c.report_id, c.check_no) = 1
"""
KEY = "rule, issuer, metrics, applicant"
GONE = f"""
CREATE OR REPLACE TEMP TABLE gone AS
    SELECT *, row_number() OVER (PARTITION BY {KEY} ORDER BY report_id, check_no, alert_id) AS place
    FROM quality.alerts ANTI JOIN found USING (alert_id)
    WHERE report_year = $year AND closed_at IS NULL AND ({NAMED} OR coalesce(issuer, '') NOT IN (
        SELECT coalesce(issuer, '') FROM core.reports WHERE report_year = $year))
"""
CAME = f"""
CREATE OR REPLACE TEMP TABLE came AS
    SELECT *, row_number() OVER (PARTITION BY {KEY} ORDER BY report_id, check_no, alert_id) AS place
    FROM found ANTI JOIN (SELECT alert_id FROM quality.alerts WHERE closed_at IS NULL) USING (alert_id)
"""
CLOSED = """
SELECT g.* EXCLUDE (place) REPLACE (
    CASE WHEN c.alert_id IS NOT NULL THEN 'superseded'
        WHEN g.report_id IN (SELECT report_id FROM standing) AND g.reader_version <> $version
            THEN CASE g.state WHEN 'open' THEN 'our_error' ELSE g.state END
        WHEN (g.issuer, g.issuer_code) IN (SELECT (issuer, issuer_code) FROM standing) THEN 'resolved'
        ELSE g.state END AS state,
    c.alert_id AS superseded_by, $now::TIMESTAMP AS closed_at)
FROM gone g LEFT JOIN came c ON (c.rule, c.metrics, c.place) = (g.rule, g.metrics, g.place)
    AND c.issuer IS NOT DISTINCT FROM g.issuer AND c.applicant IS NOT DISTINCT FROM g.applicant
"""
WANTED = f"""
CREATE OR REPLACE TEMP TABLE wanted AS
    SELECT f.*, coalesce(d.state, 'open') AS state, coalesce(d.decisions, 0) AS decisions,
        coalesce(a.opened_at, $now::TIMESTAMP) AS opened_at,
        NULL::TIMESTAMP AS closed_at, NULL::VARCHAR AS superseded_by
    FROM found f LEFT JOIN ({DECIDED}) d USING (alert_id) LEFT JOIN quality.alerts a USING (alert_id)
    UNION ALL BY NAME {CLOSED}
"""


def refresh_alerts(connect: Connect, year: int, now: datetime) -> dict[str, int]:
    """Bring the alerts of `year` in line with its checks and the decisions.

    Returns:
        Counts: `new`, `closed` (by this call) and `open` (found now).
    """
    given = {"year": year, "now": now, "version": reader_version()}
    with connect() as connection, transaction(connection):
        connection.execute(PARTS, {"year": year, "version": reader_version()})
        anew(connection, "alerts", year)
        for statement in (STANDING, FOUND, GONE, CAME, WANTED):
            connection.execute(statement, {name: value for name, value in given.items() if f"${name}" in statement})
        counts = {
            "new": count(connection, "found ANTI JOIN quality.alerts USING (alert_id)"),
            "closed": count(connection, "gone"),
        }
        connection.execute("DELETE FROM quality.alerts WHERE alert_id IN (SELECT alert_id FROM wanted)")
        connection.execute("INSERT INTO quality.alerts BY NAME SELECT * FROM wanted")
        made(connection, "alerts", year)
        return counts | {
            "open": count(connection, "quality.alerts WHERE report_year = ? AND closed_at IS NULL", [year])
        }
