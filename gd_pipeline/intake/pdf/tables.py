"""Ruled tables with their text, and the parts of one table on several pages joined."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import PageWording
from gd_pipeline.intake.blocks import DraftCell, Table
from gd_pipeline.intake.pdf.lines import Places
from gd_pipeline.intake.pdf.page import Glyphs
from gd_pipeline.intake.pdf.ruling import Ruled

_WORDING = wording(PageWording)
_SAME_EDGE = 4.0
"""Points: column edges of two pages so near each other are one edge."""

_RUNNING_TEXT = 500
_LONE_ROW = 3
"""So many filled cells make a table of a single row."""

_NUMERAL = re.compile("[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]")


class PlacedCell(NamedTuple):
    """A cell by its rows and the place of its edges on the page."""

    row: int
    row_span: int
    left: float
    right: float
    text: str


class PageTable(NamedTuple):
    """A table on one page, or joined over several: `top` is where its first part begins, on the first page.

    `page_rows` are the rows at which a further page begins.
    """

    cells: list[PlacedCell]
    rows: int
    xs: list[float]
    top: float
    bottom: float
    closed_above: bool
    closed_below: bool
    page_rows: tuple[int, ...] = ()


def boxes_of(ruled: Ruled, glyphs: Glyphs) -> Places:
    """The box of the table in which each of the glyphs stands, by its number; -1: outside of the table."""
    xs, ys = ruled.xs, ruled.ys
    slots = np.full((len(ys) + 1, len(xs) + 1), -1, np.intp)
    for number, (row, column, row_span, column_span) in enumerate(ruled.boxes):
        slots[row + 1 : row + 1 + row_span, column + 1 : column + 1 + column_span] = number
    rows = np.searchsorted(-np.array(ys), (glyphs.bottom + glyphs.top) / -2, "right")
    return slots[rows, np.searchsorted(xs, (glyphs.left + glyphs.right) / 2, "right")]


def filled(ruled: Ruled, texts: Sequence[str]) -> PageTable:
    """The table with the texts of its boxes."""
    xs, ys = ruled.xs, ruled.ys
    cells = [
        PlacedCell(box.row, box.row_span, xs[box.column], xs[box.column + box.column_span], text)
        for box, text in zip(ruled.boxes, texts, strict=True)
    ]
    table = PageTable(cells, len(ys) - 1, xs, ys[0], ys[-1], ruled.closed_above, ruled.closed_below)
    return _without_open_blanks(table)


def _without_open_blanks(table: PageTable) -> PageTable:
    """The table without a last or first row that is left open and blank: the rest of a page, not a row."""
    if not table.closed_below and _is_blank(table, table.rows - 1):
        cells = [cell._replace(row_span=min(cell.row_span, table.rows - 1 - cell.row)) for cell in table.cells]
        table = table._replace(cells=[cell for cell in cells if cell.row_span > 0], rows=table.rows - 1)
    if not table.closed_above and _is_blank(table, 0):
        cells = [
            cell._replace(row=cell.row - 1) if cell.row else cell._replace(row_span=cell.row_span - 1)
            for cell in table.cells
        ]
        table = table._replace(cells=[cell for cell in cells if cell.row_span > 0], rows=table.rows - 1)
    return table


def _is_blank(table: PageTable, row: int) -> bool:
    return table.rows > 1 and not any(cell.text for cell in table.cells if cell.row_span == 1 and cell.row == row)


def continues(upper: PageTable, lower: PageTable) -> bool:
    """Whether `lower`, first on its page, goes on with `upper`, last on the page before: their columns agree."""
    if abs(upper.xs[0] - lower.xs[0]) > 2 * _SAME_EDGE or abs(upper.xs[-1] - lower.xs[-1]) > 2 * _SAME_EDGE:
        return False
    fewer, more = sorted((lower.xs, upper.xs), key=len)
    return all(min(abs(edge - other) for other in more) <= _SAME_EDGE for edge in fewer)


def continued(upper: PageTable, lower: PageTable) -> PageTable:
    """`upper` with the rows of `lower` under it; a header printed again is left out, a cut cell made whole."""
    rest = _without_repeated_header(upper, lower)
    first = _row(rest, 0)
    last = {_edges(cell): place for place, cell in enumerate(upper.cells) if cell.row + cell.row_span == upper.rows}
    cells = list(upper.cells)
    cut = _is_cut(upper, rest)
    is_open = not (upper.closed_below and rest.closed_above)
    shift = upper.rows - (1 if cut else 0)
    merged: set[int] = set()
    for number in first:
        cell = rest.cells[number]
        above = next((place for edges, place in last.items() if _near(edges, _edges(cell))), None)
        if above is None or not (cut or _flows(cells[above], cell, is_open)):
            continue
        whole = cells[above]
        span = whole.row_span + cell.row_span - (1 if cut else 0)
        cells[above] = whole._replace(row_span=span, text=whole.text + cell.text)
        merged.add(number)
    cells.extend(cell._replace(row=cell.row + shift) for number, cell in enumerate(rest.cells) if number not in merged)
    return PageTable(
        cells, shift + rest.rows, _union(upper.xs, rest.xs), upper.top, rest.bottom, upper.closed_above,
        rest.closed_below, (*upper.page_rows, shift + (1 if cut else 0)),
    )  # fmt: skip


def _flows(above: PlacedCell, below: PlacedCell, is_open: bool) -> bool:
    """Whether a cell that spans rows goes on over the page: its words stand on one side, or are not yet done."""
    if above.row_span == 1 and below.row_span == 1:
        return False
    if not above.text or not below.text:
        return (is_open or below.row_span > 1) and (above.row_span > 1 or not below.text)
    return is_open and not _NUMERAL.match(below.text)


def _is_cut(upper: PageTable, lower: PageTable) -> bool:
    """Whether the page's edge runs through a row, so that no line is drawn there and its words stand on both sides.

    Certain only where the numbers stand on one side, and the other side has the rest of a label or no label at all.
    """
    if upper.closed_below and lower.closed_above:
        return False
    last = [cell for cell in upper.cells if cell.row + cell.row_span == upper.rows]
    first = [lower.cells[number] for number in _row(lower, 0)]
    pairs = [(above.text, below.text) for above in last for below in first if _near(_edges(above), _edges(below))]
    if not len(pairs) == len(first) == len(last):
        return False
    words = [(above, below) for above, below in pairs if not (_is_number(above) or _is_number(below))]
    if any(_is_number(above) and _is_number(below) for above, below in pairs):
        return False
    torn = [(above, below) for above, below in words if above and below]
    if not torn:
        numbers_below = any(_is_number(below) for _, below in pairs)
        return numbers_below and any(above for above, _ in words) and not any(below for _, below in words)
    return len(torn) == 1 and _goes_on(*torn[0])


def _goes_on(above: str, below: str) -> bool:
    if _NUMERAL.match(below) or below in _WORDING.row_labels:
        return False
    brackets = above.count("（") + above.count("(") - above.count("）") - above.count(")")
    return brackets > 0 or bool(_NUMERAL.match(above))


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").isdigit() or text in _WORDING.no_number


def _without_repeated_header(upper: PageTable, lower: PageTable) -> PageTable:
    rows = 0
    while rows < lower.rows - 1 and rows < upper.rows:
        above, below = _texts(upper, rows), _texts(lower, rows)
        if not any(below) or above != below or any(_is_number(text) for text in below):
            break
        rows += 1
    if not rows or any(cell.row < rows < cell.row + cell.row_span for cell in lower.cells):
        return lower
    kept = [cell._replace(row=cell.row - rows) for cell in lower.cells if cell.row >= rows]
    return lower._replace(cells=kept, rows=lower.rows - rows, closed_above=True)


def _texts(table: PageTable, row: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == row]


def _row(table: PageTable, row: int) -> list[int]:
    return [number for number, cell in enumerate(table.cells) if cell.row == row]


def _edges(cell: PlacedCell) -> tuple[float, float]:
    return cell.left, cell.right


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= _SAME_EDGE and abs(one[1] - other[1]) <= _SAME_EDGE


def _union(xs: list[float], others: list[float]) -> list[float]:
    return sorted([*xs, *(edge for edge in others if min(abs(edge - other) for other in xs) > _SAME_EDGE)])


def as_table(table: PageTable) -> Table | None:
    """The table as a grid, its cells row by row; None where it is no table but a frame around text or a few words.

    A blank that runs over rows at the right edge is where short rows end, and no cell.
    """
    table = _without_split_rows(table)
    columns = len(table.xs) - 1
    cells = []
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.left)):
        if not cell.text and cell.row_span > 1 and cell.row and cell.right == table.xs[-1]:
            continue
        first = _column(table.xs, cell.left)
        span = max(1, _column(table.xs, cell.right) - first)
        cells.append(DraftCell(cell.row, first, cell.row_span, span, cell.text, 0))
    texts = [cell.text for cell in cells if cell.text]
    is_text = any(len(text) > _RUNNING_TEXT and text.count("。") > 2 for text in texts)
    if is_text or len(texts) < (2 if table.rows > 1 else _LONE_ROW):
        return None
    return Table(tuple(cells), table.rows, columns, "pdf")


def _without_split_rows(table: PageTable) -> PageTable:
    """The table without rows in which only blank cells begin, and those under less than half of it.

    A browser ends the box of a cell that spans rows over a page anywhere, so that its edge splits a row.
    """
    width = table.xs[-1] - table.xs[0]
    begun: dict[int, tuple[float, bool]] = {}
    for cell in table.cells:
        covered, printed = begun.get(cell.row, (0.0, False))
        begun[cell.row] = (covered + cell.right - cell.left, printed or bool(cell.text))
    split = [row for row, (covered, printed) in begun.items() if row and not printed and covered * 2 < width]
    for row in sorted(split, reverse=True):
        cells = [
            cell._replace(row=cell.row - (cell.row > row), row_span=cell.row_span - (cell.row < row < _end(cell)))
            for cell in table.cells
            if cell.row != row
        ]
        table = table._replace(cells=cells, rows=table.rows - 1)
    return table


def _end(cell: PlacedCell) -> int:
    return cell.row + cell.row_span


def _column(xs: list[float], edge: float) -> int:
    return xs.index(edge) if edge in xs else min(range(len(xs)), key=lambda place: abs(xs[place] - edge))
