"""Ruling lines in; the cells that they enclose out, as rectangles of rows and columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from gd_pipeline.intake.blocks import made
from gd_pipeline.intake.pdf.drawing import Stroke

_SAME, _SNAP = 0.8, 2.5
"""Points: strokes so near each other are one line; lines of one table so near each other are one edge."""

_REACH = 4.0
"""Points: by so much a line may miss another and still meet it."""

_OPEN = 6.0
"""Points: by so much lines stick out of a table whose edge is not drawn, as at the break of a page."""

_WIDE = 150.0
"""Points: a cell at the side of a table that runs through the whole page is no wider."""

_MAX_LINES = 600

_AT, _START = itemgetter(0), itemgetter(1)


class Box(NamedTuple):
    """A cell: its first row and column, how many it spans."""

    row: int
    column: int
    row_span: int
    column_span: int


class Ruled(NamedTuple):
    """A ruled table: its column edges from left to right, its row edges from top to bottom, its cells in order."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    closed_above: bool
    closed_below: bool


def ruled_tables(horizontal: Iterable[Stroke], vertical: Iterable[Stroke]) -> list[Ruled]:
    """Tables of a page, from top to bottom: lines that meet, with at least two columns between them."""
    across, down = _merged(horizontal, _SAME), _merged(vertical, _SAME)
    if len(across) > _MAX_LINES or len(down) > _MAX_LINES:
        return []
    groups = _components(across, down)
    tables = [_ruled(_merged(group[0], _SNAP), _merged(group[1], _SNAP)) for group in groups]
    return sorted((table for table in tables if table is not None), key=lambda table: -table.ys[0])


def _merged(strokes: Iterable[Stroke], snap: float) -> list[Stroke]:
    """Strokes on one line (within `snap`), touching or nearly, as one stroke."""
    lines: list[list[Stroke]] = []
    line: list[Stroke] = []
    first = last = float("-inf")
    for stroke in sorted(strokes):
        at = stroke[0]
        if at - last <= snap and at - first <= 2 * snap:
            line.append(stroke)
        else:
            line, first = [stroke], at
            lines.append(line)
        last = at
    merged: list[Stroke] = []
    for line in lines:
        at = sum(map(_AT, line)) / len(line)
        start, end = float("inf"), float("-inf")
        for _, begins, ends in sorted(line, key=_START):
            if begins > end + _REACH:
                if end > start:
                    merged.append(made(Stroke, (at, start, end)))
                start, end = begins, ends
            elif ends > end:
                end = ends
        merged.append(made(Stroke, (at, start, end)))
    return merged


def _components(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Groups of lines that hang together through the places where they meet."""
    leader = list(range(len(across) + len(down)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    pillars = [(at, start - _REACH, end + _REACH, other) for other, (at, start, end) in enumerate(down, len(across))]
    for number, (at, start, end) in enumerate(across):
        left, right = start - _REACH, end + _REACH
        for place, low, high, other in pillars:
            if left <= place <= right and low <= at <= high:
                leader[find(number)] = find(other)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for place, stroke in enumerate((*across, *down)):
        group = groups.setdefault(find(place), ([], []))
        group[0 if place < len(across) else 1].append(stroke)
    whole = [group for group in groups.values() if group[0] and group[1]]
    for lone in (line for group in groups.values() if not group[0] for line in group[1]):
        _attach(lone, whole)
    return whole


def _attach(lone: Stroke, groups: list[tuple[list[Stroke], list[Stroke]]]) -> None:
    """A vertical line that meets no other runs beside a table whose outer cell fills the page: it is the table's."""
    for across, down in groups:
        low, high = min(line.start for line in down), max(line.end for line in down)
        left, right = min(line.start for line in across), max(line.end for line in across)
        overlap = min(high, lone.end) - max(low, lone.start)
        if overlap > 0.8 * (high - low) and (left - _WIDE < lone.at < left or right < lone.at < right + _WIDE):
            down.append(lone)
            return


def _ruled(across: list[Stroke], down: list[Stroke]) -> Ruled | None:
    xs = _edges([line.at for line in down], [line.start for line in across], [line.end for line in across])
    drawn = sorted(line.at for line in across)
    ys = _edges([line.at for line in across], [line.start for line in down], [line.end for line in down])[::-1]
    if len(xs) < 3 or len(ys) < 2:
        return None
    walls = _walls(down, xs, ys[::-1])[::-1]
    floors = _walls(across, ys[::-1], xs)
    boxes = _boxes(walls, [floor[::-1] for floor in floors], len(ys) - 1, len(xs) - 1)
    return Ruled(xs, ys, boxes, abs(ys[0] - drawn[-1]) <= _REACH, abs(ys[-1] - drawn[0]) <= _REACH)


def _edges(lines: Sequence[float], starts: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Edges of rows or columns: the lines, and the ends of crossing lines that stick out on a side left open."""
    found = sorted(lines)
    low, high = sorted(starts), sorted(ends)
    if sum(1 for start in low if start < found[0] - _OPEN) > 1:
        found.insert(0, low[0])
    if sum(1 for end in high if end > found[-1] + _OPEN) > 1:
        found.append(high[-1])
    edges = found[:1]
    edges.extend(edge for edge, before in zip(found[1:], found, strict=False) if edge - before > _SNAP)
    return edges


def _walls(lines: list[Stroke], edges: list[float], stops: list[float]) -> list[list[bool]]:
    """For each slot between two `stops`, which of the `edges` is drawn beside it (the outermost always are)."""
    drawn = [[False] * len(edges) for _ in range(len(stops) - 1)]
    middles = [(low + high) / 2 for low, high in pairwise(stops)]
    for at, start, end in lines:
        edge = bisect_left(edges, at)
        if edge == len(edges) or (edge and at - edges[edge - 1] <= edges[edge] - at):
            edge -= 1
        for slot in range(bisect_left(middles, start), bisect_right(middles, end)):
            drawn[slot][edge] = True
    for beside in drawn:
        beside[0] = beside[-1] = True
    return drawn


def _boxes(walls: list[list[bool]], floors: list[list[bool]], rows: int, columns: int) -> list[Box]:
    """Cells: slots without a wall between them. walls[row][edge], floors[column][edge], edges from top and left."""
    taken = [[False] * columns for _ in range(rows)]
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            width = 1
            while not walls[row][column + width] and not taken[row][column + width]:
                width += 1
            height = 1
            while row + height < rows and _goes_on(walls, floors, row + height, column, width):
                height += 1
            for inner in range(row, row + height):
                taken[inner][column : column + width] = [True] * width
            boxes.append(Box(row, column, height, width))
    return boxes


def _goes_on(walls: list[list[bool]], floors: list[list[bool]], row: int, column: int, width: int) -> bool:
    """Whether the slots of `row` belong to the cell above them."""
    if any(floors[place][row] for place in range(column, column + width)):
        return False
    return not any(walls[row][column + 1 : column + width]) and walls[row][column] and walls[row][column + width]
