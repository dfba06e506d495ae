"""A document's text in; a Report out."""

from gd_pipeline.intake.document import Document
from gd_pipeline.reading.report import Reading


def read(document: Document) -> Reading:
    """The report that `document` is, or the reason why it gives none; see `gd_pipeline.reading.document.read`."""
    from gd_pipeline.reading.document import read as read_document

    return read_document(document)
