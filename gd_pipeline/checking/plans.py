"""The identities of the tables as sums of cells, made once a form, and weighed where their cells are exact.

Most identities of most reports hold over exact cells: these are told so from numbers alone. What does not hold, or has
a missing or a hedged cell, is weighed term by term in `tables`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.identities import Equation, Slot, equations
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.checking.case import Case, Key
from gd_pipeline.checking.intervals import TOLERANCE
from gd_pipeline.checking.verdicts import Outcome, outcome_of

Alternatives = tuple[tuple[Key, ...], ...]


_RELATIONS = {
    "=": lambda left, right: -TOLERANCE <= left - right <= TOLERANCE,
    "<=": lambda left, right: left <= right + TOLERANCE,
    "=>": lambda left, right: left <= 0 or right != 0,
    "<=>": lambda left, right: (left <= 0 or right != 0) and (right <= 0 or left != 0),
}


class Balance(NamedTuple):
    """An identity of the tables weighed: its outcome, the cells of its sides, by how much the left exceeds the right.

    `plus` and `minus` are empty where it is no equality, or could not be weighed.
    """

    outcome: Outcome
    plus: Sequence[Key] = ()
    minus: Sequence[Key] = ()
    residue: float = 0.0

    def cells(self) -> dict[Key, int]:
        """The cells with their signs."""
        return dict.fromkeys(self.plus, 1) | dict.fromkeys(self.minus, -1)


class Plan(NamedTuple):
    """An identity in one column of table 3, or in one of its rows (`applicant` None), with the cells of its sides.

    `right` are all cells of the right side, `fixed` the same where no term of it has alternatives, which are in `slots`
    otherwise. `column` is
    the applicant as outcomes have it: None for the total; `split` says that the identity holds for each.
    """

    equation: Equation
    rule: str
    holds: Callable[[float, float], bool]
    adds: bool
    split: bool
    applicant: str | None
    column: str | None
    metrics: tuple[str, ...]
    left: tuple[Key, ...]
    fixed: tuple[Key, ...]
    slots: tuple[Alternatives, ...]
    right: tuple[Key, ...]


@lru_cache(maxsize=8)
def plans(form: str) -> tuple[tuple[Plan, str | None, Key | None], ...]:
    """The identities of the form's tables, column by column; those of rows are made by `row_plan`.

    Each with the column that has to be printed for it, and the one cell of its left side that has to, else None.
    """
    return tuple(
        (plan, plan.applicant if plan.split else None, plan.left[0] if len(plan.left) == 1 else None)
        for plan in _plans(form)
    )


def _plans(form: str) -> Iterator[Plan]:
    for equation in equations(form, "table"):
        for applicant in APPLICANTS if equation.identity.columns == "each" else ("total",):
            if not equation.rows:
                left = tuple((code, applicant) for slot in equation.left for code in slot[0])
                slots = tuple(_keys(slot, applicant) for slot in equation.right)
                fixed = tuple(key for slot in slots for key in slot[0]) if all(len(s) == 1 for s in slots) else ()
                yield _plan(equation, applicant, equation.whole, left, fixed, slots)


def _plan(
    equation: Equation,
    applicant: str | None,
    whole: str,
    left: tuple[Key, ...],
    fixed: tuple[Key, ...],
    slots: tuple[Alternatives, ...],
) -> Plan:
    return Plan(
        equation,
        equation.identity.rule,
        _RELATIONS[equation.relation],
        equation.relation == "=",
        equation.identity.columns == "each",
        applicant,
        None if applicant == "total" else applicant,
        (whole,),
        left,
        fixed,
        slots,
        fixed or tuple(key for slot in slots for alternative in slot for key in alternative),
    )


def _keys(slot: Slot, applicant: str) -> Alternatives:
    return tuple(tuple((code, applicant) for code in alternative) for alternative in slot)


@lru_cache(maxsize=8)
def row_equations(form: str) -> tuple[Equation, ...]:
    """The identities that hold for each row of table 3."""
    return tuple(equation for equation in equations(form, "table") if equation.rows)


@lru_cache(maxsize=512)
def row_plan(equation: Equation, metric: str) -> Plan:
    """The identity of rows for one row of table 3."""
    parts = tuple((metric, applicant) for applicant in APPLICANTS[:-1])
    return _plan(equation, None, metric, ((metric, "total"),), parts, ())


def begun(case: Case, plan: Plan, rows: Collection[str]) -> bool:
    """True if anything of both sides is printed, be it a blank cell, or a column of `rows` for a total."""
    if plan.left and not _printed(case, plan.left):
        return False
    return _printed(case, plan.right) or (plan.applicant == "total" and any(key[0] in rows for key in plan.right))


def _printed(case: Case, cells: Sequence[Key]) -> bool:
    return not (case.table.keys().isdisjoint(cells) and case.blanks.keys().isdisjoint(cells))


def weighed_exactly(case: Case, plan: Plan) -> Balance | None:
    """The balance of an identity that holds over exact cells; None where it does not, or takes a closer look.

    A blank cell beside numbers adds nothing, but a blank whole, and whatever a blank 总计 may stand for, is no number.
    """
    cells = plan.fixed or _chosen(case, plan.slots)
    number = case.exact.__getitem__
    try:
        left, right = sum(map(number, plan.left), 0.0), sum(map(number, cells), 0.0)
    except KeyError:
        return _with_blanks(case, plan, cells) if plan.adds else None
    if not cells or not plan.holds(left, right):
        return None
    stated = (left, left) if plan.left else None
    told = (plan.rule, "holds", "", None, plan.metrics, plan.column, stated, (right, right), "", None, (), (), "")
    outcome = outcome_of(told)
    return Balance(outcome, plan.left, cells) if plan.adds else Balance(outcome)


def _with_blanks(case: Case, plan: Plan, cells: Sequence[Key]) -> Balance | None:
    """An equality of which some cells are blank: not assessable where the whole is, else None unless it holds."""
    right = _sum(case, plan, cells)
    if right is None:
        return None
    if len(plan.left) == 1 and plan.left[0] in case.blanks:
        expected = (right[0], right[0]) if right[1] else None
        return Balance(Outcome(plan.rule, "not_assessable", "", None, plan.metrics, plan.column, None, expected))
    left = _sum(case, plan, plan.left)
    if left is None or not left[1] or not right[1] or not plan.holds(left[0], right[0]):
        return None
    stated, expected = (left[0], left[0]), (right[0], right[0])
    outcome = Outcome(plan.rule, "holds", "", None, plan.metrics, plan.column, stated, expected)
    return Balance(outcome, plan.left, cells)


def _sum(case: Case, plan: Plan, cells: Sequence[Key]) -> tuple[float, int] | None:
    """The sum of cells that are exact or blank, and how many are numbers; None where a blank may stand for a number."""
    exact, total, numbers = case.exact, 0.0, 0
    for key in cells:
        if key in exact:
            total += exact[key]
            numbers += 1
        elif not _adds_nothing(case, plan, key):
            return None
    return total, numbers


def _adds_nothing(case: Case, plan: Plan, key: Key) -> bool:
    """True for a blank cell that is no total of a column, and whose row has no numbers that make it up."""
    if key not in case.blanks or key in case.table or (plan.applicant is not None and key[0].endswith(".total")):
        return False
    return plan.applicant != "total" or all((key[0], column) not in case.table for column in APPLICANTS[:-1])


def _chosen(case: Case, slots: Sequence[Alternatives]) -> tuple[Key, ...]:
    """Of each slot the first alternative of which anything is printed; nothing where that takes a closer look."""
    table, blanks = case.table.keys(), case.blanks.keys()
    found: tuple[Key, ...] = ()
    for slot in slots:
        for alternative in slot[:-1]:
            if not table.isdisjoint(alternative):
                found += alternative
                break
            if not blanks.isdisjoint(alternative):
                if slot[-1][0] in table or alternative[0][1] == "total":
                    return ()
                found += alternative
                break
        else:
            found += slot[-1]
    return found
