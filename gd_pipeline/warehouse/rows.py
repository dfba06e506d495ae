"""Examined documents as rows of the warehouse: pure, clocks left out.

A report's identifier is its document's and its place in it, so that the same bytes always give the same rows.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from operator import attrgetter
from typing import Any

from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.neighbours.traits import traits
from gd_pipeline.corpus.trace import trace
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.report import Fact, Report
from gd_pipeline.warehouse.check_json import evidence_json, operands_json
from gd_pipeline.warehouse.columns import Columns, one_row, row_count, shared_by
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
        "url": document.metadata.get("url"),
        "report_year": years[0] if years else None,
        "report_years": sorted(set(years)),
    }


def year_columns(examined: Examined, year: int) -> list[tuple[str, Columns]]:
    """(table, rows by column) of everything that a document's reports of `year` say; no rows, no entry."""
    document, traced = examined.document, False
    found: list[tuple[str, Columns]] = []
    for number, (report, checks) in enumerate(examined.reports, start=1):
        if report.report_year == year:
            known = {"report_id": report_id(document.document_id, number), "report_year": year}
            every = (
                ("core.reports", one_row(report_row(report, document.document_id) | trait_row(report, document.text))),
                ("core.duplicates", repeat_columns(report, document.document_id)),
                ("core.traces", {} if traced else trace_columns(report, document, year)),
                ("core.sections", section_columns(report)),
                ("core.facts", fact_columns(report)),
                ("quality.checks", check_columns(checks)),
            )
            found += [(table, shared_by(columns, known)) for table, columns in every if columns]
            traced = True
    return found


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
    recalled = [each._asdict() for each in found.recalled]
    return {
        "sentences": list(found.sentences),
        "problems": list(found.problems),
        "numbers": found.numbers,
        "grounds": list(found.grounds),
        "recalled": json.dumps(recalled, ensure_ascii=False) if recalled else None,
    }


def repeat_columns(report: Report, document_id: str) -> Columns:
    """core.duplicates: the spans of a report that repeat another of its spans."""
    names = ("similarity", "start_char", "end_char", "of_start_char", "of_end_char")
    same = {"document_id": document_id, "kind": "repeated_body", "of_document_id": document_id, "reason": None}
    return shared_by(_columns(names, map(_REPEAT, report.repeated)), same)


def trace_columns(report: Report, document: Document, year: int) -> Columns:
    """core.traces: one row, none where the text has too few words; unsigned hashes as DuckDB's signed integers."""
    found = trace(document.document_id, document.text, year, report.issuer_id)
    if found is None:
        return {}
    return one_row(
        {
            "document_id": found.document_id,
            "issuer": found.issuer,
            "slots": found.slots.tolist(),
            "numbers": found.numbers.tolist(),
            "telling": found.telling,
            "keys": found.keys.view("int64").tolist(),
        }
    )


def section_columns(report: Report) -> Columns:
    """core.sections, in reading order."""
    names = ("section", "level", "heading", "start_char", "end_char")
    return _numbered("section_no", _columns(names, map(_SECTION, report.sections)))


def fact_columns(report: Report) -> Columns:
    """core.facts, tables first, then prose."""
    return _numbered("fact_no", _columns(FACT, report.facts))


def check_columns(checks: Sequence[Check]) -> Columns:
    """quality.checks, every verdict."""
    columns = _numbered("check_no", _columns(Check._fields, checks))
    if columns:
        columns["operands"] = [operands_json(each) if each else "[]" for each in columns["operands"]]
        columns["evidence"] = [evidence_json(each) if each else "[]" for each in columns["evidence"]]
    return columns


FACT = tuple({"start": "start_char", "end": "end_char"}.get(name, name) for name in Fact._fields)
_REPEAT = attrgetter("similarity", "start", "end", "of_start", "of_end")
_SECTION = attrgetter("section", "level", "heading", "start", "end")


def _columns(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Columns:
    """The rows by column, no column where there are none."""
    return dict(zip(names, zip(*rows, strict=True), strict=False))


def _numbered(name: str, columns: Columns) -> Columns:
    """The rows with their places, from 1, in the column `name`."""
    return {name: range(1, row_count(columns) + 1), **columns} if columns else {}
