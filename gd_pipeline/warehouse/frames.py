"""A table of one year as a pandas frame for its suite: the declared columns and a few derived ones."""

from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.catalog.tables import Table, tables
from gd_pipeline.warehouse.schema import quoted

HEAVY = ("text", "layout")
"""Columns of raw.documents that no expectation needs."""
OF_A_REPORT = {"report_found": "r.report_id IS NOT NULL", "issuer": "r.issuer"}
SIGNED = {"signed": "t.metric LIKE '%.items_change' OR t.metric LIKE '%.growth'"}
IN_PANEL = {
    "panel_found": "EXISTS (FROM marts.panel p WHERE (p.issuer_id, p.report_year) = (t.issuer_id, t.report_year))"
}
FACTS_BY_FORM = {f"facts_of_{form}": f"CASE t.form WHEN '{form}' THEN t.facts END" for form in EDITIONS}
DERIVED = {
    "raw.documents": {
        "text_chars": "length(t.text)",
        "sources": "(SELECT count(*) FROM raw.sources s WHERE s.document_id = t.document_id)",
        "quarantined_at_its_source": (
            "t.document_id IN (SELECT s.document_id FROM raw.sources s JOIN raw.quarantine USING (source, document_id))"
        ),
    },
    "core.reports": {
        "period_start_year": "year(t.period_start)",
        "period_end_year": "year(t.period_end)",
        "days_to_publication": "date_diff('day', make_date(t.report_year, 12, 31), t.published_on)",
        **FACTS_BY_FORM,
    },
    "core.sections": OF_A_REPORT,
    "core.facts": OF_A_REPORT | SIGNED,
    "quality.checks": OF_A_REPORT,
    "quality.runs": {
        "least": (
            "least(t.documents, t.read, t.duplicates, t.reports, t.facts, t.alerts_new, t.alerts_closed, t.seconds)"
        ),
        "finished_with_numbers": (
            "t.finished_at IS NULL OR (t.documents + t.read + t.reports + t.facts + t.seconds) IS NOT NULL"
        ),
        "facts_have_reports": "coalesce(t.reports > 0 OR t.facts = 0, true)",
    },
    "marts.panel_values": IN_PANEL
    | SIGNED
    | {
        "fact_found": "EXISTS (FROM core.facts f WHERE (f.report_id, f.fact_no) = (t.report_id, t.fact_no))",
        "flag_agrees": "(t.alerts > 0) = (t.alert IS NOT NULL)",
    },
    "marts.indicators": IN_PANEL
    | {
        "share": "t.indicator LIKE '%share.%' OR t.indicator LIKE 'refusal_reason.%'",
        "value_explained": "(t.value IS NULL) = (t.reason IS NOT NULL)",
    },
}


def frame_columns(name: str) -> list[str]:
    """The columns of the frame of the table `name`."""
    return [*_own(tables()[name]), *DERIVED.get(name, {})]


def frame(connection: DuckDBPyConnection, name: str, year: int | None) -> Any:
    """The rows of `year` (None: all) as a pandas.DataFrame, in the order of the table's key."""
    table = tables()[name]
    columns = [f"t.{quoted(each)}" for each in _own(table)]
    columns += [f"{expression} AS {each}" for each, expression in DERIVED.get(name, {}).items()]
    join = " LEFT JOIN core.reports r ON r.report_id = t.report_id" if "report_found" in DERIVED.get(name, {}) else ""
    where = "" if year is None else " WHERE t.report_year = ?"
    order = ", ".join(f"t.{quoted(each)}" for each in table.key)
    query = f"SELECT {', '.join(columns)} FROM {name} t{join}{where} ORDER BY {order}"
    return connection.execute(query, [] if year is None else [year]).df()


def _own(table: Table) -> list[str]:
    left_out = HEAVY if table.full_name == "raw.documents" else ()
    return [each.name for each in table.all_columns if each.name not in left_out]
