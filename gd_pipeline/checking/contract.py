"""A finding as the contract's JSON has it."""

import math
from typing import Any

from gd_pipeline.checking.english import told_in_english
from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.intervals import Interval


def finding_json(check: Check) -> dict[str, Any]:
    """The contract's object for a finding, with the formula and an English message besides."""
    return {
        "rule": check.rule,
        "family": check.family,
        "severity": check.severity,
        "verdict": check.verdict,
        "metrics": list(check.metrics),
        "applicant": check.applicant,
        "stated": _interval(check.stated),
        "expected": _interval(check.expected),
        "message": check.message,
        "message_en": told_in_english(
            check.rule, check.verdict, check.metrics, check.applicant, check.stated, check.expected
        ),
        "suggestion": check.suggestion,
        "formula": check.formula,
        "operands": [
            {
                "metric": operand.metric,
                "applicant": operand.applicant,
                "label": operand.label,
                "low": _number(operand.low),
                "high": _number(operand.high),
                "start": operand.start,
                "end": operand.end,
            }
            for operand in check.operands
        ],
        "evidence": [{"start": e.start, "end": e.end, "text": e.text} for e in check.evidence],
        "fingerprint": check.fingerprint,
    }


def _interval(interval: Interval | None) -> list[float | int | None] | None:
    return None if interval is None else [_number(end) for end in interval]


def _number(value: float) -> float | int | None:
    """A whole number without its .0; an open end is null."""
    if math.isinf(value):
        return None
    return int(value) if value == int(value) else value
