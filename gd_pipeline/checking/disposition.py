"""What was received against what became of it, where prose prints no total of replies (domain notes §2.8.6)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.complete import exhaustive_kinds
from gd_pipeline.checking.intervals import Interval, difference, meets, total
from gd_pipeline.checking.lists import topmost, under
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, shown, signed
from gd_pipeline.reading.report import Fact, Quantity

_WHOLE = "outcome.total"


def disposition(case: Case) -> Iterator[Outcome]:
    """One verdict for the replies listed under 收到申请N件, with what is carried over."""
    received = case.prose_by.get(("requests.received", "total"), ())
    if not received or (_WHOLE, "total") in case.prose_by:
        return
    parts = _parts(case)
    if len(parts) < 2 or not exhaustive_kinds(case, _WHOLE, parts):
        return
    carried = case.prose_by.get(("requests.carried_out", "total"), ())
    yield _weighed(case, received[0], [*parts, *carried[:1]])


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


def _weighed(case: Case, received: Fact, parts: Sequence[Fact]) -> Outcome:
    stock = case.prose_by.get(("requests.carried_in", "total"), ())[:1]
    closed = case.prose_by.get(("requests.closed", "total"), ())[:1]
    expected = total(value(part) for part in parts)
    replied = total(value(part) for part in parts if part.metric != "requests.carried_out")
    whole = total(value(fact) for fact in (received, *stock))
    pairs: list[tuple[Interval, Interval]] = [(whole, expected), (value(received), expected)]
    pairs += [(value(fact), replied) for fact in closed]
    pairs += [(value(count), replied) for count in _between(case, received, parts[0])]
    holds = any(meets(stated, sum_of) for stated, sum_of in pairs)
    formula = f"{added([value(fact) for fact in (received, *stock)])} = {added([value(part) for part in parts])}"
    gap = signed(difference(whole, expected))
    return Outcome(
        "sum.disposition",
        "holds" if holds else "violated",
        message="" if holds else f"收到 {shown(whole)} 件，各类答复与结转相加为 {shown(expected)} 件，相差 {gap}",
        metrics=tuple(dict.fromkeys((received.metric, *(part.metric for part in parts)))),
        stated=whole,
        expected=expected,
        formula=formula,
        operands=(received, *stock, *parts),
    )
