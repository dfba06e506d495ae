"""Web pages saved as one file of MIME parts (RFC 2557): .mht of browsers, and what Word saves under .doc."""

import binascii
import re

_HEADER = 2000
_VERSION = re.compile(rb"(?:\A|\n)mime-version:", re.IGNORECASE)
_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]{1,100})', re.IGNORECASE)
_PAGE = re.compile(rb"(?:\A|\n)content-type:[ \t]{0,9}text/html", re.IGNORECASE)
_CODED = re.compile(rb"(?:\A|\n)content-transfer-encoding:[ \t]{0,9}([a-z0-9-]{1,20})", re.IGNORECASE)
_BLANK = re.compile(rb"\n\r?\n")


def is_mime(start: bytes) -> bool:
    """Whether a content that begins with `start` is a MIME message with a page in it, or with several parts."""
    head = start[:_HEADER]
    return _VERSION.search(head) is not None and (_PAGE.search(head) is not None or b"multipart/" in head.lower())


def page_of(data: bytes) -> bytes:
    """The bytes of the first page among the parts of `data`, decoded; `data` itself where it is no MIME message."""
    page = _PAGE.search(data) if is_mime(data) else None
    if page is None:
        return data
    boundary = _BOUNDARY.search(data, 0, _HEADER)
    mark = b"\n--" + boundary[1] if boundary else b""
    start = max(0, data.rfind(mark, 0, page.start() + 1)) if mark else 0
    blank = _BLANK.search(data, page.end())
    if blank is None:
        return data
    end = data.find(mark, blank.end()) if mark else -1
    body = data[blank.end() : end if end >= 0 else len(data)]
    coded = _CODED.search(data, start, blank.start() + 1)
    return _decoded(body, coded[1].lower() if coded else b"")


def _decoded(body: bytes, coding: bytes) -> bytes:
    if coding == b"quoted-printable":
        return binascii.a2b_qp(body)
    try:
        return binascii.a2b_base64(body) if coding == b"base64" else body
    except binascii.Error:
        return body
