"""Bytes in, text out: which encoding it was, and what had to be repaired."""

import codecs
import re
from typing import NamedTuple

from gd_pipeline.intake.mojibake import hanzi_share, undone
from gd_pipeline.intake.refusal import IntakeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CONTROLS = bytes([*range(1, 9), *range(14, 32), 127])
_DECLARED = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_GUESSED = ("gb18030", "utf-16-le", "utf-16-be", "big5")
_SAMPLE = 20_000
_CERTAIN, _PLAUSIBLE = 0.4, 0.12
"""Shares of the commonest hanzi among all characters but ASCII: of prose, and of little else than prose."""


class Decoded(NamedTuple):
    """Text, the encoding that it was in, and what was repaired."""

    text: str
    encoding: str
    repairs: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text of `data`: by its mark, as strict UTF-8, as declared, as strict GB18030, else the better repaired one.

    Text that was read in a wrong encoding and encoded again is recognised and undone.

    Raises:
        IntakeError: binary (noise, or another file format) or undecodable (text in no encoding that is known here).
    """
    decoded = _marked(data) or _strict(data) or _guessed(data)
    undoing = undone(decoded.text)
    if undoing is None:
        return decoded
    return Decoded(undoing.text, decoded.encoding, (*decoded.repairs, undoing.repair))


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return Decoded(body.decode(encoding), encoding)
            except UnicodeDecodeError:
                return _repaired(body, (encoding,)) if encoding != "utf-8" else None
    return None


def _strict(data: bytes) -> Decoded | None:
    if b"\0" in data and _zeros_lean(data):
        return None
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return None
    _refuse_noise(data)
    return Decoded(text, "utf-8")


def _zeros_lean(data: bytes) -> bool:
    """Whether zero bytes stand mostly at even or mostly at odd places, as in UTF-16 with some ASCII in it."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) * 100 > len(sample) and max(even, odd) > 10 * min(even, odd)


def _refuse_noise(data: bytes) -> None:
    sample = data[:200_000]
    strange = len(sample) - len(sample.translate(None, _CONTROLS)) + sample.count(0)
    if strange * 20 > len(sample):
        raise IntakeError("binary", "the bytes are noise or an unknown format: too many control characters for a text")


def _guessed(data: bytes) -> Decoded:
    declared = _DECLARED.search(data, 0, 2048)
    encodings = dict.fromkeys((*((_known(declared[1].decode()),) if declared else ()), *_GUESSED))
    found: list[tuple[float, Decoded]] = []
    for encoding in filter(None, encodings):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        found.append((hanzi_share(text[:_SAMPLE]), Decoded(text, encoding)))
        if found[-1][0] >= _CERTAIN:
            break
    share, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and share >= _PLAUSIBLE:
        return best
    fallback = next((decoded for _, decoded in found if decoded.encoding in ("gb18030", "big5")), None)
    if fallback is not None and not len(_PRIVATE.findall(fallback.text)) * 5 > len(fallback.text):
        _refuse_noise(data)
        return fallback
    return _repaired(data, ("utf-8", "gb18030", "utf-16-le", "utf-16-be"))


def _known(name: str) -> str | None:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return None
    return "gb18030" if encoding in ("gb2312", "gbk", "hz") else encoding


def _repaired(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    _, text, encoding = max(
        (_worth(text := data.decode(encoding, errors="replace")), text, encoding) for encoding in encodings
    )
    lost = text.count("�")
    if lost * 5 > len(text) or (hanzi_share(text) < _PLAUSIBLE / 3 and not _mostly_ascii(text)):
        _refuse_noise(data.replace(b"\0", b"") if encoding.startswith("utf-16") else data)
        raise IntakeError(
            "undecodable", f"not text in UTF-8, GB18030 or UTF-16: {lost} of {len(text)} characters are lost"
        )
    return Decoded(text, encoding, (f"decoding: {lost} damaged bytes replaced by U+FFFD, read as {encoding}",))


def _mostly_ascii(text: str) -> bool:
    return 2 * len(text.encode("ascii", errors="ignore")) > len(text)


def _worth(text: str) -> float:
    sample = text[:200_000]
    return hanzi_share(sample) - 3 * sample.count("�") / (len(sample) or 1)
