"""What PDFium takes for a Chinese font that a PDF names but does not hold: a font of one small box.

Of the machine's own fonts it would load megabytes for each such PDF, and look up every character in them, only to know
how far the ink reaches; and pages would be read one way where such fonts are installed and another where not. Without
any it drops characters that are printed alone. Which characters are printed, and how wide, the PDF says itself.
"""

import ctypes
import struct
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium

_CHINESE = frozenset((128, 129, 134, 136))
"""The character sets of Windows that have hanzi: Shift-JIS, Hangul, GB2312, Big5."""

_EM, _ASCENT, _DESCENT = 1000, 880, -120
_LEFT, _RIGHT, _TOP = 100, 400, 500
"""Edges of the box: inside every character, also one of half width."""

_HANDLE = 1


def _font() -> bytes:
    """A TrueType font in which every character is the same box."""
    width, points = _RIGHT - _LEFT, bytes([1, 1, 1, 1])
    box = struct.pack(">5h2H", 1, _LEFT, 0, _RIGHT, _TOP, 3, 0) + points
    box += struct.pack(">8h", _LEFT, width, 0, -width, 0, 0, _TOP, 0)
    tables = {
        b"cmap": struct.pack(">HHHHI HH6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 1, 0x10FFFF, 1),
        b"glyf": box * 2,
        b"head": struct.pack(
            ">4I2H2q4h2H3h", 65536, 65536, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 65536, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">H2h", _EM, 0, 0),
        b"loca": struct.pack(">3H", 0, len(box) // 2, len(box)),
        b"maxp": struct.pack(">I14H", 65536, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    directory, body = struct.pack(">I4H", 65536, len(tables), 64, 2, 48), b""
    for name, table in tables.items():
        directory += struct.pack(">4s3I", name, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


_FONT = _font()


def _map_font(info: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
    return _HANDLE if charset in _CHINESE else None


def _get_font(info: Any, face: Any) -> None:
    return None


def _get_data(info: Any, font: Any, table: int, buffer: int | None, size: int) -> int:
    """The whole font; of its tables by name (a collection's, first of all) none is given."""
    if table:
        return 0
    if buffer and size >= len(_FONT):
        ctypes.memmove(buffer, _FONT, len(_FONT))
    return len(_FONT)


_CALLED = dict(pdfium.FPDF_SYSFONTINFO._fields_)
_FONTS = pdfium.FPDF_SYSFONTINFO(
    version=1,
    MapFont=_CALLED["MapFont"](_map_font),
    GetFont=_CALLED["GetFont"](_get_font),
    GetFontData=_CALLED["GetFontData"](_get_data),
)


@lru_cache(maxsize=1)
def use_no_installed_fonts() -> None:
    """Let PDFium, in this process, read PDFs by the fonts that they hold and by the box, not by the machine's."""
    pdfium.FPDF_SetSystemFontInfo(_FONTS)
