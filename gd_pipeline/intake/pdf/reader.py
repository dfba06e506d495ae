"""A PDF in; its blocks and where its pages begin out."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2

from gd_pipeline.intake.blocks import Block
from gd_pipeline.intake.characters import LOOKALIKE, RADICALS_READ
from gd_pipeline.intake.flow import numbered
from gd_pipeline.intake.limits import MAX_PAGES, MAX_PDF_CHARACTERS, MAX_PDF_OBJECTS
from gd_pipeline.intake.mojibake import hanzi_share
from gd_pipeline.intake.pdf.contents import RuledPage, contents
from gd_pipeline.intake.pdf.fonts import use_no_installed_fonts
from gd_pipeline.intake.pdf.layout import laid_out, offsets_of
from gd_pipeline.intake.pdf.page import NO_GLYPHS, PageInk, read_ink
from gd_pipeline.intake.pdf.ruling import ruled_tables
from gd_pipeline.intake.refusal import IntakeError

_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f]")
_NO_HANZI = re.compile("[^一-龥]+")
_SAMPLE, _JUDGED, _MEANINGLESS = 4000, 200, 0.35
"""Of so many first characters, if so many are hanzi, a smaller share of the commonest ones makes no Chinese text."""

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
        IntakeError: encrypted, bad_archive (no PDF that can be opened), too_large (pages, characters, drawn objects),
            needs_ocr (no text layer, or one without readable characters).
    """
    document = _opened(data)
    try:
        if len(document) > MAX_PAGES:
            raise IntakeError("too_large", f"{len(document)} pages; at most {MAX_PAGES} are read")
        return _blocks(document)
    finally:
        document.close()


def _opened(data: bytes) -> Any:
    use_no_installed_fonts()
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise IntakeError("encrypted", "the PDF is protected by a password") from error
        raise IntakeError("bad_archive", f"the PDF is damaged: {error}") from error


def _blocks(document: Any) -> PdfBlocks:
    survey = _Survey()
    for number in range(len(document)):
        survey.add(number + 1, _ink(document, number, survey.objects))
        if survey.glyphs > MAX_PDF_CHARACTERS:
            raise IntakeError("too_large", f"more than {MAX_PDF_CHARACTERS} characters")
    survey.refuse()
    laid = laid_out(contents(survey.pages))
    blocks = list(numbered(laid.blocks))
    return PdfBlocks(blocks, tuple(offsets_of(laid, blocks)), tuple(survey.repairs()))


class _Survey:
    """The pages read so far, and what is wrong with them."""

    def __init__(self) -> None:
        self.pages: list[RuledPage] = []
        self.pictures: list[str] = []
        self.damaged: list[str] = []
        self.glyphs = self.objects = 0
        self.unreadable = 0
        self.sample = ""
        self.has_radicals = False

    def add(self, number: int, ink: PageInk | None) -> None:
        """The next page; None where it is damaged."""
        if ink is None:
            self.damaged.append(str(number))
            self.pages.append(RuledPage(0.0, NO_GLYPHS, []))
            return
        printed = ink.glyphs.text()
        self.glyphs += len(printed)
        self.sample += _NO_HANZI.sub("", printed[: max(0, _SAMPLE - len(self.sample))])
        self.objects += ink.objects
        self.unreadable += len(_UNREADABLE.findall(printed))
        self.has_radicals = self.has_radicals or bool(LOOKALIKE.search(printed))
        if ink.has_picture and len(printed) < _FEW:
            self.pictures.append(str(number))
        self.pages.append(RuledPage(ink.height, ink.glyphs, ruled_tables(ink.horizontal, ink.vertical)))

    def refuse(self) -> None:
        """Raise IntakeError where the pages give no text."""
        if len(self.damaged) == len(self.pages):
            raise IntakeError("bad_archive", "none of the pages of the PDF can be read")
        if self.glyphs < _FEW and (self.pictures or not self.glyphs):
            pages = f"{len(self.pages)} pages" if len(self.pages) > 1 else "1 page"
            raise IntakeError("needs_ocr", f"{pages} without a text layer: pictures of pages")
        if self.unreadable * 3 > self.glyphs or self._is_meaningless():
            raise IntakeError("needs_ocr", "the fonts of the text layer do not say which characters they print")

    def _is_meaningless(self) -> bool:
        """Whether the fonts say other characters than those that they print, as where a font's table is shifted."""
        return len(self.sample) >= _JUDGED and hanzi_share(self.sample) < _MEANINGLESS

    def repairs(self) -> Iterator[str]:
        """What was put right, and what is missing."""
        if self.has_radicals:
            yield RADICALS_READ
        if self.pictures:
            yield f"pictures: page {', '.join(self.pictures)} has no text layer"
        if self.damaged:
            yield f"damaged: page {', '.join(self.damaged)} cannot be read"


def _ink(document: Any, number: int, objects: int) -> PageInk | None:
    """What is printed on a page, after `objects` on those before it; None where it is damaged."""
    try:
        page = document[number]
        ink = read_ink(page, MAX_PDF_CHARACTERS + 1, MAX_PDF_OBJECTS - objects)
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return ink
