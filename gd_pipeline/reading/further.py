"""Where a text goes on with the report of another body, or of another year: a county's file of all its towns.

Only the first report of such a file is read; the numbers of the others are not its own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from gd_pipeline.intake.document import Document
from gd_pipeline.reading.issuers import name_issuer
from gd_pipeline.reading.repetition import find_repeats
from gd_pipeline.reading.report import Note
from gd_pipeline.reading.script import as_meant
from gd_pipeline.reading.squeezed import squeeze
from gd_pipeline.reading.titles import Title, find_titles

_FIRST_HEADING = re.compile(r"(?:\n|\A)[ \t　#*]{0,20}(?:一、|第一部分)")
_PREFACE, _TRIES = 1500, 30


def first_report(document: Document) -> tuple[Document, tuple[Note, ...]]:
    """`document` up to the title of a further report, with a note on that; unchanged where there is none."""
    if document.text.count("一、") + document.text.count("第一部分") < 2:
        return document, ()
    starts = [match.start() for match in islice(_FIRST_HEADING.finditer(document.text), _TRIES)]
    if len(starts) < 2:
        return document, ()
    text = as_meant(document.text)
    own = next((title for _, title in _titles(text, 0, starts[0])), None)
    if own is None:
        return document, ()
    others = ((at, title) for span in pairwise(starts) for at, title in _titles(text, *span) if _is_other(own, title))
    at, title = next(others, (0, own))
    if not at or any(repeat.start <= at < repeat.end for repeat in find_repeats(text)):
        return document, ()
    kept = tuple(grid for grid in document.grids if grid.end <= at)
    note = Note("further_report", title.text, at, len(text))
    return replace(document, text=document.text[:at], grids=kept), (note,)


def _titles(text: str, before: int, start: int) -> Iterator[tuple[int, Title]]:
    """Titles with issuer and year on lines of their own above the heading at `start`, with their lines' offsets."""
    above = squeeze(text, max(before, start - _PREFACE), start)
    for title in find_titles(above):
        if title.place == "line" and title.year and name_issuer(title.phrase) is not None:
            yield above.offset(above.starts[above.line_of(title.start)]), title


def _is_other(own: Title, title: Title) -> bool:
    """Whether a title is of another year, or of a body whose name is no shorter or longer form of the first one's."""
    first, second = name_issuer(own.phrase), name_issuer(title.phrase)
    if first is None or second is None:
        return False
    return own.year != title.year or not (first.name in second.name or second.name in first.name)
