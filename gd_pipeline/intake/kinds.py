"""What a content is: by its bytes first, by its name only where the bytes do not say."""

import io
import re
import zipfile
from typing import IO, NamedTuple

from gd_pipeline.intake.mime import is_mime


class Kind(NamedTuple):
    """A kind of content: its name here, its media type, and the extensions that announce it."""

    name: str
    media_type: str
    extensions: tuple[str, ...] = ()


TEXT = Kind("text", "text/plain", (".txt", ".text", ".log", ""))
MARKDOWN = Kind("markdown", "text/markdown", (".md", ".markdown"))
HTML = Kind(
    "html", "text/html", (".html", ".htm", ".shtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".mht", ".mhtml")
)
PDF = Kind("pdf", "application/pdf", (".pdf",))
DOCX = Kind(
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm", ".dotx")
)
DOC = Kind("doc", "application/msword", (".doc", ".dot", ".wps"))
ZIP = Kind("zip", "application/zip", (".zip",))
TAR = Kind("tar", "application/x-tar", (".tar",))
GZIP = Kind("gzip", "application/gzip", (".gz", ".tgz"))
JSONL = Kind("jsonl", "application/jsonl", (".jsonl", ".ndjson"))
PARQUET = Kind("parquet", "application/vnd.apache.parquet", (".parquet", ".pq"))
IMAGE = Kind("image", "image", (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp"))
UNSUPPORTED = Kind("unsupported", "application/octet-stream", (".xls", ".xlsx", ".ppt", ".pptx", ".rar", ".7z", ".ofd"))

CONTAINERS = (ZIP, TAR, GZIP, JSONL, PARQUET)

_MAGIC = (
    (b"%PDF-", PDF),
    (b"\x1f\x8b", GZIP),
    (b"PAR1", PARQUET),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"Rar!", UNSUPPORTED),
    (b"7z\xbc\xaf\x27\x1c", UNSUPPORTED),
    (b"{\\rtf", UNSUPPORTED),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which Office keeps a file that a password protects."""

_HTML = re.compile(
    rb"\s{0,200}(?:<\?xml[^<>]{0,200}\?>\s{0,200})?(?:<!--[^<>]{0,2000}-->\s{0,200})?"
    rb"<(?:!doctype html|html|head|body|meta|title|table|div|p|center|script|style|link|span|h[1-6]|font|ul|section"
    rb"|article)[\s>/]",
    re.IGNORECASE,
)
_TAGS = re.compile(rb"<(?:p|div|td|tr|span|br)[\s>/]", re.IGNORECASE)
_RECORD = re.compile(rb'\s{0,20}\{\s{0,20}"')
_EXTENSIONS = {
    extension: kind
    for kind in (TEXT, MARKDOWN, HTML, PDF, DOCX, DOC, ZIP, TAR, GZIP, JSONL, PARQUET, IMAGE, UNSUPPORTED)
    for extension in kind.extensions
}
_MEDIA_TYPES = {kind.media_type: kind for kind in _EXTENSIONS.values()}


def kind_of(data: bytes, name: str) -> Kind:
    """Kind of a content that begins with `data` (some kilobytes are enough) and is called `name`."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_zip(io.BytesIO(data), name)
    if data.startswith(_OLE):
        is_word = _WORD_STREAM in data or (announced(name) is DOC and ENCRYPTED not in data)
        return DOC if is_word else UNSUPPORTED
    if data[257:262] == b"ustar":
        return TAR
    if b"%PDF-" in data[:1024]:
        return PDF
    return _kind_of_text(data, name)


def kind_of_zip(file: str | IO[bytes], name: str) -> Kind:
    """Kind of a zip container by the names in its directory; by its own name where the directory is damaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [inner.replace("\\", "/") for inner in archive.namelist()]
    except Exception:
        return DOCX if announced(name) is DOCX else ZIP
    if any(inner.startswith("word/document") for inner in names):
        return DOCX
    office = "[Content_Types].xml" in names and any(inner.startswith(("xl/", "ppt/", "visio/")) for inner in names)
    return UNSUPPORTED if office or "OFD.xml" in names or "mimetype" in names[:1] else ZIP


def _kind_of_text(data: bytes, name: str) -> Kind:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    start = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    named = announced(name)
    if is_mime(start):
        return HTML
    if _HTML.match(start) or _is_feed(start) or (named is HTML and _TAGS.search(start)):
        return MARKDOWN if named is MARKDOWN and not start.lstrip().lower().startswith((b"<!d", b"<html")) else HTML
    if named is JSONL or (named is not MARKDOWN and _is_record(start)):
        return JSONL
    return MARKDOWN if named is MARKDOWN else TEXT


def _is_feed(start: bytes) -> bool:
    """Whether a text is XML whose markup stands in it as character data, as a site's programs hand on pages."""
    return start.lstrip()[:5] == b"<?xml" and b"<![CDATA[" in start


def _is_record(start: bytes) -> bool:
    """Whether a text begins with a line that is a JSON object."""
    first, _, rest = start.partition(b"\n")
    return bool(_RECORD.match(first)) and (not rest or first.rstrip().endswith(b"}"))


def announced(name: str) -> Kind | None:
    """The kind that the extension of `name`, or a media type given for it, announces; else None."""
    base = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    dot = base.rfind(".")
    return _EXTENSIONS.get(base[dot:].lower()) if dot >= 0 else _MEDIA_TYPES.get(name.lower())


def lying(kind: Kind, name: str) -> str:
    """The repair to record where the extension of `name` announces another kind than `kind`; else ""."""
    named = announced(name)
    if named is None or named is kind or {named, kind} <= {TEXT, MARKDOWN}:
        return ""
    return f"extension: the name announces {named.name}, the content is {kind.name}"
