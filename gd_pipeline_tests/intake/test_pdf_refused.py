"""PDF that cannot be read, or only in part: each says why."""

from gd_pipeline.intake import limits, read_bytes
from gd_pipeline.intake.pdf import reader
from gd_pipeline_tests.intake.test_pdf import read
from gd_pipeline_tests.intake.writers import PdfPage, pdf


def test_pictures_of_pages_need_ocr():
    assert read(PdfPage().picture(), PdfPage().picture()).quarantine.reason == "needs_ocr"
    assert read(PdfPage().picture()).quarantine.detail.startswith("1 page without")


def test_a_picture_among_pages_of_text_is_recorded():
    page = PdfPage().text(80, 700, "清河市2022年政府信息公开工作年度报告正文如下。")
    assert read(page, PdfPage().picture()).repairs == ("pictures: page 2 has no text layer",)


def test_fonts_that_do_not_say_their_characters_need_ocr():
    assert read(PdfPage().text(80, 700, "\ue001\ue002\ue003" * 12)).quarantine.reason == "needs_ocr"


def test_fonts_that_say_other_characters_than_they_print_need_ocr():
    words = "清河市水务局按照政府信息公开条例的要求开展工作。" * 2
    shifted = "".join(chr(ord(letter) + 7) if letter > "一" else letter for letter in words)
    pages = [PdfPage(), PdfPage()]
    for number in range(12):
        for page, line in zip(pages, (words, shifted), strict=True):
            page.text(60, 800 - 20 * number, line[number % 5 : number % 5 + 36])
    assert read(pages[0]).quarantine is None
    assert read(pages[1]).quarantine.reason == "needs_ocr"


def test_a_damaged_pdf_is_refused():
    assert read_bytes(b"%PDF-1.4 nothing", "a.pdf").quarantine.reason == "bad_archive"


def test_too_many_pages_or_characters_are_refused(monkeypatch):
    assert read(*[PdfPage()] * (limits.MAX_PAGES + 1)).quarantine.reason == "too_large"
    page = PdfPage().text(80, 800, "清河市2022年政府信息公开工作年度报告")
    monkeypatch.setattr(reader, "MAX_PDF_CHARACTERS", 50)
    assert read(page, page).quarantine is None
    assert read(page, page, page).quarantine.reason == "too_large"


def test_too_many_drawn_objects_or_points_are_refused(monkeypatch):
    page = PdfPage().text(80, 800, "清河市2022年政府信息公开工作年度报告").grid([80, 200, 300], [500, 600, 700])
    page.text(90, 650, "甲").text(210, 650, "乙").text(90, 550, "丙").text(210, 550, "丁")
    monkeypatch.setattr(reader, "MAX_PDF_OBJECTS", 46)
    assert len(read(page, page).grids) == 2
    monkeypatch.setattr(reader, "MAX_PDF_OBJECTS", 45)
    assert read(page, page).quarantine.reason == "too_large"


def test_a_page_of_lines_without_end_is_read():
    page = PdfPage().text(80, 800, "清河市2022年政府信息公开工作年度报告")
    for step in range(3_000):
        page.line(50, 50 + step * 0.2, 500, 50 + step * 0.2).line(50 + step * 0.15, 50, 50 + step * 0.15, 700)
    assert read(page).text == "清河市2022年政府信息公开工作年度报告"


def test_a_damaged_page_is_recorded_and_the_others_are_read():
    page = PdfPage().text(80, 700, "清河市2022年政府信息公开工作年度报告正文如下。")
    document = read_bytes(pdf(page, PdfPage()).replace(b"[4 0 R 6 0 R]", b"[4 0 R 3 0 R]"), "a.pdf")
    assert document.text == "清河市2022年政府信息公开工作年度报告正文如下。"
    assert document.repairs == ("damaged: page 2 cannot be read",)
    assert read_bytes(pdf(page).replace(b"[4 0 R]", b"[3 0 R]"), "a.pdf").quarantine.reason == "bad_archive"


def test_a_pdf_with_a_password_is_encrypted():
    key = f"<{'41' * 32}>"
    lock = f"/ID [{key} {key}] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /Root"
    data = pdf(PdfPage().text(80, 700, "年报")).replace(b"/Root", lock.encode())
    assert read_bytes(data, "a.pdf").quarantine.reason == "encrypted"
