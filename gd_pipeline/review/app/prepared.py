"""What is made ready in memory when a snapshot is opened: small tables that every page can ask in milliseconds.

They stand in the catalog `memory`, schema `ready`; decisions made since the snapshot are added to `ready.decided`.
"""

from gd_pipeline.warehouse.raw import REPLACED

SEVERITY_PLACE = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
LEVEL_PLACE = (
    "CASE issuer_level WHEN 'province' THEN 0 WHEN 'prefecture' THEN 1 WHEN 'county' THEN 2 "
    "WHEN 'department' THEN 3 WHEN 'town' THEN 4 ELSE 5 END"
)
APART = """
CASE WHEN len(stated) = 2 AND len(expected) = 2
    THEN greatest(stated[1] - expected[2], expected[1] - stated[2], 0)
        / greatest(abs(stated[2]), abs(expected[2]), 1) ELSE 0 END
"""
"""How far what is stated lies from what is expected, as a share of the larger one."""

KINDS = {
    "severity": "severity",
    "form": "form",
    "issuer_level": "issuer_level",
    "family": "family",
    "rule": "rule",
    "division": "left(issuer_code, 2)",
}
"""Columns by which alerts are counted, few values each: as numbers of a list they are counted three times as fast."""
TYPES = tuple(
    f"CREATE TYPE memory.ready.{name} AS ENUM "
    f"(SELECT DISTINCT {value} AS v FROM quality.alerts WHERE v IS NOT NULL ORDER BY v)"
    for name, value in KINDS.items()
)
TYPED = ", ".join(f"({value})::memory.ready.{name} AS {name}" for name, value in KINDS.items())

PREPARED = (
    *TYPES,
    """
    CREATE TABLE memory.ready.decided (alert_id VARCHAR PRIMARY KEY, state VARCHAR, decision_no INTEGER,
        reviewer VARCHAR, note VARCHAR, decided_at TIMESTAMP, stored BIGINT)
    """,
    # What matters first: errors, still found, of the higher levels, far off, recent. `metrics` stand in the order of
    # their codes; `about` is the one that the alert is about.
    f"""
    CREATE TABLE memory.ready.alerts AS
    SELECT row_number() OVER (ORDER BY {SEVERITY_PLACE}, closed_at IS NOT NULL, {LEVEL_PLACE}, {APART} DESC,
            report_year DESC, alert_id)::INTEGER AS place,
        alert_id, report_id, check_no, report_year, issuer, issuer_code, {TYPED}, metrics, about, applicant, stated,
        expected, message, state, opened_at, closed_at, coalesce(decisions, 0) AS decisions
    FROM quality.alerts LEFT JOIN (
        SELECT fingerprint AS alert_id, report_year, report_id, check_no, metrics[1] AS about
        FROM quality.checks WHERE verdict = 'violated'
    ) USING (alert_id, report_year, report_id, check_no) ORDER BY place
    """,
    """
    CREATE VIEW memory.ready.standing AS
    SELECT a.* REPLACE (CASE WHEN d.state IS NOT NULL AND (a.closed_at IS NULL OR d.decision_no > a.decisions)
            THEN d.state ELSE a.state END AS state),
        coalesce(d.decision_no, 0) AS seen, d.reviewer, d.decided_at
    FROM memory.ready.alerts a LEFT JOIN memory.ready.decided d USING (alert_id)
    """,
    """
    CREATE TABLE memory.ready.issuers AS
    SELECT coalesce(issuer_id, issuer) AS issuer_id, arg_max(issuer, report_year) AS issuer,
        list_sort(list(DISTINCT issuer)) AS names, arg_max(issuer_code, report_year) AS issuer_code,
        arg_max(issuer_level, report_year) AS issuer_level, min(report_year) AS first_year,
        max(report_year) AS last_year, count(*) AS reports,
        coalesce(arg_max(issuer_code, report_year), '999999') || CASE arg_max(issuer_level, report_year)
            WHEN 'department' THEN '1' WHEN 'town' THEN '2' ELSE '0' END || coalesce(issuer_id, issuer) AS sort_key
    FROM core.reports WHERE issuer IS NOT NULL GROUP BY coalesce(issuer_id, issuer) ORDER BY sort_key
    """,
    f"CREATE TABLE memory.ready.replaced AS {REPLACED}",
    # Divisions that stand today, beside those who reported: whoever never did is known too.
    """
    CREATE TABLE memory.ready.known AS
    SELECT * FROM memory.ready.issuers UNION ALL BY NAME
    SELECT issuer_id, issuer, [issuer] AS names, issuer_code, issuer_level, 0 AS reports,
        issuer_code || '0' || issuer_id AS sort_key
    FROM memory.ready.divisions ANTI JOIN memory.ready.issuers USING (issuer_id)
    """,
    """
    CREATE TABLE memory.ready.cells AS
    SELECT coalesce(issuer_id, issuer) AS issuer_id, report_year, count(*)::INTEGER AS reports,
        arg_max(report_id, facts) AS report_id, arg_max(form, facts) AS form, max(facts) AS facts
    FROM core.reports WHERE issuer IS NOT NULL AND document_id NOT IN (FROM memory.ready.replaced)
    GROUP BY ALL ORDER BY issuer_id, report_year
    """,
    """
    CREATE TABLE memory.ready.metrics AS
    SELECT DISTINCT metric FROM marts.panel_values WHERE applicant = 'total'
    """,
    """
    CREATE TABLE memory.ready.texts AS
    SELECT document_id, document_id || '/' || reader_version AS key FROM raw.documents
    WHERE document_id IN (SELECT document_id FROM core.reports)
    """,
    "CREATE TABLE memory.ready.indexed (no BIGINT, document_id VARCHAR)",
    "CREATE TABLE memory.ready.rates AS SELECT DISTINCT indicator FROM marts.indicators WHERE value IS NOT NULL",
    # A refused source says nothing of its issuer; its name may: 洪泽区_2012.pdf, 320813/2012/report.doc.
    """
    CREATE TABLE memory.ready.refused AS
    SELECT DISTINCT q.source, q.reason, i.issuer_id, q.report_year FROM (
        SELECT source, reason, unnest(regexp_extract_all(source, '[\\p{Han}]+|[0-9]{6}')) AS part,
            TRY_CAST(regexp_extract(source, '(?:^|[^0-9])(20[0-2][0-9])(?:[^0-9]|$)', 1) AS INTEGER) AS report_year
        FROM raw.quarantine
    ) q JOIN (
        SELECT issuer_id, unnest(list_append(names, issuer_code)) AS part FROM memory.ready.known
        WHERE issuer_level NOT IN ('department', 'town')
    ) i USING (part) WHERE q.report_year IS NOT NULL
    """,
)
