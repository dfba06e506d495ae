"""Web pages saved as one file of MIME parts (RFC 2557): .mht of browsers, what Word saves under .doc, and mails."""

import binascii
import re

_HEADER, _LINE = 2000, 40
_VERSION = b"\nmime-version:"
_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]{1,100})', re.IGNORECASE)
_PAGE, _PLAIN, _LABEL = b"text/html", b"text/plain", b"content-type:"
_CODED = re.compile(rb"(?:\A|\n)content-transfer-encoding:[ \t]{0,9}([a-z0-9-]{1,20})", re.IGNORECASE)
_BLANK = re.compile(rb"\n\r?\n")


def is_mime(start: bytes) -> bool:
    """Whether a content that begins with `start` is a MIME message with a page in it, or with several parts."""
    head = b"\n" + start[:_HEADER].lower()
    return _VERSION in head and (_page(head) >= 0 or b"multipart/" in head)


def page_of(data: bytes) -> bytes:
    """The bytes of the first page among the parts of `data`, decoded, or else of its first plain text as a page.

    `data` itself where it is no MIME message.
    """
    if not is_mime(data):
        return data
    page = _page(data)
    if page >= 0:
        return _part(data, page) or data
    plain = _part(data, _page(data, _PLAIN))
    return b"<pre>%b</pre>" % plain if plain else data


def _part(data: bytes, page: int) -> bytes:
    """The body, decoded, of the part whose type is printed at `page`; none where there is none."""
    blank = _BLANK.search(data, page) if page >= 0 else None
    if blank is None:
        return b""
    boundary = _BOUNDARY.search(data, 0, _HEADER)
    mark = b"\n--" + boundary[1] if boundary else b""
    start = max(0, data.rfind(mark, 0, page + 1)) if mark else 0
    end = data.find(mark, blank.end()) if mark else -1
    coded = _CODED.search(data, start, blank.start() + 1)
    return _decoded(data[blank.end() : end if end >= 0 else len(data)], coded[1].lower() if coded else b"")


def _page(data: bytes, kind: bytes = _PAGE) -> int:
    """Where the type of the first part that is of `kind` is printed; -1 where there is none."""
    lower = data.lower()
    at = lower.find(kind)
    while at >= 0:
        line = lower.rfind(b"\n", max(0, at - _LINE), at) + 1
        if at - line <= _LINE and lower.startswith(_LABEL, line) and not lower[line + len(_LABEL) : at].strip():
            return at
        at = lower.find(kind, at + 1)
    return at


def _decoded(body: bytes, coding: bytes) -> bytes:
    if coding == b"quoted-printable":
        return binascii.a2b_qp(body)
    try:
        return binascii.a2b_base64(body) if coding == b"base64" else body
    except binascii.Error:
        return body
