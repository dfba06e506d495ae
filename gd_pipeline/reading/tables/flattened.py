"""Tables in running text: one token a line, a whole table on one line, rows of bars, tabs or commas."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.cells import EMPTY, LABEL, NO_LINE, CellReading, read_cell
from gd_pipeline.reading.tables.runs import Run, RunBuilder, Slot, row_runs
from gd_pipeline.reading.tables.stacked import whole_cells
from gd_pipeline.reading.tables.told import known_label, tell, tell_all

_LINE = re.compile(r"[^\n\r\f]+")
_TOKEN = re.compile(r"[^\s|]+")
_BARS = re.compile(r"\|+")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－―·~]+\s*\d{1,4}\s*[-—–－―·~]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_LABEL = re.compile(r"[\u4e00-\u9fff（）《》“”、：]{1,300}")
_PAGE_MARKS = "-—–－―·~第"
_RULE = re.compile(r"[\s|:\-+=]*-{2,}[\s|:\-+=]*")
_COMMA_CELL = re.compile(r'(?:^|,)("[^"]*"|[^,"]*)')
_GLUED_AFTER = re.compile(r"(.*?[^\d\s.,，+\-－—–/（(])([+＋\-－]?\d[\d,，]{0,15}(?:\.\d{1,6})?|[-－—–/])")
_GLUED_BEFORE = re.compile(r"([+＋\-－]?\d(?:[\d,，]{0,14}\d)?(?:\.\d{1,6})?)([（(,，]?[\u4e00-\u9fff].*)")
_GLUED_TO_NUMBER = re.compile(r"(\d[\d,，]{0,15})([1-9][.．、][\u4e00-\u9fff].*)")
_GLUED_TO_COMMA = re.compile(r"([0０]|[1-9１-９][\d,，]{1,15})(、[\u4e00-\u9fff].*)")
"""A number that cannot be a row's own (1、): rows are numbered 1 to 9."""


_MOST_BLANKS = 16
"""Blank cells in a row that empty lines can stand for."""

_LONGEST = 300
"""Characters of the longest token that may be a label with a number glued to it."""

_NOTE_REACH = 24
"""Characters behind a token that opened a bracket within which numbers may belong to its note."""

_MANY_COMMAS = 7
"""Commas in a line of numbers that cannot all stand between thousands."""

_UNIT = 2
"""Characters of a unit, however it was misread."""

_GOES_ON = ("年", "月", "日", "号", "页", "%", "％", "条第", "．", ".")
_MARKS = "-－—–/"
_UNITS = "件条次个篇人项元万亿宗份场期余多"


def text_runs(text: str, start: int, end: int) -> list[Run]:
    """Runs of `text[start:end]`, where no grid is known."""
    builder = RunBuilder()
    lines = [line.span() for line in _LINE.finditer(text, start, end)]
    gaps = [below[0] - above[1] for above, below in pairwise(lines)]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 1
    for (low, high), gap in zip(lines, [*gaps, usual], strict=False):
        _read_line(text, low, high, builder)
        for missing in range(1, min(gap // usual, _MOST_BLANKS + 1)):
            builder.guess(high + missing * usual, NO_LINE)
    builder.close()
    return whole_cells([_without_false_blanks(run) for run in builder.runs])


def _without_false_blanks(run: Run) -> Run:
    """`run` without the blank lines in it, unless it is printed a cell a line: else they are no cells."""
    if not run.separated or run.certain:
        return run
    numbers = [slot.line for slot in run.slots if slot.start < slot.end]
    return run if len(set(numbers)) == len(numbers) else run.without_blanks()


def _read_line(text: str, start: int, end: int, builder: RunBuilder) -> None:
    line = text[start:end]
    if line.isdecimal():
        builder.slot(Slot(start, end, read_cell(line), line=start))
        return
    if _LABEL.fullmatch(line) and read_cell(line).kind == "label":
        builder.label(start, end, start)
        return
    bare = line.strip()
    if not bare:
        builder.guess(start, EMPTY)
        return
    if "|" in line:
        if not _RULE.fullmatch(line):
            _barred(text, line, start, builder)
        return
    cells = _tabbed(line, start) if "\t" in line else _comma_separated(line, start) if "," in line else None
    if cells is not None:
        _row(text, cells, builder)
    elif not ((bare[0] in _PAGE_MARKS or bare[0].isdecimal()) and _PAGE_NUMBER.fullmatch(line)):
        _words(text, start, end, builder)


def _row(text: str, cells: list[Span], builder: RunBuilder) -> None:
    builder.close()
    builder.runs.extend(row_runs(text, ((cell[0], cell[1], at, 1) for at, cell in enumerate(cells)), -1))


def _tabbed(line: str, start: int) -> list[Span] | None:
    cells = list(_pieces(line, "\t", start))
    filled = sum(low < high for low, high in cells)
    return cells if filled > 1 or (filled and len(cells) > 2) else None


def _comma_separated(line: str, start: int) -> list[Span] | None:
    if " " in line or "\u3000" in line:
        return None
    cells = [(start + found.start(1), start + found.end(1)) for found in _COMMA_CELL.finditer(line)]
    readings = [read_cell(line[low - start : high - start]).kind for low, high in cells]
    values = readings.count("number") + readings.count("blank")
    low, high = cells[0]
    sure = values > 1 or "unit" in readings or known_label(line[low - start : high - start])
    sure = sure or (readings == ["label", "label", "number"] and cells[1][1] - cells[1][0] <= _UNIT)
    labelled = readings.count("label") and values and sure and readings != ["label", "blank"]
    return cells if labelled or len(cells) > _MANY_COMMAS else None


def _pieces(line: str, separator: str, start: int) -> Iterator[Span]:
    at = start
    for piece in line.split(separator):
        bare = piece.strip()
        low = at + (piece.index(bare) if bare else 0)
        yield (low, low + len(bare))
        at += len(piece) + 1


def _barred(text: str, line: str, start: int, builder: RunBuilder) -> None:
    """A line with bars: a row of cells where it holds several, else a piece of a table printed a cell a line."""
    filled = sum(bool(piece.strip()) for piece in line.split("|"))
    cells = _bar_row(line, start) if filled > 1 or (filled and line.count("|") > 2) else []
    if filled > 1 or len(cells) > 2:
        _row(text, cells, builder)
        return
    for piece in re.finditer(r"[^|]*[^|\s][^|]*|\|+", line):
        if piece[0][0] != "|":
            bare = piece[0].strip()
            low = start + piece.start() + piece[0].index(bare)
            _cell(text, low, low + len(bare), builder)
    if line.strip() == "|":
        builder.blank(start + line.index("|"))


def _bar_row(line: str, start: int) -> list[Span]:
    """Cells of a row of bars. Bars side by side fill up columns that the row does not have: no cells."""
    pieces = line.split("|")
    if not pieces[0].strip():
        del pieces[0]
        start += line.index("|") + 1
    cells: list[Span] = []
    at = start
    for number, piece in enumerate(pieces):
        bare = piece.strip()
        low = at + (piece.index(bare) if bare else 0)
        filler = piece == "" or (not bare and number + 1 < len(pieces) - 1 and pieces[number + 1] == "")
        if bare or not (filler or number == len(pieces) - 1):
            cells.append((low, low + len(bare)))
        at += len(piece) + 1
    return cells


def _cell(text: str, start: int, end: int, builder: RunBuilder) -> None:
    reading = read_cell(text[start:end])
    if reading.kind == "label":
        _words(text, start, end, builder)
    else:
        _take(reading, (start, end), start, builder)


def _take(reading: CellReading, span: Span, line: int, builder: RunBuilder) -> None:
    start, end = span
    if reading.kind == "label":
        builder.label(start, end, line)
    elif reading.kind == "unit":
        builder.unit(reading.unit)
    else:
        builder.slot(Slot(start, end, reading, line=line))


def _words(text: str, start: int, end: int, builder: RunBuilder) -> None:
    """Tokens between white space."""
    tokens = [found.span() for found in _TOKEN.finditer(text, start, end)]
    readings = [read_cell(text[low:high]) for low, high in tokens]
    if len(tokens) == 1 and readings[0].kind == "label":
        _label(text, tokens[0], None, start, builder)
    else:
        _tokens(text, tokens, readings, start, builder)


def _tokens(
    text: str, tokens: Sequence[Span], readings: Sequence[CellReading], start: int, builder: RunBuilder
) -> None:
    """Tokens of the line that begins at `start`; what stands inside brackets that one opened is words or a note."""
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
            _take(reading, (low, high), start, builder)


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
            builder.slot(Slot(start, end, reading, -1, 1, line))


def _leading_number(text: str, span: Span, line: int, unit: str, builder: RunBuilder) -> int:
    """Take the number that begins a word behind other cells (0 0 28已获取信息): a label went on around it; its end.

    `unit` is the unit that stands before it, which may be printed again behind the number.
    """
    low, high = span
    found = _GLUED_BEFORE.fullmatch(text[low:high]) or _GLUED_TO_COMMA.fullmatch(text[low:high])
    if found is None or high - low > _LONGEST or found[2].startswith(_GOES_ON):
        return low
    if found[2][0] in _UNITS and not (unit and found[2].startswith(unit)):
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
    return word.startswith(_GOES_ON) or (word[0] in _UNITS and read_cell(word).kind != "unit")


def _label(text: str, span: Span, following: Span | None, line: int, builder: RunBuilder) -> None:
    start, end = span
    token = text[start:end]
    if end - start > _LONGEST:
        if not tell_all(text, span, line, builder):
            builder.label(start, end, line)
        return
    stop = max(token.rfind("。"), token.rfind("；"))
    if stop >= 0:
        tell_all(text, (start, start + stop), line, builder)
        builder.close()
        start, token = start + stop + 1, token[stop + 1 :]
        if not token:
            return
    before = _number_before(token) if token[0] in "+-－＋" or token[0].isdecimal() else None
    if before and known_label(before[2]):
        cut = start + before.end(1)
        builder.slot(Slot(start, cut, read_cell(before[1]), line=line))
        start, token = cut, before[2]
    if tell(text, (start, end), line, builder):
        return
    after = _GLUED_AFTER.fullmatch(token) if token[-1].isdecimal() or token[-1] in _MARKS else None
    if after and (known_label(after[1]) or _number_follows(text, following)):
        cut = start + after.end(1)
        builder.label(start, cut, line)
        builder.slot(Slot(cut, end, read_cell(after[2]), line=line))
        return
    builder.label(start, end, line)


def _number_before(token: str) -> re.Match[str] | None:
    """A number and the label that is glued to it: 4重复申请, 42.重复申请."""
    return _GLUED_BEFORE.fullmatch(token) or _GLUED_TO_NUMBER.fullmatch(token)


def _number_follows(text: str, following: Span | None) -> bool:
    return following is not None and read_cell(text[following[0] : following[1]]).kind in ("number", "blank")
