"""A report as a PDF with a text layer and ruled tables, written without a library: one predefined Chinese font."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from gd_pipeline.synth.draft import HEADING, PARAGRAPH, TITLE, Draft
from gd_pipeline.synth.grid import PAGE, Row, Table
from gd_pipeline.synth.printing.paper import wrapped

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 56
_SIZE, _LEADING = 12, 20
_SMALL, _CELL_LEADING = 9, 12
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ "
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [ 1 95 500 ] "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >> ] >>"
)


@dataclass(slots=True)
class _Pages:
    """Drawing operators, page by page; `y` is where the next line stands."""

    done: list[str] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)
    y: float = _HEIGHT - _MARGIN

    def room(self, height: float) -> None:
        """Turn the page if `height` does not fit on it."""
        if self.y - height < _MARGIN + 20:
            self.turn()

    def turn(self) -> None:
        """End the page with its number."""
        number = f"- {len(self.done) + 1} -"
        self.text(_WIDTH / 2 - 14, _MARGIN - 10, _SMALL, number)
        self.done.append("\n".join(self.operators))
        self.operators, self.y = [], _HEIGHT - _MARGIN

    def text(self, x: float, y: float, size: int, text: str) -> None:
        """Show `text` with its left foot at (x, y), in points."""
        self.operators.append(f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td <{text.encode('utf-16-be').hex()}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Rule a rectangle whose left foot is (x, y)."""
        self.operators.append(f"{x:.1f} {y:.1f} {width:.1f} {height:.1f} re S")

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """Rule a line."""
        self.operators.append(f"{x:.1f} {y:.1f} m {to_x:.1f} {to_y:.1f} l S")


def pdf_file(draft: Draft, rng: Random) -> bytes:
    """The bytes of a .pdf: text in lines, tables as ruled cells, a number under each page."""
    pages = _Pages()
    for block in draft.blocks:
        if block.table is not None:
            _draw_table(pages, block.table)
            continue
        text = "　　" + block.text if block.kind in (PARAGRAPH, HEADING) else block.text
        for part in text.split("\n"):
            for line in wrapped(part, 40):
                pages.room(_LEADING)
                x = _MARGIN if block.kind != TITLE else max(_MARGIN, (_WIDTH - len(line) * _SIZE) / 2)
                pages.text(x, pages.y - _SIZE, _SIZE, line)
                pages.y -= _LEADING
    pages.turn()
    return _document(pages.done)


@dataclass(slots=True)
class _Tall:
    """A cell that reaches over several rows: its edges, and how many rows are left."""

    x: float
    width: float
    columns: int
    left: int


def _draw_table(pages: _Pages, table: Table) -> None:
    widths = _widths(table)
    tall: dict[int, _Tall] = {}
    for row in table.rows:
        if row.kind == PAGE:
            continue
        cells = list(_placed(row, widths, tall))
        height = max([18.0, *(len(lines) * _CELL_LEADING + 6.0 for *_, lines, rows in cells if rows == 1)])
        page = len(pages.done)
        pages.room(height)
        for x, width, lines, rows in cells:
            if rows == 1:
                pages.box(x, pages.y - height, width, height)
            else:
                pages.line(x, pages.y, x + width, pages.y)
            for place, line in enumerate(lines):
                pages.text(x + 2, pages.y - (place + 1) * _CELL_LEADING, _SMALL, line)
        _edges(pages, tall, height, top=page != len(pages.done))
        pages.y -= height


def _edges(pages: _Pages, tall: dict[int, _Tall], height: float, top: bool) -> None:
    """Rule the sides of the cells that reach through this row, and where they end."""
    for place, cell in list(tall.items()):
        right, foot = cell.x + cell.width, pages.y - height
        pages.line(cell.x, pages.y, cell.x, foot)
        pages.line(right, pages.y, right, foot)
        cell.left -= 1
        if top:
            pages.line(cell.x, pages.y, right, pages.y)
        if not cell.left:
            pages.line(cell.x, foot, right, foot)
            del tall[place]


def _placed(row: Row, widths: list[float], tall: dict[int, _Tall]) -> Iterator[tuple[float, float, list[str], int]]:
    """Left edge, width, wrapped text and rows of each cell, past the cells that reach down from above."""
    place = 0
    above = {start: cell.columns for start, cell in tall.items()}
    for text, columns, rows in row.cells():
        while place in above:
            place += above[place]
        width = sum(widths[place : place + columns]) or widths[-1]
        x = _MARGIN + sum(widths[:place])
        if rows > 1:
            tall[place] = _Tall(x, width, columns, rows)
        yield x, width, list(wrapped(text, max(1, int((width - 4) // _SMALL)))), rows
        place += columns


def _widths(table: Table) -> list[float]:
    room = _WIDTH - 2 * _MARGIN
    shares: dict[str, list[float]] = {
        "t2": [3, 2, 2, 2],
        "t3": [1, 3, 5, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6],
        "t2014": [6, 1, 1.5],
    }
    parts = shares.get(table.name, [5.0] + [1.0] * (table.columns - 1) if table.name == "prov" else [1] * table.columns)
    return [room * part / sum(parts) for part in parts]


def _document(pages: list[str]) -> bytes:
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [ {kids} ] /Count {len(pages)} >>".encode(),
        _FONT,
    ]
    for place, operators in enumerate(pages):
        content = zlib.compress(("0.5 w\n" + operators).encode(), 6)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {_WIDTH} {_HEIGHT} ] /Contents {5 + 2 * place} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(
            f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content + b"\nendstream"
        )
    return _joined(objects)


def _joined(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
