"""Where lines, points and bars of a chart stand: numbers in, coordinates out; templates draw them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 1000, 380
LEFT, RIGHT, TOP, BOTTOM = 84, 20, 46, 30


@dataclass(frozen=True, slots=True)
class Break:
    """Between `year` - 1 and `year` a series does not simply go on; a `strong` one is never drawn over."""

    year: int
    strong: bool
    why: str


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year with its interval.

    `address` is where it is printed; `denominator` what a rate is over, `small` where that is so little that the rate
    says little; `series` tells what can be compared; `alert` is the worst severity of what is said against it.
    """

    year: int
    value: float
    low: float
    high: float
    address: str = ""
    form: str = ""
    denominator: float | None = None
    small: bool = False
    series: str = ""
    alert: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one issuer over the years."""

    key: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """From one point to the next; `broken` where years are missing between them."""

    x1: float
    y1: float
    x2: float
    y2: float
    broken: bool


class Scales:
    """Years to x, values to y, with round numbers on the axis."""

    def __init__(self, years: Sequence[int], values: Iterable[float], breaks: Sequence[Break] = ()) -> None:
        self.years = list(range(min(years), max(years) + 1)) if years else []
        known = list(values)
        self.ticks = ticks(min(0.0, *known) if known else 0.0, max(known, default=1.0))
        self.breaks = [each for each in breaks if self.years and self.years[0] < each.year <= self.years[-1]]
        self.low, self.high = self.ticks[0], self.ticks[-1]

    def x(self, year: float) -> float:
        """The place of a year; a lone year stands in the middle."""
        if len(self.years) < 2:
            return LEFT + (WIDTH - LEFT - RIGHT) / 2
        span = self.years[-1] - self.years[0]
        return round(LEFT + 20 + (WIDTH - LEFT - RIGHT - 40) * (year - self.years[0]) / span, 1)

    def y(self, value: float) -> float:
        """The place of a value."""
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def lines(self, series: Series) -> Iterator[Line]:
        """The lines of a series: none over a strong break, nor between values that cannot be compared."""
        for a, b in pairwise(series.points):
            if a.series == b.series and not any(each.strong and a.year < each.year <= b.year for each in self.breaks):
                yield Line(self.x(a.year), self.y(a.value), self.x(b.year), self.y(b.value), b.year - a.year > 1)

    def bands(self, spread: Sequence[tuple[int, float, float]]) -> Iterator[str]:
        """Polygons between the lower and the upper value of (year, lower, upper), parted at the strong breaks."""
        cuts = [each.year for each in self.breaks if each.strong]
        groups: dict[int, list[tuple[int, float, float]]] = {}
        for each in spread:
            groups.setdefault(sum(each[0] >= cut for cut in cuts), []).append(each)
        for group in groups.values():
            above = [(self.x(year), self.y(upper)) for year, _, upper in group]
            below = [(self.x(year), self.y(lower)) for year, lower, _ in reversed(group)]
            yield " ".join(f"{x},{y}" for x, y in [*above, *below])


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from below `low` to above `high`, at most `most` steps."""
    span = (high - low) or 1.0
    size = 10.0 ** math.floor(math.log10(span / most))
    step = next(size * each for each in (1, 2, 2.5, 5, 10) if span / (size * each) <= most)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return [round(each * step, 10) for each in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many values lie from `low` to below `high` (the last one: to `high`); `share` of the highest bar."""

    low: float
    high: float
    number: int
    share: float


def bars(values: Sequence[float], rate: bool) -> list[Bar]:
    """A histogram: rates in steps of 5 points, counts in steps that grow (0, 1, 2, 5, 10, 20, 50 …)."""
    if not values:
        return []
    borders = [each / 20 for each in range(21)] if rate else _growing(max(values), min(values))
    if rate and (max(values) > 1 or min(values) < 0):
        borders = ticks(min(values), max(values), 20)
    counted = [0] * (len(borders) - 1)
    for value in values:
        place = next((at for at in range(len(counted)) if value < borders[at + 1]), len(counted) - 1)
        counted[place] += 1
    most = max(counted)
    return [Bar(*pair, n, n / most) for pair, n in zip(pairwise(borders), counted, strict=True)]


def _growing(most: float, least: float) -> list[float]:
    borders = [0.0] if least >= 0 else [least, 0.0]
    step = 1.0 if most > 1 else 10.0 ** math.floor(math.log10(most or 1))
    while borders[-1] <= most:
        for factor in (1, 2, 5):
            if borders[-1] <= most:
                borders.append(step * factor)
        step *= 10
    return borders
