"""Pipe tables (Markdown, and what page-to-text converters leave): grids where they are tables, else plain lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gd_pipeline.intake.blocks import Block, DraftCell, Line, Runs, Table, joint, rows_as_lines
from gd_pipeline.intake.limits import MAX_SLOTS

LINE_BREAK = "\x1f"
"""Stands for a `<br>` inside a line until it is known whether the line is a table's row."""

_RULE = re.compile(r"(?=[^-=─]*(?:--|==|─|[|+]:?-:?[|+]))[\s|:+=\-─┼├┤┬┴┌┐└┘│]+")
_PIPE = re.compile(r"(?<!\\)[|│]")
_SENTENCES = 300
"""A cell longer than this, with several sentences, is running text: its table is the page's layout."""

_MAX_PIECES = 8


class _Row(NamedTuple):
    """A line with pipes: its cells with their offsets, without those before the first and after the last pipe."""

    cells: tuple[tuple[str, int, Runs], ...]
    filled: int
    is_rule: bool

    @property
    def width(self) -> int:
        return len(self.cells)


def with_pipe_tables(lines: Sequence[Line]) -> list[Block]:
    """Lines in which each run of pipe rows has become a table or, where it is scaffolding, plain lines."""
    blocks: list[Block] = []
    run: list[_Row] = []
    rows = _rows_or_lines(lines)
    for item in rows:
        if isinstance(item, _Row):
            run.append(item)
        else:
            blocks.extend(_resolved(run))
            run = []
            blocks.append(item)
    blocks.extend(_resolved(run))
    return blocks


def _rows_or_lines(lines: Sequence[Line]) -> Iterator[_Row | Line]:
    at, width = 0, 0
    while at < len(lines):
        line = lines[at]
        if not _is_row(line.text):
            at += 1
            if width > 2 and not line.text.strip() and _row_width(lines, at) == width:
                continue
            width = 0
            yield line
            continue
        pieces = _pieces(lines, at, width)
        row = _row(pieces)
        width = row.width
        at += len(pieces)
        yield row


def _row_width(lines: Sequence[Line], at: int) -> int:
    return _row(lines[at : at + 1]).width if at < len(lines) and _is_row(lines[at].text) else 0


def _is_row(text: str) -> bool:
    return "|" in text or "│" in text or (text.startswith(("├", "┌", "└", "+-")) and bool(_RULE.fullmatch(text)))


def _pieces(lines: Sequence[Line], at: int, width: int) -> Sequence[Line]:
    """The line at `at` with those after it that belong to its row: only where the row's width proves it."""
    first = lines[at].text.strip()
    if not first.startswith("|") or first.endswith("|") or width < 2:
        return lines[at : at + 1]
    pipes = first.count("|")
    for count in range(1, _MAX_PIECES):
        if at + count >= len(lines) or pipes > width:
            break
        text = lines[at + count].text.strip()
        if text.startswith("|"):
            break
        pipes += text.count("|")
        if text.endswith("|") and pipes == width + 1:
            return lines[at : at + count + 1]
    return lines[at : at + 1]


def _row(pieces: Sequence[Line]) -> _Row:
    text, runs = pieces[0].text, [(0, pieces[0].origin)]
    for piece in pieces[1:]:
        text = text.rstrip()
        right = piece.text.lstrip()
        text += joint(text, right)
        runs.append((len(text), piece.origin + len(piece.text) - len(right)))
        text += right
    if _RULE.fullmatch(text):
        return _Row((), 0, True)
    cells = list(_cells(text, runs))
    if cells and not cells[0][0] and text.lstrip().startswith(("|", "│")):
        cells = cells[1:]
    if cells and not cells[-1][0] and text.rstrip().endswith(("|", "│")):
        cells = cells[:-1]
    return _Row(tuple(cells), sum(1 for cell in cells if cell[0]), False)


def _cells(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[str, int, Runs]]:
    start = 0
    for pipe in [*_PIPE.finditer(text), None]:
        end = pipe.start() if pipe else len(text)
        raw = text[start:end]
        inner = raw.strip()
        at = start + len(raw) - len(raw.lstrip()) if inner else start
        yield _cell(inner, at, runs)
        start = end + 1


def _cell(inner: str, at: int, runs: list[tuple[int, int]]) -> tuple[str, int, Runs]:
    base = max((run for run in runs if run[0] <= at), default=runs[0])
    origin = base[1] + at - base[0]
    later = [(start - at, source) for start, source in runs if at < start < at + len(inner)]
    if "\\|" not in inner and LINE_BREAK not in inner:
        return inner, origin, tuple(later)
    pieces = [piece.strip() for piece in inner.replace("\\|", "|").split(LINE_BREAK)]
    text = pieces[0]
    for piece in pieces[1:]:
        text += joint(text, piece) + piece
    return text, origin, ()


def _resolved(run: list[_Row]) -> Iterator[Block]:
    """A run of rows as one table, lines before and after it where they are no rows of it; or as lines."""
    rows = [row for row in run if not row.is_rule]
    if not rows:
        return
    several = [row.width for row in rows if row.filled > 1]
    ruled = len(rows) < len(run)
    if len(several) + ruled < 2 or not several or any(_is_running_text(row) for row in rows if row.filled > 1):
        yield from _as_lines(rows)
        return
    width = Counter(several).most_common(1)[0][0]
    first = next(place for place, row in enumerate(rows) if row.filled > 1 or _fits(row, width))
    last = max(place for place, row in enumerate(rows) if row.filled > 1 or _fits(row, width))
    yield from _as_lines(rows[:first])
    yield from _table(rows[first : last + 1])
    yield from _as_lines(rows[last + 1 :])


def _fits(row: _Row, width: int) -> bool:
    return row.filled == 1 and row.width == width and sum(len(cell[0]) for cell in row.cells) <= 60


def _is_running_text(row: _Row) -> bool:
    return any(len(cell[0]) > _SENTENCES and cell[0].count("。") > 2 for cell in row.cells)


def _table(rows: list[_Row]) -> Iterator[Block]:
    kept = [row for row in rows if row.filled or row.width > 2]
    if any(row.filled == 1 and _is_running_text(row) for row in kept):
        yield from _as_lines(kept)
        return
    columns = max((place + 1 for row in kept for place, cell in enumerate(row.cells) if cell[0]), default=0)
    if columns * len(kept) > MAX_SLOTS:
        yield from _as_lines(kept)
        return
    cells = tuple(
        DraftCell(number, column, 1, 1, *cell)
        for number, row in enumerate(kept)
        for column, cell in enumerate(row.cells[:columns])
    )
    yield Table(cells, len(kept), columns, "pipe")


def _as_lines(rows: Sequence[_Row]) -> Iterator[Line]:
    for row in rows:
        if _is_running_text(row):
            yield from (Line(*cell) for cell in row.cells if cell[0])
        elif row.filled:
            cells = tuple(DraftCell(0, column, 1, 1, *cell) for column, cell in enumerate(row.cells))
            yield from rows_as_lines(Table(cells, 1, row.width, "pipe"))
