"""What was received against what became of it: the kinds of reply, or their total (domain notes §2.8.6)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, own, value
from gd_pipeline.checking.complete import exhaustive_kinds
from gd_pipeline.checking.intervals import Interval, difference, exceeds, meets, total
from gd_pipeline.checking.lists import topmost, under
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, shown, signed
from gd_pipeline.reading.report import Fact, Quantity

_WHOLE = "outcome.total"
_NEAR = 200
_REPLIED = (_WHOLE, "requests.closed", "requests.closed.on_time")


def disposition(case: Case) -> Iterator[Outcome]:
    """One verdict for the replies to 收到申请N件, with what is carried over."""
    received = _first(case, "requests.received") or _only_way(case)
    if not received:
        return
    replied = _first(case, _WHOLE) or _first(case, "requests.closed")
    carried, stock = _first(case, "requests.carried_out"), _first(case, "requests.carried_in")
    if replied and carried and stock:
        if _beside(case, (*received, *stock, *replied, *carried)):
            yield from _weighed(case, (*received, *stock), (*replied, *carried), ())
        return
    if not (carried or stock) and (all_told := _all_told(case, received[0])):
        yield from _weighed(case, received, all_told, ())
        return
    if _first(case, _WHOLE):
        return
    parts = _parts(case)
    if len(parts) < 2:
        return
    if not exhaustive_kinds(case, _WHOLE, parts):
        yield from _too_many(case, (*received, *stock), parts)
        return
    replies = total(value(part) for part in parts if part.metric != "requests.carried_out")
    totals: Sequence[Fact | Quantity] = (*_first(case, "requests.closed"), *_between(case, received[0], parts[0]))
    also = [(value(item), replies) for item in totals]
    yield from _weighed(case, (*received, *stock), (*parts, *carried), also)


def _too_many(case: Case, due: Sequence[Fact], parts: Sequence[Fact]) -> Iterator[Outcome]:
    """Some kinds of reply that are more together than what was received, where nothing tells of several to one."""
    replies, whole = total(value(part) for part in parts), total(value(fact) for fact in due)
    told = any(word in case.text for word in phrases().answered_more)
    if not exceeds(replies, whole) or told or not _beside(case, (*due, *parts)):
        return
    if any(value(count) == replies for count in _counts_near(case, (*due, *parts))):
        return
    yield Outcome(
        "bound.answered",
        "violated",
        message=f"各类答复相加为 {shown(replies)} 件，多于收到的 {shown(whole)} 件",
        severity="info",
        metrics=tuple(dict.fromkeys(fact.metric for fact in (*parts, *due))),
        stated=replies,
        expected=(0.0, whole[1]),
        formula=f"{added([value(part) for part in parts])} <= {shown(whole)}",
        operands=(*parts, *due),
    )


def _counts_near(case: Case, operands: Sequence[Fact]) -> list[Quantity]:
    """The counts around the operands, whatever they count: 涉及5项, 5件次."""
    start, end = min(fact.start for fact in operands), max(fact.end for fact in operands)
    return [count for count in case.counts if start - _NEAR < count.start < end + _NEAR]


def _only_way(case: Case) -> tuple[Fact, ...]:
    """What came in the one way that prose counts (当面申请11件), where it says of no other."""
    ways = [key for key in case.prose_by if key[0] in under("requests.received")]
    return case.prose_by[ways[0]][:1] if len(ways) == 1 else ()


def _all_told(case: Case, received: Fact) -> tuple[Fact, ...]:
    """The replies beside what was received, where they are as many; what a lesser number leaves out is not told."""
    replied = (fact for metric in _REPLIED for fact in _first(case, metric))
    return next(
        ((fact,) for fact in replied if _beside(case, (received, fact)) and meets(value(received), value(fact))), ()
    )


def _first(case: Case, metric: str) -> tuple[Fact, ...]:
    """The first number of prose for the metric, none where there is none."""
    return case.prose_by.get((metric, "total"), ())[:1]


def _beside(case: Case, facts: Sequence[Fact]) -> bool:
    """True if the facts stand in one passage and speak for one scope."""
    start, end = min(fact.end for fact in facts), max(fact.start for fact in facts)
    return len({own(fact.scope) for fact in facts}) == 1 and case.same_passage(start, end, 1)


def _between(case: Case, received: Fact, first: Fact) -> Sequence[Quantity]:
    """The counts between what was received and the first reply: one of them may be the total of replies."""
    return [count for count in case.counts if received.end <= count.start < first.start][-4:]


def _parts(case: Case) -> list[Fact]:
    """The kinds of reply in prose, each once, as long as they stand in one passage."""
    found: list[Fact] = []
    for fact in case.prose:
        if fact.metric not in under(_WHOLE) or fact.applicant != "total":
            continue
        if found and not case.same_passage(found[-1].end, fact.start, 1):
            break
        if not any(known.metric == fact.metric or known.start == fact.start for known in found):
            found.append(fact)
    return topmost(found, _WHOLE)


def _weighed(
    case: Case, due: Sequence[Fact], parts: Sequence[Fact], also: Sequence[tuple[Interval, Interval]]
) -> Iterator[Outcome]:
    """The verdict: `due` is what was received, and last year's stock, which may be counted in it; or `also` meet.

    None where another count is as large as what is missing: so many were withdrawn, or came from elsewhere.
    """
    expected = total(value(part) for part in parts)
    whole = total(value(fact) for fact in due)
    holds = any(meets(stated, sum_of) for stated, sum_of in ((whole, expected), (value(due[0]), expected), *also))
    if not holds and _is_told(case, abs(difference(whole, expected)), (*due, *parts)):
        return
    formula = f"{added([value(fact) for fact in due])} = {added([value(part) for part in parts])}"
    gap = signed(difference(whole, expected))
    yield Outcome(
        "sum.disposition",
        "holds" if holds else "violated",
        message="" if holds else f"收到 {shown(whole)} 件，各类答复与结转相加为 {shown(expected)} 件，相差 {gap}",
        metrics=tuple(dict.fromkeys((due[0].metric, *(part.metric for part in parts)))),
        stated=whole,
        expected=expected,
        formula=formula,
        operands=(*due, *parts),
    )


def _is_told(case: Case, gap: float, operands: Sequence[Fact]) -> bool:
    """True if another count of the operands' unit, at most a sentence away from them, is `gap`."""
    start, end = min(fact.start for fact in operands), max(fact.end for fact in operands)
    beside = _counts_near(case, operands)
    weighed = [any(fact.start <= count.start < fact.end for fact in operands) for count in beside]
    units = {count.unit for count, known in zip(beside, weighed, strict=True) if known}
    return any(
        not known
        and count.unit in units
        and value(count) == (gap, gap)
        and case.same_passage(count.end, start, 1)
        and case.same_passage(end, count.start, 1)
        for count, known in zip(beside, weighed, strict=True)
    )
