"""Which reports of a year count for their issuer, as the temporary table `reports_of_year`.

`replaced`: its file was seen with other content since; the newer version counts. `copy`: core.duplicates says that it
repeats another report of the same issuer and year; that one is taken, the copy only where it is silent.
"""

from gd_pipeline.warehouse.raw import REPLACED

REPORTS = f"""
CREATE OR REPLACE TEMP TABLE reports_of_year AS
    WITH named AS (
        SELECT * EXCLUDE (sentences, problems, grounds, recalled), coalesce(issuer_id, issuer) AS owner,
            document_id IN ({REPLACED}) AS replaced
        FROM core.reports WHERE report_year = $year AND coalesce(issuer_id, issuer) {{owner}}
    ), copies AS (
        SELECT d.document_id, o.owner FROM core.duplicates d JOIN named o ON o.document_id = d.of_document_id
        WHERE d.report_year = $year AND d.kind IN ('exact', 'near') AND NOT o.replaced
    )
    SELECT *, (document_id, owner) IN (FROM copies) AS copy FROM named
"""
"""`owner` says of which owners: EVERY or ANEW."""
EVERY = "IS NOT NULL"
ANEW = "IN (SELECT part FROM anew)"
FULLEST = "copy, source_tier <> 'official', facts DESC, report_id"
"""The order of an issuer's reports: the first one says what the issuer and the form are."""
