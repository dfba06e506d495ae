"""A document the whole pure way: read, then checked; whatever fails on the way ends in a reason, never in a crash.

Imports neither the database nor the orchestrator, so that the command line can answer at once.
"""

import hashlib
import os
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gd_pipeline.checking import check_report
from gd_pipeline.checking.finding import Check
from gd_pipeline.intake import read_path
from gd_pipeline.intake.document import Document, Quarantine
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Report

NOTHING = hashlib.sha256().hexdigest()
"""The document of a file that gave no bytes."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A document with its reports and the checks of each; no reports where `quarantine` says why.

    `trace` is the traceback where a reader failed on the document, else None.
    """

    document: Document
    reports: tuple[tuple[Report, tuple[Check, ...]], ...] = ()
    quarantine: Quarantine | None = None
    trace: str | None = None


def examine_path(path: Path, source: str | None = None) -> Iterator[Examined]:
    """All documents of the file at `path`, in its order; `source` replaces the path in their source."""
    name = source or str(path)
    if not (os.path.isfile(path) or os.path.isdir(path)):
        yield Examined(unread(name), quarantine=Quarantine("missing", f"there is no file {name}"))
        return
    try:
        for document in read_path(path):
            place = name + document.source.removeprefix(str(path))
            yield examine(replace(document, source=place, document_id=document.document_id or NOTHING))
    except Exception as error:
        yield _failed(unread(name, path), error)


def examine(document: Document) -> Examined:
    """What `document` says and what is wrong with it."""
    if document.quarantine is not None:
        return Examined(document, quarantine=document.quarantine)
    try:
        reading = read(document)
        reports = tuple((report, tuple(check_report(report, document.text))) for report in reading.reports)
    except Exception as error:
        return _failed(document, error)
    if reading.quarantine is None and not reports:
        return Examined(document, quarantine=Quarantine("not_a_report", "no annual report was found in the text"))
    return Examined(document, reports, reading.quarantine)


def unread(source: str, path: Path | None = None) -> Document:
    """A document of which nothing but its name (and, with `path`, its bytes) is known."""
    try:
        data = path.read_bytes() if path else b""
    except OSError:
        data = b""
    return Document(hashlib.sha256(data).hexdigest(), source, "application/octet-stream", None, len(data), "")


def _failed(document: Document, error: Exception) -> Examined:
    trace = "".join(traceback.format_exception(error))
    reason = Quarantine("reader_failed", f"the reader failed on this document: {type(error).__name__}: {error}")
    return Examined(document, quarantine=reason, trace=trace)
