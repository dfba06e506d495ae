"""What one cell of a statutory table prints: a number, a mark for nothing, a unit, or words."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.forms import form_marks
from gd_pipeline.catalog.units import units
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import TableWording
from gd_pipeline.reading.tables.kept import Kept

_WORDING = wording(TableWording)
_DIGITS = r"\d(?:[\d,，. ．\u3000\t\n]*\d)?"
_NOTE = r"[（(][^（()）]{0,80}[）)]"
_CELL = re.compile(
    rf"(?:{_NOTE}\s*)?['‘“\"]?"
    rf"(?P<sign>[+＋\-－–—−]|{_WORDING.change})?\s*"
    rf"(?P<number>{_DIGITS})\s*"
    rf"(?P<unit>{_WORDING.cell_unit})?\s*"
    r"(?:[①-⑳*＊※†#]{1,3}\s*|[\[【〔]注?\s?\d{1,2}[\]】〕]\s*)?"
    rf"(?:[（(](?P<noted>{_WORDING.money})[)）]\s*)?"
    rf"(?:[，,；;]?\s*(?:{_NOTE}|{_WORDING.among_them}.{{0,80}}|[（(].{{0,80}})\s*)?"
    r"['’”\"]?[。；;]?"
)
_PLAIN = re.compile(r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?")
_LETTERS = re.compile(r"(?=.*[lIO])[0-9lIO]+")
_AS_DIGITS = str.maketrans("lIO", "110")
_APART = re.compile(r"\d\s+\d|[0-9][０-９]|[０-９][0-9]")
"""Digits that may be of two numbers: blanks between them, or another width."""

_SPACE = re.compile(r"\s+")
_LONGEST = 200
"""Characters of the longest cell that is not words."""

_MOST_STACKED = 4
"""Rows that one cell may hold the numbers of."""

_MINUS = ("-", "－", "–", "—", "−", *_WORDING.less)


class CellReading(NamedTuple):
    """A cell's content. `kind`: number, blank, unit or label.

    `start` and `end` are the number (with its sign) or the mark, counted from the cell's first character; `value` is
    signed; `unit` the printed unit, "" where none. `doubtful` is "apart" where digits may be of two numbers, "misread"
    where letters stand for digits: such a number counts only where a sum or its neighbours bear it out; "stacked" where
    it is several numbers.
    """

    kind: str
    value: float = 0.0
    start: int = 0
    end: int = 0
    signed: bool = False
    unit: str = ""
    doubtful: str = ""


LABEL = CellReading("label")
EMPTY = CellReading("blank")
NO_LINE = CellReading("blank", doubtful="apart")
"""A blank cell that left no line of its own, only a wider gap between lines."""


@lru_cache(maxsize=1024)
def read_stacked(text: str) -> CellReading:
    """What a cell prints that holds numbers of several rows (0 -7): no number of its own."""
    words = text.split()
    if not 1 < len(words) <= _MOST_STACKED or any(read_cell(word).kind not in ("number", "blank") for word in words):
        return LABEL
    start = text.index(words[0])
    return CellReading("number", 0.0, start, start + len(text.strip()), doubtful="stacked")


def _read_cell(text: str) -> CellReading:
    if len(text) > _LONGEST or ("\u4e00" <= text[:1] <= "\u9fff" and text[0] not in _first_hanzi()):
        return LABEL
    return _read(text)


read_cell: Callable[[str], CellReading] = Kept(_read_cell, longest=60, most=8192).__getitem__
"""What the cell of a text prints; a cell of more than 200 characters is words."""


@lru_cache(maxsize=1)
def _first_hanzi() -> frozenset[str]:
    """The hanzi that a cell which is no label may begin with."""
    return frozenset(_WORDING.change_signs).union(mark[0] for mark in form_marks())


def _read(text: str) -> CellReading:
    if text.isdecimal() and (text.isascii() or not _APART.search(text)):
        return CellReading("number", float(int(text)), 0, len(text)) if len(text) < 16 else LABEL
    bare = text.strip()
    if not bare:
        return EMPTY
    kind = form_marks().get(bare)
    if kind is not None:
        start = text.index(bare)
        span = (start, start + len(bare))
        if kind == "zero":
            return CellReading("number", 0.0, *span)
        return CellReading(kind, 0.0, *span, False, bare if kind == "unit" else "")
    return _misread(text, bare) or _number(text)


def _misread(text: str, bare: str) -> CellReading | None:
    """A number in which a text recogniser took 0 and 1 for letters (O, l, I)."""
    if len(bare) > 6 or not _LETTERS.fullmatch(bare):
        return None
    start = text.index(bare)
    digits = bare.translate(_AS_DIGITS)
    if len(digits) > 1 and digits[0] == "0":
        return None
    return CellReading("number", float(digits), start, start + len(bare), doubtful="misread")


def _number(text: str) -> CellReading:
    found = _CELL.fullmatch(text.strip())
    if found is None:
        return LABEL
    printed = found["number"].rstrip(" \u3000\t\n")
    digits = _SPACE.sub("", printed)
    if len(digits) > 18 or not _PLAIN.fullmatch(digits):
        return LABEL
    value = float(digits.replace(",", "").replace("，", "").replace("．", "."))
    sign = found["sign"] or ""
    lead = text.index(text.strip()[0])
    start = lead + (found.start("sign") if sign else found.start("number"))
    end = lead + found.start("number") + len(printed)
    value = -value if sign in _MINUS and value else value
    return CellReading("number", value, start, end, bool(sign), _unit(found), "apart" if _APART.search(printed) else "")


def _unit(cell: re.Match[str]) -> str:
    """The unit behind the number, or in a bracket behind it: 373.7（万元）."""
    return _SPACE.sub("", cell["unit"] or cell["noted"] or "")


def in_wan_yuan(value: float, unit: str) -> float | None:
    """`value` printed in `unit` of money, in 万元; None where the unit is none of money."""
    in_one = units().per_wan_yuan.get(_WORDING.in_ten_thousands if unit == _WORDING.ten_thousand else unit)
    return None if in_one is None else round(value / in_one, 10)
