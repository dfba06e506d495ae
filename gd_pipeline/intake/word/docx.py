"""A .docx in; its lines and tables out, as Word prints them."""

import re
from collections.abc import Iterator
from typing import Any

from gd_pipeline.intake.blocks import Block, DraftCell, Line, Table, joined, rows_as_lines
from gd_pipeline.intake.characters import plain
from gd_pipeline.intake.decoding import decode
from gd_pipeline.intake.flow import numbered
from gd_pipeline.intake.html import read_html
from gd_pipeline.intake.limits import MAX_CHARACTERS, MAX_ENTITIES, MAX_SLOTS, MAX_SPAN, MAX_TAGS
from gd_pipeline.intake.mime import page_of
from gd_pipeline.intake.refusal import IntakeError
from gd_pipeline.intake.word.numbering import Numbering
from gd_pipeline.intake.word.package import Package, child, local, value

_DROPPED = frozenset(
    {"del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr"}
)
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_RUNNING_TEXT = 500
_RAISED = "\x0e"
_NOTE = re.compile(rf"{_RAISED}(\[\d{{1,2}}\])(?:(?<!(?<!\d)10.\[\d\])(?<!(?<!\d)10.\[\d\d\])(?=([一-龥])))?")
"""A note's number raised behind a number, and whether the number's unit follows; behind a 10 it may be a power."""


def read_docx(data: bytes) -> list[Block]:
    """Lines and tables of a .docx, automatic numbers printed, tracked deletions and hidden text left out.

    Raises:
        IntakeError: bad_archive, bomb, encrypted, needs_ocr or too_large.
    """
    package = Package(data)
    root = package.main()
    numbering = Numbering(package.part("word/numbering.xml"), package.raw("word/styles.xml"))
    body = child(root, "body")
    blocks = list(numbered(_Reader(numbering).blocks(root if body is None else body))) or _inserted(package)
    if not blocks and package.names("word/media/"):
        raise IntakeError("needs_ocr", "the document holds pictures and no text")
    return blocks


def _inserted(package: Package) -> list[Block]:
    """Blocks of the pages that programs insert whole into an empty document (w:altChunk) for Word to read."""
    parts = package.names("word/", (".mht", ".mhtml", ".html", ".htm"))
    markup = "<hr>".join(decode(page_of(package.raw(name))).text for name in parts)
    if len(markup) > MAX_CHARACTERS or markup.count("<") > MAX_TAGS or markup.count("&") > MAX_ENTITIES:
        raise IntakeError("too_large", "the pages inserted into the document are larger than any report")
    return read_html(markup).blocks if markup else []


class _Reader:
    """Walks the document; the parser bounds how deep elements nest."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._boxes: list[Any] = []

    def blocks(self, container: Any, kind: str = "") -> Iterator[Line | Table]:
        """Blocks of a body, cell, text box or wrapper."""
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, kind)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "sdt":
                yield from self.blocks(element, "contents" if _is_contents(element) else kind)
            elif name not in _DROPPED:
                yield from self.blocks(element, kind)

    def _paragraph(self, paragraph: Any, kind: str) -> Iterator[Line | Table]:
        pieces: list[str] = []
        self._words(paragraph, pieces)
        boxes, self._boxes = self._boxes, []
        text = "".join(pieces)
        if _RAISED in text:
            text = _NOTE.sub(lambda note: "" if note[2] else note[1], text)
        properties = child(paragraph, "pPr")
        if text.strip():
            text = self._numbering.label(properties) + text
            for line in text.split("\n"):
                if printed := plain(line).strip(" \u3000\t"):
                    yield Line(printed, 0, (), kind)
        for box in boxes:
            yield from self.blocks(box, kind)

    def _words(self, element: Any, pieces: list[str]) -> None:
        for inner in element:
            name = local(inner)
            if name == "t":
                pieces.append(inner.text or "")
            elif name == "r":
                if not _is_hidden(inner):
                    self._run(inner, pieces)
            elif name in _MARKS:
                pieces.append(_MARKS[name])
            elif name == "txbxContent":
                self._boxes.append(inner)
            elif name not in _DROPPED:
                self._words(inner, pieces)

    def _run(self, run: Any, pieces: list[str]) -> None:
        """Words of a run; digits raised behind a number are none of it, as in a page (intake/html.py)."""
        begun = len(pieces)
        self._words(run, pieces)
        words = "".join(pieces[begun:]).strip() if _is_raised(run) else ""
        if words.isdecimal() and len(words) < 3 and "".join(pieces[:begun]).rstrip()[-1:].isdecimal():
            pieces[begun:] = [f"{_RAISED}[{words}]"]

    def _table(self, table: Any) -> Iterator[Line | Table]:
        rows = [row for row in _within(table, "tr") if not _is_deleted(row)]
        contents = [[(cell, list(self.blocks(cell))) for cell in _within(row, "tc")] for row in rows]
        inner = [block for row in contents for _, blocks in row for block in blocks]
        grid = None if any(isinstance(block, Table) for block in inner) else _laid_out(rows, contents)
        if grid is None or any(len(cell.text) > _RUNNING_TEXT and cell.text.count("。") > 2 for cell in grid.cells):
            yield from inner
        elif grid.columns < 2:
            yield from rows_as_lines(grid)
        else:
            yield grid


def _laid_out(rows: list[Any], contents: list[list[tuple[Any, list[Line | Table]]]]) -> Table | None:
    """The grid: each cell at its grid column (w:gridSpan), merged with those below it (w:vMerge)."""
    cells: list[DraftCell] = []
    open_merges: dict[int, int] = {}
    columns = 0
    for number, (row, written) in enumerate(zip(rows, contents, strict=True)):
        column = _before(row)
        for cell, blocks in written:
            properties = child(cell, "tcPr")
            width = _span(properties)
            merge = child(properties, "vMerge") if properties is not None else None
            if merge is not None and value(merge) != "restart" and column in open_merges:
                above = open_merges[column]
                cells[above] = cells[above]._replace(row_span=number - cells[above].row + 1)
            else:
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells)
                text = joined(block.text for block in blocks if isinstance(block, Line))
                cells.append(DraftCell(number, column, 1, width, text.replace("\t", " "), 0))
            column += width
        columns = max(columns, column)
        if columns * len(rows) > MAX_SLOTS:
            return None
    return Table(tuple(cells), len(rows), columns, "docx")


def _span(properties: Any | None) -> int:
    span = value(child(properties, "gridSpan")) if properties is not None else ""
    return min(max(int(span), 1), MAX_SPAN) if span.isascii() and span.isdigit() else 1


def _before(row: Any) -> int:
    properties = child(row, "trPr")
    skipped = value(child(properties, "gridBefore")) if properties is not None else ""
    return min(int(skipped), MAX_SPAN) if skipped.isascii() and skipped.isdigit() else 0


def _within(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "bookmarkStart"):
            yield from _within(inner, name)


def _is_hidden(run: Any) -> bool:
    properties = child(run, "rPr")
    vanish = child(properties, "vanish") if properties is not None else None
    return vanish is not None and value(vanish) not in ("0", "false", "off")


def _is_raised(run: Any) -> bool:
    properties = child(run, "rPr")
    return properties is not None and value(child(properties, "vertAlign")) == "superscript"


def _is_deleted(row: Any) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _is_contents(control: Any) -> bool:
    """Whether a content control is the table of contents."""
    properties = child(control, "sdtPr")
    part = child(properties, "docPartObj") if properties is not None else None
    return part is not None and value(child(part, "docPartGallery")) == "Table of Contents"
