"""Words and cells side by side on a line: labels, numbers, numbers glued to labels, notes in brackets."""

import re
from collections.abc import Sequence
from functools import lru_cache

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import TableWording
from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.cells import EMPTY, LABEL, CellReading, read_cell
from gd_pipeline.reading.tables.runs import RunBuilder, Slot, slot_of
from gd_pipeline.reading.tables.told import known_label, tell, tell_all
from gd_pipeline.reading.tables.unbroken import take_unbroken

_WORDING = wording(TableWording)
_GLUED_AFTER = re.compile(r"(.*?[^\d\s.,，+\-－—–/（(])([+＋\-－]?\d[\d,，]{0,15}(?:\.\d{1,6})?|[-－—–/])")
_GLUED_TO_UNIT = re.compile(rf"(.{{3,80}}?)({_WORDING.unit_in_label})(\d[\d,，]{{0,15}}(?:\.\d{{1,6}})?)")
"""A row of the annex without blanks: 收到申请数件23."""

_GLUED_BEFORE = re.compile(r"([+＋\-－]?\d(?:[\d,，]{0,14}\d)?(?:\.\d{1,6})?)([（(,，]?[\u4e00-\u9fff].*)")
_GLUED_TO_NUMBER = re.compile(r"(\d[\d,，]{0,15})([1-9][.．、][\u4e00-\u9fff].*)")
_GLUED_TO_COMMA = re.compile(r"([0０]|[1-9１-９][\d,，]{1,15})(、[\u4e00-\u9fff].*)")
"""A number that cannot be a row's own (1、): rows are numbered 1 to 9."""

_KEPT = 80
"""Characters of the longest label of which it is kept that there is no number in it."""

_SEVERAL = 12
"""Characters of the shortest token that may be several rows."""

LONGEST = 300
"""Characters of the longest token that may be a label with a number glued to it."""

_NOTE_REACH = 24
"""Characters behind a token that opened a bracket within which numbers may belong to its note."""

_MARKS = "-－—–/"
_POINTS = (".", "．")
"""What a decimal is torn apart at."""


def read_word(text: str, start: int, word: str, line: int, builder: RunBuilder) -> None:
    """Take the one `word` of a line, which stands at `start`."""
    reading = read_cell(word)
    if reading.kind == "label":
        _label(text, (start, start + len(word)), None, line, builder)
    else:
        take(reading, (start, start + len(word)), line, builder)


def read_words(text: str, start: int, end: int, builder: RunBuilder) -> None:
    """Take what stands between white space in `text[start:end]`, on the line that begins at `start`."""
    line = text[start:end]
    words = line.split()
    readings = [read_cell(word) for word in words]
    spans = _spans(line, words, start)
    first_cell = _first_of_cells(text, spans, readings)
    for word in words[:first_cell]:
        if len(word) >= _KEPT or not _stands_alone(word):
            _read_mixed(text, spans, readings, start, builder)
            return
    for low, high in spans[:first_cell]:
        builder.label(low, high, start)
    _cells(readings[first_cell:], spans[first_cell:], start, builder)


def _read_mixed(
    text: str, tokens: Sequence[Span], readings: Sequence[CellReading], start: int, builder: RunBuilder
) -> None:
    """Take words and cells in any order; what stands inside brackets that a word opened is words or a note."""
    readings = [_torn(text, tokens, readings, at) for at in range(len(tokens))]
    first_cell = _first_of_cells(text, tokens, readings)
    note, reach = "", 0
    for at, (low, high) in enumerate(tokens):
        if at >= first_cell and not note:
            _cells(readings[at:], tokens[at:], start, builder)
            return
        reading = readings[at]
        if note and (low > reach or _is_cell(readings, at) or _is_unit(text, readings, tokens, at)):
            note = ""
        if note:
            closed = "）" in text[low:high] or ")" in text[low:high]
            if note == "label":
                following = tokens[at + 1] if closed and at + 1 < len(tokens) else None
                _label(text, (low, high), following, start, builder)
            note = "" if closed else note
            continue
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if reading.kind == "number" and following is not None and _prose_number(text, following):
            reading = LABEL
        if _opens(text[low:high]):
            note, reach = reading.kind, high + _NOTE_REACH
        if reading.kind == "label" and at and readings[at - 1].kind != "label" and text[low].isdecimal():
            low = _leading_number(text, (low, high), start, readings[at - 1].unit, builder)
        if reading.kind == "label":
            _label(text, (low, high), following, start, builder)
        else:
            take(reading, (low, high), start, builder)


def _torn(text: str, tokens: Sequence[Span], readings: Sequence[CellReading], at: int) -> CellReading:
    """The reading of a token; a point behind a number (1 2 . 5) is a cell between cells that are no whole numbers."""
    low, high = tokens[at]
    point = high - low == 1 and text[low] in _POINTS and at > 0 and readings[at - 1].kind == "number"
    return EMPTY if point else readings[at]


@lru_cache(maxsize=4096)
def _stands_alone(word: str) -> bool:
    """Whether a word is a label, whatever follows it."""
    return read_cell(word) == LABEL and not _opens(word) and _is_plain(word)


def _spans(line: str, words: Sequence[str], start: int) -> list[Span]:
    """Where the `words` of a line that begins at `start` stand."""
    found = []
    at = 0
    for word in words:
        low = line.index(word, at)
        at = low + len(word)
        found.append((start + low, start + at))
    return found


def _first_of_cells(text: str, tokens: Sequence[Span], readings: Sequence[CellReading]) -> int:
    """The token from which on a line holds nothing but cells without brackets."""
    at = len(tokens)
    while at and readings[at - 1].kind != "label":
        at -= 1
    if at < len(tokens):
        cells = text[tokens[at][0] : tokens[-1][1]]
        return len(tokens) if "（" in cells or "(" in cells else at
    return at


def _cells(readings: Sequence[CellReading], spans: Sequence[Span], line: int, builder: RunBuilder) -> None:
    """Cells side by side."""
    for reading, (start, end) in zip(readings, spans, strict=True):
        if reading.kind == "unit":
            builder.unit(reading.unit)
        else:
            builder.slot(slot_of((start, end, reading, -1, 1, line, ())))


def take(reading: CellReading, span: Span, line: int, builder: RunBuilder) -> None:
    """Take one cell or word on the line that begins at `line`."""
    start, end = span
    if reading.kind == "label":
        builder.label(start, end, line)
    elif reading.kind == "unit":
        builder.unit(reading.unit)
    else:
        builder.slot(Slot(start, end, reading, line=line))


def _leading_number(text: str, span: Span, line: int, unit: str, builder: RunBuilder) -> int:
    """Take the number that begins a word behind other cells (0 0 28已获取信息): a label went on around it; its end.

    `unit` is the unit that stands before it, which may be printed again behind the number.
    """
    low, high = span
    found = _GLUED_BEFORE.fullmatch(text[low:high]) or _GLUED_TO_COMMA.fullmatch(text[low:high])
    if found is None or high - low > LONGEST or found[2].startswith(_WORDING.goes_on):
        return low
    if found[2][0] in _WORDING.glued_units and not (unit and found[2].startswith(unit)):
        return low
    builder.slot(Slot(low, low + found.end(1), read_cell(found[1]), line=line))
    return low + found.end(1)


def _is_cell(readings: Sequence[CellReading], at: int) -> bool:
    """Whether a number inside brackets is a cell that a label's line break let in: a cell follows it, or nothing."""
    if readings[at].kind != "number":
        return False
    return at + 1 == len(readings) or readings[at + 1].kind in ("number", "blank")


def _is_unit(text: str, readings: Sequence[CellReading], tokens: Sequence[Span], at: int) -> bool:
    """Whether a unit inside brackets is a cell that a label's line break let in: a number follows it."""
    return readings[at].kind == "unit" and at + 1 < len(tokens) and text[tokens[at + 1][0]].isdecimal()


def _opens(token: str) -> bool:
    if "（" not in token and "(" not in token:
        return False
    return token.count("（") + token.count("(") > token.count("）") + token.count(")")


def _prose_number(text: str, following: Span) -> bool:
    """Whether the word after a number makes it part of a sentence or a date (2023 年, 5 件，其中)."""
    word = text[following[0] : following[1]]
    if word in _POINTS:
        return False
    return word.startswith(_WORDING.goes_on) or (
        word[0] in _WORDING.glued_units and read_cell(word.rstrip(";；")).kind != "unit"
    )


def _label(text: str, span: Span, following: Span | None, line: int, builder: RunBuilder) -> None:
    start, end = span
    token = text[start:end]
    if end - start < _KEPT and "，" not in token and _is_plain(token):
        builder.label(start, end, line)
        return
    if end - start >= _SEVERAL and take_unbroken(text, span, line, builder):
        return
    stop = max(token.rfind("。"), token.rfind("；"), token.rfind(";"))
    if stop >= 0:
        tell_all(text, (start, start + stop), line, builder)
        builder.close()
        start, token = start + stop + 1, token[stop + 1 :]
        if not token:
            return
    if end - start > LONGEST:
        builder.label(start, end, line)
        return
    before = _number_before(token)
    if before and known_label(before[2]):
        cut = start + before.end(1)
        builder.slot(Slot(start, cut, read_cell(before[1]), line=line))
        start, token = cut, before[2]
    if tell(text, (start, end), line, builder):
        return
    after = _number_behind(token)
    if after and (known_label(after[1]) or _number_follows(text, following)):
        cut = start + after.end(1)
        builder.label(start, cut, line)
        builder.slot(Slot(cut, end, read_cell(after[2]), line=line))
        return
    with_unit = _GLUED_TO_UNIT.fullmatch(token) if after else None
    if with_unit and known_label(with_unit[1]):
        builder.label(start, start + with_unit.end(1), line)
        builder.unit(with_unit[2])
        builder.slot(Slot(start + with_unit.start(3), end, read_cell(with_unit[3]), line=line))
        return
    builder.label(start, end, line)


def _number_before(token: str) -> re.Match[str] | None:
    """A number and the label that is glued to it: 4重复申请, 42.重复申请."""
    if not (token[0] in "+-－＋" or token[0].isdecimal()):
        return None
    return _GLUED_BEFORE.fullmatch(token) or _GLUED_TO_NUMBER.fullmatch(token)


def _number_behind(token: str) -> re.Match[str] | None:
    """A label and the number that is glued to it."""
    return _GLUED_AFTER.fullmatch(token) if token[-1].isdecimal() or token[-1] in _MARKS else None


@lru_cache(maxsize=4096)
def _is_plain(token: str) -> bool:
    """Whether a label is one piece with nothing but itself in it: no sentence's end, no number before or behind it."""
    if "。" in token or "；" in token or ";" in token or _number_before(token) or _number_behind(token):
        return False
    return not tell(token, (0, len(token)), 0, RunBuilder())


def _number_follows(text: str, following: Span | None) -> bool:
    return following is not None and read_cell(text[following[0] : following[1]]).kind in ("number", "blank")
