"""Growth of a number without last year's beside it: a whole number must have grown so (domain notes §2.8.5)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.growth import rate_sign
from gd_pipeline.checking.intervals import is_point, whole_number_base
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import number, quoted, shown
from gd_pipeline.reading.report import Quantity

_FARTHEST = 16
_MONEY = "元"
_MOST = 3


def increases(case: Case) -> Iterator[Outcome]:
    """A verdict for every growth rate behind a count: of 209件, 增长41.22% last year's was 148."""
    starts = [count.start for count in case.counts]
    since = 0
    for share in case.shares:
        sign = rate_sign(case, share)
        if sign and share.start not in case.at and share.low > 0:
            first, last = bisect_left(starts, since), bisect_left(starts, share.start)
            counts = [q for q in case.counts[max(first, last - _MOST) : last] if case.same_sentence(q.end, share.start)]
            yield from _fitting(case, share, sign, counts)
        since = share.end


def _fitting(case: Case, share: Quantity, sign: int, counts: Sequence[Quantity]) -> Iterator[Outcome]:
    """It holds where one of the counts of the sentence fits; the only one, right beside the rate, has to."""
    near = [count for count in counts if _of_this_year(case, count)]
    growth = sign * share.low
    for count in near:
        base = whole_number_base(growth, share.decimals, value(count))
        if base is not None:
            formula = f"{base} → {shown(value(count))}: {number(growth)}%"
            yield Outcome("growth.feasible", "holds", stated=(growth, growth), formula=formula)
            return
    if len(near) == len(counts) == 1 and _certain(case, near[0], share):
        count = near[0]
        said = quoted(count.noun, count.text.strip())
        yield Outcome(
            "growth.feasible",
            "violated",
            message=f"没有一个整数的上年之数能使本年{said}的增幅为 {number(growth)}%",
            stated=(growth, growth),
            formula=f"? → {shown(value(count))}: {number(growth)}%",
            operands=(count, share),
        )


def _of_this_year(case: Case, count: Quantity) -> bool:
    """True for a count of things, no money, that is no addition to another one, and not last year's."""
    words = case.text[max(0, count.start - 8) : count.start]
    of_things = bool(count.unit) and not count.unit.endswith(_MONEY)
    return of_things and not any(word in words for word in (*phrases().addition, *phrases().previous, *_grown()))


def _grown() -> tuple[str, ...]:
    return tuple(word for word, _ in phrases().growth)


def _certain(case: Case, count: Quantity, share: Quantity) -> bool:
    return (
        is_point(value(count))
        and count.hedge is None
        and share.hedge is None
        and not (case.torn(count) or case.torn(share))
        and share.start - count.end <= _FARTHEST
        and _beside().fullmatch(case.text, count.end, share.start) is not None
    )


@lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    """Words of comparison and growth alone: another noun between would be what grew (网站访问量同比增长15%)."""
    words = "|".join((*phrases().compared, *phrases().previous, *_grown()))
    return re.compile(f"[，,、（(]?(?:{words}|20[0-9]{{2}}年){{0,8}}")
