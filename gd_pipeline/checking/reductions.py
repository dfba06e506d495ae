"""Rates of what was cut: 现有账号58个，清理120个，精简率67%; 由18项压缩至6项，压缩率66.7% (domain notes §2.8.2)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import Interval, percent, total
from gd_pipeline.checking.percentages import compared
from gd_pipeline.checking.rates import counts_before, of_reduction, zones
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import number, shown
from gd_pipeline.reading.report import Quantity

_NEAR = 14
_UP_TO = ("至", "到", "为")


def reductions(case: Case) -> Iterator[Outcome]:
    """A verdict for every rate of reduction (no average) whose sentence counts what was cut, and what was or is."""
    since = 0
    for share in case.shares:
        near = case.text[max(since, share.start - _NEAR) : share.start]
        averaged = any(word in near for word in phrases().average)
        if not averaged and of_reduction(case, share, since):
            yield from _weighed(case, share, counts_before(case, share))
        since = share.end


def _weighed(case: Case, share: Quantity, counts: Sequence[Quantity]) -> Iterator[Outcome]:
    """It holds where one of the numbers fits; of what was cut down to another number it has to."""
    words = zones(case, counts)
    at = next((i for i in range(len(counts) - 1, -1, -1) if any(word in words[i] for word in phrases().cut)), None)
    if at is None:
        return
    cut, left_over = counts[at], words[at].rstrip().endswith(_UP_TO)
    others = [count for count in counts if count is not cut and count.unit == cut.unit and value(count)[0] > 0]
    for other in others:
        for computed in _readings(value(cut), value(other), left_over):
            if compared(computed, share.low, share.decimals) != "off":
                yield _outcome("holds", share, cut, other, computed)
                return
    if left_over and len(others) == 1:
        yield _outcome("violated", share, cut, others[0], _readings(value(cut), value(others[0]), left_over)[0])


def _readings(cut: Interval, other: Interval, left_over: bool) -> list[Interval]:
    """The rate where another number was cut down to this one; or this one was cut from it, or cut besides it."""
    if left_over:
        low, high = percent(cut, other)
        return [(100 - high, 100 - low)]
    return [percent(cut, other), percent(cut, total((cut, other)))]


def _outcome(verdict: str, share: Quantity, cut: Quantity, other: Quantity, computed: Interval) -> Outcome:
    printed = f"{shown((round(computed[0], 2), round(computed[1], 2)))}%"
    formula = f"{shown(value(cut))}，{shown(value(other))}：{printed}"
    return Outcome(
        "percentage.reduction",
        verdict,
        message="" if verdict == "holds" else f"按所列两数应为 {printed}，写作 {number(share.low)}%",
        stated=(share.low, share.high),
        expected=(round(computed[0], 4), round(computed[1], 4)),
        formula=formula,
        operands=(cut, other, share),
    )
