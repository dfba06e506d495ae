"""The straight lines drawn on a PDF page: borders of tables, as strokes, thin rectangles or edges of boxes."""

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from gd_pipeline.intake.limits import MAX_PDF_OBJECTS
from gd_pipeline.intake.refusal import IntakeError

_THIN = 3.0
"""Points: what is filled and no wider is a line."""

_STRAIGHT = 1.0
_SHORTEST = 3.0
_FORM_DEPTH = 4

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Stroke(NamedTuple):
    """A straight line, horizontal (`at` is y, from `start` to `end` in x) or vertical (the other way round)."""

    at: float
    start: float
    end: float


def moved(x: float, y: float, by: Matrix) -> tuple[float, float]:
    """The point (x, y) in the coordinates that `by` leads to."""
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]


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

    def objects(
        self, holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], outer: Matrix, depth: int
    ) -> None:
        """Look at every object of a page or form whose own coordinates `outer` turns into the page's.

        Raises:
            IntakeError: too_large, with more objects and points than `budget`.
        """
        for index in range(self._afforded(count(holder))):
            drawn = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawn, times(times(_matrix(drawn), outer), self.view))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                inner = times(_matrix(drawn), outer)
                self.objects(drawn, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def _afforded(self, count: int) -> int:
        """`count`, if the budget allows for it."""
        self.budget -= count
        if self.budget < 0:
            raise IntakeError("too_large", f"more than {MAX_PDF_OBJECTS} drawn objects and points of lines")
        return count

    def _path(self, path: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if not fill.value and not stroke.value:
            return
        for points in self._subpaths(path, matrix):
            if stroke.value:
                for (x0, y0), (x1, y1) in pairwise(points):
                    self._stroke(x0, y0, x1, y1, _STRAIGHT)
            else:
                across, along = [x for x, _ in points], [y for _, y in points]
                self._stroke(min(across), min(along), max(across), max(along), _THIN)

    def _subpaths(self, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for index in range(self._afforded(pdfium.FPDFPath_CountSegments(path))):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = []
            points.append(moved(x.value, y.value, matrix))
            if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _stroke(self, x0: float, y0: float, x1: float, y1: float, thin: float) -> None:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= thin and width > max(height, _SHORTEST):
            self.horizontal.append(Stroke((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif width <= thin and height > max(width, _SHORTEST):
            self.vertical.append(Stroke((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)
