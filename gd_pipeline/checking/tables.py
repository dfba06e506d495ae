"""The identities of the statutory tables, per column and per row (domain notes §2.1-§2.5)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.identities import Equation
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules import SEVERITY
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.intervals import difference, exceeds, meets
from gd_pipeline.checking.plans import (
    Balance,
    Plan,
    begun,
    plans,
    row_equations,
    row_plan,
    weighed_exactly,
)
from gd_pipeline.checking.terms import Term, row_term, table_term
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, number, shown, signed
from gd_pipeline.reading.report import Fact


def weigh_tables(case: Case) -> Iterator[Balance]:
    """Every identity of the report's form among its table facts, as far as anything of it is printed."""
    if not case.table:
        return
    table, blanks = case.table, case.blanks
    columns = {applicant for _, applicant in table}
    rows = dict.fromkeys([metric for metric, applicant in table if applicant != "total"])
    for plan, needs, whole in plans(case.report.form):
        if (needs and needs not in columns) or (whole and whole not in table and whole not in blanks):
            continue
        balance = weighed_exactly(case, plan)
        if balance is not None:
            yield balance
        elif begun(case, plan, rows):
            yield from _weigh_column(case, plan, derive=plan.applicant == "total" and len(columns) > 1)
    if len(columns) > 2 and "total" in columns:
        for equation in row_equations(case.report.form):
            for metric in rows:
                yield weighed_exactly(case, row_plan(equation, metric)) or _weigh_row(case, equation, metric)


def _weigh_column(case: Case, plan: Plan, derive: bool) -> Iterator[Balance]:
    equation, applicant = plan.equation, plan.applicant or "total"
    left = table_term(case, equation.left, applicant)
    right = table_term(case, equation.right, applicant, derive=derive)
    if right.seen and (left.seen or not equation.left):
        yield weigh(case, equation, left, right, equation.whole, applicant)


def _weigh_row(case: Case, equation: Equation, metric: str) -> Balance:
    left, right = row_term(case, metric, ("total",)), row_term(case, metric, APPLICANTS[:-1])
    return weigh(case, equation, left, right, metric, None)


def weigh(case: Case, equation: Equation, left: Term, right: Term, whole: str, applicant: str | None) -> Balance:
    """One equation over the terms of its two sides; `applicant` is None for a row of table 3."""
    verdict = _relation(equation, left, right)
    stated, expected = left.printed if left.facts else None, right.printed if right.facts else None
    column = None if applicant == "total" else applicant
    outcome = Outcome(equation.identity.rule, verdict, "", None, (whole,), column, stated, expected)
    weighed = equation.relation == "=" and verdict != "not_assessable"
    plus, minus = (left.keys(), right.keys() + right.blank_keys()) if weighed else ([], [])
    if verdict != "violated":
        return Balance(outcome, plus, minus)
    violated = outcome._replace(
        verdict="explained" if left.blanks or right.blanks else "violated",
        severity=_severity(case, equation, left, right),
        metrics=_metrics(whole, left.facts + right.facts),
        operands=left.facts + right.facts,
        formula=f"{_added(left)} {equation.relation} {_added(right)}",
        message=_message(equation, left, right, named(whole, applicant)),
    )
    return Balance(violated, plus, minus, left.interval[0] - right.interval[0])


def _relation(equation: Equation, left: Term, right: Term) -> str:
    if equation.relation == "=":
        return "not_assessable" if _blank_total(equation, left, right) else _equal(left, right)
    return {"<=": _at_most, "=>": _implies, "<=>": _both}[equation.relation](left, right)


def _blank_total(equation: Equation, left: Term, right: Term) -> bool:
    if equation.rows or not (left.blanks or right.blanks):
        return False
    return any(blank.metric.endswith(".total") for blank in left.blanks + right.blanks)


def _equal(left: Term, right: Term) -> str:
    """A blank whole is a missing whole, never 0 (domain notes §1.6); cells that are missing may yet add nothing."""
    if left.missing or not left.facts or not right.seen:
        return "not_assessable"
    if right.missing:
        return "holds" if right.facts and left.exact and left.interval == right.interval else "not_assessable"
    return "holds" if meets(left.interval, right.interval) else "violated"


def _at_most(left: Term, right: Term) -> str:
    if left.missing or right.missing or left.blanks:
        return "not_assessable"
    return "violated" if exceeds(left.interval, right.interval) else "holds"


def _implies(left: Term, right: Term) -> str:
    if left.missing or right.missing or left.blanks or right.blanks:
        return "not_assessable"
    return "violated" if left.interval[0] > 0 and right.interval[1] == 0 else "holds"


def _both(left: Term, right: Term) -> str:
    forth, back = _implies(left, right), _implies(right, left)
    return back if forth == "holds" else forth


def _severity(case: Case, equation: Equation, left: Term, right: Term) -> str:
    """Error needs complete and exact operands, and no row of the issuer's own that would make up the difference."""
    severity = SEVERITY[equation.identity.severity]
    if severity != "error" or (left.exact and right.exact and not _own_row(case, left, right)):
        return severity
    return "warning"


def _own_row(case: Case, left: Term, right: Term) -> bool:
    gap = str(int(abs(difference(left.interval, right.interval))))
    same = (leftover for leftover in case.report.leftovers if leftover.text.strip() == gap)
    return any(case.in_table(leftover.start) for leftover in same)


def _metrics(whole: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((whole, *(fact.metric for fact in facts))))


def _added(term: Term) -> str:
    return added([(fact.low, fact.high) for fact in term.facts])


def _together(term: Term) -> str:
    names = "与".join(named(fact.metric, fact.applicant) for fact in term.facts)
    return f"{names}之和 {_added(term)} ="


def _message(equation: Equation, left: Term, right: Term, name: str) -> str:
    """What is wrong, in a sentence with the numbers and the difference."""
    stated, expected = shown(left.printed), shown(right.printed)
    if equation.relation == "=":
        gap = signed(difference(left.interval, right.interval))
        if len(left.facts) == len(right.facts) == 2:
            text = f"{_together(left)} {stated}，{_together(right)} {expected}，相差 {gap}"
        elif len(left.facts) > 1:
            text = f"{name}：左边 {_added(left)} = {stated}，右边 {_added(right)} = {expected}，相差 {gap}"
        else:
            text = f"{name}写作 {stated}，各项相加 {_added(right)} = {expected}，相差 {gap}"
    elif equation.relation == "<=":
        over = number(left.interval[0] - right.interval[1])
        text = f"{name} {stated} 大于它所能有的上限 {_added(right)} = {expected}，超出 {over}"
    else:
        text = f"{name}为 {stated}，而与之相应的数为 {expected}"
    if left.blanks or right.blanks:
        text += f"（{len(left.blanks) + len(right.blanks)} 个空白格按 0 计）"
    return text
