"""The identities of two years: carry, stock and bounds against the issuer's last report (domain notes §2.6)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.identities import LAST, Equation, Slot, equations
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules import SEVERITY
from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.case import value
from gd_pipeline.checking.intervals import TOLERANCE, Interval, difference, exceeds, is_point, meets, total
from gd_pipeline.checking.neighbours.excuses import excuse
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.neighbours.verdict import Beside, Compared, excused
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, number, shown, signed
from gd_pipeline.reading.report import Fact

_COLUMNS = APPLICANTS[:-1]
Codes = tuple[tuple[str, bool], ...]
"""The codes of a side, and of each whether it is of last year's report."""


class Side(NamedTuple):
    """One side of an identity: this year's facts, last year's, and whether any is missing.

    `interval` is the sum of what a check may hold the numbers to.
    """

    now: tuple[Fact, ...]
    then: tuple[Fact, ...]
    missing: bool
    interval: Interval


class Plan(NamedTuple):
    """An identity with the codes of its sides."""

    equation: Equation
    left: Codes
    right: Codes


class Pair(NamedTuple):
    """The reports of two years, this one's and last one's."""

    record: YearRecord
    last: YearRecord


def against_last(record: YearRecord, last: YearRecord) -> Iterator[Compared]:
    """A verdict for every identity of two years of which this year's report prints its part."""
    pair = Pair(record, last)
    for plan in _plans(record.form):
        if plan.equation.identity.columns == "each":
            yield from _columns(pair, plan)
        elif compared := _weighed(pair, plan, "total"):
            yield compared


def _columns(pair: Pair, plan: Plan) -> Iterator[Compared]:
    """An identity for each applicant; where the total holds, the columns were only told apart differently.

    Where columns do not hold, they account for a total that is off by as much as they are together.
    """
    found = {a: compared for a in APPLICANTS if (compared := _weighed(pair, plan, a))}
    whole = found.get("total")
    off = {a: _gap(found[a]) for a in _COLUMNS if a in found and _gap(found[a])}
    for compared in found.values():
        if compared.outcome.verdict != "violated":
            yield compared
        elif compared is whole:
            told = abs(sum(off.values()) - _gap(compared)) < TOLERANCE
            yield _accounted_for(compared, tuple(off)) if told else compared
        else:
            same = whole is not None and whole.outcome.verdict == "holds"
            yield excused(compared, neighbours().excuses["applicants"] if same else None)


def _gap(compared: Compared) -> float:
    stated, expected = compared.outcome.stated, compared.outcome.expected
    if compared.outcome.verdict == "holds" or stated is None or expected is None:
        return 0.0
    return difference(stated, expected)


def _accounted_for(whole: Compared, columns: Sequence[str]) -> Compared:
    text = f"{whole.outcome.message}（差额出在{'、'.join(named('', c) for c in columns)}）"
    outcome = whole.outcome._replace(verdict="explained", severity="info", message=text, suggestion=None)
    return Compared(outcome, whole.beside)


def _weighed(pair: Pair, plan: Plan, applicant: str) -> Compared | None:
    """The identity in one column; None where this year's report prints nothing of it."""
    equation = plan.equation
    left, right = _side(pair, plan.left, applicant), _side(pair, plan.right, applicant)
    if not left.now and not right.now:
        return None
    column = None if applicant == "total" else applicant
    outcome = Outcome(equation.identity.rule, "not_assessable", metrics=(equation.whole,), applicant=column)
    if left.missing or right.missing:
        text = f"{named(equation.whole)}：缺少相应的数，不能与{pair.last.report_year}年报告核对"
        return Compared(outcome._replace(message=text)) if applicant == "total" else None
    stated, expected = _stated(equation, left, right)
    facts = (*left.now, *right.now, *left.then, *right.then)
    outcome = outcome._replace(
        verdict="holds",
        metrics=tuple(dict.fromkeys(fact.metric for fact in facts)),
        stated=stated,
        expected=expected,
        formula=_formula(equation, left, right),
        severity=SEVERITY[equation.identity.severity],
    )
    return Compared(outcome) if _holds(equation, left, right) else _at_odds(pair, equation, outcome, left, right)


def _at_odds(pair: Pair, equation: Equation, outcome: Outcome, left: Side, right: Side) -> Compared:
    stated, expected = _stated(equation, left, right)
    beside = tuple(Beside("last", pair.last, fact) for fact in (*left.then, *right.then))
    outcome = outcome._replace(
        verdict="violated",
        message=_message(pair, equation, outcome.applicant, stated, expected),
        suggestion=_suggestion(equation, outcome.applicant, stated, expected),
        operands=(*left.now, *right.now),
    )
    below = equation.relation == "=" and exceeds(expected, stated)
    facts = (*left.now, *right.now, *left.then, *right.then)
    reason = excuse(equation.identity.family, pair.record, pair.last, facts, below)
    return excused(Compared(outcome, beside), reason)


def _side(pair: Pair, codes: Codes, applicant: str) -> Side:
    now, then, missing = list[Fact](), list[Fact](), False
    for code, of_last in codes:
        fact = (pair.last if of_last else pair.record).best.get((code, applicant))
        if fact is None:
            missing = True
        else:
            (then if of_last else now).append(fact)
    return Side(tuple(now), tuple(then), missing, total([value(fact) for fact in (*now, *then)]))


@lru_cache(maxsize=8)
def _plans(form: str) -> tuple[Plan, ...]:
    return tuple(Plan(each, _codes(each.left), _codes(each.right)) for each in equations(form, "years"))


def _codes(slots: tuple[Slot, ...]) -> Codes:
    return tuple((code.removeprefix(LAST), code.startswith(LAST)) for slot in slots for code in slot[0])


def _holds(equation: Equation, left: Side, right: Side) -> bool:
    if equation.relation == "=":
        return meets(left.interval, right.interval)
    if equation.relation == "<=":
        return not exceeds(left.interval, right.interval)
    return not (left.interval[0] > 0 and right.interval[1] == 0)


def _stated(equation: Equation, left: Side, right: Side) -> tuple[Interval, Interval]:
    """The number that the identity is about, and what it should be by the others."""
    if equation.relation != "=":
        return left.interval, (0.0, right.interval[1]) if equation.relation == "<=" else right.interval
    rest = total(map(value, (*left.now[1:], *left.then)))
    low, high = right.interval
    return value(left.now[0]), (low - rest[1], high - rest[0])


def _formula(equation: Equation, left: Side, right: Side) -> str:
    sides = (added([(fact.low, fact.high) for fact in (*side.now, *side.then)]) for side in (left, right))
    return f" {equation.relation} ".join(sides)


def _message(pair: Pair, equation: Equation, applicant: str | None, stated: Interval, expected: Interval) -> str:
    year = pair.last.report_year
    name = named(equation.whole, applicant)
    if equation.relation == "=":
        gap = signed(difference(stated, expected))
        return f"{name}为 {shown(stated)}，按{year}年报告应为 {shown(expected)}，相差 {gap}"
    if equation.relation == "<=" and equation.left[0][0][0].startswith(LAST):
        whole = named(equation.right[0][0][0])
        return f"{year}年报告的{name}为 {shown(stated)}，而本年的{whole}只有 {number(expected[1])}"
    if equation.relation == "<=":
        return f"{name}为 {shown(stated)}，大于本年与{year}年报告所能有的上限 {number(expected[1])}"
    return f"{name}为 {shown(stated)}，而本年与{year}年报告中与之相应的数都是 0"


def _suggestion(equation: Equation, applicant: str | None, stated: Interval, expected: Interval) -> str | None:
    """The value that would fit last year's report, where one number is at odds."""
    if equation.relation != "=" or not is_point(expected) or expected[0] < 0:
        return None
    name = named(equation.whole, applicant)
    return f"核对两年的报告：将{name}由 {shown(stated)} 改为 {shown(expected)}，或更正上年报告"
