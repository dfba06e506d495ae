"""A report as a Word file: paragraphs, and tables with merged cells (gridSpan, vMerge)."""

import io
import zipfile
from collections.abc import Iterator
from html import escape
from random import Random

from gd_pipeline.synth.draft import Draft
from gd_pipeline.synth.grid import PAGE, Row, Table

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DAY = (2020, 1, 1, 0, 0, 0)


def word_file(draft: Draft, rng: Random) -> bytes:
    """The bytes of a .docx."""
    body = "".join(
        _table(block.table) if block.table is not None else "".join(map(_paragraph, block.text.split("\n")))
        for block in draft.blocks
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return buffer.getvalue()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'


def _table(table: Table) -> str:
    grid = '<w:gridCol w:w="900"/>' * table.columns
    open_cells: dict[int, tuple[int, int]] = {}
    rows = (f"<w:tr>{''.join(_row(row, table.columns, open_cells))}</w:tr>" for row in table.rows if row.kind != PAGE)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(row: Row, columns: int, open_cells: dict[int, tuple[int, int]]) -> Iterator[str]:
    """Cells of a row; `open_cells` holds rows left and width of the merged cells above, by column."""
    cells = row.cells()
    place = 0
    while place < columns:
        left, width = open_cells.get(place, (0, 1))
        if left:
            open_cells[place] = (left - 1, width)
            yield _cell("", width, "<w:vMerge/>")
            place += width
            continue
        cell = next(cells, None)
        if cell is None:
            break
        text, width, rows = cell
        if rows > 1:
            open_cells[place] = (rows - 1, width)
        yield _cell(text, width, '<w:vMerge w:val="restart"/>' if rows > 1 else "")
        place += width
    yield from (_cell(text, width, "") for text, width, _ in cells)


def _cell(text: str, width: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(text)}</w:tc>"
