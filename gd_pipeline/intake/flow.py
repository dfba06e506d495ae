"""A page under construction: text flows into lines, lines into cells, cells into tables, as elements open and close."""

import re
from collections.abc import Iterable

from gd_pipeline.intake.blocks import Block, DraftCell, Line, Table, joined, made, rows_as_lines
from gd_pipeline.intake.labels import is_label
from gd_pipeline.intake.links import link_kind
from gd_pipeline.intake.spans import SpanCell, laid_out

_WHITE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\xad]+")
_BLANKS = " \t\n\r\f"
_RUNNING_TEXT = 500
_ALL_ROWS = 1_000
"""What a cell claims that is to run over all the rows that follow."""


class _Flow:
    """Lines and tables of one container: the page, or a cell that claims so many rows and columns."""

    __slots__ = ("blocks", "column_span", "linked", "pieces", "row_span", "words")

    def __init__(self, row_span: int = 1, column_span: int = 1) -> None:
        self.blocks: list[Line | Table] = []
        self.pieces: list[str] = []
        self.words = 0
        self.linked = 0
        self.row_span = row_span
        self.column_span = column_span


class _OpenTable:
    __slots__ = ("holds_tables", "outer", "rows")

    def __init__(self, outer: _Flow) -> None:
        self.rows: list[list[_Flow | SpanCell]] = []
        self.holds_tables = False
        self.outer = outer


class Page:
    """Takes a page's elements in their order; `finished` gives its blocks."""

    def __init__(self) -> None:
        self._flow = _Flow()
        self._tables: list[_OpenTable] = []
        self._cells: list[_Flow] = []
        self._links: list[bool] = []
        self._apart: list[str] = []
        self._preformatted = 0

    def text(self, words: str) -> None:
        """Words of the current line."""
        flow = self._flow
        pieces = flow.pieces
        if not pieces and not words.strip(_BLANKS):
            return
        if "\n" in words:
            if self._preformatted:
                self._preformatted_text(words)
                return
            words = _WHITE.sub(_white, words)
        if pieces and _opens_label(words):
            pieces.append(" ")
        pieces.append(words)
        if words and not words.isspace():
            flow.words += len(words)
            if self._links and self._links[-1]:
                flow.linked += len(words)

    def preformatted(self, begins: bool) -> None:
        """An element begins or ends in which line breaks are line breaks."""
        self.line_break()
        self._preformatted += 1 if begins else -1

    def _preformatted_text(self, words: str) -> None:
        first, *rest = words.split("\n")
        self.text(first)
        for line in rest:
            self.line_break()
            self.text(line)

    def line_break(self) -> None:
        """The current line ends."""
        flow = self._flow
        if not flow.pieces:
            return
        text = _one_line("".join(flow.pieces))
        if text:
            kind = self._apart[-1] if self._apart else ""
            flow.blocks.append(
                made(Line, (text, 0, (), kind or (link_kind(text, flow.words, flow.linked) if flow.linked else "")))
            )
        flow.pieces.clear()
        flow.words = flow.linked = 0

    def enter_link(self, real: bool) -> None:
        """A link begins; an anchor without address is no `real` one."""
        self._links.append(real)

    def leave_link(self) -> None:
        """The innermost link ends."""
        if self._links:
            self._links.pop()

    def enter_apart(self, kind: str) -> None:
        """An element begins whose lines are furniture of `kind`."""
        self.line_break()
        self._apart.append(kind)

    def leave_apart(self) -> None:
        """That element ends."""
        self.line_break()
        if self._apart:
            self._apart.pop()

    def enter_table(self) -> None:
        """A table begins; one inside a cell makes layout of the table around it."""
        self.line_break()
        if self._tables and self._cells:
            self._tables[-1].holds_tables = True
        self._tables.append(_OpenTable(self._flow))

    def enter_row(self) -> None:
        """A row begins."""
        if self._tables:
            self._tables[-1].rows.append([])
        else:
            self.line_break()

    def enter_cell(self, row_span: int, column_span: int) -> None:
        """A cell begins that claims so many rows (0: all that follow) and columns."""
        self.line_break()
        if not self._tables:
            return
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        cell = _Flow(row_span or _ALL_ROWS, column_span)
        table.rows[-1].append(cell)
        self._cells.append(self._flow)
        self._flow = cell

    def plain_cell(self, words: str, row_span: int, column_span: int) -> None:
        """A cell of one text, or of none."""
        has_breaks = "\n" in words
        if self._links or self._apart or not self._tables or (has_breaks and self._preformatted):
            self.enter_cell(row_span, column_span)
            self.text(words)
            self.leave_cell()
            return
        self.line_break()
        rows = self._tables[-1].rows
        if not rows:
            rows.append([])
        text = _one_line(_WHITE.sub(_white, words.strip(_BLANKS)) if has_breaks else words)
        rows[-1].append(made(SpanCell, (text, 0, row_span or _ALL_ROWS, column_span)))

    def leave_cell(self) -> None:
        """The innermost cell ends."""
        self.line_break()
        if self._tables and self._cells:
            self._flow = self._cells.pop()

    def leave_table(self) -> None:
        """The innermost table ends: its grid or its lines go to where it stands."""
        self.line_break()
        if not self._tables:
            return
        table = self._tables.pop()
        self._flow = table.outer
        self._flow.blocks.extend(_resolved(table))

    def finished(self) -> list[Block]:
        """The page's blocks, their origins counted through its whole text."""
        while self._tables:
            self.leave_table()
        self.line_break()
        return list(numbered(_without_false_links(self._flow.blocks)))


def _opens_label(words: str) -> bool:
    """Whether an inline element begins with a label of the page's head (来源：…), set apart by its style alone."""
    head = words[:9]
    return ("：" in head or ":" in head) and is_label(head.replace("：", ":").partition(":")[0])


def _one_line(text: str) -> str:
    """Text of inline elements as a browser would show it on one line of any length."""
    if text.isalnum():
        return text
    if "  " in text or "\t" in text:
        text = _WHITE.sub(" ", text)
    if text.isprintable():
        return text.strip(" ")
    text = text.replace("\xa0", " ")
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return text.strip(" \u3000\n")


def _white(found: re.Match[str]) -> str:
    """A space, but nothing where the page's author broke a line between two hanzi."""
    if "\n" not in found[0]:
        return " "
    whole = found.string
    left, right = whole[found.start() - 1 : found.start()], whole[found.end() : found.end() + 1]
    return " " if left.isascii() or right.isascii() else ""


def _resolved(table: _OpenTable) -> Iterable[Line | Table]:
    """A closed table: a grid where it is data, else its lines.

    A table that holds tables is layout, but where they are boxes around single numbers and labels.
    """
    rows = [row for row in table.rows if row]
    cells = [cell for row in rows for cell in row]
    flows = [cell.blocks for cell in cells if isinstance(cell, _Flow)]
    if any(isinstance(block, Table) for flow in flows for block in flow) or _is_menu(cells):
        return _blocks_of(cells)
    grid = laid_out([[_written(cell) for cell in row] for row in rows], "html")
    if grid is None or (table.holds_tables and not _is_boxed_data(grid)):
        return _blocks_of(cells)
    if _is_data(grid):
        return [grid]
    return _blocks_of(cells) if any(len(flow) > 1 for flow in flows) else rows_as_lines(grid)


def _blocks_of(cells: list[_Flow | SpanCell]) -> list[Line | Table]:
    """What stands in the cells, one after another."""
    found: list[Line | Table] = []
    for cell in cells:
        if isinstance(cell, _Flow):
            found += cell.blocks
        elif cell.text:
            found.append(Line(cell.text, 0))
    return found


def _is_menu(cells: list[_Flow | SpanCell]) -> bool:
    """Whether most cells are nothing but a link."""
    flows = [cell.blocks for cell in cells if isinstance(cell, _Flow) and cell.blocks]
    linked = sum(1 for flow in flows if all(isinstance(block, Line) and block.kind == "link" for block in flow))
    filled = len(flows) + sum(1 for cell in cells if isinstance(cell, SpanCell) and cell.text)
    return linked * 10 > 7 * filled


def _is_boxed_data(grid: Table) -> bool:
    filled = [cell.text for cell in grid.cells if cell.text]
    return grid.rows > 2 and grid.columns > 2 and sum(1 for text in filled if text.isdigit()) * 3 > len(filled)


def _written(cell: _Flow | SpanCell) -> SpanCell:
    if isinstance(cell, SpanCell):
        return cell
    blocks = cell.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Line):
        text = blocks[0].text
    else:
        text = joined([block.text for block in blocks if isinstance(block, Line)])
    return made(SpanCell, (text, 0, cell.row_span, cell.column_span))


def _is_data(grid: Table) -> bool:
    filled = [cell for cell in grid.cells if cell.text]
    if grid.columns < 2 or any(len(cell.text) > _RUNNING_TEXT and cell.text.count("。") > 2 for cell in filled):
        return False
    rows = {cell.row for cell in filled}
    return len(rows) > 1 or (len(rows) == 1 and len(filled) > 3)


def _without_false_links(blocks: list[Line | Table]) -> list[Line | Table]:
    """A link that was never closed makes links of all that follows: where most text is linked, none is."""
    lines = [block for block in blocks if isinstance(block, Line)]
    linked = sum(len(line.text) for line in lines if line.kind == "link")
    if linked * 10 <= 7 * sum(len(line.text) for line in lines):
        return blocks
    return [block._replace(kind="") if isinstance(block, Line) and block.kind == "link" else block for block in blocks]


def numbered(blocks: Iterable[Line | Table], start: int = 0) -> Iterable[Block]:
    """`blocks` with the origins that they have when all their text stands in one text, one character between two."""
    at = start
    for block in blocks:
        if isinstance(block, Line):
            text, _, runs, kind = block
            yield made(Line, (text, at, runs, kind))
            at += len(text) + 1
            continue
        cells = []
        for row, column, row_span, column_span, text, _, runs in block.cells:
            cells.append(made(DraftCell, (row, column, row_span, column_span, text, at, runs)))
            at += len(text) + 1
        yield block._replace(cells=tuple(cells))
