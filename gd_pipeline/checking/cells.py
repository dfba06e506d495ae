"""Which single cell of a table is wrong, where its broken equations say so (domain notes §2.3).

A wrong cell breaks every equation that it stands in and no other, all by the same amount: where a row and a column of
table 3 are off together, they cross in it. A value typed in the wrong row breaks two rows by opposite amounts and no
column; one in the wrong column two columns and no row.
"""

from collections.abc import Iterator, Sequence

from gd_pipeline.checking.broken import Broken
from gd_pipeline.checking.case import Case, Key
from gd_pipeline.checking.columns import shifted
from gd_pipeline.checking.intervals import TOLERANCE
from gd_pipeline.checking.plans import Balance
from gd_pipeline.checking.slips import one_slip
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number


def mended(case: Case, balances: Sequence[Balance]) -> list[Outcome]:
    """The outcomes of the balances, those at odds with the smallest change that would mend them."""
    broken = [
        Broken(at, balance.outcome, balance.cells(), balance.residue)
        for at, balance in enumerate(balances)
        if balance.residue and balance.plus
    ]
    outcomes = [balance.outcome for balance in balances]
    for at, hint in _advices(case, broken, balances).items() if broken else ():
        if hint:
            outcomes[at] = outcomes[at]._replace(suggestion=hint)
    return outcomes


def _advices(case: Case, broken: Sequence[Broken], balances: Sequence[Balance]) -> dict[int, str | None]:
    odd = {cell for equation in broken for cell in equation.cells}
    sound = {cell for b in balances if not b.residue for cell in (*b.plus, *b.minus) if cell in odd}
    advice: dict[int, str | None] = {}
    for group in _connected(broken):
        advice.update(_advice(case, group, sound))
    advice.update(_moved(case, [equation for equation in broken if not advice[equation.at]]))
    advice.update(shifted(case, [equation for equation in broken if not advice[equation.at]], balances))
    return advice


def _connected(broken: Sequence[Broken]) -> list[list[Broken]]:
    """Broken equations that share a cell, together: separate slips are mended separately."""
    groups: list[tuple[set[Key], list[Broken]]] = []
    for equation in broken:
        cells, members = set(equation.cells), [equation]
        apart = []
        for group in groups:
            if cells.isdisjoint(group[0]):
                apart.append(group)
            else:
                cells |= group[0]
                members += group[1]
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]


def _advice(case: Case, group: Sequence[Broken], sound: set[Key]) -> dict[int, str | None]:
    """What would mend each equation of a connected group, by the equation's id."""
    changes = list(_single_changes(case, group, sound))
    if not changes:
        return {equation.at: _crossing(case, equation, group) for equation in group}
    best = changes if len(changes) == 1 else _slips(changes)
    if len(best) == 1:
        unsure = "" if len(changes) == 1 else "（最可能的一处笔误）"
        hint = f"{_changed(best[0])}，相关各式即全部成立{unsure}"
    else:
        hint = "改动以下任一数即可：" + "；".join(map(_changed, changes[:4]))
    return {equation.at: hint for equation in group}


def _changed(change: "Change") -> str:
    cell, printed, meant = change
    return f"{named(*cell)}由 {number(printed)} 改为 {number(meant)}"


Change = tuple[Key, float, float]
"""A cell, what it prints and what would mend it."""


def _single_changes(case: Case, group: Sequence[Broken], sound: set[Key]) -> Iterator[Change]:
    """Cells that stand in all broken equations and in no other, with the one value that mends them all."""
    shared = set(group[0].cells).intersection(*(equation.cells for equation in group[1:]))
    for cell in sorted(shared, key=lambda key: list(group[0].cells).index(key)):
        if cell in sound:
            continue
        errors = {round(equation.residue / equation.cells[cell], 6) for equation in group}
        fact = case.table.get(cell)
        printed = fact.low if fact else 0.0
        if len(errors) == 1 and (value := printed - errors.pop()) >= 0:
            yield cell, printed, value


def _slips(changes: Sequence[Change]) -> list[Change]:
    """The changes that are one slip of the hand: a total left at 0, or a digit mistaken, left out, added or swapped."""
    forgotten = [change for change in changes if _forgotten(change)]
    return forgotten or [change for change in changes if one_slip(number(change[1]), number(change[2]))]


def _forgotten(change: Change) -> bool:
    """A total that prints 0 over parts was never filled in."""
    (metric, applicant), printed, meant = change
    return printed == 0 and meant > 0 and (metric.endswith(".total") or applicant == "total")


def _crossing(case: Case, equation: Broken, group: Sequence[Broken]) -> str | None:
    """Where several cells are wrong: the one cell of this row whose column is off by the same amount."""
    found = []
    for cell, sign in equation.cells.items():
        error = equation.residue / sign
        across = [other for other in group if other is not equation and cell in other.cells]
        if across and all(_explained(other, cell, error, group) for other in across):
            printed = case.table[cell].low if cell in case.table else 0.0
            found.append((cell, printed, printed - error))
    return _changed(found[0]) if len(found) == 1 and found[0][2] >= 0 else None


def _explained(column: Broken, cell: Key, error: float, group: Sequence[Broken]) -> bool:
    """True if the error in the cell, alone or with those of the other broken rows that cross there, is the column's."""
    if abs(column.residue - error * column.cells[cell]) < TOLERANCE:
        return True
    crossing = [
        (other, (other.outcome.metrics[0], cell[1]))
        for other in group
        if other.outcome.applicant is None and (other.outcome.metrics[0], cell[1]) in other.cells
    ]
    errors = [column.cells.get(at, 0) * row.residue / row.cells[at] for row, at in crossing]
    return abs(sum(errors) - column.residue) < TOLERANCE


def _moved(case: Case, rows: Sequence[Broken]) -> dict[int, str | None]:
    """Values typed in the wrong row: pairs of rows of table 3 that are off by opposite amounts."""
    advice: dict[int, str | None] = {}
    rows = [equation for equation in rows if equation.outcome.applicant is None and len(equation.outcome.metrics) == 1]
    for long in rows:
        for short in rows:
            if long.residue < 0 and abs(long.residue + short.residue) < TOLERANCE:
                advice[long.at] = advice[short.at] = _moved_from(case, long, short)
    return advice


def _moved_from(case: Case, long: Broken, short: Broken) -> str | None:
    amount, there = short.residue, short.outcome.metrics[0]
    for (metric, applicant), sign in long.cells.items():
        fact = case.table.get((metric, applicant))
        if sign < 0 and fact and fact.low == amount:
            return f"{named(metric, applicant)}的 {number(amount)} 似应填在{named(there, applicant)}"
    return None
