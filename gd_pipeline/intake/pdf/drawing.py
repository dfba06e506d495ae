"""The straight lines drawn on a PDF page: borders of tables, as strokes, thin rectangles or edges of boxes."""

import ctypes
import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from gd_pipeline.intake.blocks import made
from gd_pipeline.intake.limits import MAX_PDF_OBJECTS
from gd_pipeline.intake.pdf import calls
from gd_pipeline.intake.refusal import IntakeError

_THIN = 3.0
"""Points: what is filled and no wider is a line."""

_STRAIGHT = 1.0
_SHORTEST = 3.0
_FORM_DEPTH = 4

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIX = struct.Struct("6f").unpack


class Stroke(NamedTuple):
    """A straight line, horizontal (`at` is y, from `start` to `end` in x) or vertical (the other way round)."""

    at: float
    start: float
    end: float


def moved(x: Any, y: Any, by: Matrix) -> tuple[Any, Any]:
    """The point (x, y), or each of many, in the coordinates that `by` leads to."""
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]


@lru_cache(maxsize=256)
def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that moves by `first`, then by `then`."""
    a, b, c, d, e, f = first
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        e * then[0] + f * then[2] + then[4],
        e * then[1] + f * then[3] + then[5],
    )


class Drawing:
    """The straight lines among a page's objects, forms inside it included; `budget` objects and points may be seen."""

    def __init__(self, view: Matrix, budget: int) -> None:
        self.view = view
        self.horizontal: list[Stroke] = []
        self.vertical: list[Stroke] = []
        self.has_picture = False
        self.budget = budget
        self._x, self._y, self._fill, self._stroked = ctypes.c_float(), ctypes.c_float(), ctypes.c_int(), ctypes.c_int()
        self._point = ctypes.byref(self._x), ctypes.byref(self._y)
        self._mode = ctypes.byref(self._fill), ctypes.byref(self._stroked)

    def page(self, page: Any) -> None:
        """Look at every object of a page.

        Raises:
            IntakeError: too_large, with more objects and points than `budget`.
        """
        count = self._afforded(pdfium.FPDFPage_CountObjects(page))
        self._objects(calls.each(calls.get_page_object, page, count), IDENTITY, 0)

    def _objects(self, objects: Iterable[Any], outer: Matrix, depth: int) -> None:
        """Look at the objects of a page or form whose own coordinates `outer` turns into the page's."""
        for drawn in objects:
            kind = calls.get_type(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawn, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                form = ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)
                count = self._afforded(pdfium.FPDFFormObj_CountObjects(form))
                inner = calls.each(calls.get_form_object, form, count)
                self._objects(inner, times(_matrix(drawn), outer), depth + 1)

    def _afforded(self, count: int) -> int:
        """`count`, if the budget allows for it."""
        self.budget -= count
        if self.budget < 0:
            raise IntakeError("too_large", f"more than {MAX_PDF_OBJECTS} drawn objects and points of lines")
        return count

    def _path(self, path: Any, outer: Matrix) -> None:
        calls.get_draw_mode(path, *self._mode)
        is_stroked = self._stroked.value
        if not is_stroked and not self._fill.value:
            return
        for points in self._subpaths(path, times(times(_matrix(path), outer), self.view)):
            if is_stroked:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._line(x0, y0, x1, y1, _STRAIGHT)
            else:
                across, along = [x for x, _ in points], [y for _, y in points]
                self._line(min(across), min(along), max(across), max(along), _THIN)

    def _subpaths(self, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        points: list[tuple[float, float]] = []
        for segment in calls.each(calls.get_segment, path, self._afforded(calls.count_segments(path))):
            calls.get_point(segment, *self._point)
            if points and calls.get_segment_type(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = []
            points.append(moved(self._x.value, self._y.value, matrix))
            if len(points) > 2 and calls.get_segment_close(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _line(self, x0: float, y0: float, x1: float, y1: float, thin: float) -> None:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= thin:
            if width > height and width > _SHORTEST:
                self.horizontal.append(made(Stroke, ((y0 + y1) / 2, x0, x1) if x0 < x1 else ((y0 + y1) / 2, x1, x0)))
        elif width <= thin and height > width and height > _SHORTEST:
            self.vertical.append(made(Stroke, ((x0 + x1) / 2, y0, y1) if y0 < y1 else ((x0 + x1) / 2, y1, y0)))


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not calls.get_matrix(drawn, ctypes.byref(found)):
        return IDENTITY
    return _SIX(found)
