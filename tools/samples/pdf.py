"""Samples as PDF: a text layer in a font that is not embedded, ruled tables over several pages; a scanned page."""

import hashlib
from dataclasses import dataclass, field

from tools.samples.grids import Grid
from tools.samples.reports import Written

WIDTH, HEIGHT, MARGIN = 595, 842, 50
_CELL_SIZE, _TEXT_SIZE, _LEADING = 7, 11, 1.5


@dataclass
class _Page:
    content: list[str] = field(default_factory=list)
    y: float = HEIGHT - MARGIN

    def write(self, text: str, x: float, y: float, size: float) -> None:
        self.content.append(f"BT /F1 {size:g} Tf {x:.1f} {y:.1f} Td <{text.encode('utf-16-be').hex()}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.content.append(f"{x:.1f} {y:.1f} {width:.1f} {height:.1f} re S")


def pdf(report: Written) -> bytes:
    """The report as a PDF with text layer, with a page number at every foot."""
    pages = [_Page()]
    for index, block in enumerate(report.blocks()):
        if isinstance(block, list):
            _table(pages, block)
        else:
            _paragraph(pages, block, 15 if index == 0 else _TEXT_SIZE)
    for number, page in enumerate(pages, start=1):
        page.write(str(number), WIDTH / 2, MARGIN / 2, 9)
    return _file([_Stream("\n".join(["0.5 w", *page.content]).encode("ascii")) for page in pages])


def scanned_pdf(seed: str) -> bytes:
    """A page that is an image of writing: marks without any text layer."""
    columns, rows = 48, 72
    marks = hashlib.shake_128(seed.encode()).digest(columns * rows)
    image = bytearray()
    for line in range(rows * 8):
        blank = line % 8 > 5 or (line // 8) % 12 == 0
        image += bytes(0xFF if blank else marks[(line // 8) * columns + column] | 0x81 for column in range(columns))
    return _file(
        [_Stream(f"{WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do".encode())], image=bytes(image), size=(columns * 8, rows * 8)
    )


def _paragraph(pages: list[_Page], text: str, size: float) -> None:
    per_line = int((WIDTH - 2 * MARGIN) / size)
    for start in range(0, len(text), per_line):
        if pages[-1].y < MARGIN + size:
            pages.append(_Page())
        pages[-1].y -= size * _LEADING
        pages[-1].write(text[start : start + per_line], MARGIN, pages[-1].y, size)
    pages[-1].y -= size * 0.4


def _table(pages: list[_Page], grid: Grid) -> None:
    """A ruled table; rows that no longer fit go to the next page."""
    width = sum(cell.columns for cell in grid[0])
    labels = 3 if width == 10 else 1 if width == 4 else 0
    unit = (WIDTH - 2 * MARGIN) / (width + labels)
    edges = [MARGIN + unit * (column + min(column, labels)) for column in range(width + 1)]
    heights = [_CELL_SIZE * _LEADING + 3] * len(grid)
    placed = _placed(grid)
    for row, column, rows, columns, text in placed:
        lines = -(-len(text) // max(1, int((edges[column + columns] - edges[column] - 4) / _CELL_SIZE)))
        heights[row] = max(heights[row], lines * _CELL_SIZE * _LEADING / rows + 3)
    tops: list[tuple[_Page, float]] = []
    for height in heights:
        if pages[-1].y - height < MARGIN:
            pages.append(_Page())
        tops.append((pages[-1], pages[-1].y))
        pages[-1].y -= height
    for row, column, rows, columns, text in placed:
        for page in {id(tops[at][0]): tops[at][0] for at in range(row, row + rows)}.values():
            here = [at for at in range(row, row + rows) if tops[at][0] is page]
            height = sum(heights[at] for at in here)
            page.box(edges[column], tops[here[0]][1] - height, edges[column + columns] - edges[column], height)
        page, top = tops[row]
        per_line = max(1, int((edges[column + columns] - edges[column] - 4) / _CELL_SIZE))
        for line, start in enumerate(range(0, len(text), per_line)):
            y = top - 2 - (line + 1) * _CELL_SIZE * _LEADING + 3
            page.write(text[start : start + per_line], edges[column] + 2, y, _CELL_SIZE)
    pages[-1].y -= 8


def _placed(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(grid):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            placed.append((row, column, cell.rows, cell.columns, cell.text))
    return placed


@dataclass(frozen=True)
class _Stream:
    data: bytes
    entries: str = ""

    def written(self) -> bytes:
        return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (self.entries.encode(), len(self.data), self.data)


def _file(contents: list[_Stream], image: bytes | None = None, size: tuple[int, int] = (0, 0)) -> bytes:
    first = 8
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 "
        b"/W [1 [500] 2 95 500 814 939 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
        _Stream(_TO_UNICODE).written(),
        _Stream(
            image or b"\xff",
            f"/Type /XObject /Subtype /Image /Width {size[0] or 8} /Height {size[1] or 1} /ColorSpace /DeviceGray "
            "/BitsPerComponent 1",
        ).written(),
    ]
    for index, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {first + 2 * index + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 7 0 R >> >> >>".encode()
        )
        objects.append(content.written())
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    + b"".join(
        b"100 beginbfrange\n"
        + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(start, start + 100))
        + b"endbfrange\n"
        for start in (0, 100)
    )
    + b"56 beginbfrange\n"
    + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(200, 256))
    + b"endbfrange\nendcmap CMapName currentdict /CMap defineresource pop end end"
)
