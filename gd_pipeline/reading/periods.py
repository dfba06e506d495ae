"""The reporting period (统计期限) as it is printed: domain notes §3.

Clean dates are taken as they stand, also reversed or over two years. A date that lost a 年 or a 月 is put right only
where one reading is left and its year is the report's; a year missing in the end is the start's; 截至 gives the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from gd_pipeline.catalog.identity import one_of
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import DateWording
from gd_pipeline.reading.dates import CHINESE_DAY, OWN_YEAR, YEAR, Readings, day_of, number_of, readings, year_of
from gd_pipeline.reading.report import Note, Span
from gd_pipeline.reading.squeezed import Squeezed, squeeze

_WORDING = wording(DateWording)
_JOINT = re.compile(
    rf"[至到起～~—–－―─止-](?:(?<!止)|(?<={_WORDING.ends_at}))[-—－–―~～─]{{0,3}}(?:{_WORDING.same_year})?(?=[\d二一十年])"
)
_ASIDE = r"(?:[（(][^（）()0-9]{1,24}[）)])?"
_FROM = (
    rf"(?:{_WORDING.midnight})?{_ASIDE}(?:[^，,。；;0-9]{{0,14}}(?:{_WORDING.period_opens}))?"
    rf"[,，、]?(?:{_WORDING.ends_at}?)?"
)
_TOKEN_BEFORE = re.compile(rf"(?P<a>[\d年月日]{{2,14}}){_FROM}\Z")
_TOKEN_AFTER = re.compile(r"[\d年月日]{3,14}")
_DAY = rf"(?P<m>\d{{1,2}}|{CHINESE_DAY})[-./月](?P<d>\d{{1,2}}|{CHINESE_DAY})日?"
_MARKED_BEFORE = re.compile(rf"(?P<y>{OWN_YEAR})(?:[-./]|年(?:度?[（(])?){_DAY}{_FROM}\Z")
_MARKED_AFTER = re.compile(rf"(?:(?P<y>{YEAR})[-./年])?{_DAY}")
_MONTH_BEFORE = re.compile(rf"(?P<y>{OWN_YEAR})年0?1月?份?\Z")
_MONTH_AFTER = re.compile(rf"(?:(?P<y>{YEAR})年)?12月(?:份|底)?(?!\d)")
_START_LOST = re.compile(rf"(?:{_WORDING.start_lost})[,，]?(?:至|到)(?P<b>[\d年月日]{{6,14}})止")
_AS_OF = re.compile(r"截[至止]到?至?(?P<b>20\d\d年\d{1,2}月\d{1,2}日)")
_AS_OF_LABEL = re.compile(_WORDING.as_of_label)
_LATER_LABELS = re.compile(_WORDING.period_labels)
_HEARSAY = re.compile(_WORDING.hearsay)
_BEFORE, _AFTER, _WINDOW, _LONGEST = 45, 6, 200, 40
_FURTHER, _TRIES = 200_000, 20
_NOTHING = Readings((), damaged=True)


class PrintedPeriod(NamedTuple):
    """A period as printed: what start and end can mean, its words, where it stands, and whether a label says so."""

    start: Readings
    end: Readings
    text: str
    span: Span
    labelled: bool


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
    for label in islice(_LATER_LABELS.finditer(head.source, position, position + _FURTHER), _TRIES):
        later = _first(squeeze(head.source, label.start(), label.end() + _WINDOW))
        if later is not None:
            return later
    return found


def _first(text: Squeezed) -> PrintedPeriod | None:
    """The first period behind a label; else the first whole year. Its span is that of the source."""
    chosen: PrintedPeriod | None = None
    for found in _candidates(text.text):
        if found.labelled:
            chosen = found
            break
        if chosen is None and _whole_year(found):
            chosen = found
    return chosen._replace(span=text.span(*chosen.span)) if chosen else None


def _candidates(text: str) -> Iterator[PrintedPeriod]:
    for joint in _JOINT.finditer(text):
        low = max(0, joint.start() - _LONGEST)
        found = _tokens(text, joint, low) or _marked(text, joint, low) or _months(text, joint, low)
        if found is not None:
            yield found
    for match in _START_LOST.finditer(text):
        yield _printed(text, match.start(), match.end(), _NOTHING, readings(match["b"]))
    for match in _AS_OF.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if _AS_OF_LABEL.search(before) and not _HEARSAY.search(before):
            yield _printed(text, match.start(), match.end(), _NOTHING, readings(match["b"]))


def _tokens(text: str, joint: re.Match[str], low: int) -> PrintedPeriod | None:
    """Start and end in digits with 年, 月, 日, whole or damaged."""
    after = _TOKEN_AFTER.match(text, joint.end())
    before = _TOKEN_BEFORE.search(text, low, joint.start()) if after else None
    if before is None or after is None:
        return None
    start = readings(before["a"])
    end = readings(after[0], start.only.year if start.only else None)
    if not end.days or not (start.days or "年" in before["a"]):
        return None
    return _printed(text, before.start(), after.end(), start, end)


def _marked(text: str, joint: re.Match[str], low: int) -> PrintedPeriod | None:
    """Start and end with points, strokes or Chinese numerals."""
    after = _MARKED_AFTER.match(text, joint.end())
    before = _MARKED_BEFORE.search(text, low, joint.start()) if after else None
    if before is None or after is None:
        return None
    start = _one_day(before["y"], before["m"], before["d"])
    end = _one_day(after["y"] or before["y"], after["m"], after["d"])
    return _printed(text, before.start(), after.end(), start, end) if start.days and end.days else None


def _months(text: str, joint: re.Match[str], low: int) -> PrintedPeriod | None:
    """January to December, without days."""
    after = _MONTH_AFTER.match(text, joint.end())
    before = _MONTH_BEFORE.search(text, low, joint.start()) if after else None
    if before is None or after is None:
        return None
    start, end = _one_day(before["y"], "1", "1"), _one_day(after["y"] or before["y"], "12", "31")
    return _printed(text, before.start(), after.end(), start, end)


def _one_day(year: str, month: str, day: str) -> Readings:
    found = day_of(year_of(year), number_of(month), number_of(day))
    return Readings((found,) if found else (), damaged=False)


def _printed(text: str, start_at: int, end_at: int, start: Readings, end: Readings) -> PrintedPeriod:
    before = text[max(0, start_at - _BEFORE) : start_at].rpartition("。")[2]
    labelled = _label().search(before) is not None or _WORDING.during in text[end_at : end_at + _AFTER]
    return PrintedPeriod(start, end, text[start_at:end_at], (start_at, end_at), labelled)


def _whole_year(found: PrintedPeriod) -> bool:
    """An unlabelled span of days counts as the period only if it is one whole year, cleanly printed."""
    start, end = found.start.only, found.end.only
    if start is None or end is None or found.start.damaged or found.end.damaged:
        return False
    return (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))


def settle(printed: PrintedPeriod | None, year: int | None) -> Period:
    """The period of a report on `year`: clean dates as printed, damaged ones where one reading of that year is left."""
    if printed is None:
        return Period()
    start, end = _settled(printed.start, year), _settled(printed.end, year)
    if start is None and end is None:
        return Period()
    notes = tuple(
        Note("date_repaired", f"{day.isoformat()} ← {printed.text}", *printed.span)
        for day, read in ((start, printed.start), (end, printed.end))
        if day is not None and read.damaged
    )
    return Period(start, end, printed.span, notes)


def _settled(read: Readings, year: int | None) -> date | None:
    day = read.only
    return day if day and (not read.damaged or day.year == year) else None
