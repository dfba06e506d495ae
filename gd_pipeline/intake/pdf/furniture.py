"""Page numbers and running heads: lines at the edge of a page that are no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from gd_pipeline.intake.pdf.lines import TextLine

_PAGE_NUMBER = re.compile(
    r"[-—–－―─~·.\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/，,共]{1,2}\s?(?:共\s?)?\d{1,4}(?:\s?页)?)?[-—–－―─~·.\s]{0,6}"
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.13
"""Share of the page's height, above and below, where page numbers and running heads stand."""

_EDGE_LINES = 2


def page_furniture(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> list[frozenset[int]]:
    """For each page (its height, its lines from top to bottom), the indices of lines that are page furniture.

    A bare number, or 第3页 共5页, that is the outermost line; what stands at the edge of most of at least three pages,
    but for its digits.
    """
    seen = Counter(
        words for height, lines in pages for words in {_masked(lines[place]) for place in _edge_places(height, lines)}
    )
    often = max(3.0, 0.6 * len(pages))
    found = []
    for height, lines in pages:
        places = [
            place
            for place in _edge_places(height, lines)
            if seen[_masked(lines[place])] >= often or _PAGE_NUMBER.fullmatch(lines[place].text)
        ]
        found.append(frozenset(places))
    return found


def _masked(line: TextLine) -> str:
    return _DIGITS.sub("0", line.text)


def _edge_places(height: float, lines: Sequence[TextLine]) -> list[int]:
    top = [place for place in range(min(_EDGE_LINES, len(lines))) if lines[place].bottom > height * (1 - _MARGIN)]
    last = range(len(lines) - 1, max(-1, len(lines) - 1 - _EDGE_LINES), -1)
    return [*top, *(place for place in last if lines[place].top < height * _MARGIN)]
