"""Numbers printed in prose, each read with its hedge, magnitude and unit; what is no count is told apart.

One pattern starts at the digit (or at a Chinese numeral that a unit follows) and one reads the tail; what stands left
of the number is looked at afterwards, because a pattern that may start at any character is several times slower.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.hedges import HedgeKind, hedges
from gd_pipeline.catalog.units import units
from gd_pipeline.reading.amounts import Amount, amount
from gd_pipeline.reading.masks import TELLING, YEAR, by_unit, mask_of, may_be_numbered
from gd_pipeline.reading.numerals import MAGNITUDES, Numeral, ascii_numeral, chinese_numeral

_D = "0-9０-９"
_CHINESE = "零〇○一二三四五六七八九十百千万亿两俩"


class Number(NamedTuple):
    """A number in the text. `start`..`end` span number and unit; `digits_end` is where the digits end.

    Made by `_make`, which takes a third of the time: a text has dozens.

    `mask` says why it is no count (year, date, document_number, telephone, ordinal, list_marker, address, duration,
    …), None where it may be one. `unit` is "" where none is printed.
    """

    start: int
    end: int
    digits_end: int
    low: float
    high: float
    unit: str
    hedge: str | None
    decimals: int
    mask: str | None


class _Patterns(NamedTuple):
    """What a number begins with (a group for each way to write it), its tail, the hedge before it.

    `tails` are the characters that a tail may begin with, `hedged` those that a hedge before the number may end with,
    `telling` these and others before a number that may change what it is.
    A unit of one character in `alone` is the whole tail unless one of the characters behind it there follows.
    """

    number: re.Pattern[str]
    tail: re.Pattern[str]
    prefix: re.Pattern[str]
    tails: frozenset[str]
    hedged: frozenset[str]
    telling: frozenset[str]
    alone: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    unit_texts = sorted(units().kinds, key=len, reverse=True)
    unit = "|".join(map(re.escape, unit_texts))
    counts_texts = [text for text in unit_texts if units().kinds[text] in ("count", "percent", "money")]
    counts = "|".join(map(re.escape, counts_texts))
    infix = "|".join(hedges().infix)
    suffix = "|".join(hedges().suffix)
    words = "|".join(sorted(hedges().words, key=len, reverse=True))
    first = f"[{_D}{_CHINESE}{''.join(sorted({word[0] for word in hedges().words}))}]"
    counted = re.escape("".join(sorted({word[0] for word in counts_texts})))
    second = f"[{_CHINESE}余多几分 {counted}{''.join(sorted({word[1:2] for word in hedges().words}))}]"
    number = (
        rf"(?P<digits>[{_D}]{{1,18}}(?:[,，][ ]?[{_D}]{{3}}(?![{_D}])){{0,5}}(?:[.．·][ ]?[{_D}]{{1,8}})?)"
        rf"|(?P<word>{words})(?=[个多余]?[ ]?(?:万)?(?:{counts}))"
        rf"|(?P<chinese>[{_CHINESE}]{{1,14}})(?=[余多几 {counted}])(?=(?:余|多|几)?[ ]?(?:{counts}))"
        rf"|百分之(?P<share>[{_CHINESE}点]{{1,10}})"
    )
    tail = (
        rf"[ \u3000\n*]{{0,2}}(?P<infix1>{infix})?(?P<magnitude>[万亿千百](?![元方分]))?(?P<infix2>{infix})?"
        r"[ \u3000\n]{0,2}"
        rf"(?P<unit>{unit})?(?P<compound>[（(](?:{counts})[）)]|/(?:{counts}))?(?P<suffix>{suffix})?"
    )
    prefix = "|".join(sorted(hedges().prefix, key=len, reverse=True))
    hedged = frozenset(word[-1] for word in (*hedges().prefix, " ", "\u3000"))
    tail_words = (*units().kinds, *hedges().infix, *hedges().suffix, *"万亿千百 \u3000\n*（(/")
    return _Patterns(
        re.compile(rf"{first}(?:(?<=[{_D}])|(?={second}))(?<=(?={number}){first})"),
        re.compile(tail),
        re.compile(rf"(?:{prefix})[ \u3000]?$"),
        frozenset(word[0] for word in tail_words),
        hedged,
        hedged | TELLING,
        _alone(),
    )


def _alone() -> dict[str, frozenset[str]]:
    behind = {"（", "(", "/", *(word[0] for word in hedges().suffix)}
    elsewhere = {*MAGNITUDES, *(word[0] for word in hedges().infix)}
    single = [unit for unit in units().kinds if len(unit) == 1 and unit not in elsewhere]
    return {one: frozenset(behind | {unit[1] for unit in units().kinds if unit[:-1].startswith(one)}) for one in single}


def numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Numbers of `text[start:end]` in order; they do not overlap."""
    search = _patterns().number.search
    position = start
    while match := search(text, position, end):
        written = match.lastgroup or ""
        if written in ("digits", "chinese"):
            number = _simple(text, match, end) or _counted(text, match, start, end)
        else:
            number = _share(match) if written == "share" else _word(text, match, end)
        yield number
        position = max(number.end, match.end(written))


def _simple(text: str, match: re.Match[str], end: int) -> Number | None:
    """The number where it is a year of four digits with its 年, or has a unit and nothing beside it but 第 to say more.

    Such a number need not be looked at further.
    """
    at, digits = match.start(), match["digits"] or match["chinese"]
    digits_end = at + len(digits)
    unit = text[digits_end : digits_end + 1] if digits_end < end else ""
    if unit == "年" and len(digits) == 4 and _is_year(digits):
        year = float(digits)
        return Number._make((at, digits_end + 1, digits_end, year, year, "年", None, 0, "date"))
    patterns = _patterns()
    behind = patterns.alone.get(unit)
    if behind is None or text[digits_end + 1 : digits_end + 2] in behind:
        return None
    before = text[at - 1 : at]
    ordinal = before == "第"
    if not ordinal and (before in patterns.telling or digits[0] == "一"):
        return None
    value, decimals, mask = _valued(digits, unit)
    mask = "ordinal" if ordinal else mask
    if value is None or (mask is None and (unit == "次" or may_be_numbered(text, digits, digits_end + 1))):
        return None
    return Number._make((at, digits_end + 1, digits_end, value, value, unit, None, decimals, mask))


@lru_cache(maxsize=256)
def _is_year(digits: str) -> bool:
    return YEAR.match(digits) is not None


@lru_cache(maxsize=16384)
def _valued(digits: str, unit: str) -> tuple[float | None, int, str | None]:
    """Value (None: there is none) and decimals of a numeral with a unit alone, and why such a unit counts nothing."""
    mask = by_unit(unit) or None
    if digits.isdecimal():
        return float(digits), 0, mask
    numeral = chinese_numeral(digits) if digits[0] in _CHINESE else ascii_numeral(digits)
    return (numeral.point, numeral.decimals, mask) if numeral is not None else (None, 0, mask)


def _counted(text: str, match: re.Match[str], start: int, end: int) -> Number:
    """A number in digits or Chinese numerals with all that stands around it."""
    patterns = _patterns()
    at = match.start()
    numeral, digits_end = _numeral(text, match, end)
    parts, after = _tail(text, digits_end, end)
    unit = parts[3] or ""
    if numeral is None:
        return Number(at, after, digits_end, 0.0, 0.0, unit, None, 0, "not_a_number")
    before = None
    if at > start and text[at - 1] in patterns.hedged:
        before = patterns.prefix.search(text[max(start, at - 4) : at])
    low, high, hedge = _amount(numeral, parts, before)
    mask = mask_of(text, at, digits_end, after, unit)
    first = at - len(before[0]) if before and hedge else at
    return Number._make((first, after, digits_end, low, high, unit, hedge, numeral.decimals, mask))


def _numeral(text: str, match: re.Match[str], end: int) -> tuple[Numeral | None, int]:
    if match.lastgroup == "chinese":
        return chinese_numeral(match["chinese"]), match.end("chinese")
    digits, digits_end = match["digits"], match.end("digits")
    if text[digits_end : digits_end + 1] in _BLANKS:
        digits, digits_end = _joined(text, match, end)
    try:
        return ascii_numeral(digits), digits_end
    except ValueError:
        return None, digits_end


_BLANKS = frozenset(" \n")
_SPACED = re.compile(rf"(?:[ \n][{_D}]{{1,3}}(?:\.[{_D}]+)?){{1,6}}")


def _joined(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    """The digits with those that a stray blank cut off: 1 062件, 6 2件, 2 0 1 7年; only where a unit follows them."""
    digits, digits_end = match["digits"], match.end("digits")
    more = _SPACED.match(text, digits_end, end)
    if more is None or text[match.start() - 1 : match.start()] in ("\n", "", "\t"):
        return digits, digits_end
    groups = more[0].split()
    thousands = all(len(g.partition(".")[0]) == 3 for g in groups) and len(digits) <= 3
    singles = len(digits) == 1 and all(len(g) == 1 for g in groups)
    cut = len(groups) == 1 and len(digits) <= 2 and len(groups[0]) <= 2
    rest = _patterns().tail.match(text, more.end(), end)
    if rest is None or not rest["unit"] or not (thousands or singles or cut):
        return digits, digits_end
    return digits + "".join(groups), more.end()


_NO_TAIL: tuple[str | None, ...] = (None,) * 6


def _tail(text: str, digits_end: int, end: int) -> tuple[tuple[str | None, ...], int]:
    """The parts of the tail that stands behind the digits, and where it ends."""
    patterns = _patterns()
    following = text[digits_end : digits_end + 1] if digits_end < end else ""
    if following not in patterns.tails:
        return _NO_TAIL, digits_end
    if following in patterns.alone and text[digits_end + 1 : digits_end + 2] not in patterns.alone[following]:
        return (None, None, None, following, None, None), digits_end + 1
    rest = patterns.tail.match(text, digits_end, end)
    return (rest.groups(), _tail_end(rest)) if rest else (_NO_TAIL, digits_end)


def _tail_end(rest: re.Match[str]) -> int:
    """Where the last part that is printed ends."""
    return rest.end(rest.lastgroup) if rest.lastgroup else rest.start()


def _amount(numeral: Numeral, tail: tuple[str | None, ...], before: re.Match[str] | None) -> Amount:
    infix1, magnitude, infix2, unit, _, suffix = tail
    if not (before or magnitude or infix1 or infix2 or suffix):
        return Amount(numeral.point, numeral.point, None)
    hedge: tuple[HedgeKind, str] | None = None
    if word := infix1 or infix2:
        hedge = (hedges().infix[word], word)
    elif before is not None:
        word = before[0].strip()
        hedge = (hedges().prefix[word], word)
    elif suffix:
        hedge = (hedges().suffix[suffix], suffix)
    if unit and units().kinds[unit] == "percent":
        return Amount(numeral.point, numeral.point, "odd" if hedge else None)
    return amount(numeral, MAGNITUDES[magnitude] if magnitude else 1, hedge)


def _word(text: str, match: re.Match[str], end: int) -> Number:
    word = hedges().words[match["word"]]
    rest = _patterns().tail.match(text, match.end("word"), end)
    assert rest is not None  # every part of the tail is optional
    unit = rest["unit"] or ""
    factor = MAGNITUDES[rest["magnitude"]] if rest["magnitude"] else 1
    mask = None if units().kinds.get(unit) in ("count", "money") else "not_a_count"
    after = _tail_end(rest)
    return Number(
        match.start(), after, match.end("word"), word.low * factor, word.high * factor, unit, word.text, 0, mask
    )


def _share(match: re.Match[str]) -> Number:
    whole, _, fraction = match["share"].partition("点")
    numeral = chinese_numeral(whole) if whole else None
    digits = chinese_numeral(fraction) if len(fraction) > 1 else (chinese_numeral(fraction) if fraction else None)
    value = float(numeral.value) if numeral else 0.0
    if digits is not None and fraction:
        value += float(digits.value) / 10 ** len(fraction)
    mask = None if numeral else "not_a_number"
    end = match.end("share")
    return Number(match.start(), end, end, value, value, "%", None, len(fraction), mask)
