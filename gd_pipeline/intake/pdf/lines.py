"""Glyphs in; lines of text in reading order out."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gd_pipeline.intake.blocks import joined
from gd_pipeline.intake.characters import is_odd, plain
from gd_pipeline.intake.pdf.page import Edges, Glyphs

_WORD_GAP, _CELL_GAP, _MIXED_GAP, _GAP, _COLUMN_GAP = 0.2, 0.3, 0.4, 0.8, 2.2
"""Gaps in heights of the line: between Latin words, cells of a row, a hanzi and a number, hanzi, columns."""

_SHADOW = 0.3
"""Share of its width by which a character printed again over itself, to look bold, is moved at most."""

Places = NDArray[np.intp]


class TextLine(NamedTuple):
    """A printed line: its text, its box, and the height of its characters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def text_lines(glyphs: Glyphs, holders: Places, count: int) -> list[list[TextLine]]:
    """Lines of each of `count` holders (a cell, a page without its cells), from top to bottom, from left to right.

    Printed spaces do not count: a gap between words of Latin letters or digits, or a wide one, is a space; one as wide
    as between columns is a tab.

    Args:
        glyphs: printed characters.
        holders: the number of the holder in which each of them stands.
        count: how many holders there are.
    """
    found: list[list[TextLine]] = [[] for _ in range(count)]
    for holder, line in _lines(glyphs, holders):
        found[holder].append(line)
    return found


def cell_text(lines: Sequence[TextLine]) -> str:
    """Text of one cell: its lines joined, as a label that wraps is one label."""
    return joined([line.text.replace("\t", " ") for line in lines])


def _lines(glyphs: Glyphs, holders: Places) -> Iterator[tuple[int, TextLine]]:
    """The lines with their holders, by holder, from top to bottom."""
    if not len(holders):
        return
    order = _order(holders, -(glyphs.bottom + glyphs.top))
    holders, glyphs = holders[order], glyphs.at(order)
    starts = _line_starts(holders, glyphs)
    lines = np.zeros(len(holders), np.intp)
    lines[starts[1:]] = 1
    lines = np.cumsum(lines)
    sizes = _sizes(glyphs.top - glyphs.bottom, lines, starts)
    bottoms, tops = np.minimum.reduceat(glyphs.bottom, starts), np.maximum.reduceat(glyphs.top, starts)
    held_by = holders[starts].tolist()
    glyphs = glyphs.at(_order(lines, glyphs.left))
    kept = _without_shadows(glyphs, lines)
    if kept is not None:
        glyphs, lines = glyphs.at(kept), lines[kept]
        starts = np.flatnonzero(np.diff(lines, prepend=-1))
    ends = np.append(starts[1:], len(lines)) - 1
    texts = _texts(glyphs, lines, starts.tolist(), sizes)
    edges = (glyphs.left[starts], bottoms, glyphs.right[ends], tops, sizes)
    yield from zip(held_by, map(TextLine, texts, *(column.tolist() for column in edges)), strict=True)


def _order(major: Places, minor: Edges) -> Places:
    """The order by `major`, then by `minor`, which mostly is in order already."""
    order = np.argsort(major, kind="stable")
    major, minor = major[order], minor[order]
    if np.all((minor[1:] >= minor[:-1]) | (major[1:] != major[:-1])):
        return order
    return order[np.lexsort((minor, major))]


def _line_starts(holders: Places, glyphs: Glyphs) -> Places:
    """Where lines begin among glyphs sorted from top to bottom: one too far below the first of its line is another."""
    middles, heights = (glyphs.bottom + glyphs.top) / 2, glyphs.top - glyphs.bottom
    differs = (np.diff(middles) != 0) | (np.diff(heights) != 0) | (np.diff(holders) != 0) | (heights[1:] < 0)
    places = np.flatnonzero(np.concatenate(([True], differs)))
    starts: list[int] = []
    holder, middle, size = -1, 0.0, 0.0
    columns = (places, holders[places], middles[places], heights[places])
    for place, held_by, own, height in zip(*(column.tolist() for column in columns), strict=True):
        if held_by != holder or not middle - own <= 0.5 * (size if size > height else height):
            starts.append(place)
            holder, middle, size = held_by, own, height
    return np.array(starts, np.intp)


def _sizes(heights: Edges, lines: Places, starts: Places) -> Edges:
    """The middle height of the characters of each line."""
    counts = np.diff(starts, append=len(lines))
    sizes = heights[_order(lines, heights)][starts + counts // 2]
    return np.where(sizes == 0, 1.0, sizes)


def _without_shadows(glyphs: Glyphs, lines: Places) -> NDArray[np.bool_] | None:
    """Which glyphs are not printed again over themselves; None: all."""
    codes, left, right = glyphs.codes, glyphs.left, glyphs.right
    moved = _SHADOW * (right - left)
    near = np.diff(left) < moved[:-1]
    doubled = np.flatnonzero((codes[1:] == codes[:-1]) & (lines[1:] == lines[:-1]) & near) + 1
    if not len(doubled):
        return None
    kept = np.ones(len(codes), np.bool_)
    for line in np.unique(lines[doubled]).tolist():
        start, end = np.searchsorted(lines, (line, line + 1)).tolist()
        last = start
        for place in range(start + 1, end):
            kept[place] = codes[place] != codes[last] or left[place] - left[last] >= moved[last]
            last = place if kept[place] else last
    return kept


def _texts(glyphs: Glyphs, lines: Places, starts: Sequence[int], sizes: Edges) -> list[str]:
    """The text of each line, with what stands in its gaps."""
    whole = glyphs.text()
    texts = [whole[start:end] for start, end in zip(starts, [*starts[1:], len(whole)], strict=True)]
    gaps = (glyphs.left[1:] - glyphs.right[:-1]) / sizes[lines[1:]]
    wide = np.flatnonzero((lines[1:] == lines[:-1]) & (gaps > _WORD_GAP))
    for line, within in _by_line(lines[wide].tolist(), wide.tolist(), gaps[wide].tolist()):
        texts[line] = _spaced(texts[line], [(place + 1 - starts[line], gap) for place, gap in within])
    return [plain(text) for text in texts] if is_odd(whole) else texts


def _by_line(lines: Any, places: Any, gaps: Any) -> Iterator[tuple[int, list[tuple[int, float]]]]:
    found: dict[int, list[tuple[int, float]]] = {}
    for line, place, gap in zip(lines, places, gaps, strict=True):
        found.setdefault(line, []).append((place, gap))
    yield from found.items()


def _spaced(text: str, gaps: Sequence[tuple[int, float]]) -> str:
    """The characters of a line with what stands in the gaps, each of which is before the character at a place."""
    is_row = max(gap for _, gap in gaps) > _COLUMN_GAP
    pieces: list[str] = []
    at = 0
    for place, gap in gaps:
        pieces += (text[at:place], _between(text[place - 1], text[place], gap, is_row))
        at = place
    return "".join([*pieces, text[at:]])


def _between(left: str, right: str, gap: float, is_row: bool) -> str:
    """What stands in a gap; in a row of a table without lines a number is a cell of its own."""
    if gap > _COLUMN_GAP:
        return "\t"
    if is_row and gap > _CELL_GAP and (left.isdigit() or right.isdigit()):
        return "\t"
    latin = left.isascii() + right.isascii()
    words = latin == 2 and left.isalnum() and right.isalnum()
    return " " if words or gap > _GAP or (latin == 1 and gap > _MIXED_GAP) else ""
