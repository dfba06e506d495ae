"""Plain text and Markdown: lines, and tables of pipes."""

from itertools import accumulate, count, takewhile
from operator import add, attrgetter
from typing import NamedTuple

from gd_pipeline.intake.blocks import Block, Line
from gd_pipeline.intake.characters import clean_characters
from gd_pipeline.intake.composition import chained
from gd_pipeline.intake.document import OffsetMap
from gd_pipeline.intake.embedded import embedded_blocks, table_spans
from gd_pipeline.intake.frontmatter import front_matter, may_be_front_matter
from gd_pipeline.intake.limits import MAX_LINES, MAX_PIPES
from gd_pipeline.intake.markup import without_markup
from gd_pipeline.intake.paging import page_places, torn_apart
from gd_pipeline.intake.pipe_rows import LINE_BREAK, PAGE_NUMBER, PIPES
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
    pipes = sum(map(text.count, PIPES))
    has_tables = 0 < pipes <= MAX_PIPES
    texts = text.split("\n")
    if LINE_BREAK in text:
        texts = [piece for line in texts for piece in _broken(line, has_tables)]
    origins = list(map(add, accumulate(map(len, texts), initial=start), count()))
    kinds = ["page" if line[-1:] in _PAGE_ENDS and _is_page(line) else "" for line in texts]
    for place in page_places(texts):
        kinds[place] = "page"
    lines = _across_pages(texts, origins, kinds) if "page" in kinds else unwrapped(texts, origins, kinds)
    return with_pipe_tables(lines) if has_tables else list[Block](lines)


def _across_pages(texts: list[str], origins: list[int], kinds: list[str]) -> list[Line]:
    """Lines of these texts, sentences joined over the end of a page, too; its number stands behind what it parted."""
    pages = [place for place, kind in enumerate(kinds) if kind]
    apart = {*pages, *torn_apart(texts, pages)}
    kept = [place for place in range(len(texts)) if place not in apart]
    lines = unwrapped([texts[place] for place in kept], [origins[place] for place in kept], [""] * len(kept))
    lines += [Line(texts[place], origins[place], (), "page") for place in pages]
    return sorted(lines, key=attrgetter("origin"))


def _broken(line: str, has_tables: bool) -> list[str]:
    """The pieces of a line in which `<br>` broke lines; rows of a table are left to the reader of tables."""
    return [line] if has_tables and "|" in line else line.split(LINE_BREAK)


def _is_page(line: str) -> bool:
    return len(line) < 90 and PAGE_NUMBER.fullmatch(line) is not None
