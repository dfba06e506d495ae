"""Tables in running text: one token a line, a whole table on one line, rows of bars, tabs or commas."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from gd_pipeline.catalog.forms_words import form_words
from gd_pipeline.intake.row_ends import row_ends
from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.cells import EMPTY, NO_LINE, read_cell
from gd_pipeline.reading.tables.glued_lines import glued_blocks
from gd_pipeline.reading.tables.runs import Run, RunBuilder, row_runs, slot_of
from gd_pipeline.reading.tables.stacked import whole_cells
from gd_pipeline.reading.tables.told import known_label
from gd_pipeline.reading.tables.unbroken import take_unbroken
from gd_pipeline.reading.tables.words import read_word, read_words, take

_PAGE_END = re.compile(
    r"\s*(?:[-—–－―·~]+\s*\d{1,4}\s*[-—–－―·~]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}"
    r"|https?://\S{4,400}(?:\s{1,20}\d{1,3}\s?/\s?\d{1,3})?|\d{4}[/-]\d{1,2}[/-]\d{1,2}\s\d{1,2}:\d{2}\b.{0,80})\s*"
)
"""What stands at a page's end or beginning: its number, or the address and the time of a page that was printed."""

_PAGE_MARKS = "-—–－―·~第h"
_RULE = re.compile(r"[\s|:\-+=]*-{2,}[\s|:\-+=]*")
_COMMA_CELL = re.compile(r'(?:^|,)("[^"]*"|[^,"]*)')

_MOST_BLANKS = 16
"""Blank cells in a row that empty lines can stand for."""

_MANY_COMMAS = 7
"""Commas in a line of numbers that cannot all stand between thousands."""

_SENTENCES = 2
"""Stops in a line whose commas stand in sentences, not between cells."""

_UNIT = 2
"""Characters of a unit, however it was misread."""

_PROSE = re.compile(r"[ \u3000]{0,8}([\u4e00-\u9fff][\u4e00-\u9fff，。；：、（）“”《》！？]*)")
_CELL = 20
"""Prose without a number, and the characters of the longest cell that may look so."""

_KEPT = 80
"""Characters of the longest line of which it is kept whether it is a label: forms print the same ones again."""


def text_runs(text: str, start: int, end: int) -> list[Run]:
    """Runs of `text[start:end]`, where no grid is known."""
    builder = RunBuilder()
    part = text[start:end]
    if "\r" in part or "\f" in part:
        part = part.replace("\r", "\n").replace("\f", "\n")
    lines = _lines(part, start)
    usual = _usual_gap(lines) if "\n\n" in part else 1
    above = lines[0][0] - usual if lines else start
    running = form_words("running_title")
    glued, taken = glued_blocks(text, lines, usual), start
    for low, line in lines:
        if low < taken:
            above = low + len(line)
            continue
        if low - above > usual:
            _guess_blanks(above, low, usual, builder)
        above = low + len(line)
        if low in glued and take_unbroken(text, (low, glued[low]), low, builder):
            taken = glued[low]
            continue
        if line.endswith(running) and len(line) < _KEPT:
            continue
        if line.isdecimal():
            builder.slot(slot_of((low, above, read_cell(line), -1, 1, low, ())))
        elif len(line) < _KEPT and not line[-1].isdecimal() and "，" not in line and _is_label(line):
            builder.label(low, above, low)
        elif len(line) > _CELL and (prose := _PROSE.fullmatch(line)):
            _take_prose(prose[1], above, low, builder)
        else:
            _read_line(text, low, line, builder)
    builder.close()
    return whole_cells(
        [_without_false_blanks(run) if run.separated and not run.certain else run for run in builder.runs]
    )


def _guess_blanks(above: int, low: int, gap: int, builder: RunBuilder) -> None:
    """Take what stands between a line that ends at `above` and one at `low`, mostly `gap` apart, as empty lines."""
    for missing in range(1, min((low - above) // gap, _MOST_BLANKS + 1)):
        builder.guess(above + missing * gap, NO_LINE)


def _take_prose(words: str, end: int, line: int, builder: RunBuilder) -> None:
    """Take `words` without a number, which end at `end`, on the line that begins at `line`."""
    stop = max(words.rfind("。"), words.rfind("；"))
    if stop >= 0:
        builder.close()
    start = end - len(words) + stop + 1
    if start < end:
        builder.label(start, end, line)


def _lines(text: str, start: int) -> list[tuple[int, str]]:
    """Lines of `text`, which begins at the offset `start`, each with its offset; empty ones are left out."""
    found = []
    for line in text.split("\n"):
        if line:
            found.append((start, line))
        start += len(line) + 1
    return found


def _usual_gap(lines: Sequence[tuple[int, str]]) -> int:
    """How many characters mostly stand between two lines."""
    gaps = [below[0] - above[0] - len(above[1]) for above, below in pairwise(lines)]
    return Counter(gaps).most_common(1)[0][0] if gaps and max(gaps) > 1 else 1


def _without_false_blanks(run: Run) -> Run:
    """`run` without the blank lines in it, unless it is printed a cell a line: else they are no cells."""
    numbers = [slot.line for slot in run.slots if slot.start < slot.end]
    return run if len(set(numbers)) == len(numbers) else run.without_blanks()


@lru_cache(maxsize=8192)
def _is_label(line: str) -> bool:
    """Whether nothing is seen in a line but one label."""
    builder = RunBuilder()
    _read_line(line, 0, line, builder)
    builder.close()
    return builder.runs == [Run([(0, len(line))], line=0)]


def _read_line(text: str, start: int, line: str, builder: RunBuilder) -> None:
    """Take the `line` of `text` that begins at `start`."""
    words = line.split(None, 1)
    if not words:
        builder.guess(start, EMPTY)
    elif "|" in line:
        if not _RULE.fullmatch(line):
            _barred(text, line, start, builder)
    elif (cells := _separated(line, start)) is not None:
        _row(text, cells, builder)
    elif (words[0][0] in _PAGE_MARKS or words[0][0].isdecimal()) and _PAGE_END.fullmatch(line):
        return
    elif len(words) == 1:
        read_word(text, start + len(line) - len(line.lstrip()), words[0], start, builder)
    else:
        read_words(text, start, start + len(line), builder)


def _separated(line: str, start: int) -> list[Span] | None:
    if "\t" in line:
        return _tabbed(line, start)
    return _comma_separated(line, start) if "," in line else None


def _row(text: str, cells: list[Span], builder: RunBuilder) -> None:
    if ends := row_ends([text[low:high] for low, high in cells]):
        cells = [part for cell, at in zip(cells, ends, strict=True) for part in _parted(text, cell, at)]
    builder.close()
    builder.runs.extend(row_runs(text, [(low, high, at, 1) for at, (low, high) in enumerate(cells)], -1))


def _parted(text: str, cell: Span, at: int) -> list[Span]:
    """The cell, or the two that it is if another row begins at `at`."""
    low, high = cell
    return [(low, low + len(text[low : low + at].rstrip())), (low + at, high)] if at else [cell]


def _tabbed(line: str, start: int) -> list[Span] | None:
    cells = []
    for piece in line.split("\t"):
        bare = piece.strip()
        low = start + piece.index(bare) if bare else start
        cells.append((low, low + len(bare)))
        start += len(piece) + 1
    filled = sum([low < high for low, high in cells])
    return cells if filled > 1 or (filled and len(cells) > 2) else None


def _comma_separated(line: str, start: int) -> list[Span] | None:
    if " " in line or "\u3000" in line:
        return None
    cells = [(start + low, start + high) for low, high in map(_unquoted, _COMMA_CELL.finditer(line))]
    readings = [read_cell(line[low - start : high - start]).kind for low, high in cells]
    values = readings.count("number") + readings.count("blank")
    low, high = cells[0]
    sure = values > 1 or "unit" in readings or known_label(line[low - start : high - start])
    sure = sure or (readings == ["label", "label", "number"] and cells[1][1] - cells[1][0] <= _UNIT)
    labelled = readings.count("label") and values and sure and readings != ["label", "blank"]
    listed = len(cells) > _MANY_COMMAS and line.count("。") < _SENTENCES
    return cells if labelled or listed else None


def _unquoted(cell: re.Match[str]) -> Span:
    """Where a cell of a line with commas stands, without its quotation marks."""
    quoted = cell[1][:1] == '"'
    return cell.start(1) + quoted, cell.end(1) - quoted


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
        read_words(text, start, end, builder)
    else:
        take(reading, (start, end), start, builder)
