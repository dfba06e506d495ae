"""Prose to facts: each number gets the metric that the words beside it name, or is left over with a reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.units import units
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.absences import StatedZero, stated_zeros
from gd_pipeline.reading.clauses import Sentences
from gd_pipeline.reading.mentions import Mention, live_spans, mentions
from gd_pipeline.reading.naming import name_mentions
from gd_pipeline.reading.of_all import said_of_all
from gd_pipeline.reading.report import Fact, Leftover, Quantity, Section, Span
from gd_pipeline.reading.scopes import scope_of

_WORDING = wording(ProseWording)
_FALLING = re.compile(_WORDING.falling)
_CLAUSE = re.compile(r"[，,。；;\n]")


@dataclass(frozen=True, slots=True)
class NarrativeReading:
    """What prose gave: facts, every quantity seen, and the numbers that gave no fact."""

    facts: tuple[Fact, ...]
    quantities: tuple[Quantity, ...]
    leftovers: tuple[Leftover, ...]


def read_narrative(
    text: str, sections: Sequence[Section], skipped: Sequence[Span], report_year: int | None
) -> NarrativeReading:
    """Facts of the prose of `text`, without the `skipped` spans (tables, repetitions).

    Args:
        text: the document's cleaned text.
        sections: its sections, in order.
        skipped: spans that are not prose.
        report_year: the year that the report is about; numbers of other years are left over.
    """
    spans = live_spans(len(text), skipped)
    sentences = Sentences(text, sections, skipped)
    found = mentions(text, sections, sentences, spans)
    name_mentions(text, found, report_year)
    facts = [fact for mention in found if mention.metric for fact in _facts(text, mention)]
    facts.extend(_zero_fact(text, zero) for zero in stated_zeros(text, sections, sentences, spans, found))
    facts.extend(said_of_all(text, found))
    facts.sort(key=lambda fact: (fact.start, fact.end, fact.metric, fact.applicant))
    leftovers = tuple(_leftover(text, mention) for mention in found if not mention.metric)
    return NarrativeReading(tuple(facts), tuple(_quantities(text, found)), leftovers)


def _leftover(text: str, mention: Mention) -> Leftover:
    number = mention.number
    of_other_year = mention.other.metric if mention.other is not None and mention.other.applicant == "total" else ""
    reason = mention.reason or number.mask or "no_code"
    return Leftover._make((number.start, number.end, text[number.start : number.end], reason, of_other_year))


def _facts(text: str, mention: Mention) -> Iterator[Fact]:
    labels = (mention.label, *mention.each) if mention.label else (None,)
    scope = scope_of(text, mention.sentence[0], mention.number.start)
    for label in labels:
        yield _fact(text, mention, mention.metric, mention.applicant, label, scope)
    for code in mention.also:
        yield _fact(text, mention, code, "total", None, scope)


def _fact(text: str, mention: Mention, code: str, applicant: str, label: str | None, scope: str | None) -> Fact:
    number = mention.number
    unit = metrics()[code].unit
    low, high = number.low, number.high
    if unit == "万元":
        factor = units().per_wan_yuan.get(number.unit, 1.0)
        low, high = round(low / factor, 10), round(high / factor, 10)
    if code == "requests.received.growth" and (
        _FALLING.search(mention.near) or text[number.start - 1 : number.start] in ("-", "－", "−")
    ):
        low, high = -high, -low
    return Fact._make((
        code, applicant, label, low, high, unit, number.hedge, scope, "narrative", mention.slot,
        number.start, number.end, text[number.start : number.end], None,
    ))  # fmt: skip


def _zero_fact(text: str, zero: StatedZero) -> Fact:
    return Fact(
        zero.metric,
        "total",
        None,
        0.0,
        0.0,
        metrics()[zero.metric].unit,
        None,
        scope_of(text, max(0, zero.start - 40), zero.start),
        "narrative",
        zero.section.section if zero.section else "",
        zero.start,
        zero.end,
        text[zero.start : zero.end],
    )


def _quantities(text: str, found: Sequence[Mention]) -> Iterator[Quantity]:
    clause = 0
    previous_end = 0
    for mention in found:
        number = mention.number
        if not mention.counts:
            continue
        if _CLAUSE.search(text, previous_end, number.start):
            clause += 1
        previous_end = number.end
        yield Quantity._make((
            number.start, number.end, text[number.start : number.end], number.low, number.high, number.unit,
            number.hedge, number.decimals, mention.near, mention.ordinal, clause,
        ))  # fmt: skip
