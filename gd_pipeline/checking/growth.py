"""Growth against the year before: by its printed number, else by whether a whole number can have grown so."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import Interval, is_point, percent, total, whole_number_base
from gd_pipeline.checking.percentages import compared
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import number, shown
from gd_pipeline.reading.report import Fact, Quantity

_WORDS = 12
_VERB, _BESIDE = 4, "，,、（("
_REACH = 60
_VERDICT = {"rounded": "holds", "cut": "explained", "adjusted": "violated", "off": "violated"}
_CLAUSE = re.compile("[，,；;。：:]")
_SHARE_MARK = re.compile("[%％]")


def growth_of_requests(case: Case) -> Iterator[Outcome]:
    """申请数量较去年回落12.3%: an integer must exist that fell so to what was received."""
    facts = case.prose_by.get(("requests.received.growth", "total"), ())
    currents = _currents(case) if facts else []
    by_two = {share.start for share, _, _ in _pairs(case)} if facts else set()
    for fact in facts if currents else ():
        if any(fact.start <= start < fact.end for start in by_two):
            continue
        decimals = _decimals(case, fact)
        bases = [whole_number_base(fact.low, decimals, current) for current in currents]
        base = next((base for base in bases if base is not None), None)
        formula = f"{base if base is not None else '?'} → {shown(currents[0])}: {number(fact.low)}%"
        yield Outcome(
            "growth.requests.received",
            "violated" if base is None else "holds",
            message=f"没有一个整数的上年申请数能使本年 {shown(currents[0])} 件的增幅为 {number(fact.low)}%",
            metrics=("requests.received.growth", "requests.received"),
            stated=(fact.low, fact.high),
            formula=formula,
            operands=(fact, *_received(case)[:1]),
        )


def _received(case: Case) -> list[Fact]:
    table = case.table.get(("requests.received", "total"))
    return [*case.prose_by.get(("requests.received", "total"), ()), *([table] if table else [])]


def _currents(case: Case) -> list[Interval]:
    """What may have been received this year: as printed, or with last year's stock."""
    received = [value(fact) for fact in _received(case)]
    stock = [*case.prose_by.get(("requests.carried_in", "total"), ())]
    if carried := case.table.get(("requests.carried_in", "total")):
        stock.append(carried)
    return received + [total((one, value(fact))) for one in received[:1] for fact in stock]


def _decimals(case: Case, fact: Fact) -> int:
    return next((q.decimals for q in case.shares if fact.start <= q.start < fact.end), 0)


def growth_of_two(case: Case) -> Iterator[Outcome]:
    """今年收到100件, 去年80件, 增长25%: both numbers are printed."""
    for share, sign, pair in _pairs(case):
        yield _weighed(share, sign, *pair)


def _pairs(case: Case) -> Iterator[tuple[Quantity, int, "Pair"]]:
    """The rates of growth with both numbers printed before them, and their signs."""
    starts = [count.start for count in case.counts]
    for share in case.shares:
        sign = rate_sign(case, share)
        if not sign:
            continue
        at = bisect_left(starts, share.start)
        if at >= 2 and (pair := _pair(case, case.counts[at - 2], case.counts[at - 1], share, sign)):
            yield share, sign, pair


def rate_sign(case: Case, share: Quantity) -> int:
    """1 for a rate of growth, -1 for one of decline, 0 for other percentages and for a difference of two."""
    if any(word in share.unit for word in phrases().points):
        return 0
    before = _SHARE_MARK.split(case.text[max(0, share.start - _WORDS) : share.start])[-1]
    return next((sign for word, sign in phrases().growth if word in before), 0)


def direction(case: Case) -> Iterator[Outcome]:
    """较上年增加12件，下降24%: what grew by a number cannot have fallen by a rate."""
    starts = [count.start for count in case.counts]
    for share in case.shares:
        at = bisect_left(starts, share.start)
        count = case.counts[at - 1] if at else None
        if count is None or share.start - count.end > _WORDS or case.text[count.end] not in _BESIDE:
            continue
        between = case.text[count.end : share.start]
        by = _sign_of(case.text[max(0, count.start - _VERB) : count.start])
        sign = next((sign for word, sign in phrases().growth if word in between), 0)
        points = any(word in share.unit for word in phrases().points)
        if not by or not sign or points or not _names_nothing(between[1:]) or _of_another(case, between, share):
            continue
        same = by == sign
        yield Outcome(
            "growth.direction",
            "holds" if same else "violated",
            message=""
            if same
            else f"数量和比例的增减方向不一致：“{case.text[max(0, count.start - _VERB) : share.end]}”",
            stated=(sign * share.low, sign * share.low),
            operands=(count, share),
        )


def _sign_of(words: str) -> int:
    """The sign of the word of growth that the words end with."""
    return next((sign for word, sign in phrases().growth if words.endswith((word, f"{word}了"))), 0)


def _of_another(case: Case, between: str, share: Quantity) -> bool:
    """True where last year is named with the rate, for one of the growth itself or of a share, and for 30%的."""
    words = (*phrases().previous, *phrases().other_rate)
    return any(word in between for word in words) or case.text.startswith("的", share.end)


def _names_nothing(words: str) -> bool:
    """True for words that compare and say how it grew, and name no other thing."""
    known = phrases()
    for word in sorted((*(word for word, _ in known.growth), *known.previous, *known.compared), key=len, reverse=True):
        words = words.replace(word, "")
    return not words.strip()


class Pair(NamedTuple):
    """This year's number, the other one that is printed, and what they say of last year."""

    current: Quantity
    other: Quantity
    previous: Interval


def _pair(case: Case, first: Quantity, second: Quantity, share: Quantity, sign: int) -> Pair | None:
    """Two numbers of one unit right before the rate: one named last year's, or one by which the other grew."""
    if first.unit != second.unit or share.start - second.end > _REACH or second.start - first.end > _REACH:
        return None
    if not case.same_sentence(first.end, share.start):
        return None
    left, right = case.text[max(0, first.start - 30) : first.start], case.text[first.end : second.start]
    left, right = (_CLAUSE.split(words)[-1] for words in (left, right))
    if any(word in right for word, _ in phrases().growth):
        if _is_last_year(case, left):
            return None
        low, high = sorted(value(first)[end] - sign * value(second)[end] for end in (0, 1))
        return Pair(first, second, (low, high))
    old_first, old_second = _is_last_year(case, left), _is_last_year(case, right)
    if old_first == old_second:
        return None
    return Pair(second, first, value(first)) if old_first else Pair(first, second, value(second))


def _is_last_year(case: Case, words: str) -> bool:
    if any(word in words for word in phrases().carried):
        return False
    named = any(word in words for word in phrases().previous)
    return named or (case.year is not None and f"{case.year - 1}年" in words)


def _weighed(share: Quantity, sign: int, current: Quantity, other: Quantity, previous: Interval) -> Outcome:
    stated = sign * share.low
    if previous[0] <= 0:
        return Outcome("growth.printed", "not_assessable", stated=(stated, stated))
    low, high = percent(value(current), previous)
    computed = (low - 100, high - 100)
    signed = (computed[0] * sign, computed[1] * sign)
    kind = compared((min(signed), max(signed)), share.low, share.decimals)
    formula = f"({shown(value(current))} - {shown(previous)}) / {shown(previous)}"
    formula += f" = {shown((round(computed[0], 2), round(computed[1], 2)))}%"
    outcome = Outcome(
        "growth.printed",
        _VERDICT[kind],
        stated=(stated, stated),
        expected=(round(computed[0], 4), round(computed[1], 4)),
        formula=formula,
    )
    if kind == "rounded":
        return outcome
    text = f"增幅写作 {number(stated)}%，按所列两数应为 {formula.partition(' = ')[2]}"
    return outcome._replace(
        message=text + ("（按截尾计算，不是算错）" if kind == "cut" else ""),
        severity="warning" if kind == "off" else "info",
        operands=(current, other, share),
        suggestion=_mended(share, computed) if kind != "cut" else None,
    )


def _mended(share: Quantity, computed: Interval) -> str | None:
    meant = f"{abs(computed[0]):.{share.decimals}f}%"
    return f"将 {number(share.low)}% 改为 {meant}" if is_point(computed) else None
