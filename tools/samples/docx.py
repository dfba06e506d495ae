"""Samples as Word files: paragraphs, and tables with merged cells (gridSpan, vMerge)."""

import io
import zipfile
from xml.sax.saxutils import escape

from tools.samples.grids import Cell, Grid
from tools.samples.reports import Written

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(report: Written) -> bytes:
    """The report as a .docx, stored without compression so that it is the same bytes everywhere."""
    body = "".join(_table(block) if isinstance(block, list) else _paragraph(block) for block in report.blocks())
    return archive(
        {
            "[Content_Types].xml": _HEAD + f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}"/></Types>',
            "_rels/.rels": _HEAD + f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": _HEAD + f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>',
        }
    )


def archive(members: dict[str, str]) -> bytes:
    """A ZIP of UTF-8 texts, stored, with the same date for every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in members.items():
            file.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return out.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _table(grid: Grid) -> str:
    """A table; a cell that covers several rows is continued by an empty one in each of them."""
    waiting: dict[int, tuple[int, int]] = {}
    rows = []
    for row in grid:
        cells, column, own = [], 0, list(row)
        while own or column in waiting:
            if column in waiting:
                left, columns = waiting.pop(column)
                cells.append(_cell(Cell("", 1, columns), "<w:vMerge/>"))
            else:
                cell = own.pop(0)
                left, columns = cell.rows, cell.columns
                cells.append(_cell(cell, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""))
            if left > 1:
                waiting[column] = (left - 1, columns)
            column += columns
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _cell(cell: Cell, merge: str) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(cell.text)}</w:tc>"
