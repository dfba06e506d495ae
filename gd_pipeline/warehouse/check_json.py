"""Operands and evidence of checks as JSON, as `json.dumps` writes it, at a third of its cost: findings have dozens."""

from collections.abc import Iterable, Sequence
from json import dumps
from json.encoder import encode_basestring as quoted
from math import isfinite

from gd_pipeline.checking.finding import Evidence, Operand


def operands_json(operands: Sequence[Operand]) -> str:
    """The operands' fields, with the other report that prints one where it is another."""
    return _listed(
        f'{{"metric": {quoted(metric)}, "applicant": {quoted(applicant)}, '
        f'"label": {"null" if label is None else quoted(label)}, "low": {_number(low)}, "high": {_number(high)}, '
        f'"start": {start}, "end": {end}{_of(report)}}}'
        for metric, label, low, high, start, end, applicant, report in operands
    )


def evidence_json(evidence: Sequence[Evidence]) -> str:
    """The places' fields, with the other report in which one is where it is another."""
    return _listed(
        f'{{"start": {start}, "end": {end}, "text": {quoted(text)}{_of(report)}}}'
        for start, end, text, report in evidence
    )


def _listed(rows: Iterable[str]) -> str:
    return f"[{', '.join(rows)}]"


def _number(value: float) -> str:
    return repr(value) if isfinite(value) else dumps(value)


def _of(report: str | None) -> str:
    return f', "report": {quoted(report)}' if report else ""
