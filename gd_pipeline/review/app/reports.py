"""Reports for the pages: found by issuer, year and words; one report with everything that stands in the warehouse."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.intake.document import Document
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Blank
from gd_pipeline.review.app.data import Row, row, rows
from gd_pipeline.warehouse.layout import document_from_row

READ_AGAIN = 400_000
"""Longer texts are not read again to find what their blank cells print."""


@dataclass(frozen=True)
class Whole:
    """One report: its row, its document, and the rows that belong to it; `replaced` by what its file says now."""

    report: Row
    document: Document
    sources: list[str]
    sections: list[Row]
    facts: list[Row]
    checks: list[Row]
    alerts: list[Row]
    replaced: bool = False

    @property
    def text(self) -> str:
        """The cleaned text of the document."""
        return self.document.text

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """The statutory cells that print no number, read once more: the warehouse holds no blanks."""
        if len(self.text) > READ_AGAIN:
            return ()
        number = int(self.report["report_id"].rpartition("-")[2])
        try:
            again = read(self.document).reports
        except Exception:  # a reader that fails now has failed before: the page shows what is stored
            return ()
        return again[number - 1].blanks if number <= len(again) else ()


def report_row(connection: DuckDBPyConnection, report_id: str) -> Row | None:
    """core.reports, one row."""
    return row(connection, "SELECT * FROM core.reports WHERE report_id = ?", [report_id])


def document_of(connection: DuckDBPyConnection, document_id: str) -> tuple[Document, list[str]] | None:
    """A document with all its sources."""
    found = row(connection, "SELECT * FROM raw.documents WHERE document_id = ?", [document_id])
    if found is None:
        return None
    sources = rows(connection, "SELECT source FROM raw.sources WHERE document_id = ? ORDER BY source", [document_id])
    names = [each["source"] for each in sources]
    return document_from_row(found, names[0] if names else ""), names


def whole_report(connection: DuckDBPyConnection, report_id: str) -> Whole | None:
    """A report with its text, sections, facts, checks and alerts; None where there is none."""
    report = report_row(connection, report_id)
    found = document_of(connection, report["document_id"]) if report else None
    if report is None or found is None:
        return None
    key = [report["report_year"], report_id]
    of_report = "WHERE report_year = ? AND report_id = ?"
    return Whole(
        report=report,
        document=found[0],
        sources=found[1],
        sections=rows(connection, f"SELECT * FROM core.sections {of_report} ORDER BY section_no", key),
        facts=rows(connection, f"SELECT * FROM core.facts {of_report} ORDER BY fact_no", key),
        checks=rows(connection, f"SELECT * FROM quality.checks {of_report} ORDER BY check_no", key),
        alerts=rows(connection, f"SELECT * FROM memory.ready.standing {of_report} ORDER BY place", key),
        replaced=row(connection, REPLACED, [report["document_id"]]) is not None,
    )


def spans_of(check: Row) -> list[tuple[int, int, str | None]]:
    """(start, end, other report or None) of all that a check quotes, operands and evidence."""
    quoted: list[dict[str, Any]] = [*json.loads(check["operands"]), *json.loads(check["evidence"])]
    return [(each["start"], each["end"], each.get("report")) for each in quoted]


REPLACED = "SELECT document_id FROM memory.ready.replaced WHERE document_id = ?"
REPEATS = """
SELECT d.kind, d.document_id, d.of_document_id, d.similarity, d.start_char, d.end_char, d.of_start_char, d.of_end_char,
    o.report_id, o.issuer, o.report_year, o.title, (SELECT min(source) FROM raw.sources s WHERE s.document_id =
        CASE WHEN d.document_id = $document THEN d.of_document_id ELSE d.document_id END) AS source
FROM core.duplicates d LEFT JOIN core.reports o ON o.report_year = d.report_year AND o.report_id = (
    SELECT min(report_id) FROM core.reports r WHERE r.document_id =
        CASE WHEN d.document_id = $document THEN d.of_document_id ELSE d.document_id END)
WHERE (d.document_id = $document OR d.of_document_id = $document) ORDER BY d.kind, d.document_id
"""
VERSIONS = """
SELECT report_id, title, form, facts, published_on, source_tier FROM core.reports
WHERE report_year = ? AND coalesce(issuer_id, issuer) = ? AND report_id <> ? ORDER BY facts DESC, report_id LIMIT 50
"""
OTHER_YEARS = """
SELECT report_year, report_id FROM memory.ready.cells WHERE issuer_id = ? ORDER BY report_year
"""


def copies(connection: DuckDBPyConnection, report: Row) -> list[Row]:
    """Documents and spans that repeat this report's document, or that it repeats."""
    return rows(connection, REPEATS, {"document": report["document_id"]})


def versions(connection: DuckDBPyConnection, report: Row) -> list[Row]:
    """Other reports of the same issuer and year."""
    issuer = report["issuer_id"] or report["issuer"]
    return rows(connection, VERSIONS, [report["report_year"], issuer, report["report_id"]]) if issuer else []


def other_years(connection: DuckDBPyConnection, report: Row) -> list[Row]:
    """The issuer's reports over the years, one a year."""
    issuer = report["issuer_id"] or report["issuer"]
    return rows(connection, OTHER_YEARS, [issuer]) if issuer else []


def fact_start(connection: DuckDBPyConnection, report_id: str, fact_no: int) -> int | None:
    """Where a fact is printed; None where there is no such fact."""
    report = report_row(connection, report_id)
    query = "SELECT start_char FROM core.facts WHERE report_year = ? AND report_id = ? AND fact_no = ?"
    found = row(connection, query, [report["report_year"], report_id, fact_no]) if report else None
    return int(found["start_char"]) if found else None
