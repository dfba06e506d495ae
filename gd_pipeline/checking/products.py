"""Products of printed numbers: 每期3800册, 全年12期45600册; 每月1期 is 12 a year (domain notes §2.8.8)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import Frequency, phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import Interval, is_point, meets, product
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import shown
from gd_pipeline.reading.report import Quantity

_WORDS = 10


def products(case: Case) -> Iterator[Outcome]:
    """A verdict for every 每期 and every 每月 whose count and total stand in the same sentence."""
    at = case.text.find("每")
    starts = [count.start for count in case.counts] if at >= 0 else []
    while at >= 0:
        index = bisect_left(starts, at)
        if index < len(starts) and starts[index] - at <= _WORDS:
            yield from _products(case, index, case.text[at : starts[index]])
        at = case.text.find("每", at + 1)


def _products(case: Case, index: int, words: str) -> Iterator[Outcome]:
    """The verdict on the count that 每… introduces; `words` are those from 每 to the count."""
    each, rest = case.counts[index], _sentence(case, index)
    ahead = [count for count in case.counts[max(0, index - 4) : index] if case.same_sentence(count.end, each.start)]
    frequency = next((f for f in phrases().frequencies if words.startswith(f.text)), None)
    if frequency is not None:
        yield from _per_year(case, each, frequency, rest)
    elif rest:
        yield from _per_piece(case, each, words[1:], rest, ahead)


def _sentence(case: Case, index: int) -> list[Quantity]:
    """The counts after this one in its sentence."""
    each, found = case.counts[index], list[Quantity]()
    for other in case.counts[index + 1 : index + 8]:
        if not case.same_sentence(each.end, other.start):
            break
        found.append(other)
    return found


def _per_piece(
    case: Case, each: Quantity, words: str, rest: Sequence[Quantity], ahead: Sequence[Quantity]
) -> Iterator[Outcome]:
    """每期3800册: how many 期, before it or behind, and how many 册 in all?"""
    pieces = _counting(rest, words, each) or _counting(ahead, words, each)
    totals = [q for q in rest if q.unit == each.unit]
    if len(pieces) == 1 and len(totals) == 1 and _is_total(case, each, pieces[0], totals[0]):
        yield _weighed(case, (pieces[0], each, totals[0]), product(value(pieces[0]), value(each)), "各期之积")


def _counting(counts: Sequence[Quantity], words: str, each: Quantity) -> list[Quantity]:
    """The counts of what 每… names."""
    return [q for q in counts if q.unit and words.startswith(q.unit) and q.unit != each.unit]


def _is_total(case: Case, each: Quantity, piece: Quantity, whole: Quantity) -> bool:
    start, end = sorted((piece.end, whole.start))
    return "每" not in case.text[max(start, each.end) : end]


def _per_year(case: Case, each: Quantity, frequency: Frequency, rest: Sequence[Quantity]) -> Iterator[Outcome]:
    """每月发行1期: twelve 期 a year."""
    totals = [
        q
        for q in rest
        if q.unit == each.unit and any(word in case.text[each.end : q.start] for word in phrases().whole_year)
    ]
    if len(totals) == 1:
        times = (float(frequency.times), float(frequency.times))
        yield _weighed(case, (each, totals[0]), product(times, value(each)), f"{frequency.text}一次全年之积")


def _weighed(case: Case, items: tuple[Quantity, ...], computed: Interval, what: str) -> Outcome:
    stated = items[-1]
    holds = meets(value(stated), computed)
    factors = " × ".join(shown((item.low, item.high)) for item in items[:-1])
    metrics = [fact.metric for item in items if (fact := case.at.get(item.start))]
    return Outcome(
        "product.total",
        "holds" if holds else "violated",
        message="" if holds else f"{what} {factors} = {shown(computed)}，写作 {shown((stated.low, stated.high))}",
        metrics=tuple(dict.fromkeys(metrics)),
        stated=(stated.low, stated.high),
        expected=computed,
        formula=f"{factors} = {shown(computed)}",
        operands=items,
        suggestion=f"将 {shown((stated.low, stated.high))} 改为 {shown(computed)}" if is_point(computed) else None,
    )
