"""HTML tables inside Markdown or plain text, as OCR programs and PDF converters write them."""

import re
from collections.abc import Iterator

from gd_pipeline.intake.blocks import Line, Table
from gd_pipeline.intake.limits import MAX_TABLES
from gd_pipeline.intake.refusal import IntakeError

_TAG = re.compile(r"<(/?)table(?=[\s>/])", re.IGNORECASE)
_CLOSE = 8
_NEAR = 20_000
"""The text of a cell stands no farther behind the one before it."""


def table_spans(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the outermost tables of `text` that are closed.

    Raises:
        IntakeError: too_large, with more tables than any report has.
    """
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for tag in _TAG.finditer(text):
        if tag[1]:
            depth = max(0, depth - 1)
            if not depth and start >= 0:
                spans.append((start, min(len(text), tag.start() + _CLOSE)))
                start = -1
            continue
        start = tag.start() if not depth else start
        depth += 1
    if len(spans) > MAX_TABLES:
        raise IntakeError("too_large", f"{len(spans)} tables in markup; at most {MAX_TABLES} are read")
    return spans


def embedded_blocks(text: str, start: int, end: int) -> Iterator[Line | Table]:
    """Blocks of the table markup `text[start:end]`; each text leads to the place where it stands in the markup."""
    from gd_pipeline.intake.html import read_html

    at = start
    for block in read_html(text[start:end]).blocks:
        if isinstance(block, Line):
            at = _found(text, block.text, at, end)
            yield block._replace(origin=at)
            continue
        cells = []
        for cell in block.cells:
            at = _found(text, cell.text, at, end)
            cells.append(cell._replace(origin=at))
        yield block._replace(cells=tuple(cells))


def _found(text: str, words: str, start: int, end: int) -> int:
    """Where `words` stand behind a tag from `start` on; `start`, where the markup spells them otherwise."""
    place = text.find(f">{words}", start, min(end, start + _NEAR))
    return place + 1 if place >= 0 else start
