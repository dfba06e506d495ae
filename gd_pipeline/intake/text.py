"""Plain text and Markdown: lines, and tables of pipes."""

from typing import NamedTuple

from gd_pipeline.intake.blocks import Block, Line
from gd_pipeline.intake.characters import clean_characters
from gd_pipeline.intake.composition import chained
from gd_pipeline.intake.document import OffsetMap
from gd_pipeline.intake.limits import MAX_LINES, MAX_PIPES
from gd_pipeline.intake.markup import without_markup
from gd_pipeline.intake.pipe_rows import LINE_BREAK, PAGE_NUMBER
from gd_pipeline.intake.pipes import with_pipe_tables
from gd_pipeline.intake.refusal import IntakeError
from gd_pipeline.intake.wrapping import unwrapped

_PAGE_ENDS = frozenset("-—–－~页 ")


class TextBlocks(NamedTuple):
    """Blocks of a text; their origins count in a text from which `offsets` leads back to the source."""

    blocks: list[Block]
    offsets: OffsetMap
    repairs: tuple[str, ...]


def read_text(text: str) -> TextBlocks:
    """Blocks of a decoded text: its lines as they stand, blank ones too, and a table for each run of pipe rows.

    Raises:
        IntakeError: too_large, with more lines than any report has.
    """
    cleaned = clean_characters(text)
    if cleaned.text.count("\n") > MAX_LINES:
        raise IntakeError("too_large", f"more than {MAX_LINES} lines")
    plain, offsets = without_markup(cleaned.text)
    offsets = cleaned.offsets if offsets == OffsetMap() else chained(offsets, cleaned.offsets)
    return TextBlocks(blocks_of(plain), offsets, cleaned.repairs)


def blocks_of(text: str) -> list[Block]:
    """Lines of `text` with their offsets, its pipe rows as tables, sentences broken at a fixed width joined."""
    pipes = text.count("|") + text.count("│")
    has_tables = 0 < pipes <= MAX_PIPES
    lines = unwrapped(_lines(text, has_tables))
    return with_pipe_tables(lines) if has_tables else list(lines)


def _lines(text: str, has_tables: bool) -> list[Line]:
    has_breaks = LINE_BREAK in text
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        if has_breaks and LINE_BREAK in line and not (has_tables and "|" in line):
            for piece in line.split(LINE_BREAK):
                lines.append(Line(piece, at))
                at += len(piece) + 1
            continue
        is_page = line[-1:] in _PAGE_ENDS and len(line) < 90 and PAGE_NUMBER.fullmatch(line)
        lines.append(Line(line, at, (), "page" if is_page else ""))
        at += len(line) + 1
    return lines
