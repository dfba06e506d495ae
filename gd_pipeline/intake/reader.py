"""One content in, one Document out, whatever the content is."""

import hashlib
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from gd_pipeline.intake import kinds
from gd_pipeline.intake.blocks import Block
from gd_pipeline.intake.composition import chained, compose
from gd_pipeline.intake.decoding import decode
from gd_pipeline.intake.document import Document, Furniture, OffsetMap, Quarantine
from gd_pipeline.intake.furniture import set_apart
from gd_pipeline.intake.kinds import Kind
from gd_pipeline.intake.limits import MAX_CHARACTERS, MAX_ENTITIES, MAX_TAGS, MAX_TEXT_BYTES
from gd_pipeline.intake.metadata import read_metadata, without_label_tables
from gd_pipeline.intake.mime import page_of
from gd_pipeline.intake.refusal import IntakeError

_PICTURE = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
"""A picture inside a page."""


_LOADED = re.compile("<(?:i?frame|script)", re.IGNORECASE)


class Extract(NamedTuple):
    """What the reader of a format gives: blocks whose origins lead through `offsets` to the decoded source.

    `pages` are the offsets, in the count of the origins, at which pages begin.
    """

    blocks: list[Block]
    offsets: OffsetMap = OffsetMap()
    encoding: str | None = None
    metadata: Mapping[str, str] = {}
    repairs: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


def read_content(data: bytes, source: str, kind: Kind, metadata: Mapping[str, str] | None = None) -> Document:
    """The Document of one content; `metadata` is what its container says of it. Never raises for bad content."""
    document_id = hashlib.sha256(data).hexdigest()
    try:
        document = _document(document_id, data, source, kind)
    except IntakeError as refusal:
        return refused(refusal.reason, refusal.detail, source, kind, document_id, len(data))
    except RecursionError as error:
        return refused(
            "reader_failed", f"{type(error).__name__}: nested too deep", source, kind, document_id, len(data)
        )
    except Exception as error:
        last = "".join(traceback.format_exception(error)[-3:])
        detail = f"the {kind.name} reader failed: {type(error).__name__}: {error}\n{last}"
        return refused("reader_failed", detail, source, kind, document_id, len(data))
    return document if not metadata else with_metadata(document, metadata)


def refused(
    reason: str, detail: str, source: str, kind: Kind | None = None, document_id: str = "", size: int = 0
) -> Document:
    """A Document that says why its source is not read."""
    media_type = kind.media_type if kind else "application/octet-stream"
    return Document(document_id, source, media_type, None, size, "", quarantine=Quarantine(reason, detail))


def with_metadata(document: Document, metadata: Mapping[str, str]) -> Document:
    """`document` with what its container says of it; what the document itself prints stands above it."""
    return replace(document, metadata={**metadata, **document.metadata})


def _document(document_id: str, data: bytes, source: str, kind: Kind) -> Document:
    if len(data) > MAX_TEXT_BYTES:
        raise IntakeError("too_large", f"{len(data)} bytes; at most {MAX_TEXT_BYTES} are read")
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise IntakeError("empty", "the file is empty")
    extract = _READERS[kind.name](data)
    composed_blocks = without_label_tables(extract.blocks)
    kept, furniture = set_apart(composed_blocks)
    printed = read_metadata(kept)
    composed = compose(kept)
    if not composed.text.strip():
        raise IntakeError("empty", "nothing but page furniture" if furniture else "the file holds no text")
    lie = kinds.lying(kind, source)
    return Document(
        document_id=document_id,
        source=source,
        media_type=kind.media_type,
        encoding=extract.encoding,
        size_bytes=len(data),
        text=composed.text,
        grids=composed.grids,
        furniture=_in_source(furniture, extract.offsets),
        offsets=chained(composed.offsets, extract.offsets),
        pages=_page_starts(extract.pages, composed.offsets),
        metadata={**extract.metadata, **printed},
        repairs=(*((lie,) if lie else ()), *extract.repairs),
    )


def _in_source(furniture: tuple[Furniture, ...], offsets: OffsetMap) -> tuple[Furniture, ...]:
    if offsets == OffsetMap():
        return furniture
    return tuple(Furniture(piece.kind, piece.text, offsets.to_original(piece.start)) for piece in furniture)


def _page_starts(pages: tuple[int, ...], offsets: OffsetMap) -> tuple[int, ...]:
    """Where in the clean text the pages begin: at the first character that stands on the page or after it."""
    starts: list[int] = []
    for page in pages:
        run = next((run for run, origin in enumerate(offsets.original) if origin > page), len(offsets.original)) - 1
        if run < 0:
            starts.append(0)
            continue
        at = offsets.cleaned[run] + page - offsets.original[run]
        ends = offsets.cleaned[run + 1] if run + 1 < len(offsets.cleaned) else at
        starts.append(max(starts[-1] if starts else 0, min(at, ends)))
    return tuple(starts)


def _bounded(text: str) -> str:
    """The text, if it can be read within a second."""
    for what, found, limit in (
        ("characters", len(text), MAX_CHARACTERS),
        ("tags", text.count("<"), MAX_TAGS),
        ("entities", text.count("&"), MAX_ENTITIES),
    ):
        if found > limit:
            raise IntakeError("too_large", f"{found} {what}; at most {limit} are read")
    return text


def _text(data: bytes) -> Extract:
    from gd_pipeline.intake.text import read_text

    decoded = decode(data)
    read = read_text(_bounded(decoded.text))
    return Extract(read.blocks, read.offsets, decoded.encoding, read.metadata, (*decoded.repairs, *read.repairs))


def _html(data: bytes) -> Extract:
    from gd_pipeline.intake.html import read_html

    decoded = decode(page_of(data))
    has_pictures = "64," in decoded.text
    read = read_html(_bounded(_PICTURE.sub("", decoded.text) if has_pictures else decoded.text))
    if not read.blocks and _LOADED.search(decoded.text):
        raise IntakeError("empty", "the page holds no text: it shows a frame, or what a script loads")
    return Extract(read.blocks, OffsetMap(), decoded.encoding, read.metadata, (*decoded.repairs, *read.repairs))


def _pdf(data: bytes) -> Extract:
    from gd_pipeline.intake.pdf.reader import read_pdf

    read = read_pdf(data)
    return Extract(read.blocks, OffsetMap(), None, {}, read.repairs, read.pages)


def _docx(data: bytes) -> Extract:
    from gd_pipeline.intake.word.docx import read_docx

    return Extract(read_docx(data))


def _doc(data: bytes) -> Extract:
    from gd_pipeline.intake.word.doc import read_doc

    return Extract(read_doc(data))


def _image(data: bytes) -> Extract:
    raise IntakeError("needs_ocr", "a picture, not a text")


def _unsupported(data: bytes) -> Extract:
    if kinds.ENCRYPTED in data:
        raise IntakeError("encrypted", "an Office file protected by a password")
    raise IntakeError("unsupported", "no reader for this format (spreadsheet, RTF, RAR, 7z, OFD or other Office file)")


def _container(data: bytes) -> Extract:
    raise IntakeError("unsupported", "a container: its members have to be read from a file")


_READERS: dict[str, Callable[[bytes], Extract]] = {
    "text": _text,
    "markdown": _text,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "doc": _doc,
    **dict.fromkeys((kind.name for kind in kinds.CONTAINERS), _container),
    "image": _image,
    "unsupported": _unsupported,
}
