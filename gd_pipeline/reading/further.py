"""Where a text goes on with the report of another body, or of another year: a county's file of all its towns.

Only the first report of such a file is read; the numbers of the others are not its own. A report that is cut off by
mistake loses everything behind the cut, so a text is one report unless a further one is unmistakable.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from gd_pipeline.catalog.sections import named_slot
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.issuers import name_issuer
from gd_pipeline.reading.report import Note, Repeat, Span
from gd_pipeline.reading.script import as_meant
from gd_pipeline.reading.squeezed import squeeze, squeezed_text
from gd_pipeline.reading.titles import Title, find_titles

_NUMERAL = "[一二三四五六七八九]|十[一二三四五]?"
_HEADING = re.compile(
    rf"\n[ \t　#*]{{0,20}}(?:第(?P<part>{_NUMERAL})部分|(?P<han>{_NUMERAL})、)"
    r"(?P<words>[^\n。，,；;：:|]{0,20})"
)
_OPENS = ("preface", "overview", "proactive")
"""Slots of the sections with which a report begins."""

_LISTED = re.compile(r"[（(〔\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）〕\]、.．]|[①-⑳●·•■◆★※—-]|附")
_YEAR_BEHIND = re.compile(r"[（(]?20\d\d(?:年度?)?[)）]?")
_PREFACE, _TRIES = 1500, 30


class _Heading(NamedTuple):
    """A numbered heading of the outermost style: where its line begins, whether its number is one, its words."""

    start: int
    first: bool
    words: str


def first_report(document: Document, text: str, repeats: Sequence[Repeat]) -> tuple[Document, tuple[Note, ...]]:
    """`document` up to the title of a further report, with a note on that; unchanged where there is none.

    A further report has a title alone on its line, of another body or year and not printed before in the first one's
    sections. It stands behind a later section of the first (二、…) and above an opening one (一、概述…) and its next.

    Args:
        document: any document.
        text: its text as it is meant (`as_meant`).
        repeats: passages of it that print again what stands before them: what begins in one is no further report.
    """
    if document.text.count("一、") + document.text.count("第一部分") < 2:
        return document, ()
    headings = _headings(document.text)
    parting = list(islice(_parting(document.text, headings), _TRIES))
    if not parting:
        return document, ()
    body = headings[0].start
    own = next((title for _, title in _titles(text, 0, body)), None)
    if own is None:
        return document, ()
    at, title = next(_further(text, body, parting, own), (0, own))
    if not at or any(repeat.start <= at < repeat.end for repeat in repeats):
        return document, ()
    kept = tuple(grid for grid in document.grids if grid.end <= at)
    note = Note("further_report", title.text, at, len(text))
    return replace(document, text=document.text[:at], grids=kept), (note,)


def _headings(text: str) -> list[_Heading]:
    """The headings from the first 一、 or 第一部分 on that are numbered like it."""
    found: list[_Heading] = []
    style = ""
    for match in _HEADING.finditer(f"\n{text}"):
        first = (match["part"] or match["han"]) == "一"
        kind = "part" if match["part"] else "han"
        style = style or (kind if first else "")
        if kind == style:
            found.append(_Heading(match.start(), first, match["words"]))
    return found


def _parting(text: str, headings: list[_Heading]) -> Iterator[Span]:
    """Where the title of a further report may stand: from a later section's heading to that of an opening one."""
    told = text.find("。", headings[0].start) if headings else -1
    if told >= 0:
        for before, opening, behind in zip(headings, headings[1:], headings[2:], strict=False):
            parts = opening.first and not before.first and not behind.first
            if parts and told < before.start and _opens(opening):
                yield before.start, opening.start


def _further(text: str, body: int, parting: list[Span], own: Title) -> Iterator[tuple[int, Title]]:
    """Titles of other reports than `own`, whose sections begin at `body`, with their offsets, each in a `parting`."""
    for span in parting:
        for at, title in _titles(text, *span):
            line = text[at : text.find("\n", at)].strip()
            if _is_other(own, title) and _is_alone(title, line) and text.find(line, body, at) < 0:
                yield at, title


def _opens(heading: _Heading) -> bool:
    """Whether a report may begin with the section of this heading."""
    return named_slot(squeezed_text(as_meant(heading.words)), top=True) in _OPENS


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


def _is_alone(title: Title, line: str) -> bool:
    """Whether a title is its whole line, and the line no entry of a list."""
    return not _LISTED.match(line) and (not title.after or _YEAR_BEHIND.fullmatch(title.after) is not None)
