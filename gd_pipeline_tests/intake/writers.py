"""Writers of small PDF and Word files for the tests: only what the tests need, nothing taken from a reader."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class PdfPage:
    """A page of 595 x 842 points; (0, 0) is its lower left corner."""

    def __init__(self, rotate: int = 0) -> None:
        self.rotate = rotate
        self.drawn: list[str] = []

    def text(self, x: float, y: float, words: str, size: float = 12) -> "PdfPage":
        self.drawn.append(f"BT /F {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "PdfPage":
        self.drawn.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def bar(self, x: float, y: float, width: float, height: float) -> "PdfPage":
        self.drawn.append(f"{x} {y} {width} {height} re f")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> "PdfPage":
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def picture(self) -> "PdfPage":
        self.drawn.append("q 400 0 0 400 50 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")
        return self


def pdf(*pages: PdfPage) -> bytes:
    """A PDF whose one font is not embedded; its characters are those of UniGB-UTF16-H."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts ["
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>",
    ]
    for number, page in enumerate(pages):
        content = "\n".join(page.drawn)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {page.rotate}"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = "%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(words)}</w:t></w:r></w:p>"


def cell(words: str, span: int = 1, merge: str = "") -> str:
    merged = {"": "", "restart": "<w:vMerge w:val='restart'/>", "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{merged}</w:tcPr>{paragraph(words)}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows) + "</w:tbl>"


def docx(body: str, parts: dict[str, str] | None = None, before: str = "") -> bytes:
    """A .docx whose main document holds `body`; `parts` are further parts, `before` stands before its root."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml",
            f"<?xml version='1.0' encoding='UTF-8'?>{before}<w:document xmlns:w='{W}' "
            "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
            f"<w:body>{body}</w:body></w:document>",
        )
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return held.getvalue()
