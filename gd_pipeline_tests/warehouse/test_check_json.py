"""Operands and evidence of checks are the JSON that the standard library writes."""

import json
import math

import pytest

from gd_pipeline.checking.finding import Evidence, Operand
from gd_pipeline.warehouse.check_json import evidence_json, operands_json

WORDS = ("", "甲县", '"\\/', "\x00\n\t\x1f\x7f", "\ud800", "😀")


def as_written(items: tuple[Operand, ...] | tuple[Evidence, ...], names: tuple[str, ...]) -> str:
    rows = [{name: getattr(item, name) for name in names} for item in items]
    others = [row | ({"report": item.report} if item.report else {}) for row, item in zip(rows, items, strict=True)]
    return json.dumps(others, ensure_ascii=False)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("value", [0.0, -0.0, 3, 0.1, 1e22, 1e-7, math.inf])
def test_operands(word: str, value: float) -> None:
    operands = (
        Operand(word, word, value, 1.0, 3, 4, word, word or None),
        Operand("a", None, 1.0, value, 5, 6),
    )
    names = ("metric", "applicant", "label", "low", "high", "start", "end")
    assert operands_json(operands) == as_written(operands, names)


def test_evidence() -> None:
    evidence = (*(Evidence(1, 2, word, word) for word in WORDS), Evidence(3, 4, "甲"))
    assert evidence_json(evidence) == as_written(evidence, ("start", "end", "text"))


def test_none() -> None:
    assert operands_json(()) == evidence_json(()) == "[]"
