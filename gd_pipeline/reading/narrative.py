"""Prose to facts: each number gets the metric that the words beside it name, or is left over with a reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.units import units
from gd_pipeline.reading.absences import StatedZero, stated_zeros
from gd_pipeline.reading.clauses import Sentences
from gd_pipeline.reading.mentions import Mention, live_spans, mentions
from gd_pipeline.reading.naming import name_mentions
from gd_pipeline.reading.report import Fact, Leftover, Quantity, Section, Span
from gd_pipeline.reading.scopes import scope_of

_FALLING = re.compile(r"回落|下降|减少|降低|减|降")
_CLAUSE = re.compile(r"[，,。；;\n]")
_ON_TIME = re.compile(
    r"(?:均|全部|都)[^，。；;\n未不]{0,14}?(?:按时|按期|按规定时限|在?[^，。；;\n]{0,10}(?:期限|时限|规定时间|法定时间|规定的时间)内?)"
    r"[^，。；;\n]{0,8}(?:办结|答复|办理|回复|办复)"
)


_ALL_PERSONS = re.compile(r"(?:均|全部?|都|皆)(?:为|是|系|由|属于?)(?:自然人|公民|个人)")


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
    facts.extend(_on_time(text, found))
    facts.extend(_all_persons(text, found))
    facts.sort(key=lambda fact: (fact.start, fact.end, fact.metric, fact.applicant))
    leftovers = tuple(_leftover(text, mention) for mention in found if not mention.metric)
    return NarrativeReading(tuple(facts), tuple(_quantities(text, found)), leftovers)


def _leftover(text: str, mention: Mention) -> Leftover:
    number = mention.number
    of_other_year = mention.other.metric if mention.other is not None and mention.other.applicant == "total" else ""
    reason = mention.reason or number.mask or "no_code"
    return Leftover(number.start, number.end, text[number.start : number.end], reason, of_other_year)


def _facts(text: str, mention: Mention) -> Iterator[Fact]:
    number = mention.number
    for code in (mention.metric, *mention.also):
        unit = metrics()[code].unit
        low, high = number.low, number.high
        if unit == "万元":
            factor = units().per_wan_yuan.get(number.unit, 1.0)
            low, high = low / factor, high / factor
        if code == "requests.received.growth" and (
            _FALLING.search(mention.near) or text[number.start - 1 : number.start] in ("-", "－", "−")
        ):
            low, high = -high, -low
        scope = scope_of(text, mention.sentence[0], number.start)
        yield Fact(
            code,
            mention.applicant if code == mention.metric else "total",
            mention.label,
            low,
            high,
            unit,
            number.hedge,
            scope,
            "narrative",
            mention.slot,
            number.start,
            number.end,
            text[number.start : number.end],
        )


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


_NEAR = 60
_CLOSABLE = ("outcome.total", "requests.closed", "requests.received")


def _on_time(text: str, found: Sequence[Mention]) -> Iterator[Fact]:
    """均按时答复: as many were closed on time as the number before it says (均按时办结: and closed, too)."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in found:
        if mention.metric and mention.number.high and mention.metric.startswith(("requests.", "outcome.")):
            by_sentence.setdefault(mention.ordinal, []).append(mention)
    for group in by_sentence.values():
        match = _ON_TIME.search(text, group[0].number.end, min(group[0].sentence[1], group[-1].number.end + _NEAR))
        if match is None or any(m.metric == "requests.closed.on_time" for m in group):
            continue
        before = [m for m in group if m.number.end <= match.start() and m.applicant == "total" and not m.number.hedge]
        wholes = [m for m in before if m.metric in _CLOSABLE] or before[-1:]
        if not wholes or wholes[-1].metric.endswith(("growth", "rate", "carried_out")):
            continue
        yield _as_many(text, wholes[-1], match, "requests.closed.on_time")
        if "办结" in match[0] and not any(m.metric == "requests.closed" for m in group):
            yield _as_many(text, wholes[-1], match, "requests.closed")


def _all_persons(text: str, found: Sequence[Mention]) -> Iterator[Fact]:
    """均为自然人申请: as many natural persons applied as the number before it says."""
    told = {mention.ordinal for mention in found if mention.applicant == "natural_person"}
    for mention in found:
        number = mention.number
        if mention.metric.startswith("requests.received") and number.high and mention.ordinal not in told:
            match = _ALL_PERSONS.search(text, number.end, min(mention.sentence[1], number.end + _NEAR))
            if match is not None:
                told.add(mention.ordinal)
                yield _as_many(text, mention, match, "requests.received", "natural_person")


def _as_many(text: str, mention: Mention, words: re.Match[str], metric: str, applicant: str = "total") -> Fact:
    number = mention.number
    return Fact(
        metric, applicant, None, number.low, number.high, "件", None,
        scope_of(text, mention.sentence[0], number.start), "narrative", mention.slot,
        words.start(), words.end(), words[0],
    )  # fmt: skip


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
        yield Quantity(
            number.start, number.end, text[number.start : number.end], number.low, number.high, number.unit,
            number.hedge, number.decimals, mention.near, mention.ordinal, clause,
        )  # fmt: skip
