"""Characters that print nothing, or print as another: dropped or put right, one for one, with the way back.

Nothing else is changed here: no NFKC, no widths, no punctuation.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, count
from operator import add
from typing import NamedTuple
from unicodedata import normalize

from gd_pipeline.intake.charsets import Charset
from gd_pipeline.intake.document import OffsetMap

_SPACES = "\xa0\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\r"
_DROPPED = (
    "".join(map(chr, [*range(9), *range(0x0E, 0x1C), 0x1F, 0x7F]))
    + "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_DROP = re.compile(f"(?:[{re.escape(_DROPPED)}]|\r(?=\n))+")
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_FREQUENT = "⼀⼆⼈⼤⼯⼩⼊⼒⼝⽅⽂⽇⽉⽤⽬⾏⾯⾦⻓⺠⼗\uf96f\uf967\uf98e\uf9d1\uf9b4\uf97e\ufa08\uf941\uf92b"
"""Of the characters of LOOKALIKE those without which no page of text does that has any of them."""

_ODD = re.compile(f"[{re.escape(_DROPPED + _SPACES + _BREAKS)}\u2e80-\u2fdf\uf900-\ufaff]")
_RADICALS = dict(
    zip(
        "⺎⺏⺐⺑⺒⺓⺔⺕⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "兀尣尢尢巳幺彑彐心手攵无月歹母民水氺灬爪爪丬牛犬王疋目示礻竹糸纟网罒罓罒羊羊羊耂肀聿月臼艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
        strict=True,
    )
)


_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_TONED = re.compile(rf"\([a-zü]{{0,4}}[{_TONES}][a-zü]{{0,4}}\)")
_READINGS = re.compile(rf"\((?<=[\u4e00-\u9fff]\()[a-zü{_TONES}]{{1,7}}\)(?:\([a-zü{_TONES}]{{1,7}}\))*")
READINGS_DROPPED = "readings: pinyin in brackets behind hanzi, which mirrors put in, is left out"
"""The repair that is recorded where a page carries the readings of its characters."""

RADICALS_READ = "radicals: characters of the CJK radicals blocks read as the hanzi they look like"
"""The repair that is recorded where a font put radicals for hanzi."""

_PRINTED = "\u4e00-\u9fff（）《》“”、，。：；！？"
_SPACED = re.compile("[\u4e00-\u9fff] (?=[\u4e00-\u9fff])")
_CLOSE = re.compile("[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
_BLANK_BETWEEN = re.compile(f" (?<=[{_PRINTED}] )(?=[{_PRINTED}])")
_SAMPLE = 20_000
_OFTEN, _RARELY, _FEW = 3, 8, 8
BLANKS_DROPPED = "blanks: single blanks between hanzi, which text recognisers put in everywhere, are left out"
"""The repair that is recorded where blanks stand between nearly all characters."""

_TELLING = Charset(_DROPPED + _SPACES + _BREAKS + _FREQUENT + _TONES)
"""What tells that a text is to be cleaned."""


class Cleaned(NamedTuple):
    """Text without characters that print nothing, its way back, and what was put right."""

    text: str
    offsets: OffsetMap
    repairs: tuple[str, ...]


@lru_cache(maxsize=1024)
def _meant(character: str) -> str:
    plain = _RADICALS.get(character) or normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def clean_characters(text: str) -> Cleaned:
    """Text without control and zero-width characters and soft hyphens, with one kind of line break and of space.

    Single blanks between hanzi go where nearly all hanzi have one between them.

    Radicals and compatibility ideographs that fonts put for hanzi (⾏ for 行) become the hanzi that is meant.
    """
    odd = _TELLING.found_in(text)
    if not odd and not _is_spaced(text):
        return Cleaned(text, OffsetMap(), ())
    repairs: tuple[str, ...] = ()
    for character in odd.intersection(_SPACES):
        text = text.replace(character, " ")
    if not odd.isdisjoint(_FREQUENT):
        text = LOOKALIKE.sub(lambda found: _meant(found[0]), text)
        repairs = (RADICALS_READ,)
    has_readings = not odd.isdisjoint(_TONES) and len(_TONED.findall(text, 0, 20_000)) >= 3
    if has_readings:
        repairs = (*repairs, READINGS_DROPPED)
    is_spaced = _is_spaced(text)
    if is_spaced:
        repairs = (*repairs, BLANKS_DROPPED)
    text, offsets = _without_dropped(text, not odd.isdisjoint(_DROPPED), has_readings, is_spaced)
    for character in odd.intersection(_BREAKS):
        text = text.replace(character, "\n")
    return Cleaned(text, offsets, repairs)


def _is_spaced(text: str) -> bool:
    """Whether a blank stands between nearly all hanzi, as text recognisers print them."""
    if _RARELY * text.count(" ") < len(text):
        return False
    spaced = len(_SPACED.findall(text, 0, _SAMPLE))
    return spaced > _FEW and spaced > _OFTEN * len(_CLOSE.findall(text, 0, _SAMPLE))


def _without_dropped(text: str, has_dropped: bool, has_readings: bool, is_spaced: bool) -> tuple[str, OffsetMap]:
    """`text` without what is dropped from it (carriage returns before line feeds always), and the way back."""
    if has_dropped or has_readings or is_spaced:
        dropped = [found.span() for found in _DROP.finditer(text)] if has_dropped or "\r" in text else []
        others = [(_READINGS, has_readings), (_BLANK_BETWEEN, is_spaced)]
        dropped += [found.span() for pattern, wanted in others if wanted for found in pattern.finditer(text)]
        return edited(text, ((start, end, "") for start, end in sorted(dropped)))
    lines = text.split("\r\n")
    if len(lines) == 1:
        return text, OffsetMap()
    ends = list(accumulate(map(len, lines[:-1])))
    cleaned, original = map(add, ends, count()), map(add, ends, count(1, 2))
    return "\n".join(lines), _without_doubles([0, *cleaned], [0, *original])


def is_odd(text: str) -> bool:
    """Whether `text` holds characters that print nothing, or print as another."""
    return not text.isascii() and _ODD.search(text) is not None


def plain(piece: str) -> str:
    """A piece of text with its characters cleaned, where the way back is not wanted."""
    return clean_characters(piece).text if is_odd(piece) else piece


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, OffsetMap]:
    """`text` with each (start, end, replacement) of `edits`, in order, put in; and the way back.

    A replacement's characters lead back to the start of what they replace.
    """
    pieces: list[str] = []
    cleaned, original = [0], [0]
    length = at = 0
    for start, end, replacement in edits:
        pieces += (text[at:start], replacement)
        length += start - at
        if replacement:
            cleaned.append(length)
            original.append(start)
            length += len(replacement)
        cleaned.append(length)
        original.append(end)
        at = end
    if not pieces:
        return text, OffsetMap()
    pieces.append(text[at:])
    return "".join(pieces), _without_doubles(cleaned, original)


def _without_doubles(cleaned: list[int], original: list[int]) -> OffsetMap:
    runs = dict(zip(cleaned, original, strict=True))
    return OffsetMap(tuple(runs), tuple(runs.values()))
