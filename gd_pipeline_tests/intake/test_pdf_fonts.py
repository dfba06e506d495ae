"""Chinese fonts that a PDF names but does not hold: what is read does not depend on those of the machine."""

import pypdfium2

from gd_pipeline.intake.pdf.fonts import use_no_installed_fonts
from gd_pipeline.intake.pdf.page import read_ink
from gd_pipeline_tests.intake.test_pdf import read
from gd_pipeline_tests.intake.writers import PdfPage, pdf


def test_characters_are_as_wide_and_high_as_the_pdf_says():
    use_no_installed_fonts()
    document = pypdfium2.PdfDocument(pdf(PdfPage().text(80, 700, "無|[。㈠", 10)))
    glyphs = read_ink(document[0], 100, 100).glyphs
    assert glyphs.text() == "無|[。㈠"
    assert glyphs.left.round().tolist() == [80, 90, 95, 100, 110]
    assert glyphs.right.round().tolist() == [90, 95, 100, 110, 120]
    assert (set(glyphs.bottom.round(1).tolist()), set(glyphs.top.round(1).tolist())) == ({698.8}, {708.8})


def test_a_character_that_is_printed_alone_is_read():
    assert read(
        PdfPage().text(80, 700, "清河市").text(116, 700, "年").text(128, 700, "报").text(80, 600, "。")
    ).text == ("清河市年报\n。")
