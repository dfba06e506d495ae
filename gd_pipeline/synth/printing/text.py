"""A report as plain text: blocks as lines, tables in one of the layouts of `lines` and `paper`."""

from collections.abc import Iterator
from random import Random

from gd_pipeline.synth.draft import PARAGRAPH, Block, Draft
from gd_pipeline.synth.printing.lines import Lines
from gd_pipeline.synth.printing.paper import wrapped


def plain_text(draft: Draft, rng: Random, lines: Lines) -> str:
    """The report line by line, with or without blank lines between."""
    between = "\n\n" if rng.random() < 0.3 else "\n"
    indent = "　　" if rng.random() < 0.3 else ""
    found: list[str] = []
    for block in draft.blocks:
        if block.table is not None:
            found += lines(block.table, rng)
        else:
            found.append(indent + block.text if block.kind == PARAGRAPH else block.text)
    return between.join(found) + "\n"


def paper_text(draft: Draft, rng: Random, lines: Lines) -> str:
    """The report as extracted from a PDF: lines broken at the page's width, a page number every page."""
    width = 26 + int(rng.random() * 8)
    number = ("- {} -", "— {} —", "{}")[int(rng.random() * 3)]
    per_page = 24 + int(rng.random() * 14)
    found: list[str] = []
    room, page = per_page, 1
    for block in draft.blocks:
        for line, breakable in _paper_lines(block, width, lines, rng):
            if not room and breakable:
                found.append(number.format(page))
                page, room = page + 1, per_page
            found.append(line)
            room = max(0, room - 1)
    found.append(number.format(page))
    return "\n".join(found) + "\n"


def _paper_lines(block: Block, width: int, lines: Lines, rng: Random) -> Iterator[tuple[str, bool]]:
    """Lines of a block, and whether a page may end before each: within a table only where a row starts."""
    if block.table is not None:
        for line in lines(block.table, rng):
            yield line, line[:1] in "一二三四五六七八九1234567890（(" and not line.replace(" ", "").isdigit()
        return
    text = "　　" + block.text if block.kind == PARAGRAPH else block.text
    for part in text.split("\n"):
        for line in wrapped(part, width):
            yield line, True
