"""Natural persons and organisations are all applicants: 62件，其中自然人52件，法人10件 (domain notes §2.8.1)."""

from bisect import bisect_left
from collections.abc import Iterator

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, own, value
from gd_pipeline.checking.intervals import difference, meets, total
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, shown, signed
from gd_pipeline.reading.report import Fact, Quantity

_RECEIVED, _NATURAL = "requests.received", "natural_person"


def persons(case: Case) -> Iterator[Outcome]:
    """The applications of natural persons and of all others against those received, with or without last year's."""
    natural = case.prose_by.get((_RECEIVED, _NATURAL), ())
    received = case.prose_by.get((_RECEIVED, "total"), ())
    if len(natural) != 1 or len(received) != 1 or any((_RECEIVED, one) in case.prose_by for one in _KINDS):
        return
    whole, part = received[0], natural[0]
    others = _others(case, part)
    if others is None or own(whole.scope) != own(part.scope) or not case.same_passage(whole.end, part.start, 1):
        return
    stock = case.prose_by.get(("requests.carried_in", "total"), ())
    wholes = [value(whole), *(total((value(whole), value(fact))) for fact in stock[:1])]
    expected = total((value(part), value(others)))
    holds = any(meets(each, expected) for each in wholes)
    yield _weighed(whole, part, others, holds)


_KINDS = [kind for kind in APPLICANTS if kind not in ("total", _NATURAL)]


def _others(case: Case, natural: Fact) -> Quantity | None:
    """The count behind that of natural persons, of its unit and sentence, that is named as all other applicants'."""
    at = bisect_left([count.start for count in case.counts], natural.end)
    count = case.counts[at] if at < len(case.counts) else None
    if count is None or count.unit != natural.text[-1:] or not case.same_sentence(natural.end, count.start):
        return None
    between = case.text[natural.end : count.start]
    return count if any(word in between for word in phrases().organisations) else None


def _weighed(whole: Fact, natural: Fact, others: Quantity, holds: bool) -> Outcome:
    parts = (value(natural), value(others))
    expected = total(parts)
    gap = signed(difference(value(whole), expected))
    name = named(_RECEIVED)
    return Outcome(
        "sum.applicants",
        "holds" if holds else "violated",
        message=""
        if holds
        else f"{name}写作 {shown(value(whole))}，自然人与法人或其他组织相加 {added(parts)}，相差 {gap}",
        severity="warning",
        metrics=(_RECEIVED,),
        stated=value(whole),
        expected=expected,
        formula=f"{shown(value(whole))} = {added(parts)}",
        operands=(whole, natural, others),
    )
