"""Plain text and Markdown: lines, and tables of pipes."""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from gd_pipeline.intake.blocks import Block, Line, made
from gd_pipeline.intake.characters import clean_characters
from gd_pipeline.intake.composition import chained
from gd_pipeline.intake.document import OffsetMap
from gd_pipeline.intake.embedded import embedded_blocks, table_spans
from gd_pipeline.intake.frontmatter import front_matter, may_be_front_matter
from gd_pipeline.intake.limits import MAX_LINES, MAX_PIPES
from gd_pipeline.intake.markup import without_markup
from gd_pipeline.intake.pipe_rows import LINE_BREAK, PAGE_NUMBER
from gd_pipeline.intake.pipes import with_pipe_tables
from gd_pipeline.intake.refusal import IntakeError
from gd_pipeline.intake.wrapping import unwrapped

_PAGE_ENDS = frozenset("-—–－~页 ")


class TextBlocks(NamedTuple):
    """Blocks of a text; their origins count in a text from which `offsets` leads back to the source.

    `metadata` is what front matter says (title, url, date).
    """

    blocks: list[Block]
    offsets: OffsetMap
    repairs: tuple[str, ...]
    metadata: dict[str, str]


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
    blocks = blocks_of(plain)
    said = _take_front_matter(blocks)
    return TextBlocks(blocks, offsets, cleaned.repairs, said)


def _take_front_matter(blocks: list[Block]) -> dict[str, str]:
    """Mark the lines of front matter among `blocks` as such; what it says."""
    if not (blocks and isinstance(blocks[0], Line) and may_be_front_matter(blocks[0].text)):
        return {}
    head = list(takewhile(lambda block: isinstance(block, Line), blocks[:60]))
    count, said = front_matter([block for block in head if isinstance(block, Line)])
    for place, block in enumerate(blocks[:count]):
        if isinstance(block, Line):
            blocks[place] = block._replace(kind="frontmatter")
    return said


def blocks_of(text: str) -> list[Block]:
    """Lines and tables of a text without markup but that of its tables, with their offsets."""
    spans = table_spans(text) if "<" in text else []
    if not spans:
        return _lines_and_pipe_tables(text, 0)
    blocks: list[Block] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        if text[at:start].strip():
            blocks.extend(_lines_and_pipe_tables(text[at:start].strip("\n"), at + _breaks_before(text[at:start])))
        blocks.extend(embedded_blocks(text, start, end))
        at = end
    return blocks


def _breaks_before(text: str) -> int:
    return len(text) - len(text.lstrip("\n"))


def _lines_and_pipe_tables(text: str, start: int) -> list[Block]:
    """Lines of `text`, which begins at `start`, its pipe rows as tables, sentences broken at a fixed width joined."""
    pipes = text.count("|") + text.count("│")
    has_tables = 0 < pipes <= MAX_PIPES
    lines = unwrapped(_lines(text, has_tables, start))
    return with_pipe_tables(lines) if has_tables else list(lines)


def _lines(text: str, has_tables: bool, start: int) -> list[Line]:
    lines: list[Line] = []
    for line in text.split("\n"):
        is_page = line and line[-1] in _PAGE_ENDS and len(line) < 90 and PAGE_NUMBER.fullmatch(line)
        lines.append(made(Line, (line, start, (), "page" if is_page else "")))
        start += len(line) + 1
    if LINE_BREAK in text:
        return [piece for line in lines for piece in _broken(line, has_tables)]
    return lines


def _broken(line: Line, has_tables: bool) -> Iterator[Line]:
    """A line in which `<br>` broke lines; rows of a table are left to the reader of tables."""
    if LINE_BREAK not in line.text or (has_tables and "|" in line.text):
        yield line
        return
    at = line.origin
    for piece in line.text.split(LINE_BREAK):
        yield Line(piece, at)
        at += len(piece) + 1
