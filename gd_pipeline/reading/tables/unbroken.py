"""Tables of which no separator is left: labels and digits one behind the other (规章000行政规范性文件102)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from gd_pipeline.catalog.forms import (
    all_rows,
    form_columns,
    form_rows,
    form_tables,
    normal_label,
    numbers_in,
    table_width,
)
from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import TableWording
from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.cells import CellReading, read_cell
from gd_pipeline.reading.tables.runs import RunBuilder, Slot
from gd_pipeline.reading.tables.told import tell_all

_WORDING = wording(TableWording)
_DIGITS = re.compile(r"\d{1,3}(?:[,，]\d{3}){1,4}(?!\d)|\d{1,40}(?:\.\d{1,4}(?!\d))?")
_NUMBERED = re.compile(r"[.．、][\u4e00-\u9fff]")
_MEASURED = re.compile(rf"[）){_WORDING.glued_units}年月日号％%，。；、,:：/·+\-－−–—增减]")
"""What stands behind a number of a sentence or before a signed one, and never between a number and the next label."""

_NUMERAL = re.compile(r"(?:[（(][一二三四五六七八九][）)]|[一二三四五六七八九]、|\d[.．、])$")
_UNIT = re.compile(rf"(?:{_WORDING.sentence_unit})$")
_LABEL = 64
_TELLING = 5
"""Characters of a label that no other words hold."""

_LEAST = 2
"""Rows that must be seen before a text counts as a table without separators, but of one with many numbers."""

_MOST = 150
"""Numbers that are looked at, whatever a hostile text holds."""

_MORE_DIGITS = 4
"""Digits beyond one a column up to which it is tried whether they are the numbers of a row in one way only."""

_REQUESTS, _REMEDIES = "requests", "review_litigation"


class _Row(NamedTuple):
    """Where a row's digits stand, how many numbers they are (0: its label is unknown), and how long its label is."""

    low: int
    high: int
    width: int
    label: int


def take_unbroken(text: str, span: Span, line: int, builder: RunBuilder) -> bool:
    """Take the rows in `span` of `text`, a label and its digits each; whether there are several."""
    rows = _rows(text, span)
    if not rows:
        return False
    alone = len(rows) == 1
    zeros = {_is_proactive(row.width) for row in rows if _prints_zeros(text, row)}
    at, before = _behind_prose(text, (span[0], rows[0].low), line, builder), rows[0].width
    for row in rows:
        own = _back(text, at, row.low, row.label)
        if at < own < row.low:
            builder.label(at, own, line)
            builder.close()
            at = own
        builder.label(at, row.low, line)
        before = row.width or (0 if _names_a_row(text[at : row.low]) else before)
        for slot in _cells(text, row._replace(width=before), line, alone or _is_proactive(before) in zeros):
            builder.slot(slot)
        at = row.high
    if at < span[1]:
        builder.label(at, span[1], line)
    return True


def has_whole_rows(text: str, span: Span) -> bool:
    """Whether rows of several cells stand in `span` of `text`, at least as many digits as cells behind each label."""
    return sum(1 < row.width <= row.high - row.low for row in _rows(text, span)) >= _LEAST


def _behind_prose(text: str, span: Span, line: int, builder: RunBuilder) -> int:
    """Take what is told in the sentences of `span`; where their last stop ends."""
    start, end = span
    stop = max(text.rfind("。", start, end), text.rfind("；", start, end))
    if stop < 0:
        return start
    tell_all(text, (start, stop), line, builder)
    builder.close()
    return stop + 1


def _is_proactive(width: int) -> bool:
    """Whether a row of so many numbers is one of table 2, not of table 3 or 4."""
    return width < table_width(_REMEDIES)


def _prints_zeros(text: str, row: _Row) -> bool:
    """Whether no cell of a row of several is blank: all but the last are 0, so that its table prints its zeros."""
    return 1 < row.width <= row.high - row.low and not text[row.low : row.low + row.width - 1].strip("0")


def _rows(text: str, span: Span) -> list[_Row]:
    """The rows from the first to the last one that is known; others between them may be misprinted."""
    numbers = [found.span() for found in islice(_DIGITS.finditer(text, *span), _MOST)]
    several = table_width(_REQUESTS)
    if not numbers or (len(numbers) < _LEAST and numbers[0][1] - numbers[0][0] < several):
        return []
    edition = _edition(text, span)
    rows = []
    for low, high in numbers:
        if _NUMBERED.match(text, high, span[1]):
            high -= 1
        elif _MEASURED.match(text, high, span[1]):
            continue
        if low < high:
            rows.append(_Row(low, high, *_width(text[max(span[0], low - _LABEL) : low], edition)))
    known = [at for at, row in enumerate(rows) if row.width]
    if len(known) < _LEAST and not any(several <= row.width <= row.high - row.low for row in rows):
        return []
    blank = known[0] == 1 and _names_a_row(text[max(span[0], rows[0].low - _LABEL) : rows[0].low])
    return rows[0 if blank else known[0] : known[-1] + 1]


def _edition(text: str, span: Span) -> str:
    """The edition of which table 2 has signs in `span`, the last one where it has none."""
    for edition, signs in form_tables()["proactive"].edition_signs.items():
        if any(text.find(sign, *span) >= 0 for sign in signs):
            return edition
    return EDITIONS[-1]


def _names_a_row(words: str) -> bool:
    """Whether `words` before another row's number hold the label of a row, whose own cells are blank then."""
    label = normal_label(words)
    return any(known in label for known in _widths(EDITIONS[-1]) if len(known) >= _TELLING)


def _back(text: str, least: int, low: int, count: int) -> int:
    """Where the last `count` characters that are no punctuation begin before `low`, the row's numeral before them."""
    at = low
    while count and at > least:
        at -= 1
        count -= text[at].isalnum()
    numeral = _NUMERAL.search(text, max(least, at - 3), at)
    return numeral.start() if numeral else at


def _width(words: str, edition: str) -> tuple[int, int]:
    """How many numbers the row has whose label `words` end with, and the label's length; 0 where they end with none."""
    label = normal_label(words)
    if _last_heads() in label[-2 * len(_last_heads()) :]:
        return _whole_row(), 0
    bare = _UNIT.sub("", label)
    size = _longest(label)
    own = label[-size:] if size else bare[len(bare) - _longest(bare) :]
    return (_widths(edition)[own], len(own) + (0 if size else len(label) - len(bare))) if own else (0, 0)


def _longest(label: str) -> int:
    """Characters of the longest label that `label` ends with."""
    widths = _widths(EDITIONS[-1])
    for size in _sizes():
        if label[-size:] in widths:
            return min(size, len(label))
    return 0


@lru_cache(maxsize=1)
def _sizes() -> tuple[int, ...]:
    """Lengths of labels, the longest first."""
    return tuple(sorted(set(map(len, _widths(EDITIONS[-1]))), reverse=True))


@lru_cache(maxsize=1)
def _whole_row() -> int:
    """How many numbers table 4 prints, all in one row."""
    return table_width(_REMEDIES) * sum(row.kind == "data" for row in form_rows(_REMEDIES))


@lru_cache(maxsize=1)
def _last_heads() -> str:
    """The last heads of table 4, behind which its only row begins."""
    return "".join(column.label for column in form_columns(_REMEDIES)[-2:])


@lru_cache(maxsize=len(EDITIONS))
def _widths(edition: str) -> dict[str, int]:
    """How many numbers a row has in `edition`, by its label; the same labels in every edition, none of table 4."""
    found: dict[str, int] = {}
    for row in all_rows():
        if row.table != _REMEDIES and row.kind != "caption":
            found.update(dict.fromkeys(row.labels, numbers_in(row, edition)))
    return found


def _cells(text: str, row: _Row, line: int, zeros: bool) -> list[Slot]:
    """The cells that the digits of a row are if one reading is left, else one cell of several numbers.

    Only where the table prints its `zeros` no cell is blank.
    """
    low, high, width, _ = row
    digits = text[low:high]
    if width == 1:
        return [Slot(low, high, read_cell(digits), line=line)]
    ways = list(_ways(digits, width)) if width and zeros and digits.isdecimal() else []
    if len(ways) != 1:
        return [Slot(low, high, CellReading("number", 0.0, 0, high - low, doubtful="stacked"), line=line)]
    return [Slot(low + a, low + b, read_cell(digits[a:b]), line=line) for a, b in pairwise(ways[0])]


def _ways(digits: str, width: int) -> Iterator[tuple[int, ...]]:
    """The places to cut `digits` at: no number begins with a 0, and totals are the sums of their parts."""
    if not width <= len(digits) <= width + _MORE_DIGITS:
        return
    if width == _whole_row():
        yield from _three_blocks(digits)
    else:
        yield from (cuts for cuts in _cuts(digits, width) if _is_proactive(width) or _adds_up(digits, cuts))


def _three_blocks(digits: str) -> Iterator[tuple[int, ...]]:
    """The places to cut the digits of table 4 at, block by block."""
    width = table_width(_REMEDIES)
    for end in range(width, len(digits) - 2 * width + 1):
        firsts = _block(digits, 0, end)
        for middle in range(end + width, len(digits) - width + 1) if firsts else ():
            lasts = _block(digits, middle, len(digits))
            middles = _block(digits, end, middle) if lasts else []
            yield from ((*a, *b[1:], *c[1:]) for a in firsts for b in middles for c in lasts)


def _block(digits: str, start: int, end: int) -> list[tuple[int, ...]]:
    part = digits[start:end]
    return [tuple(start + at for at in cuts) for cuts in _cuts(part, table_width(_REMEDIES)) if _adds_up(part, cuts)]


def _cuts(digits: str, width: int) -> Iterator[tuple[int, ...]]:
    for inner in combinations(range(1, len(digits)), width - 1):
        cuts = (0, *inner, len(digits))
        if all(digits[low] != "0" or high == low + 1 for low, high in pairwise(cuts)):
            yield cuts


def _adds_up(digits: str, cuts: Sequence[int]) -> bool:
    *parts, total = [int(digits[low:high]) for low, high in pairwise(cuts)]
    return sum(parts) == total
