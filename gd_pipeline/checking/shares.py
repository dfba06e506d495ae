"""Printed shares of facts, held against the wholes that they may be shares of (domain notes §2.8.2-3)."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import TOLERANCE, Interval, is_point, percent
from gd_pipeline.checking.lists import Enumeration, whole_of
from gd_pipeline.checking.percentages import Share, adds_to_100, compared
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number, shown
from gd_pipeline.reading.report import Fact

_SLIP = 5
"""Units of the last place below which a wrong share is a warning."""
_LIMIT = 16
"""Wholes of one metric that a share is held against, at most."""


def weigh_shares(case: Case, lists: Sequence[Enumeration], shares: Mapping[int, Share]) -> Iterator[Outcome]:
    """A verdict for every share of a fact, and one for every exhaustive list of shares."""
    if not shares:
        return
    home = {part.start: enumeration for enumeration in lists for part in enumeration.parts}
    settled = {start: _settled(case, share, home.get(start)) for start, share in shares.items()}
    for start, (share, judged) in settled.items():
        enumeration = home.get(start) if judged.kind in ("off", "adjusted") else None
        siblings = [settled[p.start] for p in enumeration.parts if p.start in settled] if enumeration else []
        if judged.kind == "adjusted" and abs(sum(each.share.low for each, _ in siblings) - 100) > TOLERANCE:
            judged = judged._replace(kind="near")
        yield _outcome(case, share, judged, [each for _, each in siblings])
    for enumeration in lists:
        members = [shares[part.start] for part in enumeration.parts if part.start in shares]
        if len(members) >= 3 and len(members) == len(enumeration.parts) and enumeration.exhaustive:
            yield _adds_to_100(enumeration, members)


class Judged(NamedTuple):
    """How a share stands to the best of its wholes: `kind` is rounded, cut, adjusted, near, off or unknown.

    One unit of the last place off is adjusted where the shares of the list add to 100 so, and near where they do not.
    """

    kind: str
    whole: Fact | None = None
    computed: Interval = (0.0, 0.0)


def _settled(case: Case, share: Share, enumeration: Enumeration | None) -> tuple[Share, Judged]:
    """The share with its verdict; after a nested list (22条,含9条、12条,占29.3%) it is the outer part's."""
    judged = _judged(case, share, enumeration)
    if judged.kind == "off":
        for outer in _outer(case, share.part):
            other = _judged(case, Share(outer, share.share), enumeration)
            if other.kind in ("rounded", "cut"):
                return Share(outer, share.share), other
    return share, judged


def _outer(case: Case, part: Fact) -> Iterator[Fact]:
    """The facts before a part in its segment that it may be subordinate to."""
    segment = max(case.text.rfind(mark, 0, part.start) for mark in "；;。")
    index = bisect_left(case.prose, part.start, key=lambda fact: fact.start)
    for fact in reversed(case.prose[max(0, index - _LIMIT) : index]):
        if fact.start < segment:
            return
        if any(word in case.text[fact.end : part.start] for word in phrases().nested):
            yield fact


def _judged(case: Case, share: Share, enumeration: Enumeration | None) -> Judged:
    """The first whole that the share fits; where it fits none, the nearest of them."""
    best = Judged("unknown")
    part = value(share.part)
    for candidate in _candidates(case, share.part, enumeration):
        if candidate.low <= 0:
            continue
        computed = percent(part, value(candidate))
        kind = compared(computed, share.share.low, share.share.decimals)
        if kind == "rounded":
            return Judged(kind, candidate, computed)
        if _RANK[kind] < _RANK[best.kind]:
            best = Judged(kind, candidate, computed)
    return best


_RANK = {"rounded": 0, "cut": 1, "adjusted": 2, "off": 3, "unknown": 4}


def _candidates(case: Case, part: Fact, enumeration: Enumeration | None) -> Iterator[Fact]:
    """What the part may be a share of: the whole of its list, the wholes of its metric upwards, what was received."""
    if enumeration is not None:
        yield enumeration.whole
    metric = part.metric
    while metric := whole_of(metric) or "":
        yield from case.prose_by.get((metric, "total"), ())[:_LIMIT]
        if fact := case.table.get((metric, "total")):
            yield fact
    if part.metric.startswith("outcome.") or part.applicant != "total":
        for other in ("requests.received", "requests.closed", "outcome.total"):
            yield from case.prose_by.get((other, "total"), ())[:_LIMIT]
            if fact := case.table.get((other, "total")):
                yield fact


def _outcome(case: Case, share: Share, judged: Judged, siblings: Sequence[Judged]) -> Outcome:
    part, whole = share.part, judged.whole
    if whole is None:
        return Outcome("percentage.share", "not_assessable", metrics=(part.metric,))
    computed = judged.computed
    outcome = Outcome(
        "percentage.share",
        "holds",
        metrics=(part.metric, whole.metric),
        stated=(share.share.low, share.share.high),
        expected=(round(computed[0], 4), round(computed[1], 4)),
    )
    return outcome if judged.kind == "rounded" else _odd(case, outcome, share, judged, siblings)


def _odd(case: Case, outcome: Outcome, share: Share, judged: Judged, siblings: Sequence[Judged]) -> Outcome:
    part, whole = share.part, judged.whole
    assert whole is not None  # the caller has looked
    of = f"{shown(value(whole))} 的 {_percent(judged.computed)}"
    name = named(part.metric, part.applicant, part.label)
    text = f"{name} {shown(value(part))} 占 {of}，写作 {number(share.share.low)}%"
    sides = f"{shown((part.low, part.high))} / {shown((whole.low, whole.high))} = {_percent(judged.computed)}"
    outcome = outcome._replace(operands=(part, whole, share.share), formula=sides)
    if judged.kind == "near":
        text += "，末位相差一个单位"
        return outcome._replace(
            verdict="violated", severity="info", message=text, suggestion=_suggestion(share, judged)
        )
    if judged.kind != "off":
        how = "按截尾计算" if judged.kind == "cut" else "末位有调整"
        return outcome._replace(verdict="explained", severity="info", message=f"{text}（{how}，不是算错）")
    return outcome._replace(
        verdict="violated",
        severity="error" if not _torn(case, share) and _certain(share, judged, siblings) else "warning",
        message=text + "，不一致",
        suggestion=_suggestion(share, judged),
    )


def _torn(case: Case, share: Share) -> bool:
    return case.torn(share.part) or case.torn(share.share)


def _certain(share: Share, judged: Judged, siblings: Sequence[Judged]) -> bool:
    """True if two other shares of the list fit the same whole, and this one is off by more than its last place."""
    fitting = sum(1 for other in siblings if other.kind in ("rounded", "cut") and other.whole == judged.whole)
    far = abs(share.share.low - judged.computed[0]) > _SLIP * 10.0**-share.share.decimals
    return fitting >= 2 and far and is_point(judged.computed)


def _suggestion(share: Share, judged: Judged) -> str | None:
    assert judged.whole is not None  # the caller has looked
    computed, places = judged.computed, share.share.decimals
    if not is_point(computed):
        return None
    part = round(share.share.low * judged.whole.low / 100)
    hint = f"将 {number(share.share.low)}% 改为 {computed[0]:.{places}f}%"
    return hint + (f"，或将 {number(share.part.low)} 改为 {part}" if part != share.part.low else "")


def _percent(computed: Interval) -> str:
    low, high = computed
    return f"{low:.2f}%" if high - low < 0.005 else f"{low:.2f}%~{high:.2f}%"


def _adds_to_100(enumeration: Enumeration, members: Sequence[Share]) -> Outcome:
    printed = [member.share for member in members]
    total = round(sum(share.low for share in printed), 4)
    formula = " + ".join(number(share.low) for share in printed) + f" = {number(total)}"
    metrics = tuple(dict.fromkeys((enumeration.whole.metric, *(part.metric for part in enumeration.parts))))
    stated, expected = (total, total), (100.0, 100.0)
    if adds_to_100(printed):
        return Outcome("percentage.sum", "holds", metrics=metrics, stated=stated, expected=expected, formula=formula)
    explained = adds_to_100(printed, slack=2.0)
    return Outcome(
        "percentage.sum",
        "explained" if explained else "violated",
        message=f"各项占比相加为 {number(total)}%，不是 100%",
        severity="info" if explained else "warning",
        metrics=metrics,
        stated=stated,
        expected=expected,
        formula=formula,
        operands=tuple(printed),
    )
