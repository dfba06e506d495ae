"""Lines with pipes, taken apart into cells: what `pipes` and `stacked_pipes` make tables of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count as counted
from itertools import repeat
from typing import NamedTuple

from gd_pipeline.intake.blocks import DraftCell, Line, Runs, joint, made
from gd_pipeline.intake.broken_rows import blanks_apart, pieces_of
from gd_pipeline.intake.row_ends import row_ends

LINE_BREAK = "\x1f"
"""Stands for a `<br>` inside a line until it is known whether the line is a table's row."""

PAGE_NUMBER = re.compile(
    r"\s{0,80}(?:[-—–－~]\s?\d{1,3}\s?[-—–－~]|第\s?\d{1,3}\s?页(?:[ ，,/]{0,3}共\s?\d{1,3}\s?页)?)\s{0,80}"
)
"""A line that is a page's number, as text taken out of a PDF holds it: dashes on both sides, or 第3页."""

PIPES = "|│｜"
"""Characters that part cells: the bar, that of boxes and the full-width one."""

_BLANK_OR_PIPE = f" {PIPES}"

_RULE = re.compile(r"(?=[^-=─]*(?:--|==|─|[|+]:?-:?[|+]))[\s|:+=\-─┼├┤┬┴┌┐└┘│]+")
_RULE_MARKS = "|:+=-─┼├┤┬┴┌┐└┘│" + "".join(filter(str.isspace, map(chr, range(0x3001))))
"""What a rule is made of."""

_PIPE = re.compile(r"(?<!\\)[|│｜]")
_MARKS = re.compile(rf"\\(?=\|)|\s{{0,20}}{LINE_BREAK}\s{{0,20}}")
_MAX_GAP = 5
_RUNNING_TEXT = 300
_RECURRING = 200
"""Characters up to which a row is kept to be recognised: many tables print the same labels and zeros."""


class PipeCell(NamedTuple):
    """A cell's text and where it comes from (see `blocks.Line`), counted from where its row begins."""

    text: str
    origin: int
    runs: Runs = ()

    def draft(self, row: int, column: int, begin: int) -> DraftCell:
        """The cell at a place of a table; its row begins at `begin` in the decoded source."""
        text, at, runs = self
        return made(DraftCell, (row, column, 1, 1, text, begin + at, runs and _moved(runs, begin)))

    def line(self, begin: int) -> Line:
        """The cell as a line; its row begins at `begin` in the decoded source."""
        text, at, runs = self
        return made(Line, (text, begin + at, runs and _moved(runs, begin), ""))


class PipeRow(NamedTuple):
    """A line with pipes: its cells without what stands before the first and after the last pipe.

    `padding` counts the pipes that a converter put for columns that the row does not fill: `规章 | 0 | ||`; `width` are
    the row's columns, padding included, `last` those up to its last filled cell. `is_open` rows begin with a pipe and
    end with none; `is_prose` where a cell holds sentences. `origin` is where the row begins in the decoded source.
    """

    cells: tuple[PipeCell, ...]
    filled: int = 0
    padding: int = 0
    width: int = 0
    last: int = 0
    is_rule: bool = False
    is_open: bool = False
    is_prose: bool = False
    origin: int = 0

    def drafts(self, row: int, column: int, count: int | None = None) -> Iterable[DraftCell]:
        """The cells (the first `count`) as those of a table, in its `row`, from its `column` on."""
        return map(PipeCell.draft, self.cells[:count], repeat(row), counted(column), repeat(self.origin))


def _moved(runs: Runs, by: int) -> Runs:
    return tuple((start, by + source) for start, source in runs)


def rows_or_lines(lines: Sequence[Line]) -> Iterator[PipeRow | Line]:
    """Each line as it is, or as a row; a row broken over lines is one, blank lines inside a table are left out."""
    at, width = 0, 0
    while at < len(lines):
        line = lines[at]
        if line.text and is_row(line.text):
            row, count = row_of((line,)), 1
            if row.is_open and width > 1:
                count = pieces_of(lines, at, width)
            elif row.filled and not row.is_open:
                count = blanks_apart(lines, at)
            if count > 1:
                row = row_of(lines[at : at + count])
            width = row.width or width
            at += count
            yield row
            continue
        gap = _gap(lines, at, width) if width > 2 else 0
        if gap:
            yield from (piece._replace(kind="page") for piece in lines[at : at + gap] if piece.text.strip())
            at += gap
            continue
        width = 0
        at += 1
        yield line


def _gap(lines: Sequence[Line], at: int, width: int) -> int:
    """How many lines from `at`, blank or page numbers, stand between two rows of one table."""
    end = at
    while end < len(lines) and end - at < _MAX_GAP and _may_be_left_out(lines[end]):
        end += 1
    if end == at or end >= len(lines) or not is_row(lines[end].text):
        return 0
    is_page_end = any(line.text.strip() for line in lines[at:end])
    if not is_page_end and end + 1 < len(lines) and _is_rule(lines[end + 1].text):
        return 0
    return end - at if row_of(lines[end : end + 1]).width == width else 0


def _may_be_left_out(line: Line) -> bool:
    """Inside a table: a blank line, or a page's number, which may be bare there."""
    text = line.text.strip()
    return not text or bool(line.kind) or (text.isdigit() and len(text) < 4)


def is_row(text: str) -> bool:
    """Whether a line may be a row or the rule of a table."""
    return "|" in text or "│" in text or "｜" in text or (text.startswith(("├", "┌", "└", "+-")) and _is_rule(text))


def _is_rule(text: str) -> bool:
    return not text.strip(_RULE_MARKS) and bool(_RULE.fullmatch(text))


def row_of(pieces: Sequence[Line]) -> PipeRow:
    """The row that the lines `pieces` are."""
    text, origin, _, _ = pieces[0]
    if len(pieces) > 1:
        row = _row(*_put_together(pieces))
    else:
        row = _recurring(text) if len(text) <= _RECURRING else _row(text, [(0, 0)])
    return made(PipeRow, (*row[:-1], origin))


def _put_together(pieces: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a broken row, and its runs (see `blocks.Line`), counted from where it begins."""
    text, runs = pieces[0].text, [(0, 0)]
    for piece in pieces[1:]:
        text = text.rstrip()
        right = piece.text.lstrip()
        text += joint(text, right)
        runs.append((len(text), piece.origin + len(piece.text) - len(right) - pieces[0].origin))
        text += right
    return text, runs


@lru_cache(maxsize=4096)
def _recurring(text: str) -> PipeRow:
    return _row(text, [(0, 0)])


def _row(text: str, runs: list[tuple[int, int]]) -> PipeRow:
    bare = text.strip()
    is_open = bare.startswith("|") and not bare.endswith("|")
    if _is_rule(text):
        return PipeRow((), is_rule=True, is_open=is_open)
    if not text.strip(_BLANK_OR_PIPE):
        return _empty_row(bare, is_open)
    padding = _padding(text)
    body = text.rstrip()[: -padding or None]
    cells = _cells(body, runs)
    begins = body.lstrip().startswith(tuple(PIPES))
    if cells and not cells[0].text and begins:
        cells = cells[1:]
    if cells and not cells[-1].text and body.rstrip().endswith(tuple(PIPES)) and (begins or not text.endswith("  ")):
        cells = cells[:-1]
    if ends := row_ends([cell.text for cell in cells]):
        cells = [part for cell, at in zip(cells, ends, strict=True) for part in _parted(cell, at)]
    filled = [place for place, cell in enumerate(cells, start=1) if cell.text]
    is_prose = len(body) > _RUNNING_TEXT and any(
        len(cell.text) > _RUNNING_TEXT and cell.text.count("。") > 2 for cell in cells
    )
    last = filled[-1] if filled else 0
    return PipeRow(tuple(cells), len(filled), padding, len(cells) + padding, last, False, is_open, is_prose)


def _empty_row(pipes: str, is_open: bool) -> PipeRow:
    """A lone pipe closes a blank cell, pipes without a space are padding, pipes with spaces a blank row."""
    blanks = pipes.count("|") - 1 if " " in pipes else int(len(pipes) == 1)
    padding = 0 if " " in pipes or blanks else len(pipes)
    return PipeRow((PipeCell("", 0),) * blanks, 0, padding, max(0, blanks) + padding, is_open=is_open)


def _padding(text: str) -> int:
    """Pipes at the end of a spaced row (`规章 | 0 | ||`, `自然人 |||`) that stand for no cell."""
    bare = text.rstrip()
    body = bare.rstrip(PIPES)
    pipes = len(bare) - len(body)
    if pipes < 2 or not body.endswith(" ") or not body.strip(_BLANK_OR_PIPE):
        return 0
    return pipes if body.rstrip().endswith(tuple(PIPES)) else pipes - 1


def _cells(text: str, runs: list[tuple[int, int]]) -> list[PipeCell]:
    cells: list[PipeCell] = []
    if len(runs) == 1 and "\\" not in text and LINE_BREAK not in text and "│" not in text and "｜" not in text:
        at = runs[0][1]
        for raw in text.split("|"):
            inner = raw.strip()
            cells.append(made(PipeCell, (inner, at + raw.index(inner) if inner else at, ())))
            at += len(raw) + 1
        return cells
    start = 0
    for pipe in [*_PIPE.finditer(text), None]:
        end = pipe.start() if pipe else len(text)
        raw = text[start:end]
        inner = raw.strip()
        at = start + len(raw) - len(raw.lstrip()) if inner else start
        cells.append(_cell(inner, at, runs))
        start = end + 1
    return cells


def _parted(cell: PipeCell, at: int) -> list[PipeCell]:
    """The cell, or the two that it is if another row begins at `at`."""
    if not at or cell.runs:
        return [cell]
    return [PipeCell(cell.text[:at].rstrip(), cell.origin), PipeCell(cell.text[at:], cell.origin + at)]


def _cell(inner: str, at: int, runs: list[tuple[int, int]]) -> PipeCell:
    if len(runs) == 1:
        origin, later = runs[0][1] + at - runs[0][0], []
    else:
        origin = _source(at, runs)
        later = [(start - at, source) for start, source in runs if at < start < at + len(inner)]
    if "\\|" not in inner and LINE_BREAK not in inner:
        return PipeCell(inner, origin, tuple(later))
    return _without_marks(inner, origin, later)


def _source(at: int, runs: list[tuple[int, int]]) -> int:
    """Where the character at `at` stands in the source."""
    start, source = max((run for run in runs if run[0] <= at), default=runs[0])
    return source + at - start


def _without_marks(inner: str, origin: int, later: list[tuple[int, int]]) -> PipeCell:
    """A cell whose escaped pipes are pipes and whose `<br>` join or divide words as the end of a line does.

    `later` are the places in `inner` where its source goes on elsewhere, and where.
    """
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = at = 0
    for mark in [*_MARKS.finditer(inner), None]:
        end = mark.start() if mark else len(inner)
        if at:
            runs.append((length, _source(at, [(0, origin), *later]) if later else origin + at))
        if later:
            runs.extend((length + start - at, source) for start, source in later if at < start < end)
        piece = inner[at:end]
        at = mark.end() if mark else end
        if mark and mark[0] != "\\":
            piece += joint(piece, inner[at : at + 1])
        pieces.append(piece)
        length += len(piece)
    return PipeCell("".join(pieces), origin, tuple(runs))
