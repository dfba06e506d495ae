"""A text as it is meant: traditional characters (mirrors convert without asking) and misread ones (OCR) put right."""

import re
from functools import lru_cache

from gd_pipeline.catalog.script import misread, simplified
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import ScriptWording
from gd_pipeline.intake.charsets import Charset, Exchange

_WORDING = wording(ScriptWording)
_TRADITIONAL = Charset(_WORDING.signs)
_NOON = re.compile(r"(?<=[ 0-9]\d)( ?)午(?=度| ?\d|[政工信我本全])")
_LETTERED_YEAR = re.compile(r"2(?=.{0,2}[OoＯIl])[0OoＯ][0-2OoＯIl][\dOoＯIl](?=年)")
_DIGITS = str.maketrans("OoＯIl", "00011")
_ONE = re.compile(r"l(?<=[\d年月]l)(?=[\d年月日])")
_DAY = re.compile(r"目(?<=\d目)(?=[至起止到,，。—-])")
_LOOKED_AT = 6000
_ENOUGH = 12


def is_traditional(text: str) -> bool:
    """Whether the text's beginning is written in traditional characters."""
    return _TRADITIONAL.count_in(text[:_LOOKED_AT]) >= min(_ENOUGH, 2 + len(text) // 60)


def as_meant(text: str) -> str:
    """`text` in simplified characters and without misread ones (巿 for 市, 2O19午 for 2019年), of the same length."""
    meant = in_simplified(text)
    for printed, character in misread().items():
        if printed in meant:
            meant = meant.replace(printed, character)
    if "午" in meant:
        meant = _NOON.sub(r"\1年", meant)
    meant = _LETTERED_YEAR.sub(lambda year: year[0].translate(_DIGITS), meant)
    return _DAY.sub("日", _ONE.sub("1", meant))


def in_simplified(text: str) -> str:
    """`text` with simplified characters, of the same length, or `text` itself where it has them already."""
    if not is_traditional(text):
        return text
    converted = _exchange().applied_to(text)
    for written, meant in _WORDING.exchanged.items():
        converted = converted.replace(written, meant)
    return converted


@lru_cache(maxsize=1)
def _exchange() -> Exchange:
    return Exchange(simplified())
