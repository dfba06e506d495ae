"""What PDFium knows of a page: its characters with their boxes, and the straight lines drawn on it.

Coordinates are points, x to the right and y upwards, as a person sees the page (its rotation undone).
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from gd_pipeline.intake.pdf.drawing import IDENTITY, Drawing, Matrix, Stroke, moved, times

_LARGE = 30.0
"""Points: the box of a character higher than this is looked at twice."""

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
    drawing.objects(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, IDENTITY, 0)
    seen = objects_left - drawing.budget
    return PageInk(height, glyphs, drawing.horizontal, drawing.vertical, drawing.has_picture, seen)


def _turn_upright(glyphs: list[Glyph], width: float, height: float) -> Matrix:
    """The turn after which most text runs from left to right: tables are printed sideways, pages scanned so."""
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
    box = pdfium.FS_RECTF()
    is_turned = view != IDENTITY
    for index in range(min(textpage.count_chars(), limit)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        character = chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd"
        if character in _INVISIBLE or not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        corners = (box.left, box.bottom, box.right, box.top)
        if box.top - box.bottom > _LARGE:
            corners = _checked(textpage, index, corners)
        if is_turned:
            corners = _turned_box(corners, view)
        yield Glyph(character, *corners)
    textpage.close()


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
