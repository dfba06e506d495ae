"""Which single cell of a table is wrong, where its broken equations say so (domain notes §2.3).

A wrong cell breaks every equation that it stands in and no other, all by the same amount: where a row and a column of
table 3 are off together, they cross in it. A value typed in the wrong row breaks two rows by opposite amounts and no
column.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gd_pipeline.checking.case import Case, Key
from gd_pipeline.checking.intervals import TOLERANCE
from gd_pipeline.checking.tables import Balance
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number


def mended(case: Case, balances: Sequence[Balance]) -> Iterator[Outcome]:
    """The outcomes of the balances, those at odds with the smallest change that would mend them."""
    broken = [balance for balance in balances if balance.residue]
    advice: dict[int, str | None] = {}
    if broken:
        standing: dict[Key, list[Balance]] = defaultdict(list)
        for balance in balances:
            for cell in balance.cells:
                standing[cell].append(balance)
        for group in _connected(broken):
            advice.update(_advice(case, group, standing))
        advice.update(_moved(case, [balance for balance in broken if not advice[id(balance)]]))
    for balance in balances:
        hint = advice.get(id(balance))
        yield replace(balance.outcome, suggestion=hint) if hint else balance.outcome


def _connected(broken: Sequence[Balance]) -> list[list[Balance]]:
    """Broken equations that share a cell, together: separate slips are mended separately."""
    groups: list[tuple[set[Key], list[Balance]]] = []
    for balance in broken:
        cells, members = set(balance.cells), [balance]
        apart = []
        for group in groups:
            if cells.isdisjoint(group[0]):
                apart.append(group)
            else:
                cells |= group[0]
                members += group[1]
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]


def _advice(case: Case, group: Sequence[Balance], standing: dict[Key, list[Balance]]) -> dict[int, str | None]:
    """What would mend each equation of a connected group, by the equation's id."""
    changes = list(_single_changes(case, group, standing))
    if not changes:
        return {id(balance): _crossing(case, balance, group) for balance in group}
    best = changes if len(changes) == 1 else _slips(changes)
    if len(best) == 1:
        unsure = "" if len(changes) == 1 else "（最可能的一处笔误）"
        hint = f"{_changed(best[0])}，相关各式即全部成立{unsure}"
    else:
        hint = "改动以下任一数即可：" + "；".join(map(_changed, changes[:4]))
    return {id(balance): hint for balance in group}


def _changed(change: "Change") -> str:
    cell, printed, meant = change
    return f"{named(*cell)}由 {number(printed)} 改为 {number(meant)}"


Change = tuple[Key, float, float]
"""A cell, what it prints and what would mend it."""


def _single_changes(case: Case, group: Sequence[Balance], standing: dict[Key, list[Balance]]) -> Iterator[Change]:
    """Cells that stand in all broken equations and in no other, with the one value that mends them all."""
    shared = set(group[0].cells).intersection(*(balance.cells for balance in group[1:]))
    for cell in sorted(shared, key=lambda key: list(group[0].cells).index(key)):
        if any(not balance.residue for balance in standing[cell]):
            continue
        errors = {round(balance.residue / balance.cells[cell], 6) for balance in group}
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


def one_slip(printed: str, meant: str) -> bool:
    """True if one digit was changed, left out, doubled or swapped with its neighbour."""
    if abs(len(printed) - len(meant)) > 1 or printed == meant:
        return False
    if len(printed) == len(meant):
        at = [i for i in range(len(meant)) if printed[i] != meant[i]]
        if len(at) == 2 and at[1] == at[0] + 1:
            return printed[at[0]] == meant[at[1]] and printed[at[1]] == meant[at[0]]
        return len(at) == 1
    longer, shorter = sorted((printed, meant), key=len, reverse=True)
    return len(shorter) > 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _crossing(case: Case, balance: Balance, group: Sequence[Balance]) -> str | None:
    """Where several cells are wrong: the one cell of this row whose column is off by the same amount."""
    found = []
    for cell, sign in balance.cells.items():
        error = balance.residue / sign
        across = [other for other in group if other is not balance and cell in other.cells]
        if across and all(_explained(other, cell, error, group) for other in across):
            printed = case.table[cell].low if cell in case.table else 0.0
            found.append((cell, printed, printed - error))
    return _changed(found[0]) if len(found) == 1 and found[0][2] >= 0 else None


def _explained(column: Balance, cell: Key, error: float, group: Sequence[Balance]) -> bool:
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


def _moved(case: Case, rows: Sequence[Balance]) -> dict[int, str | None]:
    """Values typed in the wrong row: pairs of rows of table 3 that are off by opposite amounts."""
    advice: dict[int, str | None] = {}
    rows = [balance for balance in rows if balance.outcome.applicant is None and len(balance.outcome.metrics) == 1]
    for long in rows:
        for short in rows:
            if long.residue < 0 and abs(long.residue + short.residue) < TOLERANCE:
                advice[id(long)] = advice[id(short)] = _moved_from(case, long, short)
    return advice


def _moved_from(case: Case, long: Balance, short: Balance) -> str | None:
    amount, there = short.residue, short.outcome.metrics[0]
    for (metric, applicant), sign in long.cells.items():
        fact = case.table.get((metric, applicant))
        if sign < 0 and fact and fact.low == amount:
            return f"{named(metric, applicant)}的 {number(amount)} 似应填在{named(there, applicant)}"
    return None
