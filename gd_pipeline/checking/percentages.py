"""Printed percentages: to which number each belongs, and how it stands to what is computed (domain notes §2.8.2-3).

A share may be rounded half up, cut off, or adjusted so that a list adds to 100 exactly; trailing zeros are dropped by
authors, so the printed places are the least precision that is claimed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.intervals import TOLERANCE, Interval
from gd_pipeline.reading.report import Fact, Quantity

_REACH = 24
_BARE = re.compile(r"[\s，,、：:；;]{0,3}[（(][\s约为]{0,3}")
_BARRIER = re.compile(r"[。；;\n\d]")


class Share(NamedTuple):
    """A percentage and the number right before it that it is the share of."""

    part: Fact
    share: Quantity


def attached(case: Case) -> Mapping[int, Share]:
    """Shares by the start of their part: 占…% after a fact with no other number between them."""
    found: dict[int, Share] = {}
    if not case.shares or not case.prose:
        return found
    ends = sorted({fact.end: fact for fact in reversed(case.prose)}.items())
    at = 0
    last: Fact | None = None
    for share in case.shares:
        while at < len(ends) and ends[at][0] <= share.start:
            last = ends[at][1]
            at += 1
        if last is not None and last.start not in found and _belongs(case, last, share):
            found[last.start] = Share(last, share)
    return found


def _belongs(case: Case, part: Fact, share: Quantity) -> bool:
    between = case.text[part.end : share.start]
    if len(between) > _REACH or _BARRIER.search(between) or any(word in between for word in phrases().each_of_several):
        return False
    return _BARE.fullmatch(between) is not None or any(word in between for word in phrases().share)


def compared(computed: Interval, printed: float, decimals: int) -> str:
    """How a printed percentage stands to the computed one: rounded, cut (off), adjusted (within one unit) or off."""
    unit = 10.0**-decimals
    low, high = computed
    if low - unit / 2 - TOLERANCE <= printed <= high + unit / 2 + TOLERANCE:
        return "rounded"
    if low - unit + TOLERANCE < printed <= high + TOLERANCE:
        return "cut"
    return "adjusted" if low - unit - TOLERANCE <= printed <= high + unit + TOLERANCE else "off"


def adds_to_100(shares: Sequence[Quantity], slack: float = 1.0) -> bool:
    """True if the shares add to 100 within what rounding each may cost (`slack` 2: what cutting off may)."""
    total = sum(share.low for share in shares)
    return abs(total - 100) <= slack * sum(0.5 * 10.0**-share.decimals for share in shares) + TOLERANCE
