"""What the UI shows of each table of a year: some rows, and counts as bars."""

from typing import Any

from dagster import AssetExecutionContext
from duckdb import DuckDBPyConnection

from gd_pipeline.defs.shown import counted, plot, preview, seen

PREVIEWS = {
    "core.reports": "SELECT issuer, issuer_code, form, period_start, period_end, published_on, facts FROM core.reports "
    "WHERE report_year = ? ORDER BY issuer_code, report_id",
    "core.duplicates": "SELECT kind, document_id, of_document_id, similarity FROM core.duplicates "
    "WHERE report_year = ? ORDER BY kind, document_id",
    "core.sections": "SELECT section, count(*) AS sections, count(DISTINCT report_id) AS reports FROM core.sections "
    "WHERE report_year = ? GROUP BY 1 ORDER BY 2 DESC, 1",
    "core.facts": "SELECT r.issuer, metric, low, high, f.unit, origin, f.text FROM core.facts f JOIN core.reports r "
    "USING (report_id) WHERE f.report_year = ? ORDER BY r.issuer_code, f.report_id, fact_no",
    "quality.checks": "SELECT r.issuer, rule, severity, verdict, message FROM quality.checks c JOIN core.reports r "
    "USING (report_id) WHERE c.report_year = ? AND verdict = 'violated' ORDER BY severity, rule, c.report_id",
    "quality.alerts": "SELECT issuer, rule, severity, state, message FROM quality.alerts WHERE report_year = ? "
    "ORDER BY severity, rule, alert_id",
    "marts.panel": 'SELECT issuer, issuer_code, form, "proactive.total", "requests.received", "outcome.total" '
    "FROM marts.panel WHERE report_year = ? ORDER BY issuer_code, issuer_id",
    "marts.panel_values": "SELECT issuer_id, metric, value, low, high, origin, stated, differing, alert "
    "FROM marts.panel_values WHERE report_year = ? AND applicant = 'total' AND (differing > 0 OR alert IS NOT NULL) "
    "ORDER BY issuer_id, metric",
    "marts.indicators": "SELECT indicator, count(value) AS issuers, round(median(value), 4) AS median, "
    "round(min(value), 4) AS lowest, round(max(value), 4) AS highest, count(*) FILTER (small) AS small "
    "FROM marts.indicators WHERE report_year = ? GROUP BY 1 HAVING count(value) > 0 ORDER BY 1",
}
PLOTS = {
    "core.reports": "SELECT form, count(*) FROM core.reports WHERE report_year = ? GROUP BY 1 ORDER BY 1",
    "core.facts": "SELECT split_part(metric, '.', 1), count(*) FROM core.facts WHERE report_year = ? "
    "GROUP BY 1 ORDER BY 2 DESC, 1",
    "quality.checks": "SELECT family || ' ' || verdict, count(*) FROM quality.checks WHERE report_year = ? "
    "GROUP BY 1 ORDER BY 2 DESC, 1",
    "quality.alerts": "SELECT severity, count(*) FROM quality.alerts WHERE report_year = ? GROUP BY 1 ORDER BY 1",
}


def shown(context: AssetExecutionContext, connection: DuckDBPyConnection, name: str, year: int) -> dict[str, Any]:
    """Rows, a preview and a plot of a table's year; the rows alone where nobody will see them."""
    rows = counted(connection, f"SELECT 'rows', count(*) FROM {name} WHERE report_year = ?", [year])["rows"]
    metadata: dict[str, Any] = {"dagster/partition_row_count": rows}
    if seen(context):
        metadata["preview"] = preview(connection, PREVIEWS[name], [year])
        if rows and name in PLOTS:
            metadata["plot"] = plot(counted(connection, PLOTS[name], [year]))
    return metadata
