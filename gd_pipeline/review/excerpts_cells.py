"""What a bare number stands for: the labels of its row and column, where the table is known or its words are near."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gd_pipeline.intake.document import Cell, Grid
from gd_pipeline.reading.report import Span

_FIGURES = frozenset("0123456789０１２３４５６７８９.．,，%％+-−–—－/|\t　 　\n")
_MARKERS = ".．、"
_BACK = 300
"""Characters before a bare number in which its label is looked for."""
_LABEL = 32
_NUMBERING = "0123456789.、()（）"


class Place(NamedTuple):
    """Labels of the row and of the column that a number stands in, as printed; empty where none is known."""

    row: str
    column: str


def place_in_grid(text: str, grids: Iterable[Grid], span: Span) -> Place | None:
    """Where `span` stands, if it lies in a cell that prints no words beside the number."""
    for grid in grids:
        if grid.start <= span[0] and span[1] <= grid.end:
            cell = _cell_at(text, grid, span)
            return Place(_row_label(text, grid, cell), _column_label(text, grid, cell)) if cell else None
    return None


def _cell_at(text: str, grid: Grid, span: Span) -> Cell | None:
    """The cell of a bare number; of blank cells at one place the last, for that is where a total is missing."""
    start, end = span
    if start == end:
        return next((cell for cell in reversed(grid.cells) if cell.start == start == cell.end), None)
    held = (cell for cell in grid.cells if cell.start <= start and end <= cell.end)
    return next((cell for cell in held if is_bare(text[cell.start : cell.end])), None)


def place_by_lines(text: str, span: Span) -> Place | None:
    """The words before a number that stands alone on its line; None where its line holds words or other numbers."""
    start, end = span
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    if not is_bare(line) or len(line.split()) != 1:
        return None
    return Place(_words_before(text, line_start), "")


def is_bare(printed: str) -> bool:
    """Whether only figures are printed, with a unit behind them at most: 14327, 12 件, 0.5万元, -5; not 3.其他."""
    words = [place for place, each in enumerate(printed) if each not in _FIGURES]
    if len(words) > 2 or not printed.strip():
        return False
    return not words or (
        words[0] > 0 and printed[words[0] - 1] not in _MARKERS and words[-1] == len(printed.rstrip()) - 1
    )


def _words_before(text: str, at: int) -> str:
    """The nearest line of words before `at`, with the one before it where it is a note in brackets."""
    label = ""
    for line in reversed(text[max(0, at - _BACK) : at].split("\n")):
        printed = " ".join(line.split())
        if len(printed) > 2 and not is_bare(printed):
            label = f"{printed}{label}"
            if printed[0] not in "(（" or len(printed) < 8 or printed[-1] not in ")）":
                break
    return _short(label)


def _row_label(text: str, grid: Grid, cell: Cell) -> str:
    """The cells of words to the left in the cell's row."""
    left = [
        each for each in grid.cells if each.column < cell.column and each.row <= cell.row < each.row + each.row_span
    ]
    return _label(text, grid, sorted(left, key=lambda each: each.column))


def _column_label(text: str, grid: Grid, cell: Cell) -> str:
    """The nearest run of cells of words above the cell."""
    above = [
        each
        for each in grid.cells
        if each.row < cell.row and each.column <= cell.column < each.column + each.column_span
    ]
    return _label(text, grid, _nearest_run(text, sorted(above, key=lambda each: -each.row)))


def _nearest_run(text: str, upwards: Sequence[Cell]) -> list[Cell]:
    run: list[Cell] = []
    for cell in upwards:
        if not is_bare(text[cell.start : cell.end]) and cell.end > cell.start:
            run.insert(0, cell)
        elif run:
            break
    return run


def _label(text: str, grid: Grid, cells: Iterable[Cell]) -> str:
    """The last of some labels, with the one above it where it is short (3.其他) or printed more than once (总计)."""
    labels = [printed for cell in cells if (printed := _printed(text, cell)) and not is_bare(printed)]
    clear = bool(labels) and len(labels[-1].strip(_NUMBERING)) > 2
    if clear and sum(_printed(text, each) == labels[-1] for each in grid.cells) == 1:
        labels = labels[-1:]
    return " / ".join(map(_short, labels[-2:]))


def _printed(text: str, cell: Cell) -> str:
    return "".join(text[cell.start : cell.end].split())


def _short(words: str) -> str:
    return words if len(words) <= _LABEL else words[: _LABEL - 1] + "…"
