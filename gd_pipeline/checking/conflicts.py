"""One quantity, two values: prose against table, and prose against prose (domain notes §2.1 E14-N, §2.7 D-08).

Only numbers of like scope are compared; where a printed scope is narrower than the report's, the difference is
explained by it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from gd_pipeline.catalog.identities import Equation, equations
from gd_pipeline.catalog.rules import SEVERITY
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, distinct, own, value
from gd_pipeline.checking.intervals import Interval, difference, meets, total
from gd_pipeline.checking.terms import Term, table_term
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, shown, signed
from gd_pipeline.reading.report import Fact


def prose_against_table(case: Case) -> Iterator[Outcome]:
    """A verdict for every number of prose that a cell, or some cells, of the tables should equal."""
    if not case.table or not case.prose:
        return
    by_rule: dict[tuple[str, str], list[tuple[Equation, Term]]] = {}
    printed = {metric for metric, _ in case.prose_by}
    for whole, equation in _by_whole(case.report.form):
        if whole not in printed:
            continue
        for metric, applicant in _sides(case, equation):
            term = table_term(case, equation.right, applicant, derive=applicant == "total")
            if term.facts and not term.missing:
                by_rule.setdefault((metric, applicant), []).append((equation, term))
    for (metric, applicant), candidates in by_rule.items():
        for fact in distinct(case.prose_by[metric, applicant]):
            yield _compared(case, fact, candidates)


@lru_cache(maxsize=8)
def _by_whole(form: str) -> tuple[tuple[str, Equation], ...]:
    return tuple((equation.whole, equation) for equation in equations(form, "prose_table"))


def _sides(case: Case, equation: Equation) -> list[tuple[str, str]]:
    metric = equation.left[0][0][0]
    if equation.identity.columns == "total":
        return [(metric, "total")] if (metric, "total") in case.prose_by else []
    return [key for key in case.prose_by if key[0] == metric]


def _compared(case: Case, fact: Fact, candidates: Sequence[tuple[Equation, Term]]) -> Outcome:
    """The fact against the first reading of its words that fits, else against the first of all."""
    fitting = [c for c in candidates if meets(value(fact), c[1].interval)]
    equation, term = (fitting or candidates)[0]
    outcome = Outcome(
        equation.identity.rule,
        "holds",
        metrics=tuple(dict.fromkeys((fact.metric, *(cell.metric for cell in term.facts)))),
        applicant=None if fact.applicant == "total" else fact.applicant,
        stated=(fact.low, fact.high),
        expected=term.printed,
    )
    if fitting:
        return outcome
    name = named(fact.metric, fact.applicant, fact.label)
    text = f"{name}文字写作 {shown(value(fact))}，表格为 {_cells(term)}，相差 "
    text += signed(difference(value(fact), term.interval))
    sides = f"{shown((fact.low, fact.high))} = {added([(cell.low, cell.high) for cell in term.facts])}"
    outcome = outcome._replace(operands=(fact, *term.facts), message=text, formula=sides)
    if narrower(fact):
        return outcome._replace(verdict="explained", severity="info", message=f"{text}（文字的范围是“{fact.scope}”）")
    if any(word in fact.text for word in phrases().implied):
        return outcome._replace(verdict="explained", severity="warning", message=f"{text}（由“{fact.text}”推出）")
    return outcome._replace(
        verdict="violated", severity=_severity(case, fact, equation), suggestion=_hint(case, fact, term)
    )


def _severity(case: Case, fact: Fact, equation: Equation) -> str:
    """What the identity is worth; less where prose prints several values of the metric."""
    several = len(distinct(case.prose_by[fact.metric, fact.applicant])) > 1
    return "info" if several or fact.hedge else SEVERITY[equation.identity.severity]


def _cells(term: Term) -> str:
    total = shown(term.printed)
    return total if len(term.facts) == 1 else f"{added([(f.low, f.high) for f in term.facts])} = {total}"


def _hint(case: Case, fact: Fact, term: Term) -> str:
    """The table is right, unless prose prints what the columns of the cell add to."""
    printed = shown(_printed(fact))
    if _of_columns(case, term) == _printed(fact):
        return f"将表格中的总计 {shown(term.printed)} 改为 {printed}（各列之和与文字一致）"
    hint = f"将文字中的 {printed} 改为 {shown(term.printed)}"
    cells = term.facts if len(term.facts) > 1 else ()
    cell = next((cell for cell in cells if _printed(cell) == _printed(fact)), None)
    return f"{hint}（{printed} 只是{named(cell.metric, cell.applicant)}一格）" if cell else hint


def _of_columns(case: Case, term: Term) -> Interval | None:
    """What the columns of table 3 add to whose total is compared."""
    metric = term.facts[0].metric
    columns = [cell for (code, column), cell in case.table.items() if code == metric and column != "total"]
    return total(value(cell) for cell in columns) if columns and len(term.facts) == 1 else None


def narrower(fact: Fact) -> bool:
    """True if the number is printed for less than the issuer's whole territory (市政府, 市政府办)."""
    scope = own(fact.scope)
    return scope is not None and not any(word in scope for word in phrases().whole_scope)


def prose_against_prose(case: Case) -> Iterator[Outcome]:
    """A verdict for every headline metric that prose states more than once."""
    for (metric, applicant), facts in case.prose_by.items():
        if len(facts) > 1 and metric in phrases().headlines:
            yield from _stated_twice(metric, applicant, facts)


def _stated_twice(metric: str, applicant: str, facts: Sequence[Fact]) -> Iterator[Outcome]:
    first = facts[0]
    others = [fact for fact in distinct(facts[1:]) if not meets(value(fact), value(first))]
    metrics = (metric,)
    column = None if applicant == "total" else applicant
    if not others:
        yield Outcome("conflict.prose", "holds", metrics=metrics, applicant=column, stated=_printed(first))
        return
    values = "、".join(shown(_printed(fact)) for fact in (first, *others))
    apart = len({(fact.scope, fact.section) for fact in (first, *others)}) > 1
    outcome = Outcome(
        "conflict.prose",
        "explained" if apart else "violated",
        message=f"{named(metric, applicant)}在文中有不同的数：{values}" + ("（范围或所在章节不同）" if apart else ""),
        severity="info",
        metrics=metrics,
        applicant=column,
        stated=_printed(first),
        expected=_printed(others[0]),
        formula=values.replace("、", " = "),
        operands=(first, *others),
    )
    yield outcome


def _printed(fact: Fact) -> Interval:
    return fact.low, fact.high
