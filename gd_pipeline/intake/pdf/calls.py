"""PDFium's functions that are asked for every character, object and point of a page, without ctypes' checks.

Arguments go to C as they are: structures and pointers of ctypes, or numbers that fit a C int. This, the global lock
kept, and no Python between two calls is a third of the time of a call through pypdfium2.
"""

import ctypes
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium


class Handle(ctypes.c_void_p):
    """Something of PDFium's."""


def _unchecked(function: Any, gives: type[Any]) -> Callable[..., Any]:
    return ctypes.cast(function, ctypes.PYFUNCTYPE(gives))


get_loose_box = _unchecked(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
get_unicode = _unchecked(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
get_page_object = _unchecked(pdfium.FPDFPage_GetObject, Handle)
get_form_object = _unchecked(pdfium.FPDFFormObj_GetObject, Handle)
get_type = _unchecked(pdfium.FPDFPageObj_GetType, ctypes.c_int)
get_matrix = _unchecked(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int)
get_draw_mode = _unchecked(pdfium.FPDFPath_GetDrawMode, ctypes.c_int)
count_segments = _unchecked(pdfium.FPDFPath_CountSegments, ctypes.c_int)
get_segment = _unchecked(pdfium.FPDFPath_GetPathSegment, Handle)
get_segment_type = _unchecked(pdfium.FPDFPathSegment_GetType, ctypes.c_int)
get_segment_close = _unchecked(pdfium.FPDFPathSegment_GetClose, ctypes.c_int)
get_point = _unchecked(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int)


def each(function: Callable[..., Any], of: Any, count: int) -> Iterable[Any]:
    """What `function` gives for the first `count` members of something."""
    return map(function, repeat(of), range(count))
