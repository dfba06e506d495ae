"""A document's grids, furniture and offsets as one JSON text, so that it can be read again without its file."""

import json
from collections.abc import Mapping
from typing import Any

from gd_pipeline.intake.document import Cell, Document, Furniture, Grid, OffsetMap

_LAYOUT = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def layout_json(document: Document) -> str:
    """What `document` knows beside its text, as JSON; the same document gives the same text."""
    return _LAYOUT.encode(
        {
            "grids": [_grid_values(grid) for grid in document.grids],
            "furniture": [[piece.kind, piece.text, piece.start] for piece in document.furniture],
            "offsets": [document.offsets.cleaned, document.offsets.original],
            "pages": document.pages,
            "metadata": dict(sorted(document.metadata.items())),
            "repairs": document.repairs,
        }
    )


def document_from_row(row: Mapping[str, Any], source: str) -> Document:
    """The Document that a row of raw.documents was made from."""
    layout = json.loads(row["layout"])
    cleaned, original = layout["offsets"]
    return Document(
        document_id=row["document_id"],
        source=source,
        media_type=row["media_type"],
        encoding=row["encoding"],
        size_bytes=row["size_bytes"],
        text=row["text"],
        grids=tuple(_grid(*values) for values in layout["grids"]),
        furniture=tuple(Furniture(*piece) for piece in layout["furniture"]),
        offsets=OffsetMap(tuple(cleaned), tuple(original)),
        pages=tuple(layout["pages"]),
        metadata=layout["metadata"],
        repairs=tuple(layout["repairs"]),
    )


def _grid_values(grid: Grid) -> list[Any]:
    return [grid.cells, grid.rows, grid.columns, grid.start, grid.end, grid.origin]


def _grid(cells: list[list[int]], rows: int, columns: int, start: int, end: int, origin: str) -> Grid:
    return Grid(tuple(Cell(*cell) for cell in cells), rows, columns, start, end, origin)
