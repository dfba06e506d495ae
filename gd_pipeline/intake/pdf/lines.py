"""Glyphs in; lines of text in reading order out."""

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter, sub
from typing import NamedTuple

from gd_pipeline.intake.blocks import joined
from gd_pipeline.intake.characters import plain
from gd_pipeline.intake.pdf.page import Glyph

_WORD_GAP, _CELL_GAP, _MIXED_GAP, _GAP, _COLUMN_GAP = 0.2, 0.3, 0.4, 0.8, 2.2
"""Gaps in heights of the line: between Latin words, cells of a row, a hanzi and a number, hanzi, columns."""


_LEFT = attrgetter("left")


class TextLine(NamedTuple):
    """A printed line: its text, its box, and the height of its characters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def text_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Lines of `glyphs` from top to bottom, each from left to right.

    Printed spaces do not count: a gap between words of Latin letters or digits, or a wide one, is a space; one as wide
    as between columns is a tab.
    """
    lines: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: -(glyph.bottom + glyph.top)):
        _, _, bottom, _, top = glyph
        own, height = (bottom + top) / 2, top - bottom
        if lines and middle - own <= 0.5 * (size if size > height else height):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            middle, size = own, height
    return [_line(line) for line in lines]


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Text of one cell: its lines joined, as a label that wraps is one label."""
    if len(glyphs) == 1:
        return plain(glyphs[0].character)
    return joined(line.text.replace("\t", " ") for line in text_lines(glyphs))


def _line(glyphs: list[Glyph]) -> TextLine:
    glyphs.sort(key=_LEFT)
    _, _, bottoms, _, tops = zip(*glyphs, strict=True)
    heights = sorted(map(sub, tops, bottoms))
    size = heights[len(heights) // 2] or 1.0
    kept = _without_shadows(glyphs)
    characters, lefts, _, rights, _ = zip(*kept, strict=True)
    gaps = [(left - right) / size for left, right in zip(lefts[1:], rights, strict=False)]
    text = _spaced(characters, gaps) if max(gaps, default=0.0) > _WORD_GAP else "".join(characters)
    return TextLine(plain(text), lefts[0], min(bottoms), rights[-1], max(tops), size)


def _without_shadows(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs of a line without those that are printed again over themselves, to look bold."""
    if not any(left.character == right.character for left, right in pairwise(glyphs)):
        return glyphs
    kept = glyphs[:1]
    for glyph in glyphs[1:]:
        last = kept[-1]
        if glyph.character != last.character or glyph.left - last.left >= 0.3 * (last.right - last.left):
            kept.append(glyph)
    return kept


def _spaced(characters: Sequence[str], gaps: Sequence[float]) -> str:
    """The characters with what stands in the gaps between them."""
    is_row = max(gaps) > _COLUMN_GAP
    pieces = [characters[0]]
    for gap, (left, right) in zip(gaps, pairwise(characters), strict=True):
        if gap > _WORD_GAP:
            pieces.append(_between(left, right, gap, is_row))
        pieces.append(right)
    return "".join(pieces)


def _between(left: str, right: str, gap: float, is_row: bool) -> str:
    """What stands in a gap; in a row of a table without lines a number is a cell of its own."""
    if gap > _COLUMN_GAP:
        return "\t"
    if is_row and gap > _CELL_GAP and (left.isdigit() or right.isdigit()):
        return "\t"
    latin = left.isascii() + right.isascii()
    words = latin == 2 and left.isalnum() and right.isalnum()
    return " " if words or gap > _GAP or (latin == 1 and gap > _MIXED_GAP) else ""
