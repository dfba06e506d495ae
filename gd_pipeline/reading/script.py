"""A text in traditional characters, read as if it were in simplified ones (mirrors convert without asking)."""

import re

from gd_pipeline.catalog.script import WORDS, simplified

_TRADITIONAL = re.compile(r"[開報關門審條個請發現號辦數間說業務級會區縣鎮鄉復議訴訟費無對題單與]")
_LOOKED_AT = 6000
_ENOUGH = 12


def is_traditional(text: str) -> bool:
    """Whether the text's beginning is written in traditional characters."""
    return len(_TRADITIONAL.findall(text, 0, _LOOKED_AT)) >= min(_ENOUGH, 2 + len(text) // 60)


def in_simplified(text: str) -> str:
    """`text` with simplified characters, of the same length, or `text` itself where it has them already."""
    if not is_traditional(text):
        return text
    converted = text.translate(simplified())
    for written, meant in WORDS:
        converted = converted.replace(written, meant)
    return converted
