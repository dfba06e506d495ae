"""A document as the JSON of the contract: one object a document, keys in the contract's order."""

import json
from typing import Any

from gd_pipeline.checking import findings
from gd_pipeline.checking.contract import finding_json
from gd_pipeline.checking.finding import Check
from gd_pipeline.reading.report import Fact, Report
from gd_pipeline.warehouse.examine import Examined


def json_line(examined: Examined, with_text: bool) -> str:
    """The contract's JSON for one document, on one line, in ASCII."""
    return json.dumps(document_json(examined, with_text), ensure_ascii=True, allow_nan=False)


def document_json(examined: Examined, with_text: bool = False) -> dict[str, Any]:
    """The contract's object for one document; `with_text` adds the cleaned text that all offsets count in."""
    document, quarantine = examined.document, examined.quarantine
    described: dict[str, Any] = {
        "document_id": document.document_id,
        "source": document.source,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "text_chars": len(document.text),
        "repairs": list(document.repairs),
        "quarantine": quarantine and {"reason": quarantine.reason, "detail": quarantine.detail},
    }
    if with_text:
        described["text"] = document.text
    return {"document": described, "reports": [report_json(report, checks) for report, checks in examined.reports]}


def report_json(report: Report, checks: tuple[Check, ...]) -> dict[str, Any]:
    """The contract's object for one report."""
    return {
        "title": report.title,
        "issuer": report.issuer,
        "issuer_id": report.issuer_id,
        "issuer_code": report.issuer_code,
        "issuer_level": report.issuer_level,
        "report_year": report.report_year,
        "form": report.form,
        "period_start": report.period_start and report.period_start.isoformat(),
        "period_end": report.period_end and report.period_end.isoformat(),
        "published_on": report.published_on and report.published_on.isoformat(),
        "source_tier": report.source_tier,
        "repeated": [
            {"start": span.start, "end": span.end, "of_start": span.of_start, "of_end": span.of_end}
            for span in report.repeated
        ],
        "sections": [
            {
                "section": section.section,
                "level": section.level,
                "heading": section.heading,
                "start": section.start,
                "end": section.end,
            }
            for section in report.sections
        ],
        "facts": [fact_json(fact) for fact in report.facts],
        "findings": [finding_json(check) for check in findings(checks)],
        "leftovers": [
            {"start": left.start, "end": left.end, "text": left.text, "reason": left.reason}
            for left in report.leftovers
        ],
    }


def fact_json(fact: Fact) -> dict[str, Any]:
    """The contract's object for one fact."""
    return fact._asdict() | {"low": plain(fact.low), "high": plain(fact.high)}


def plain(value: float) -> int | float:
    """A whole number without a decimal point."""
    return int(value) if value == int(value) else value
