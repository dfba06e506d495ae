"""quality.alerts: each violated check once by its fingerprint, kept over re-runs, closed when it is no longer found.

An alert that is found has the state of its last decision, else open. One that is found no more is closed. It is
superseded where other numbers of the same rule, issuer, metrics and applicant were found for the first time, each alert
by one other, in the order in which they are printed. Else it is resolved where its issuer still has a report of the
year; but where that is the very report and another version of the reader reads it, the reading was wrong, not the
report: our_error, unless a person decided. A document that its own file no longer holds does not count.

An alert is told by the printed name of its issuer, so only names whose checks, or any decisions, changed are looked at.
"""

from collections.abc import Collection
from datetime import datetime

from gd_pipeline.warehouse.connection import Connect, count, transaction
from gd_pipeline.warehouse.made import anew, listed, made
from gd_pipeline.warehouse.raw import REPLACED
from gd_pipeline.warehouse.version import reader_version

DECIDED = """
SELECT alert_id, arg_max(state, decision_no) AS state, max(decision_no) AS decisions
FROM review.decisions GROUP BY alert_id
"""
"""The last decision on each alert."""
PARTS = f"""
CREATE OR REPLACE TEMP TABLE parts AS
    WITH checked AS (
        SELECT report_year, part AS issuer_id, inputs FROM quality.made
        WHERE step = 'checks' AND report_year IN ({{years}})
    ), reports AS (
        SELECT report_year, coalesce(issuer, '') AS part, hash(report_id, document_id IN ({REPLACED}), issuer_code,
            l.reader_version, c.inputs) AS input
        FROM core.reports LEFT JOIN quality.loads l USING (report_year)
        LEFT JOIN checked c USING (report_year, issuer_id) WHERE report_year IN ({{years}})
    )
    SELECT report_year, part, concat($version, md5(sum(input)::VARCHAR), ' ',
        (SELECT md5(string_agg(concat_ws(' ', alert_id, state), ',' ORDER BY alert_id)) FROM ({DECIDED}))) AS inputs
    FROM reports GROUP BY report_year, part
"""
"""What the alerts of a name are made of: its reports, what their checks are made of, and all decisions."""
STANDING = f"""
CREATE OR REPLACE TEMP TABLE standing AS
    SELECT report_id, report_year, issuer, issuer_code, issuer_level, form FROM core.reports r
    SEMI JOIN anew a ON a.report_year = r.report_year AND a.part = coalesce(r.issuer, '')
    WHERE r.report_year IN ({{years}}) AND document_id NOT IN ({REPLACED})
"""
FOUND = """
CREATE OR REPLACE TEMP TABLE found AS
    SELECT c.fingerprint AS alert_id, c.report_id, c.check_no, c.report_year, r.issuer, r.issuer_code, r.issuer_level,
        r.form, c.rule, c.family, c.severity, list_sort(c.metrics) AS metrics, c.applicant, c.stated, c.expected,
        c.message, c.formula, c.suggestion, $version AS reader_version
    FROM (SELECT * FROM quality.checks WHERE report_year IN ({years}) AND verdict = 'violated'
        AND report_id IN (SELECT report_id FROM standing)) c JOIN standing r USING (report_id)
    QUALIFY row_number() OVER (PARTITION BY c.report_year, c.fingerprint ORDER BY c.report_id, c.check_no) = 1
"""
KEY = "report_year, rule, issuer, metrics, applicant"
GONE = f"""
CREATE OR REPLACE TEMP TABLE gone AS
    SELECT *, row_number() OVER (PARTITION BY {KEY} ORDER BY report_id, check_no, alert_id) AS place
    FROM quality.alerts ANTI JOIN found USING (alert_id)
    WHERE report_year IN ({{years}}) AND closed_at IS NULL AND (
        (report_year, coalesce(issuer, '')) IN (SELECT (report_year, part) FROM anew)
        OR (report_year, coalesce(issuer, '')) NOT IN (
            SELECT (report_year, coalesce(issuer, '')) FROM core.reports WHERE report_year IN ({{years}})))
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
        WHEN (g.report_year, g.issuer, g.issuer_code) IN (SELECT (report_year, issuer, issuer_code) FROM standing)
            THEN 'resolved'
        ELSE g.state END AS state,
    c.alert_id AS superseded_by, $now::TIMESTAMP AS closed_at)
FROM gone g LEFT JOIN came c
    ON (c.report_year, c.rule, c.metrics, c.place) = (g.report_year, g.rule, g.metrics, g.place)
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


def refresh_alerts(connect: Connect, year: int, now: datetime, also: Collection[int] = ()) -> dict[str, int]:
    """Bring the alerts of `year`, and of the years `also`, in line with their checks and the decisions.

    Returns:
        Counts of `year`: `new`, `closed` (by this call) and `open` (found now).
    """
    years, given = {year, *also}, {"now": now, "version": reader_version()}
    with connect() as connection, transaction(connection):
        connection.execute(PARTS.format(years=listed(years)), {"version": reader_version()})
        anew(connection, "alerts", years)
        for statement in (STANDING, FOUND, GONE, CAME, WANTED):
            values = {name: value for name, value in given.items() if f"${name}" in statement}
            connection.execute(statement.format(years=listed(years)), values)
        counts = {
            "new": count(
                connection, "(FROM found WHERE report_year = ?) ANTI JOIN quality.alerts USING (alert_id)", [year]
            ),
            "closed": count(connection, "gone WHERE report_year = ?", [year]),
        }
        connection.execute("DELETE FROM quality.alerts WHERE alert_id IN (SELECT alert_id FROM wanted)")
        connection.execute("INSERT INTO quality.alerts BY NAME SELECT * FROM wanted")
        made(connection, "alerts")
        return counts | {
            "open": count(connection, "quality.alerts WHERE report_year = ? AND closed_at IS NULL", [year])
        }
