"""A printed date, whole or damaged, to the days that it can mean.

Extraction loses 年, 月 or digits (201711日, 20171231日, 20231月1日, 2018年1月日). A damaged date stands for every
day that its digits allow when nothing but a lost 年 or 月 is put back; whoever needs one day takes it only if alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gd_pipeline.reading.numerals import chinese_numeral

_LATER_DIGITS = r"(?:(?<!二)[0０]\d\d|[○〇零０0OoＯ][○〇零０0OoＯ一二三四五六七八九]{2})"
YEAR = f"(?:[二2２]{_LATER_DIGITS})"
OWN_YEAR = rf"(?:[二2２](?<!\d.){_LATER_DIGITS})"
"""A year with no digit before it; begins with a set, so that a scan passes over all other characters at once."""
CHINESE_DAY = "[一二三四五六七八九十]{1,3}|元"
_PLAIN_YEAR = re.compile(r"20\d\d(?=年)")
_BARE_YEAR = re.compile(r"20\d\d(?=年(?!\d{1,2}月\d))")
_ZERO = str.maketrans("○〇零０OoＯ", "0000000")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_HANZI = str.maketrans("一二三四五六七八九", "123456789")

FULL_DATE = re.compile(
    rf"(?P<y>{OWN_YEAR})(?:年度?|[-./－·](?=\d))(?P<m>1[0-2]|0?[1-9]|[０１]?[０-９]|{CHINESE_DAY})(?:月份?|[-./－·](?=\d))"
    rf"(?P<d>3[01]|[12]\d|0?[1-9]|[０-３]?[０-９]|{CHINESE_DAY})(?:日|号|(?=\d{{1,2}}[:：]\d)|(?=20\d\d年)|(?!\d))"
)
"""A whole date in squeezed text: 2018年3月9日, 2018-03-09, 2018/3/9, 二○一八年三月九日."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The days that a printed date can mean; `damaged` where something had to be put back or nothing fits."""

    days: tuple[date, ...]
    damaged: bool

    @property
    def only(self) -> date | None:
        """The day, where just one is possible."""
        return self.days[0] if len(self.days) == 1 else None


@lru_cache(maxsize=256)
def year_of(printed: str) -> int | None:
    """Value of a printed year (2016, ２０１６, 二○一六, 二0一六), None where it makes no number."""
    plain = printed.translate(_WIDE).translate(_ZERO).translate(_HANZI).replace("二", "2")
    return int(plain) if plain.isascii() and plain.isdigit() else None


@lru_cache(maxsize=256)
def number_of(printed: str) -> int:
    """Value of a day or month in digits or Chinese numerals (正 and 元 are 1); 0 where it makes no number."""
    if printed.isdigit():
        return int(printed)
    numeral = None if printed == "元" else chinese_numeral(printed)
    return 1 if printed == "元" else int(numeral.value) if numeral else 0


def day_of(year: int | None, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def matched_day(found: re.Match[str]) -> date | None:
    """The day of a match with the groups y, m and d."""
    return day_of(year_of(found["y"]), number_of(found["m"]), number_of(found["d"]))


def day_span(match: re.Match[str]) -> tuple[int, int]:
    """Where the date stands in a match that has more around it."""
    end = match.end("d")
    return match.start("y"), end + (match.string[end : end + 1] in ("日", "号"))


def years_in(text: str) -> list[int]:
    """Years printed as 2016年, in order."""
    return [int(year) for year in _PLAIN_YEAR.findall(text)]


def bare_years_in(text: str) -> list[int]:
    """Those of `years_in` that are no part of a day's date."""
    return [int(year) for year in _BARE_YEAR.findall(text)]


@lru_cache(maxsize=1024)
def readings(token: str, default_year: int | None = None) -> Readings:
    """Days that `token` (digits, 年, 月, 日) can mean; `default_year` stands in for a year that is not printed.

    >>> readings("20171231日").only
    datetime.date(2017, 12, 31)
    >>> readings("2018年111日").days
    (datetime.date(2018, 1, 11), datetime.date(2018, 11, 1))
    """
    year, rest, cut = _split_year(token.translate(_WIDE))
    month, mark, day = rest.partition("月")
    day = day.rstrip("日")
    if mark:
        pairs = [(month, day)] if month and day else []
        damaged = cut or not pairs
    else:
        pairs = list(_splits(rest.rstrip("日")))
        damaged = True
    year = default_year if year is None else year
    days = (day_of(year, int(m), int(d)) for m, d in pairs if m.isdigit() and d.isdigit())
    return Readings(tuple(found for found in days if found), damaged)


def _split_year(token: str) -> tuple[int | None, str, bool]:
    head, mark, rest = token.partition("年")
    if mark:
        whole = len(head) == 4 and head.isdigit()
        return (int(head) if whole else None), rest, not whole
    if re.match(r"20\d\d\d", token):
        return int(token[:4]), token[4:], True
    return None, token, False


def _splits(digits: str) -> Iterator[tuple[str, str]]:
    """Month and day from digits that lost the 月 between them."""
    for cut in (1, 2):
        if 0 < len(digits) - cut <= 2 and not (digits.startswith("0") and cut == 1):
            yield digits[:cut], digits[cut:]
