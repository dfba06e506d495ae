"""Which reports of some years count for their issuer, as the temporary table `reports_of_year`.

`replaced`: its file was seen with other content since; the newer version counts. `copy`: core.duplicates says that it
repeats another report of the same issuer and year; that one is taken, the copy only where it is silent.
"""

from gd_pipeline.warehouse.raw import REPLACED

REPORTS = f"""
CREATE OR REPLACE TEMP TABLE reports_of_year AS
    WITH named AS (
        SELECT * EXCLUDE (sentences, problems, grounds, recalled), coalesce(issuer_id, issuer) AS owner,
            document_id IN ({REPLACED}) AS replaced
        FROM core.reports r {{owned}} AND r.report_year IN ({{years}})
    ), copies AS (
        SELECT d.document_id, o.owner, o.report_year
        FROM core.duplicates d JOIN named o ON o.document_id = d.of_document_id AND o.report_year = d.report_year
        WHERE d.report_year IN ({{years}}) AND d.kind IN ('exact', 'near') AND NOT o.replaced
    )
    SELECT *, (document_id, owner, report_year) IN (FROM copies) AS copy FROM named
"""
"""`owned` says of which owners: EVERY or ANEW."""
EVERY = "WHERE coalesce(issuer_id, issuer) IS NOT NULL"
ANEW = """SEMI JOIN anew a ON a.report_year = r.report_year AND a.part = coalesce(r.issuer_id, r.issuer) WHERE true"""
FULLEST = "copy, source_tier <> 'official', facts DESC, report_id"
"""The order of an issuer's reports: the first one says what the issuer and the form are."""
