"""Examined documents as rows of the warehouse: pure, clocks left out.

A report's identifier is its document's and its place in it, so that the same bytes always give the same rows.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from gd_pipeline.checking.finding import Check, Evidence, Operand
from gd_pipeline.checking.neighbours.traits import traits
from gd_pipeline.corpus.trace import trace
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.report import Report
from gd_pipeline.warehouse.examine import Examined
from gd_pipeline.warehouse.layout import layout_json

Row = dict[str, Any]


def report_id(document_id: str, number: int) -> str:
    """Identifier of the report at place `number` (from 1) of a document."""
    return f"{document_id[:24]}-{number}"


def document_row(examined: Examined) -> Row:
    """raw.documents, for a document that gave reports."""
    document = examined.document
    years = [report.report_year for report, _ in examined.reports if report.report_year is not None]
    return {
        "document_id": document.document_id,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "size_bytes": document.size_bytes,
        "text": document.text,
        "text_id": sha256(document.text.encode()).hexdigest()[:32],
        "chars": len(document.text),
        "layout": layout_json(document),
        "report_year": years[0] if years else None,
        "report_years": sorted(set(years)),
    }


def year_rows(examined: Examined, year: int) -> Iterator[tuple[str, Row]]:
    """(table, row) of everything that a document's reports of `year` say."""
    traced = False
    for number, (report, checks) in enumerate(examined.reports, start=1):
        if report.report_year == year:
            known = {"report_id": report_id(examined.document.document_id, number), "report_year": year}
            traits = trait_row(report, examined.document.text)
            yield "core.reports", known | report_row(report, examined.document.document_id) | traits
            for table, rows in (
                ("core.duplicates", repeat_rows(report, examined.document.document_id)),
                ("core.traces", () if traced else trace_rows(report, examined.document, year)),
                ("core.sections", section_rows(report)),
                ("core.facts", fact_rows(report)),
                ("quality.checks", check_rows(checks)),
            ):
                for row in rows:
                    yield table, known | row
            traced = True


def report_row(report: Report, document_id: str) -> Row:
    """core.reports, but for its identifier and the traits of its text."""
    return {
        "document_id": document_id,
        "title": report.title,
        "issuer": report.issuer,
        "issuer_id": report.issuer_id,
        "issuer_code": report.issuer_code,
        "issuer_level": report.issuer_level,
        "form": report.form,
        "period_start": report.period_start,
        "period_end": report.period_end,
        "published_on": report.published_on,
        "source_tier": report.source_tier,
        "scope_class": report.scope_class,
        "facts": len(report.facts),
        "leftovers": len(report.leftovers),
    }


def trait_row(report: Report, text: str) -> Row:
    """core.reports: what of its text a report's neighbours are compared by."""
    found = traits(report, text)
    recalled = [asdict(each) for each in found.recalled]
    return {
        "sentences": list(found.sentences),
        "problems": list(found.problems),
        "numbers": found.numbers,
        "grounds": list(found.grounds),
        "recalled": json.dumps(recalled, ensure_ascii=False) if recalled else None,
    }


def repeat_rows(report: Report, document_id: str) -> Iterator[Row]:
    """core.duplicates: the spans of a report that repeat another of its spans."""
    for span in report.repeated:
        yield {
            "document_id": document_id,
            "kind": "repeated_body",
            "of_document_id": document_id,
            "similarity": span.similarity,
            "reason": None,
            "start_char": span.start,
            "end_char": span.end,
            "of_start_char": span.of_start,
            "of_end_char": span.of_end,
        }


def trace_rows(report: Report, document: Document, year: int) -> Iterator[Row]:
    """core.traces: one row, none where the text has too few words; unsigned hashes as DuckDB's signed integers."""
    found = trace(document.document_id, document.text, year, report.issuer_id)
    if found is not None:
        yield {
            "document_id": found.document_id,
            "issuer": found.issuer,
            "slots": found.slots.tolist(),
            "numbers": found.numbers.tolist(),
            "telling": found.telling,
            "keys": found.keys.view("int64").tolist(),
        }


def section_rows(report: Report) -> Iterator[Row]:
    """core.sections, in reading order."""
    for number, section in enumerate(report.sections, start=1):
        yield {
            "section_no": number,
            "section": section.section,
            "level": section.level,
            "heading": section.heading,
            "start_char": section.start,
            "end_char": section.end,
        }


def fact_rows(report: Report) -> Iterator[Row]:
    """core.facts, tables first, then prose."""
    for number, fact in enumerate(report.facts, start=1):
        yield {
            "fact_no": number,
            "metric": fact.metric,
            "applicant": fact.applicant,
            "label": fact.label,
            "low": fact.low,
            "high": fact.high,
            "unit": fact.unit,
            "hedge": fact.hedge,
            "scope": fact.scope,
            "origin": fact.origin,
            "section": fact.section,
            "start_char": fact.start,
            "end_char": fact.end,
            "text": fact.text,
            "page": fact.page,
        }


def check_rows(checks: tuple[Check, ...]) -> Iterator[Row]:
    """quality.checks, every verdict."""
    for number, check in enumerate(checks, start=1):
        yield {
            "check_no": number,
            "rule": check.rule,
            "family": check.family,
            "severity": check.severity,
            "verdict": check.verdict,
            "metrics": list(check.metrics),
            "applicant": check.applicant,
            "stated": check.stated and list(check.stated),
            "expected": check.expected and list(check.expected),
            "message": check.message,
            "suggestion": check.suggestion,
            "formula": check.formula,
            "operands": _json(check.operands, OPERAND),
            "evidence": _json(check.evidence, EVIDENCE),
            "fingerprint": check.fingerprint,
        }


OPERAND = ("metric", "applicant", "label", "low", "high", "start", "end")
EVIDENCE = ("start", "end", "text")


def _json(items: Iterable[Operand | Evidence], names: tuple[str, ...]) -> str:
    """The items' fields, with the other report that prints one where it is another."""
    rows = [{name: getattr(each, name) for name in (*names, *(("report",) if each.report else ()))} for each in items]
    return json.dumps(rows, ensure_ascii=False)
