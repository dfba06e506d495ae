"""Tables that lost their line breaks: where a cell holds the end of one row and the beginning of the next."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import PageWording

_WORDING = wording(PageWording)
_MANY = 12
"""So many cells in a line may be those of several rows."""

_TOO_MANY = 40
"""Cells of a line that are never those of one row."""

_NUMBER = re.compile(
    r"(?:0(?=\d[.．、]?\s?[\u4e00-\u9fff])"
    rf"|(?!0\d)[+\-－−]?\d[\d,，]{{0,12}}?(?:\.\d{{1,4}})?\s?(?:{_WORDING.row_unit})?+\s{{0,9}}|[-—/－无]\s{{1,9}})"
    r"(?=(?:[（(][一二三四五六七本][）)列]|[一二三四五六七]、|\d[.、．])\s?[\u4e00-\u9fff]"
    r"|(?:(?<=\s)\d|(?<=^0)[1-9])?\s?(?![年月日])[\u4e00-\u9fff]{2}[^。]{0,80}$)"
)
"""A row's last number, before the label that begins the next row (0 行政规范性文件, 02.其他法律行政法规禁止公开)."""

_UNDOTTED = re.compile(r"0[1-9]\s?[\u4e00-\u9fff]")
"""A blank row's total before a numeral without a dot: in such a table 52重复申请 may be 5 and 2 or 52."""

_JOINT = re.compile(r"\d{1,12}[1-9]\s?[\u4e00-\u9fff]")
_ROW_BEGINS = re.compile(r"[（(\u4e00-\u9fff]")

_HEAD = re.compile(rf"(?:{_WORDING.last_head})\s{{0,9}}(?=\d[\d,，]{{0,12}}$)")
"""The end of a head, before the first number under it (总计 0)."""


def row_ends(cells: Sequence[str]) -> list[int]:
    """Where in each of the `cells` of a line another row begins, 0 where none does; [] where the line is one row."""
    if len(cells) <= _MANY:
        return []
    full = [cell for cell in cells if cell]
    if sum(above.isdecimal() and _ROW_BEGINS.match(below) is not None for above, below in pairwise(full)) > 1:
        return []
    undotted = any(map(_UNDOTTED.match, full))
    ends = [0 if undotted and _JOINT.match(cell) else _end(cell) for cell in cells]
    several = len(ends) - ends.count(0) > 1 or len(cells) > _TOO_MANY
    return ends if several else []


def _end(cell: str) -> int:
    found = _NUMBER.match(cell) or _HEAD.search(cell)
    return found.end() if found else 0
