"""Pages of glyphs and ruled tables in; pages of lines, and of tables with their text, out.

Lines are looked for in all cells of all pages at once.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from gd_pipeline.intake.pdf.layout import PageContent
from gd_pipeline.intake.pdf.lines import Places, cell_text, text_lines
from gd_pipeline.intake.pdf.page import Glyphs
from gd_pipeline.intake.pdf.ruling import Ruled
from gd_pipeline.intake.pdf.tables import boxes_of, filled


class RuledPage(NamedTuple):
    """A page's height, its glyphs, and the tables ruled on it from top to bottom."""

    height: float
    glyphs: Glyphs
    tables: list[Ruled]


def contents(pages: Sequence[RuledPage]) -> list[PageContent]:
    """The pages, at least one, with what is printed on them."""
    holders: list[Places] = []
    begins = [0]
    for page in pages:
        holders.append(_holders(page, begins[-1]))
        begins.append(begins[-1] + 1 + sum(len(table.boxes) for table in page.tables))
    glyphs = Glyphs(*map(np.concatenate, zip(*(page.glyphs for page in pages), strict=True)))
    lines = text_lines(glyphs, np.concatenate(holders), begins[-1])
    found = []
    for page, begin in zip(pages, begins, strict=False):
        texts = map(cell_text, islice(lines, begin + 1, None))
        tables = [filled(table, list(islice(texts, len(table.boxes)))) for table in page.tables]
        found.append(PageContent(page.height, lines[begin], tables))
    return found


def _holders(page: RuledPage, first: int) -> Places:
    """What each glyph of a page stands in: `first` is the page itself, the numbers behind it are its tables' cells."""
    holders = np.full(len(page.glyphs.codes), first, np.intp)
    begin = first + 1
    for table in page.tables:
        boxes = boxes_of(table, page.glyphs)
        inside = (holders == first) & (boxes >= 0)
        holders[inside] = boxes[inside] + begin
        begin += len(table.boxes)
    return holders
