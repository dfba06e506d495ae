"""The reporting period (统计期限) as it is printed: domain notes §3.

Clean dates are taken as they stand, also reversed or over two years. A date that lost a 年 or a 月 is put right only
where one reading is left and its year is the report's; a year missing in the end is the start's; 截至 gives the end.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gd_pipeline.catalog.identity import one_of
from gd_pipeline.reading.dates import CHINESE_DAY, YEAR, Readings, day_of, number_of, readings, year_of
from gd_pipeline.reading.report import Note, Span
from gd_pipeline.reading.squeezed import Squeezed, squeeze

_JOIN = r"(?:(?:[^，,。；;0-9]{0,14}?(?:开始|起|始))?[,，、]?(?:至|到|[-—－–―~～─]{1,4})|起)(?:同年|本年|当年)?"
_TOKENS = re.compile(rf"(?P<a>[\d年月日]{{2,14}}){_JOIN}(?P<b>[\d年月日]{{3,14}})")
_START_LOST = re.compile(r"自年?起?[,，]?(?:至|到)(?P<b>[\d年月日]{6,14})止")
_MARKED = re.compile(
    rf"(?<!\d)(?P<y>{YEAR})[-./年](?P<m>\d{{1,2}}|{CHINESE_DAY})[-./月](?P<d>\d{{1,2}}|{CHINESE_DAY})日?{_JOIN}"
    rf"(?:(?P<y2>{YEAR})[-./年])?(?P<m2>\d{{1,2}}|{CHINESE_DAY})[-./月](?P<d2>\d{{1,2}}|{CHINESE_DAY})日?"
)
_MONTHS = re.compile(rf"(?<!\d)(?P<y>{YEAR})年0?1月?(?:份)?{_JOIN}(?:(?P<y2>{YEAR})年)?12月(?:份|底|止|。|，|,|;|；|$)")
_AS_OF = re.compile(r"(?:截至|截止到?至?)(?:到|至)?(?P<b>20\d\d年\d{1,2}月\d{1,2})日")
_LATER_LABELS = re.compile("统计(?:的|数据)?(?:期限|时限|时间|周期)|数据(?:统计)?(?:期限|时限|时间)")
_HEARSAY = re.compile("(?<!数)据统计")
_BEFORE, _AFTER, _WINDOW = 45, 6, 200


@dataclass(frozen=True, slots=True)
class PrintedPeriod:
    """A period as printed: what start and end can mean, its words, where it stands, and whether a label says so."""

    start: Readings
    end: Readings
    text: str
    span: Span
    labelled: bool

    @property
    def year(self) -> int | None:
        """The year that the start is printed with (else the end's), where it has one reading."""
        day = self.start.only or self.end.only
        return day.year if day else None


@dataclass(frozen=True, slots=True)
class Period:
    """The period that the contract asks for, and a note on each date that was put right."""

    start: date | None = None
    end: date | None = None
    span: Span | None = None
    notes: tuple[Note, ...] = ()


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(one_of("period_label"))


def find_period(head: Squeezed) -> PrintedPeriod | None:
    """The reporting period printed in `head`, or else behind a label further down."""
    found = _first(head)
    if found is not None and found.labelled:
        return found
    position = head.line_starts[-1] + len(head.line(len(head.starts) - 1))
    for label in _LATER_LABELS.finditer(head.source, position):
        later = _first(squeeze(head.source, label.start(), label.end() + _WINDOW))
        if later is not None:
            return later
    return found


def _first(text: Squeezed) -> PrintedPeriod | None:
    candidates = [*_from_tokens(text), *_from_marks(text), *_from_lost_start(text)]
    return next((found for found in candidates if found.labelled), None) or next(
        (found for found in candidates if _whole_year(found)), None
    )


def _from_tokens(text: Squeezed) -> list[PrintedPeriod]:
    found = []
    for match in _TOKENS.finditer(text.text):
        start = readings(match["a"])
        day = start.only
        end = readings(match["b"], day.year if day else None)
        if (start.days or not start.damaged or "年" in match["a"]) and end.days:
            found.append(_printed(text, match, start, end))
    return found


def _from_marks(text: Squeezed) -> list[PrintedPeriod]:
    found = []
    for match in _MARKED.finditer(text.text):
        start = _marked_day(match["y"], match["m"], match["d"])
        end = _marked_day(match["y2"] or match["y"], match["m2"], match["d2"])
        if start.days and end.days:
            found.append(_printed(text, match, start, end))
    for match in _MONTHS.finditer(text.text):
        start, end = _marked_day(match["y"], "1", "1"), _marked_day(match["y2"] or match["y"], "12", "31")
        found.append(_printed(text, match, start, end))
    return found


def _from_lost_start(text: Squeezed) -> list[PrintedPeriod]:
    """An end alone: the start lost all its digits, or the figures are as of a day."""
    nothing = Readings((), damaged=True)
    lost = [_printed(text, m, nothing, readings(m["b"])) for m in _START_LOST.finditer(text.text)]
    as_of = [_printed(text, m, nothing, readings(m["b"] + "日")) for m in _AS_OF.finditer(text.text)]
    return lost + [found for found in as_of if found.labelled and _as_of_label(text, found)]


def _as_of_label(text: Squeezed, found: PrintedPeriod) -> bool:
    at = text.text.find(found.text)
    before = text.text[max(0, at - 12) : at]
    return re.search("期限|时限|所列数据|数据(?:统计|均|均为)?$", before) is not None and not _HEARSAY.search(before)


def _marked_day(year: str, month: str, day: str) -> Readings:
    found = day_of(year_of(year), number_of(month), number_of(day))
    return Readings((found,) if found else (), damaged=False)


def _printed(text: Squeezed, match: re.Match[str], start: Readings, end: Readings) -> PrintedPeriod:
    before = text.text[max(0, match.start() - _BEFORE) : match.start()].rpartition("。")[2]
    after = text.text[match.end() : match.end() + _AFTER]
    labelled = bool(_label().search(before)) or "期间" in after
    return PrintedPeriod(start, end, match[0], text.span(match.start(), match.end()), labelled)


def _whole_year(found: PrintedPeriod) -> bool:
    """An unlabelled span of days counts as the period only if it is one whole year, cleanly printed."""
    start, end = found.start.only, found.end.only
    clean = not (found.start.damaged or found.end.damaged)
    return clean and bool(start and end) and (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))  # type: ignore[union-attr]


def settle(printed: PrintedPeriod | None, year: int | None) -> Period:
    """The period of a report on `year`: clean dates as printed, damaged ones where one reading of that year is left."""
    if printed is None:
        return Period()
    start, end = _settled(printed.start, year), _settled(printed.end, year)
    notes = tuple(
        Note("date_repaired", f"{day.isoformat()} ← {printed.text}", *printed.span)
        for day, read in ((start, printed.start), (end, printed.end))
        if day is not None and read.damaged
    )
    if start is None and end is None:
        return Period()
    return Period(start, end, printed.span, notes)


def _settled(read: Readings, year: int | None) -> date | None:
    day = read.only
    return day if day and (not read.damaged or day.year == year) else None
