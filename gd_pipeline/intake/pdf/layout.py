"""Pages of lines and tables in; one text out: what the end of a line or a page tore apart is joined again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gd_pipeline.intake.blocks import Line, Table, joint
from gd_pipeline.intake.pdf.furniture import page_furniture
from gd_pipeline.intake.pdf.lines import TextLine
from gd_pipeline.intake.pdf.tables import PageTable, as_table, continued, continues

_STARTS = re.compile(
    "[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?[0-9]{1,2}[）)、.．](?![0-9])|第[一二三四五六七八九十]{1,3}[章节条部]|附[件表]"
)
_ENDS = ("。", "！", "？", "：", "；", ":", ";")
_FEW = 4
_SLACK, _WIDE_SLACK = 2.2, 4.0
"""Heights by which a line may end before the margin and be full; more, where an indent shows paragraphs besides."""


class PageContent(NamedTuple):
    """A page's height, its lines and its tables, each from top to bottom."""

    height: float
    lines: list[TextLine]
    tables: list[PageTable]


class Laid(NamedTuple):
    """Blocks in reading order; for each page the block it begins in, and how far into the line or in which row."""

    blocks: list[Line | Table]
    starts: list[tuple[int, int]]


class _Margins(NamedTuple):
    left: float
    right: float


def laid_out(pages: Sequence[PageContent]) -> Laid:
    """Lines and tables of all pages as one text; page numbers and running heads are lines of kind "page"."""
    apart = page_furniture([(page.height, page.lines) for page in pages])
    bodies = [
        [line for place, line in enumerate(page.lines) if place not in furniture]
        for page, furniture in zip(pages, apart, strict=True)
    ]
    whole = _margins([line for body in bodies for line in body])
    text = _Text(_Style(_indents(bodies, whole), _paragraph_pitch(bodies, whole)))
    for number, (page, body, furniture) in enumerate(zip(pages, bodies, apart, strict=True)):
        text.page(number, _margins(body) if len(body) >= _FEW else whole)
        text.pending.extend(Line(page.lines[place].text, 0, (), "page") for place in sorted(furniture))
        contents: list[TextLine | PageTable] = [*body, *page.tables]
        for content in sorted(contents, key=lambda content: -content.top):
            if isinstance(content, TextLine):
                text.line(content)
            else:
                text.table(content)
    text.close()
    return Laid(text.blocks, text.page_starts(len(pages)))


def _margins(lines: Sequence[TextLine]) -> _Margins:
    """Where lines begin and end: the leftmost place where two begin, the rightmost but one where one ends."""
    if not lines:
        return _Margins(0.0, 0.0)
    lefts = Counter(round(line.left / 3) for line in lines if "\t" not in line.text)
    often = [place for place, count in lefts.items() if count > 1] or list(lefts) or [0]
    rights = sorted((line.right for line in lines), reverse=True)
    return _Margins(min(often) * 3.0, rights[1] if len(rights) > 2 else rights[0])


def _indents(bodies: Sequence[Sequence[TextLine]], margins: _Margins) -> bool:
    """Whether paragraphs of this document begin with an indent."""
    lines = [line for body in bodies for line in body]
    indented = sum(1 for line in lines if 1.2 < (line.left - margins.left) / line.size < 3.5)
    return indented * 12 > len(lines)


def _paragraph_pitch(bodies: Sequence[Sequence[TextLine]], margins: _Margins) -> float:
    """From how many heights on the way to the next line shows a new paragraph; 0 where paragraphs are not spaced."""
    inside: list[float] = []
    between: list[float] = []
    for line, following in (pair for body in bodies for pair in pairwise(body)):
        is_full = line.right > margins.right - _SLACK * line.size
        (inside if is_full else between).append((line.bottom - following.bottom) / line.size)
    if len(inside) < _FEW or len(between) < _FEW:
        return 0.0
    usual, wider = median(inside), median(between)
    return (usual + wider) / 2 if 1.12 * usual < wider < 4 * usual else 0.0


class _Style(NamedTuple):
    """How a document shows its paragraphs: by an indent, by space above them (see `_paragraph_pitch`)."""

    indents: bool
    pitch: float


class _Text:
    """The text under construction: the paragraph or table that is open, and the blocks that are done."""

    def __init__(self, style: _Style) -> None:
        self.style = style
        self.blocks: list[Line | Table] = []
        self.pending: list[Line] = []
        self._starts: dict[int, tuple[int, int]] = {}
        self._page = -1
        self._margins = _Margins(0.0, 0.0)
        self._first = True
        self._pieces: list[str] = []
        self._last: TextLine | None = None
        self._last_margins = self._margins
        self._same_page = True
        self._table: PageTable | None = None
        self._marks: list[tuple[int, int]] = []

    def page(self, number: int, margins: _Margins) -> None:
        """The next page begins."""
        self._page, self._margins, self._first, self._same_page = number, margins, True, False

    def line(self, line: TextLine) -> None:
        """A line: the open paragraph goes on with it, or ends before it."""
        text = line.text
        if self._last is not None and self._joins(self._last, line):
            before = "".join(self._pieces)
            self._pieces = [before, joint(before, text)]
            self._mark(len(before) + len(self._pieces[1]))
            self._pieces.append(text)
        else:
            self.close()
            self._mark(0)
            self._pieces = [text]
        self._last, self._last_margins, self._same_page = line, self._margins, True

    def table(self, table: PageTable) -> None:
        """A table: the one that is open goes on with it over the page's end, or it stands for itself."""
        if self._table is not None and self._first and continues(self._table, table):
            self._table = continued(self._table, table)
            self._mark(self._table.page_rows[-1])
            return
        self.close()
        self._mark(0)
        self._table = table

    def close(self) -> None:
        """What is open is done."""
        if self._last is not None:
            self._done([Line("".join(self._pieces), 0)])
        elif self._table is not None:
            grid = as_table(self._table)
            self._done([grid] if grid else [Line(cell.text, 0) for cell in self._table.cells if cell.text])
        self.blocks.extend(self.pending)
        self.pending = []
        self._last = self._table = None
        self._pieces, self._marks = [], []

    def page_starts(self, pages: int) -> list[tuple[int, int]]:
        """Where each page begins; a page without text begins where the next one does."""
        starts: list[tuple[int, int]] = []
        following = (len(self.blocks), 0)
        for page in reversed(range(pages)):
            following = self._starts.get(page, following)
            starts.append(following)
        return starts[::-1]

    def _done(self, blocks: Sequence[Line | Table]) -> None:
        for page, inner in self._marks:
            self._starts.setdefault(page, (len(self.blocks), inner))
        self.blocks.extend(blocks)

    def _mark(self, inner: int) -> None:
        if self._first:
            self._marks.append((self._page, inner))
            self._first = False

    def _joins(self, last: TextLine, line: TextLine) -> bool:
        if "\t" in last.text or "\t" in line.text or not 0.8 < line.size / last.size < 1.25:
            return False
        if self._same_page and last.bottom - line.top > 1.5 * line.size:
            return False
        is_close = self._same_page and last.bottom - line.bottom < self.style.pitch * last.size
        slack = _WIDE_SLACK if self.style.indents or is_close else _SLACK
        if last.right < self._last_margins.right - slack * last.size or self._is_indented(line):
            return False
        if not last.text.endswith(_ENDS):
            return True
        return (self.style.indents or is_close) and not _STARTS.match(line.text)

    def _is_indented(self, line: TextLine) -> bool:
        return line.left > self._margins.left + 1.2 * line.size


def offsets_of(laid: Laid, origins: Sequence[Line | Table]) -> Iterator[int]:
    """Offsets at which the pages begin, `origins` being the blocks of `laid` with their origins."""
    for block, inner in laid.starts:
        if block >= len(origins):
            yield 1 << 60
            continue
        begun = origins[block]
        if isinstance(begun, Line):
            yield begun.origin + inner
        else:
            yield next((cell.origin for cell in begun.cells if cell.row >= inner), begun.cells[0].origin)
