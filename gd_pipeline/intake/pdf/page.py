"""What PDFium knows of a page: its characters with their boxes, and the straight lines drawn on it.

Coordinates are points, x to the right and y upwards, as a person sees the page (its rotation undone).
"""

import ctypes
from functools import lru_cache
from itertools import repeat
from threading import get_ident
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from gd_pipeline.intake.pdf import calls
from gd_pipeline.intake.pdf.drawing import IDENTITY, Drawing, Matrix, Stroke, moved, times

_LARGE = 30.0
"""Points: the box of a character higher than this is looked at twice."""

_BOX = ctypes.sizeof(pdfium.FS_RECTF)

_ROOM = 4096
"""Boxes for which there is room at once; for a page with more there is room for a multiple."""

_INVISIBLE = np.zeros(0x10001, np.bool_)
_INVISIBLE[list(map(ord, " \t\r\n\0\x02\ufffe\uffff\xa0\u3000\u200b\xad\ufeff"))] = True
"""Which characters of the basic plane print nothing; the last stands for all beyond it."""

_TURNS = {
    "right": (1.0, 0.0, 0.0, 1.0, (0, 0), (0, 0)),
    "left": (-1.0, 0.0, 0.0, -1.0, (1, 0), (0, 1)),
    "up": (0.0, -1.0, 1.0, 0.0, (0, 0), (1, 0)),
    "down": (0.0, 1.0, -1.0, 0.0, (0, 1), (0, 0)),
}
"""Which way text runs, and the turn that makes it run right: a, b, c, d, and e and f in page widths and heights."""

Edges = NDArray[np.float64]


class Glyphs(NamedTuple):
    """Printed characters by their code points, and their boxes, as wide as their advance and as high as their font."""

    codes: NDArray[np.uint32]
    left: Edges
    bottom: Edges
    right: Edges
    top: Edges

    def at(self, places: NDArray[Any]) -> "Glyphs":
        """The glyphs at `places` (indices, or a flag for each glyph)."""
        return Glyphs(*(column[places] for column in self))

    def text(self) -> str:
        """The characters one after another."""
        return self.codes.tobytes().decode("utf-32-le")


NO_GLYPHS = Glyphs(np.zeros(0, np.uint32), *np.zeros((4, 0)))


class PageInk(NamedTuple):
    """A page's height, its glyphs in the order of the file, its strokes, whether it holds a picture, objects seen."""

    height: float
    glyphs: Glyphs
    horizontal: list[Stroke]
    vertical: list[Stroke]
    has_picture: bool
    objects: int


def read_ink(page: Any, characters_left: int, objects_left: int) -> PageInk:
    """Glyphs and strokes of a pypdfium2 page; of these at most as many as are left to the document."""
    view = _view(page)
    glyphs = _turned(_glyphs(page, characters_left), view)
    width, height = page.get_size()
    turn = _turn_upright(glyphs, width, height)
    if turn != IDENTITY:
        glyphs = _turned(glyphs, turn)
        view = times(view, turn)
        height = width if turn[0] == 0 else height
    drawing = Drawing(view, objects_left)
    drawing.page(page.raw)
    seen = objects_left - drawing.budget
    return PageInk(height, glyphs, drawing.horizontal, drawing.vertical, drawing.has_picture, seen)


def _turn_upright(glyphs: Glyphs, width: float, height: float) -> Matrix:
    """The turn after which most text runs from left to right: tables are printed sideways, pages scanned so."""
    along, up = np.diff(glyphs.left), np.diff(glyphs.bottom)
    across = np.abs(up)
    if 2 * np.count_nonzero(along > across) >= len(glyphs.codes) - 1:
        return IDENTITY
    is_flat = np.abs(along) > across
    directions = {
        "right": np.count_nonzero(is_flat & (along > 0)),
        "left": np.count_nonzero(is_flat & (along <= 0)),
        "up": np.count_nonzero(~is_flat & (up > 0)),
        "down": np.count_nonzero(~is_flat & (up <= 0)),
    }
    direction = max(_TURNS, key=lambda name: directions[name])
    if directions[direction] < 0.7 * len(glyphs.codes):
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


def _glyphs(page: Any, limit: int) -> Glyphs:
    """The first `limit` characters of a page that are printed, with boxes in the page's own coordinates."""
    textpage = page.get_textpage()
    codes = _characters(textpage, limit)
    count = len(codes)
    boxes, places = _room(_ROOM * (1 + count // _ROOM), get_ident())
    found = np.fromiter(map(calls.get_loose_box, repeat(textpage.raw), range(count), places), np.bool_, count)
    edges = np.frombuffer(bytes(boxes), np.float32, 4 * count).astype(np.float64).reshape(count, 4)
    kept = found & ~_INVISIBLE.take(codes, mode="clip")
    for index in np.flatnonzero(kept & (edges[:, 1] - edges[:, 3] > _LARGE)):
        edges[index] = _checked(textpage, int(index), *edges[index].tolist())
    textpage.close()
    left, top, right, bottom = edges[kept].T.copy()
    return Glyphs(codes[kept], left, bottom, right, top)


@lru_cache(maxsize=1)
def _room(count: int, _thread: int) -> tuple[Any, list[Any]]:
    """Memory for `count` boxes, which each page of a thread writes over, and the places in it."""
    boxes = (ctypes.c_float * (4 * count))()
    return boxes, list(map(ctypes.byref, repeat(boxes), range(0, _BOX * count, _BOX)))


def _characters(textpage: Any, limit: int) -> NDArray[np.uint32]:
    """The first `limit` characters of a page as PDFium counts them, all at once where its text leaves out none."""
    count = min(textpage.count_chars(), limit)
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, units)
    codes = np.frombuffer(bytes(units), np.uint16, count)
    if written == count + 1 and not np.any(codes & 0xF800 == 0xD800):
        return codes.astype(np.uint32)
    text = bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    if len(text) != count:
        counted = calls.each(calls.get_unicode, textpage.raw, count)
        text = "".join(chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd" for code in counted)
    return np.frombuffer(text.encode("utf-32-le"), np.dtype("<u4"))


def _checked(
    textpage: Any, index: int, left: float, top: float, right: float, bottom: float
) -> tuple[float, float, float, float]:
    """The box, or one around the ink where that is far smaller: PDFium does not scale the boxes of vertical writing."""
    edges = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(textpage, index, *edges)
    ink_left, ink_right, ink_bottom, ink_top = (edge.value for edge in edges)
    side = max(ink_right - ink_left, ink_top - ink_bottom)
    if not 0 < side < 0.4 * (top - bottom):
        return left, top, right, bottom
    x, y = (ink_left + ink_right) / 2, (ink_bottom + ink_top) / 2
    return x - side / 2, y + side / 2, x + side / 2, y - side / 2


def _turned(glyphs: Glyphs, by: Matrix) -> Glyphs:
    """The glyphs in the coordinates that `by` leads to."""
    if by == IDENTITY:
        return glyphs
    x0, y0 = moved(glyphs.left, glyphs.bottom, by)
    x1, y1 = moved(glyphs.right, glyphs.top, by)
    return Glyphs(glyphs.codes, np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1))
