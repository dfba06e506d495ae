"""Rows of table 3 that lost their blank cells: where the form's identities leave one place for a number, it has it.

Text that dropped blank cells keeps the order of a row's numbers, not their columns. The columns of the results must add
up to （七）总计 (T3-02), the four totals must balance (T3-01), a row's last number is its total or is blank (T3-03).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from operator import sub

from gd_pipeline.reading.tables.runs import Slot

Cells = Sequence[Slot]
Place = tuple[int, ...]
"""Columns of a row's numbers that are not 0, in order."""

_TOTAL = 6
_TELLING = 2
"""Rows with two numbers and their sum that show that the last number of a row is its total."""

_MOST_STEPS = 1_200
_MOST_SOLUTIONS = 64
_BALANCE = {"received": 1, "carried_in": 1, "total": -1, "carried_out": -1}


def solve(full: Mapping[str, Cells], short: Mapping[str, Cells], results: Sequence[str]) -> dict[str, dict[int, Slot]]:
    """Columns (0 to 6) of the numbers of `short` rows that every solution agrees on, by row; zeros have no place.

    Args:
        full: rows with all seven cells, by key.
        short: rows of which only the numbers are known, in order.
        results: keys of all rows that （七）总计 sums; one that is neither full nor short counts as blank.
    """
    values = {key: [slot.reading.value for slot in cells] for key, cells in full.items()}
    solved = _balanced(values, {key: short[key] for key in _BALANCE if key in short})
    for key, cells in solved.items():
        if len(cells) == sum(slot.reading.value != 0 for slot in short[key]):
            values[key] = [cells[at].reading.value if at in cells else 0.0 for at in range(_TOTAL + 1)]
    rows = {key: short[key] for key in results if key in short}
    if rows and "total" in values:
        rest = [values["total"][at] - sum(values[key][at] for key in results if key in values) for at in range(_TOTAL)]
        solved.update(_summed(rest, rows))
    for key, slot in _totals(values, short).items():
        solved.setdefault(key, {}).setdefault(_TOTAL, slot)
    return solved


def _totals(full: Mapping[str, Sequence[float]], short: Mapping[str, Cells]) -> dict[str, Slot]:
    """The last numbers of `short` rows, where all rows bear out that it is their total and enough of them can."""
    pairs = {key: cells for key, cells in short.items() if len(cells) > 1}
    known = [[slot.reading.value for slot in cells] for cells in pairs.values()]
    if any(values[-1] != sum(values[:-1]) for values in [*known, *full.values()]):
        return {}
    telling = sum(1 for values in [*known, *full.values()] if sum(value > 0 for value in values) > 2)
    if telling < _TELLING:
        return {}
    return {key: cells[-1] for key, cells in pairs.items() if cells[-1].reading.value}


def _numbers(cells: Cells) -> list[tuple[Slot, int]]:
    """The numbers that are not 0, each with the count of cells before it in the row."""
    return [(slot, at) for at, slot in enumerate(cells) if slot.reading.value]


def _places(cells: Cells, limits: Sequence[float]) -> Iterator[Place]:
    """Every way to put the row's numbers in columns: in order, within `limits`, with a total that is true or blank."""
    numbers = _numbers(cells)
    values = [slot.reading.value for slot, _ in numbers]
    may_end = bool(values) and values[-1] == sum(values[:-1])
    for columns in _with_room(tuple([at for _, at in numbers]), len(cells)):
        if columns and columns[-1] == _TOTAL and not may_end:
            continue
        for column, value in zip(columns, values, strict=True):
            if column != _TOTAL and value > limits[column]:
                break
        else:
            yield columns


@lru_cache(maxsize=1024)
def _with_room(places: Place, count: int) -> tuple[Place, ...]:
    """All columns for the numbers at `places` of `count` cells, in order, that leave room for the zeros."""
    choices = combinations(range(_TOTAL + 1), len(places))
    return tuple(columns for columns in choices if _has_room(places, columns, count))


def _has_room(places: Sequence[int], columns: Place, count: int) -> bool:
    """Whether the zeros before, between and after the numbers (at `places` of `count` cells) find columns, too."""
    edges = [(-1, -1), *zip(places, columns, strict=True), (count, _TOTAL + 1)]
    return all(right[1] - left[1] >= right[0] - left[0] for left, right in pairwise(edges))


def _summed(rest: Sequence[float], rows: Mapping[str, Cells]) -> dict[str, dict[int, Slot]]:
    """Places of `rows` whose columns add up to `rest`."""
    if min(rest) < 0:
        return {}
    options = {key: list(_contributions(cells, rest)) for key, cells in rows.items() if _numbers(cells)}
    order = sorted(options, key=lambda key: len(options[key]))
    search = _Search([options[key] for key in order])
    if not all(options.values()) or not search.run(0, tuple(rest), ()):
        return {}
    solutions = [dict(zip(order, places, strict=True)) for places in search.solutions]
    return _agreed(solutions, {key: rows[key] for key in order})


def _contributions(cells: Cells, limits: Sequence[float]) -> Iterator[tuple[Place, tuple[float, ...]]]:
    """Places of a row and what it then adds to each column."""
    for place in _places(cells, limits):
        amounts = [0.0] * _TOTAL
        for column, (slot, _) in zip(place, _numbers(cells), strict=True):
            if column < _TOTAL:
                amounts[column] = slot.reading.value
        yield place, tuple(amounts)


class _Search:
    """Every choice of one option a row that uses up what is left of the columns, within a limit of steps."""

    def __init__(self, options: Sequence[Sequence[tuple[Place, tuple[float, ...]]]]) -> None:
        self.solutions: list[tuple[Place, ...]] = []
        self._options = [
            [(place, amounts, [(at, amount) for at, amount in enumerate(amounts) if amount]) for place, amounts in row]
            for row in options
        ]
        self._steps = 0

    def run(self, at: int, left: tuple[float, ...], chosen: tuple[Place, ...]) -> bool:
        """Search on from row `at`; False where the limit was reached, so that solutions may be missing."""
        self._steps += 1
        if self._steps > _MOST_STEPS or len(self.solutions) > _MOST_SOLUTIONS:
            return False
        if at == len(self._options):
            if not any(left):
                self.solutions.append(chosen)
            return True
        for place, amounts, taken in self._options[at]:
            for column, amount in taken:
                if left[column] < amount:
                    break
            else:
                if not self.run(at + 1, tuple(map(sub, left, amounts)), (*chosen, place)):
                    return False
        return True


def _balanced(full: Mapping[str, Sequence[float]], rows: Mapping[str, Cells]) -> dict[str, dict[int, Slot]]:
    """Places of those of the four totals that are short, where received + carried in = total + carried out."""
    if not rows or len(rows) > 2 or any(key not in full and key not in rows for key in _BALANCE):
        return {}
    known = [sum(sign * full[key][at] for key, sign in _BALANCE.items() if key in full) for at in range(_TOTAL)]
    limits = [float("inf")] * _TOTAL
    first, *second = rows
    wanted: dict[tuple[float, ...], list[tuple[Place, ...]]] = {tuple(known): [()]}
    for key in second:
        wanted = {}
        for place, amounts in _contributions(rows[key], limits):
            left = tuple(have + _BALANCE[key] * amount for have, amount in zip(known, amounts, strict=True))
            wanted.setdefault(left, []).append((place,))
    solutions: list[dict[str, Place]] = []
    for place, amounts in _contributions(rows[first], limits):
        left = tuple(-_BALANCE[first] * amount for amount in amounts)
        solutions.extend(dict(zip(rows, (place, *others), strict=True)) for others in wanted.get(left, ()))
    return _agreed(solutions, rows)


def _agreed(solutions: Sequence[Mapping[str, Place]], rows: Mapping[str, Cells]) -> dict[str, dict[int, Slot]]:
    """Numbers that stand in the same column in all solutions."""
    found: dict[str, dict[int, Slot]] = {}
    for key, cells in rows.items():
        for at, (slot, _) in enumerate(_numbers(cells)):
            columns = {solution[key][at] for solution in solutions}
            if len(columns) == 1:
                found.setdefault(key, {})[columns.pop()] = slot
    return found
