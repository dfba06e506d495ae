"""Bytes in; clean text, grids and where each came from out."""

from gd_pipeline.intake.document import Cell, Document, Furniture, Grid, OffsetMap, Quarantine
from gd_pipeline.intake.sources import iter_sources, list_sources, read_bytes, read_path

__all__ = [
    "Cell",
    "Document",
    "Furniture",
    "Grid",
    "OffsetMap",
    "Quarantine",
    "iter_sources",
    "list_sources",
    "read_bytes",
    "read_path",
]
