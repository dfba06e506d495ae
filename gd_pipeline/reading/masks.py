"""Why a printed number is no count: a year, a telephone number, an ordinal, a list mark, a range or an address."""

import re
from functools import lru_cache

from gd_pipeline.catalog.units import units
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import MaskWording
from gd_pipeline.reading.numerals import MAGNITUDES

_WORDING = wording(MaskWording)
YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_BEFORE = {character: reason for reason, characters in _WORDING.before.items() for character in characters}
_ASCII_BEFORE = re.compile(r"[A-Za-z0-9_@./=&#]$|[A-Za-z0-9][?:%-]$")
_NUMBER_AFTER = re.compile(r"[A-Za-z@_]|[-—–]{1,2}[0-9]{3,}|[./][A-Za-z]|[）)〕\]][0-9]{1,4}号")
_RANGE_AFTER = re.compile(r"[-—–－~～+＋×至到]{1,2}[0-9]")
_RANGE_BEFORE = re.compile(r"[0-9][-—–－+＋×xX*]$")
_CELL_AFTER = re.compile(r"[ \t\u3000|]{1,4}[+-]?[0-9０-９]")
_CELL_BEFORE = re.compile(r"[0-9０-９][ \t\u3000|]{1,4}$")
"""A bare number beside another one, with nothing but blanks between them: cells of a row, or one number torn apart."""
_SESSION = re.compile(r"届[^，。；、\d]{0,6}$")
_DENIED = re.compile(_WORDING.denied)
_MARKED = frozenset("：:；;，,。中")
_CONTACT = re.compile(rf"(?:{_WORDING.contact})[^，。；;、\d]{{0,4}}$")
_NUMBER_LIKE = 5
"""A number of a telephone, a fax or a post code has at least so many digits."""
_EACH = re.compile(r"[、和及与][^，,。；;、]{2,20}各$")
TELLING = frozenset((*_BEFORE, *map(chr, range(128)), *"—–－＋×", *(word[-1] for word in _WORDING.attached)))
"""Characters before a number that may say that it is no count."""
_HOTLINES = frozenset(_WORDING.hotlines)


def mask_of(text: str, start: int, digits_end: int, end: int, unit: str) -> str | None:
    """Why the number at `text[start:digits_end]`, with its unit up to `end`, is no count; None where it may be one.

    Looks a few characters to either side, never further.
    """
    before = text[start - 1 : start] if start else ""
    tells = before in TELLING or text[start] == "一" or unit == "次"
    mask = (tells and _by_left(text, start, end, unit, before)) or by_unit(unit)
    if not mask and unit and not may_be_numbered(text, text[start:digits_end], end):
        return None
    return mask or _by_right(text, start, digits_end, end, unit) or None


def may_be_numbered(text: str, digits: str, end: int) -> bool:
    """Whether these digits, with their unit up to `end`, may be a hotline's number or a document's."""
    return digits in _HOTLINES or text.startswith("号", end)


def _by_left(text: str, start: int, end: int, unit: str, before: str) -> str:
    left2 = text[max(0, start - 2) : start]
    if text[start] == "一" and left2 in _WORDING.regarded:
        return "word"
    if text[start] == "一" and left2 in _WORDING.happened:
        return "word" if _DENIED.search(text, max(0, start - 8), start) else ""
    if unit == "次" and text.startswith(_WORDING.meeting, end) and _SESSION.search(text, max(0, start - 8), start):
        return "ordinal"
    if before not in TELLING:
        return ""
    if before in _BEFORE:
        return _by_character(text, start, before, unit)
    if left2 in _WORDING.attached and not unit:
        return "ordinal"
    if _RANGE_BEFORE.match(left2):
        return "range"
    if before and before.isascii() and _ASCII_BEFORE.search(left2) and not left2.endswith((":", "：")):
        return "address"
    return ""


def _by_character(text: str, start: int, before: str, unit: str) -> str:
    if before == "其" and text[start : start + 1].isdigit():
        return "page_number"
    if before == "同" and text[max(0, start - 2) : start - 1] in ("共", "合"):
        return ""
    if before == "另" and text[start] != "一":
        return ""
    if before == "各" and unit and _EACH.search(text, max(0, start - 30), start):
        return ""
    return _BEFORE[before]


@lru_cache(maxsize=256)
def by_unit(unit: str) -> str:
    """Why a number with this unit counts nothing (ordinal, date, duration), "" where it may be a count."""
    if units().kinds.get(unit) != "other":
        return ""
    if unit == "届":
        return "ordinal"
    return "date" if unit in _WORDING.date_units else "duration"


def _by_right(text: str, start: int, digits_end: int, end: int, unit: str) -> str:
    if text.startswith("号", end):
        return "document_number"
    if _is_hotline(text, start, digits_end):
        return "telephone"
    if unit:
        return ""
    if text[end - 1 : end] in MAGNITUDES and text[end : end + 1].isdigit():
        return "ambiguous"
    following = text[end : end + 8]
    if _NUMBER_AFTER.match(following):
        return "telephone"
    return "range" if _RANGE_AFTER.match(following) else _of_bare(text, start, digits_end)


def _of_bare(text: str, start: int, digits_end: int) -> str:
    digits = text[start:digits_end]
    if not digits[:1].isdigit():
        return "word"
    if _is_list_mark(text[start - 1 : start] if start else "\n", digits, text[digits_end : digits_end + 2]):
        return "list_marker"
    if digits.startswith("0") and len(digits) > 1 and "." not in digits and "．" not in digits:
        return "telephone"
    if len(digits) >= _NUMBER_LIKE and _CONTACT.search(text, max(0, start - 10), start):
        return "telephone"
    if YEAR.match(digits):
        return "date"
    beside = _CELL_AFTER.match(text, digits_end) or _CELL_BEFORE.search(text, max(0, start - 5), start)
    return "ambiguous" if beside else ""


def _is_list_mark(before: str, digits: str, after: str) -> bool:
    mark = after[:1]
    if not mark or mark not in "、.．)）":
        return False
    if before in "\n\t 　":
        return True
    if len(digits) > 2:
        return False
    if before in "(（":
        return mark in ")）"
    return before in _MARKED and (mark == "、" or (mark in ".．" and not after[1:].isdigit()))


def _is_hotline(text: str, start: int, digits_end: int) -> bool:
    following = text[digits_end : digits_end + 1]
    return text[start:digits_end] in _HOTLINES and following != "" and following in _WORDING.behind_hotline
