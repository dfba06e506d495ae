"""Text that was read in a wrong encoding and encoded again (Ã¤Â¸Â­, 鏀垮簻): recognised and undone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import PageWording
from gd_pipeline.intake.charsets import Charset

_WORDING = wording(PageWording)
_COMMON = Charset(_WORDING.common_characters)
_LOST = re.compile("�{2,}")
_LATIN = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_CP1252 = {
    ord(bytes([code]).decode("cp1252")): code for code in range(128, 160) if code not in (129, 141, 143, 144, 157)
}


class Undone(NamedTuple):
    """Text as it was before it was read wrongly, and what was done."""

    text: str
    repair: str


def hanzi_share(text: str) -> float:
    """Share of the commonest hanzi among the characters of `text` that are not ASCII; 0 where all are."""
    other = text.encode("ascii", errors="ignore")
    total = len(text) - len(other)
    return _COMMON.count_in(text) / total if total else 0.0


def undone(text: str) -> Undone | None:
    """`text` as it was meant, or None where it is no text that was encoded twice."""
    suspicious = any(marker in text for marker in _WORDING.wrongly_read) or not any(
        usual in text for usual in _WORDING.usual
    )
    if not suspicious or text.isascii():
        return None
    return _whole(text) or _by_line(text)


def _whole(text: str) -> Undone | None:
    sample = hanzi_share(text[:20_000])
    for way, data in _original_bytes(text):
        for encoding in ("utf-8", "gb18030"):
            meant = _LOST.sub("�", data.decode(encoding, errors="replace"))
            lost = meant.count("�")
            if lost * 3 <= len(meant) and hanzi_share(meant[:20_000]) > max(0.25, sample + 0.15):
                repair = f"encoding: {encoding.upper()} that had been read as {way} and encoded again was undone"
                return Undone(meant, repair + (f"; {lost} characters are lost" if lost else ""))
    return None


def _original_bytes(text: str) -> Iterator[tuple[str, bytes]]:
    if len(_LATIN.sub("", text)) * 2 < len(text) + len(text.encode("ascii", errors="ignore")):
        yield "Latin-1", text.translate(_CP1252).encode("latin-1", errors="replace")
    yield "GBK", text.encode("gb18030", errors="replace").replace("\ufffd".encode("gb18030"), b"\xff")


def _by_line(text: str) -> Undone | None:
    """Lines encoded twice among lines that were not, as where a page frames a text that came another way."""
    lines = text.split("\n")
    repair = ""
    for number, line in enumerate(lines):
        if len(line) > 20 and any(marker in line for marker in _WORDING.wrongly_read):
            undoing = _whole(line)
            if undoing is not None:
                lines[number], repair = undoing
    return Undone("\n".join(lines), f"{repair} (some lines)") if repair else None
