"""What intake hands on: a document's clean text, its grids, and where each came from.

All offsets count Unicode code points of `Document.text`, half open.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Why a source gives no report: a reason code (see docs) and a sentence for a person."""

    reason: str
    detail: str


class Cell(NamedTuple):
    """One printed cell of a grid. `text[start:end]` is its content (empty: a blank cell, start == end)."""

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table whose cells are known, in reading order; `origin` is html, pipe, pdf or docx."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    start: int
    end: int
    origin: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of the page that is not the report: breadcrumb, control, banner; `start` is its original offset."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The way back from the cleaned text to the characters of the decoded source: (cleaned, original) run starts.

    The source of plain text and Markdown is the decoded file; of HTML, PDF and Word it is the text as their reader
    prints it, page furniture included.
    """

    cleaned: tuple[int, ...] = (0,)
    original: tuple[int, ...] = (0,)

    def to_original(self, offset: int) -> int:
        """Offset in the decoded source of the character at `offset` of the cleaned text."""
        run = max(0, bisect_right(self.cleaned, offset) - 1)
        return self.original[run] + offset - self.cleaned[run]


@dataclass(frozen=True, slots=True)
class Document:
    """A content that was taken in: bytes made clean text. `quarantine` is set where that failed (then text is "")."""

    document_id: str
    source: str
    media_type: str
    encoding: str | None
    size_bytes: int
    text: str
    grids: tuple[Grid, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)
    pages: tuple[int, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    quarantine: Quarantine | None = None

    def page(self, offset: int) -> int | None:
        """Number (from 1) of the page that holds `offset`, or None where the format has no pages."""
        return bisect_right(self.pages, offset) or 1 if self.pages else None
