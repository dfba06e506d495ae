"""Rates of two printed numbers, and rates that no whole number could give (domain notes §2.8.2, §2.8.4, §2.8.7)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from gd_pipeline.catalog.rules_phrases import Rate, phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import is_point, percent, whole_number_share
from gd_pipeline.checking.percentages import attached, compared
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import OF_WHICH, number, shown
from gd_pipeline.reading.report import Fact, Quantity

_NAME = 14
_SENTENCE = 200
_ODD = {"cut": "（按截尾计算，不是算错）", "adjusted": "，末位相差一个单位", "off": "，不一致"}
_WORDS, _OF_A_WHOLE = 8, 40
_YEAR = re.compile(r"(20\d\d) ?年")
_CLAUSE = re.compile("[，,。；;：:、\n]")
_CLOSED_OF, _CLOSED_RATE = ("requests.closed", "requests.received"), "requests.closed.rate"
_start = attrgetter("start")


def rates(case: Case) -> Iterator[Outcome]:
    """A verdict for every printed rate (…率) whose numbers stand before it in its sentence, or right before that."""
    since = 0
    for share in case.shares:
        before = case.text[max(0, share.start - _NAME) : share.start]
        known = any(word in before for word in phrases().no_rate) or of_reduction(case, share, since)
        if "率" in before and not known:
            yield from _weighed_rate(case, share, before, since)
        since = share.end


def of_reduction(case: Case, share: Quantity, since: int) -> bool:
    """True if the percentage is a rate of reduction (精简率): `reductions` weighs it; `since` ends the one before."""
    before = case.text[max(since, share.start - _NAME) : share.start]
    return any(word in before for word in phrases().reduction)


def _leaves_over(case: Case) -> bool:
    return any(word in case.text for word in phrases().left_over)


def _weighed_rate(case: Case, share: Quantity, before: str, since: int) -> Iterator[Outcome]:
    """The rate against its part and whole, else against a whole number of the one thing that it may be a rate of."""
    counts = counts_before(case, share)
    named = [rate for rate in phrases().rates if rate.rate in before]
    rate = max(named, key=lambda rate: len(rate.rate), default=None)
    if rate is not None and (pair := _pair(case, counts, rate)):
        yield _weighed(rate, share, *pair)
    elif rate is not None and (facts := _closed_of_received(case, share)):
        yield _weighed(rate, share, *facts)
    elif counts and rate is not None:
        beside = zip(counts, zones(case, counts), strict=True)
        wholes = [count for count, words in beside if any(word in words for word in rate.whole)]
        yield from _feasible(share, wholes[0]) if len(wholes) == 1 else ()
    elif counts:
        nearest = [count for count in counts if count.start >= since]
        yield from _feasible(share, nearest[0]) if len(nearest) == 1 else ()
    elif whole := _whole_before(case, share):
        yield from (outcome for outcome in _feasible(share, whole) if outcome.verdict == "holds")


def _closed_of_received(case: Case, share: Quantity) -> tuple[Fact, Fact] | None:
    """What was closed and received, each printed once in prose that knows of no stock, where the rate is of these."""
    fact = case.at.get(share.start)
    closed, received = (case.prose_by.get((metric, "total"), ()) for metric in _CLOSED_OF)
    if fact is None or fact.metric != _CLOSED_RATE or _leaves_over(case) or len(closed) != 1 or len(received) != 1:
        return None
    return (closed[0], received[0]) if closed[0].scope in (None, received[0].scope) else None


def over_100(case: Case) -> Iterator[Outcome]:
    """A finding for each rate of what was done, and each share of no printed part, that is more than all."""
    weighed = {each.share.start for each in attached(case).values()}
    parts = [share for share in case.shares if share.start not in weighed and _is_part(case, share)]
    over = [share for share in parts if share.low > 100]
    if parts and not over:
        yield Outcome("percentage.over", "holds")
    for share in over:
        yield Outcome(
            "percentage.over",
            "violated",
            message=f"“{case.text[max(0, share.start - _WORDS) : share.end].strip()}”大于 100%",
            stated=(share.low, share.high),
            expected=(0.0, 100.0),
            formula=f"{number(share.low)} <= 100",
            operands=(share,),
        )


def _is_part(case: Case, share: Quantity) -> bool:
    """True for a share or rate of what there is; one of a plan, of another year or of growth may be more than all."""
    known, clause = phrases(), _CLAUSE.split(case.text[max(0, share.start - _OF_A_WHOLE) : share.start])[-1]
    before, years = clause[-_WORDS:], _YEAR.findall(clause)
    elsewhere = any(word in clause for word in known.other_whole) or any(int(year) != case.year for year in years)
    if elsewhere or any(word in clause for word, _ in known.growth):
        return False
    return clause.endswith(known.bare_share) or any(word in before for word in known.never_over)


def counts_before(case: Case, share: Quantity) -> list[Quantity]:
    """The counts before the rate, back to the start of its sentence."""
    found: list[Quantity] = []
    at = bisect_left(case.counts, share.start, key=_start) - 1
    while at >= 0:
        count = case.counts[at]
        if share.start - count.end > _SENTENCE or not case.same_sentence(count.end, share.start):
            break
        found.append(count)
        at -= 1
    return found[::-1]


def _whole_before(case: Case, share: Quantity) -> Quantity | None:
    """What the sentence before the rate's counts: its last number, or the one that its 其中 takes apart."""
    at = bisect_left(case.counts, share.start, key=_start)
    if not at or not case.same_passage(case.counts[at - 1].end, share.start, 1):
        return None
    of_which = case.text.rfind(OF_WHICH, max(0, share.start - _SENTENCE), case.counts[at - 1].start)
    if of_which >= 0 and case.same_sentence(of_which, case.counts[at - 1].start):
        at = bisect_left(case.counts, of_which, key=_start)
    return case.counts[at - 1] if at and share.start - case.counts[at - 1].end <= _SENTENCE else None


def _pair(case: Case, counts: Sequence[Quantity], rate: Rate) -> tuple[Quantity, Quantity] | None:
    """The rate's part and whole: both named by their words, of one unit, the part the nearest to the rate.

    Where they are all that the sentence counts, the whole may stand behind its part.
    """
    words = zones(case, counts)
    behind = len(counts) == 2 and counts[0].unit == counts[1].unit and any(each in words[1] for each in rate.whole)
    if behind and not any(each in words[1] for each in rate.part):
        return (counts[0], counts[1]) if any(each in words[0] for each in rate.part) else None
    for index in range(len(counts) - 1, 0, -1):
        if not any(each in words[index] for each in rate.part):
            continue
        for other in range(index - 1, -1, -1):
            if counts[other].unit == counts[index].unit and any(each in words[other] for each in rate.whole):
                return counts[index], counts[other]
        return None
    return None


def zones(case: Case, counts: Sequence[Quantity]) -> list[str]:
    """The words left of each count, back to the count before it."""
    ends = [max(0, counts[0].start - 30)] + [count.end for count in counts[:-1]] if counts else []
    return [case.text[end : count.start] for end, count in zip(ends, counts, strict=True)]


def _weighed(rate: Rate, share: Quantity, part: Fact | Quantity, whole: Fact | Quantity) -> Outcome:
    printed, computed = (share.low, share.high), (0.0, 0.0)
    if whole.low <= 0:
        return Outcome("percentage.rate", "not_assessable", stated=printed)
    computed = percent(value(part), value(whole))
    kind = compared(computed, share.low, share.decimals)
    formula = f"{shown((part.low, part.high))} / {shown((whole.low, whole.high))} = {_range(computed)}"
    if kind == "rounded":
        return Outcome("percentage.rate", "holds", stated=printed, expected=computed, formula=formula)
    text = f"{rate.rate}：{formula}，写作 {number(share.low)}%"
    return Outcome(
        "percentage.rate",
        "explained" if kind == "cut" else "violated",
        message=text + _ODD[kind],
        severity="warning" if kind == "off" else "info",
        stated=printed,
        expected=(round(computed[0], 4), round(computed[1], 4)),
        formula=formula,
        operands=(part, whole, share),
        suggestion=f"将 {number(share.low)}% 改为 {_range(computed)}" if kind != "cut" else None,
    )


def _range(computed: tuple[float, float]) -> str:
    low, high = (f"{round(end, 2):.10g}%" for end in computed)
    return low if low == high else f"{low}~{high}"


def _feasible(share: Quantity, count: Quantity) -> Iterator[Outcome]:
    """满意率98.8% of 167份: 165 of them; a rate that no number of them gives is odd."""
    whole = value(count)
    if not is_point(whole) or whole[0] <= 0 or whole[0] != int(whole[0]) or share.low > 100:
        return
    n = whole_number_share(share.low, share.decimals, int(whole[0]))
    formula = f"{n if n is not None else '?'} / {number(whole[0])} = {number(share.low)}%"
    if n is not None:
        yield Outcome("percentage.feasible", "holds", stated=(share.low, share.high), formula=formula)
        return
    yield Outcome(
        "percentage.feasible",
        "violated",
        message=f"{number(whole[0])}{count.unit}中没有一个整数的占比是 {number(share.low)}%",
        stated=(share.low, share.high),
        formula=formula,
        operands=(count, share),
    )


def closed_with_carry(case: Case) -> Iterator[Outcome]:
    """办结率100% beside cases that are carried over: literally at odds, meant of those that were due."""
    rate = next(iter(case.prose_by.get(("requests.closed.rate", "total"), ())), None)
    carried = case.table.get(("requests.carried_out", "total"))
    carried = carried or next(iter(case.prose_by.get(("requests.carried_out", "total"), ())), None)
    if rate is None or carried is None:
        return
    odd = rate.low >= 100 and carried.low > 0
    yield Outcome(
        "percentage.closed_rate",
        "explained" if odd else "holds",
        message=f"办结率写作 100%，但有 {shown((carried.low, carried.high))} 件结转下年度；应指到期的均已办结",
        severity="warning",
        metrics=("requests.closed.rate", "requests.carried_out"),
        stated=(rate.low, rate.high),
        expected=None,
        formula=f"{number(rate.low)}%；结转 {shown((carried.low, carried.high))}",
        operands=(rate, carried),
    )
