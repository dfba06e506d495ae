"""A PDF in; its blocks and where its pages begin out."""

import re
from typing import Any, NamedTuple

import pypdfium2

from gd_pipeline.intake.blocks import Block
from gd_pipeline.intake.characters import LOOKALIKE, RADICALS_READ
from gd_pipeline.intake.flow import numbered
from gd_pipeline.intake.limits import MAX_CHARACTERS, MAX_PAGES
from gd_pipeline.intake.pdf.layout import PageContent, laid_out, offsets_of
from gd_pipeline.intake.pdf.lines import text_lines
from gd_pipeline.intake.pdf.page import Glyph, read_ink
from gd_pipeline.intake.pdf.ruling import ruled_tables
from gd_pipeline.intake.pdf.tables import filled
from gd_pipeline.intake.refusal import IntakeError

_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f]")
_PASSWORD = 4
_SECURITY = 5
_FEW = 20
"""Characters on a page with a picture below which the page is a picture."""


class PdfBlocks(NamedTuple):
    """Blocks of a document (origins count in its own text, page numbers included), page starts, and repairs."""

    blocks: list[Block]
    pages: tuple[int, ...]
    repairs: tuple[str, ...]


def read_pdf(data: bytes) -> PdfBlocks:
    """Lines and tables of a PDF with a text layer.

    Raises:
        IntakeError: encrypted, bad_archive (no PDF that can be opened), too_large (pages), needs_ocr (no text layer,
            or one without readable characters).
    """
    document = _opened(data)
    try:
        if len(document) > MAX_PAGES:
            raise IntakeError("too_large", f"{len(document)} pages; at most {MAX_PAGES} are read")
        return _blocks(document)
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise IntakeError("encrypted", "the PDF is protected by a password") from error
        raise IntakeError("bad_archive", f"the PDF is damaged: {error}") from error


def _blocks(document: Any) -> PdfBlocks:
    pages: list[PageContent] = []
    pictures: list[int] = []
    glyphs_left = MAX_CHARACTERS
    unreadable = 0
    has_radicals = False
    for number in range(len(document)):
        page = document[number]
        ink = read_ink(page, glyphs_left)
        page.close()
        glyphs_left -= len(ink.glyphs)
        printed = "".join(glyph.character for glyph in ink.glyphs)
        unreadable += len(_UNREADABLE.findall(printed))
        has_radicals = has_radicals or bool(LOOKALIKE.search(printed))
        if ink.has_picture and len(ink.glyphs) < _FEW:
            pictures.append(number + 1)
        pages.append(_content(ink.height, ink.glyphs, ruled_tables(ink.horizontal, ink.vertical)))
    read = MAX_CHARACTERS - glyphs_left
    if read < _FEW and (pictures or not read):
        raise IntakeError("needs_ocr", f"{len(document)} pages without a text layer: pictures of pages")
    if unreadable * 3 > read:
        raise IntakeError("needs_ocr", "the fonts of the text layer do not say which characters they print")
    laid = laid_out(pages)
    blocks = list(numbered(laid.blocks))
    repairs = [RADICALS_READ] if has_radicals else []
    if pictures:
        repairs.append(f"pictures: page {', '.join(map(str, pictures))} has no text layer")
    return PdfBlocks(blocks, tuple(offsets_of(laid, blocks)), tuple(repairs))


def _content(height: float, glyphs: list[Glyph], ruled: list[Any]) -> PageContent:
    tables = []
    for table in ruled:
        placed, glyphs = filled(table, glyphs)
        tables.append(placed)
    return PageContent(height, text_lines(glyphs), tables)
