"""The verdict on a printed whole and its printed parts, whether they are metrics or not (domain notes §2.8.1)."""

from collections.abc import Iterable, Sequence

from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import Interval, difference, meets, total
from gd_pipeline.checking.slips import one_slip
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, number, shown, signed
from gd_pipeline.reading.report import Quantity


def sum_of(parts: Iterable[Quantity]) -> Interval:
    """What the parts add up to."""
    return total(value(part) for part in parts)


def near(stated: Interval, expected: Interval) -> bool:
    """True if the two are one number miswritten, and not two things: a slip of the hand, or off by less than half."""
    return abs(difference(stated, expected)) <= expected[0] / 2 or one_slip(number(stated[0]), number(expected[0]))


def weighed_list(case: Case, whole: Quantity, parts: Sequence[Quantity], said: str) -> Outcome:
    """`sum.enumeration` of `whole` and `parts`; `said` begins the message where they are at odds."""
    expected = sum_of(parts)
    holds = meets(value(whole), expected)
    gap = signed(difference(value(whole), expected))
    return Outcome(
        "sum.enumeration",
        "holds" if holds else "violated",
        message="" if holds else f"{said}各项相加为 {shown(expected)}，相差 {gap}",
        metrics=tuple(dict.fromkeys(case.at[q.start].metric for q in (whole, *parts) if q.start in case.at)),
        stated=(whole.low, whole.high),
        expected=expected,
        formula=f"{shown(value(whole))} = {added([value(part) for part in parts])}",
        operands=(whole, *parts),
    )
