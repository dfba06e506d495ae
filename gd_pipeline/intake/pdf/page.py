"""What PDFium knows of a page: its characters with their boxes, and the straight lines drawn on it.

Coordinates are points, x to the right and y upwards, as a person sees the page (its rotation undone).
"""

import ctypes
import struct
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from operator import gt, sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from gd_pipeline.intake.pdf.drawing import IDENTITY, Drawing, Matrix, Stroke, moved, times

_LARGE = 30.0
"""Points: the box of a character higher than this is looked at twice."""

_EDGES = struct.Struct("4f").unpack
"""Left, top, right and bottom of a FS_RECTF."""

_INVISIBLE = frozenset(" \t\r\n\0\x02\ufffe\uffff\xa0\u3000\u200b\xad\ufeff")


_TURNS = {
    "right": (1.0, 0.0, 0.0, 1.0, (0, 0), (0, 0)),
    "left": (-1.0, 0.0, 0.0, -1.0, (1, 0), (0, 1)),
    "up": (0.0, -1.0, 1.0, 0.0, (0, 0), (1, 0)),
    "down": (0.0, 1.0, -1.0, 0.0, (0, 1), (0, 0)),
}
"""Which way text runs, and the turn that makes it run right: a, b, c, d, and e and f in page widths and heights."""


class Glyph(NamedTuple):
    """A printed character and its box, as wide as its advance and as high as its font."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


class PageInk(NamedTuple):
    """A page's height, its glyphs in the order of the file, its strokes, whether it holds a picture, objects seen."""

    height: float
    glyphs: list[Glyph]
    horizontal: list[Stroke]
    vertical: list[Stroke]
    has_picture: bool
    objects: int


def read_ink(page: Any, characters_left: int, objects_left: int) -> PageInk:
    """Glyphs and strokes of a pypdfium2 page; of these at most as many as are left to the document."""
    view = _view(page)
    glyphs = list(_glyphs(page, characters_left, view))
    width, height = page.get_size()
    turn = _turn_upright(glyphs, width, height)
    if turn != IDENTITY:
        glyphs = [Glyph(glyph.character, *_turned_box(glyph[1:], turn)) for glyph in glyphs]
        view = times(view, turn)
        height = width if turn[0] == 0 else height
    drawing = Drawing(view, objects_left)
    drawing.objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, IDENTITY, 0)
    seen = objects_left - drawing.budget
    return PageInk(height, glyphs, drawing.horizontal, drawing.vertical, drawing.has_picture, seen)


def _turn_upright(glyphs: list[Glyph], width: float, height: float) -> Matrix:
    """The turn after which most text runs from left to right: tables are printed sideways, pages scanned so."""
    if _runs_right(glyphs):
        return IDENTITY
    directions = Counter(
        ("right" if right.left > left.left else "left")
        if abs(right.left - left.left) > abs(right.bottom - left.bottom)
        else ("up" if right.bottom > left.bottom else "down")
        for left, right in pairwise(glyphs)
    )
    direction = max(_TURNS, key=lambda name: directions[name])
    if directions[direction] < 0.7 * len(glyphs):
        return IDENTITY
    a, b, c, d, widths, heights = _TURNS[direction]
    return (a, b, c, d, widths[0] * width + widths[1] * height, heights[0] * width + heights[1] * height)


def _runs_right(glyphs: list[Glyph]) -> bool:
    """Whether of each two characters that follow each other most run to the right."""
    lefts, bottoms = [glyph.left for glyph in glyphs], [glyph.bottom for glyph in glyphs]
    along, across = map(sub, lefts[1:], lefts), map(sub, bottoms[1:], bottoms)
    rightwards: int = sum(map(gt, along, map(abs, across)))
    return 2 * rightwards >= len(glyphs) - 1


def _view(page: Any) -> Matrix:
    """The turn from the page's own coordinates to those of the page as seen."""
    turns = pdfium.FPDFPage_GetRotation(page)
    left, bottom, right, top = page.get_bbox()
    return {
        1: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        2: (-1.0, 0.0, 0.0, -1.0, right, top),
        3: (0.0, 1.0, -1.0, 0.0, top, -left),
    }.get(turns, (1.0, 0.0, 0.0, 1.0, -left, -bottom))


def _glyphs(page: Any, limit: int, view: Matrix) -> Iterator[Glyph]:
    textpage = page.get_textpage()
    opened, box, box_of = textpage.raw, pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox
    is_turned = view != IDENTITY
    for index, character in enumerate(_characters(textpage, limit)):
        if character in _INVISIBLE or not box_of(opened, index, box):
            continue
        left, top, right, bottom = _EDGES(box)
        if top - bottom > _LARGE:
            left, bottom, right, top = _checked(textpage, index, (left, bottom, right, top))
        if is_turned:
            left, bottom, right, top = _turned_box((left, bottom, right, top), view)
        yield Glyph(character, left, bottom, right, top)
    textpage.close()


def _characters(textpage: Any, limit: int) -> str:
    """The first `limit` characters of a page as PDFium counts them, all at once where its text leaves out none."""
    count = min(textpage.count_chars(), limit)
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units)
    text = bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in codes)


def _checked(textpage: Any, index: int, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """`box`, or one around the ink where that is far smaller: PDFium does not scale the boxes of vertical writing."""
    edges = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(textpage, index, *edges)
    left, right, bottom, top = (edge.value for edge in edges)
    side = max(right - left, top - bottom)
    if not 0 < side < 0.4 * (box[3] - box[1]):
        return box
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - side / 2, y - side / 2, x + side / 2, y + side / 2


def _turned_box(box: tuple[float, float, float, float], view: Matrix) -> tuple[float, float, float, float]:
    first, second = moved(box[0], box[1], view), moved(box[2], box[3], view)
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[0], second[0]),
        max(first[1], second[1]),
    )
