"""A table of one year as a pandas frame for its suite: what that names of the declared columns and a few derived."""

from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.catalog.tables import tables
from gd_pipeline.warehouse.schema import quoted
from gd_pipeline.warehouse.suites import Suite

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
    """The columns that a suite of the table `name` may name."""
    return [*(each.name for each in tables()[name].all_columns), *DERIVED.get(name, {})]


def frame(connection: DuckDBPyConnection, suite: Suite, year: int | None) -> Any:
    """The rows of `year` (None: all) as a pandas.DataFrame, in the order of the table's key: what the suite names."""
    name, derived = suite.table, DERIVED.get(suite.table, {})
    columns = [
        f"{derived[each]} AS {each}" if each in derived else f"t.{quoted(each)}"
        for each in frame_columns(name)
        if each in suite.columns
    ]
    join = " LEFT JOIN core.reports r ON r.report_id = t.report_id" if "report_found" in derived else ""
    where = "" if year is None else " WHERE t.report_year = ?"
    order = ", ".join(f"t.{quoted(each)}" for each in tables()[name].key)
    query = f"SELECT {', '.join(columns)} FROM {name} t{join}{where} ORDER BY {order}"
    return of_rows(connection.sql(query, params=[] if year is None else [year]).to_arrow_table())


def of_rows(rows: pa.Table) -> Any:
    """The rows as a pandas.DataFrame in which equal texts are one object; `rows` is used up."""
    gaps = [each for each in rows.column_names if pa.types.is_integer(rows[each].type) and rows[each].null_count]
    taken = rows.to_pandas(date_as_object=False, split_blocks=True, self_destruct=True)
    return taken.astype(dict.fromkeys(gaps, "Int64"))
