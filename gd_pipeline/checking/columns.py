"""Values of table 3 in the wrong column: columns off by opposite amounts while all rows add up (domain notes §2.3).

The whole row may be shifted by one column, too, as in text from pages and pasted tables (§1.6).
"""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.checking.broken import Broken
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.intervals import TOLERANCE
from gd_pipeline.checking.plans import Balance
from gd_pipeline.checking.wording import named, number

_COLUMNS = APPLICANTS[:-1]
_MOST = 3
Row = tuple[float, ...]
"""The numbers of a row, by column."""


def shifted(case: Case, broken: Sequence[Broken], balances: Sequence[Balance]) -> dict[int, str | None]:
    """What would mend columns that are off together, by the equation's place: the one row whose values moved."""
    columns = [equation for equation in broken if equation.outcome.applicant in _COLUMNS]
    if len(columns) < 2:
        return {}
    sound = {cell for b in balances if not b.residue and b.outcome.applicant for cell in (*b.plus, *b.minus)}
    found: dict[tuple[str, Row], str] = {}
    for metric in dict.fromkeys(metric for metric, _ in columns[0].cells):
        printed = tuple(_number(case, metric, column) for column in _COLUMNS)
        for meant, said in _moves(metric, printed):
            moved = {c for c, (was, now) in enumerate(zip(printed, meant, strict=True)) if was != now}
            if sound.isdisjoint((metric, _COLUMNS[c]) for c in moved) and _mends(columns, metric, printed, meant):
                found.setdefault((metric, meant), said)
    hints = list(found.values())[:_MOST]
    hint = hints[0] if len(hints) == 1 else "填错列的可能是：" + "；".join(hints)
    return {equation.at: hint for equation in columns} if hints else {}


def _number(case: Case, metric: str, column: str) -> float:
    fact = case.table.get((metric, column))
    return fact.low if fact else 0.0


def _moves(metric: str, printed: Row) -> Iterator[tuple[Row, str]]:
    """What may have been meant: one value in another column that is empty, or the whole row one column further."""
    for step, way in ((1, "后"), (-1, "前")):
        edge = printed[0] if step == 1 else printed[-1]
        if edge == 0 and sum(value != 0 for value in printed) > 1:
            meant = (*printed[1:], 0.0) if step == 1 else (0.0, *printed[:-1])
            yield meant, f"{named(metric)}各数似整体错{way}一列"
    for source, value in enumerate(printed):
        for target, other in enumerate(printed):
            if value and not other:
                meant = tuple({source: 0.0, target: value}.get(c, each) for c, each in enumerate(printed))
                there = named(metric, _COLUMNS[target])
                yield meant, f"{named(metric, _COLUMNS[source])}的 {number(value)} 似应填在{there}"


def _mends(columns: Sequence[Broken], metric: str, printed: Row, meant: Row) -> bool:
    """True if every broken column holds with the row as it may have been meant."""
    for equation in columns:
        at = _COLUMNS.index(str(equation.outcome.applicant))
        sign = equation.cells.get((metric, _COLUMNS[at]), 0)
        if abs(equation.residue + sign * (meant[at] - printed[at])) > TOLERANCE:
            return False
    return True
