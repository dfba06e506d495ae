"""The label of a written report, in the format of the contract's labels (contract/gold), with how it was written."""

import json
from typing import Any

from gd_pipeline.synth.draft import Draft
from gd_pipeline.synth.truth import Key


def label(draft: Draft, layout: str, encoding: str) -> dict[str, Any]:
    """The label as a JSON object.

    `facts` first holds the table cells (`quote` null), then what prose states. A cell whose printing was destroyed or
    made ambiguous, a sign that stands for 0, and a sum of other cells are `optional`, with the `reason`.
    """
    gold: dict[str, Any] = dict(draft.gold)
    misprints = draft.truth.misprints
    found = gold.pop("findings", [])
    found = found + [
        {"family": "sum", "metrics": [metric], "applicant": person}
        for metric, person in misprints
        if (metric, person) in draft.cells
    ]
    return gold | {
        "facts": _facts(draft),
        "findings": found,
        "layout": layout,
        "damage": list(draft.damages),
        "seed": draft.truth.seed,
        "encoding": encoding,
    }


def _facts(draft: Draft) -> list[dict[str, Any]]:
    lost = draft.lost
    facts: list[dict[str, Any]] = [
        {"metric": metric, "applicant": person, "label": None, "low": value, "high": value, "quote": None}
        for (metric, person), value in draft.cells.items()
    ]
    for fact in facts if lost else ():
        reason = lost.get((fact["metric"], fact["applicant"]))
        if reason is not None:
            fact |= {"optional": True, "reason": reason}
    facts += [_fact(key, None, 0, 0, None, "a sign for 0") for key in sorted(draft.dashes)]
    facts += [_fact(key, None, value, value, None, "a sum of other cells") for key, value in draft.subtotals.items()]
    seen: set[tuple[object, ...]] = {(*key, None, value, value) for key, value in draft.cells.items()}
    for said in draft.stated:
        identity = (said.metric, said.applicant, said.label, said.low, said.high)
        if identity not in seen:
            seen.add(identity)
            key = (said.metric, said.applicant)
            facts.append(_fact(key, said.label, said.low, said.high, said.quote, None))
    return facts


def _fact(
    key: Key, label: str | None, low: float, high: float, quote: str | None, reason: str | None
) -> dict[str, Any]:
    fact = {
        "metric": key[0],
        "applicant": key[1],
        "label": label,
        "low": _plain(low),
        "high": _plain(high),
        "quote": quote,
    }
    return fact if reason is None else fact | {"optional": True, "reason": reason}


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def dumps(gold: dict[str, Any]) -> str:
    """The label as text; the same bytes for the same label."""
    return json.dumps(gold, ensure_ascii=False, separators=(",", ":")) + "\n"
