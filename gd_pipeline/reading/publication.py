"""Dates that a report prints about itself: published, signed, filled in, created (contract: published_on).

published_on is what stands behind 发布日期 and its kin, or behind 时间 or 日期 in the page's header; else the date that
the report is signed with (落款, also under the title). Everything else is evidence only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from gd_pipeline.catalog.identity import Role, words
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import DateWording
from gd_pipeline.reading.dates import FULL_DATE, day_of, day_span, matched_day
from gd_pipeline.reading.report import PrintedDate
from gd_pipeline.reading.squeezed import Squeezed, squeeze, squeezed_text

_ROLES: dict[str, Role] = {
    "published": "published_label",
    "created": "created_label",
    "filled": "filled_label",
    "updated": "updated_label",
}
_WORDING = wording(DateWording)
_DATE = FULL_DATE.pattern
_ALONE = re.compile(rf"[•·●（(\[【]?{_DATE}[）)\]】]?(?:(?:{_WORDING.hour})?\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?$")
_PAGE_DATE = re.compile(
    rf"(?:{_WORDING.page_date_before}){_DATE}(?:\d{{1,2}}[:：时]\d\d分?(?:[:：]\d\d)?)?[|丨]?"
    rf"(?:{_WORDING.page_date_behind})"
)
_COUNTED = re.compile(rf"(?<![至止到]){_DATE}(?:{_WORDING.counter})(?:{_WORDING.counted})?[:：\d]")
_SIGNED = re.compile(rf"(?P<by>[^，,。；;：:、]{{2,40}}?){_DATE}[）)]?$")
_GLUED = re.compile(
    rf"(?:{_WORDING.signing_body})[）)]?{_DATE}"
    rf"(?=[^。；;，,]{{0,80}}\Z|[^。；;，,]{{0,40}}(?:{_WORDING.behind_signature}))"
)
_PLAIN = re.compile(r"年(?:(?<=([2２][0０]\d\d)年)|(?<=([2２][0０]\d\d)\s年))\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
"""A whole date from its 年 on, which is rarer than a digit; the year before it is the group that matched."""
_LINE_DATE = re.compile(
    r"\n[ \t　|]{0,80}+[（(]?+(?=[2２二][ 0０○〇零OＯ]{1,2})[^\n]{8,24}?[日号][）)]?[ \t　|]{0,40}(?=\n|$)"
)
_URL_DATE = re.compile(r"(?:/|[/_]t)(20\d\d)[-/]?(\d{1,2})[-/]?(\d{2})(?:[/_.]|$)")
HEADER, _FOOTER, _PAGE_LINE, _ROW = 1500, 700, 90, 200
_SIGNED_WITHIN, _TRIES = 100_000, 200
_UPPER_LINES = 40
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {word: role for role, listed in _ROLES.items() for word in words(listed)}


@lru_cache(maxsize=1)
def _label_before() -> tuple[re.Pattern[str], int]:
    """A label that ends before a date, and its greatest length with its marks."""
    longest = sorted((*_labels(), *words("header_label")), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest))})[:：\n\]】 \[【]{{0,4}}\Z"), len(longest[0]) + 4


@lru_cache(maxsize=1)
def _row_label() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_labels(), key=len, reverse=True))))


class Header(NamedTuple):
    """The top of a page, line by line; the words 时间 and 日期 count up to offset `end` only."""

    text: Squeezed
    end: int


def header_of(head: Squeezed, first_section: int) -> Header:
    """The page's header, which the first section (offset; 0: unknown) ends; `head` holds at least that much of it."""
    return Header(head.until(HEADER, breaks=True), min(HEADER, first_section or HEADER))


def printed_dates(header: Header, page: Iterable[str] = (), address: str = "") -> tuple[PrintedDate, ...]:
    """Dates of the page's header and of the signature, the surest of each role first.

    Args:
        header: the page's header, see `header_of`.
        page: texts of the page that are not in the document's text; dates from them have an empty span at 0.
        address: the document's web address.
    """
    text = header.text.source
    footer = squeeze(text, max(0, len(text) - _FOOTER), breaks=True)
    found = [*_from_rows(header.text), *_from_labels(*header)]
    for squeezed in (squeeze(line, breaks=True) for line in page if "20" in line):
        if FULL_DATE.search(squeezed.text) is None:
            continue
        found += [PrintedDate(d.role, d.value, 0, 0) for d in _from_labels(squeezed, len(squeezed.source))]
        counted = _page_date(squeezed.text)
        day = matched_day(counted) if counted else None
        found += [PrintedDate("published", day, 0, 0)] if day else []
    found += [*_from_labels(footer, 0), *_under_title(*header), *_signatures(text, footer), *_in_address(address)]
    return tuple(_stronger_first(_once(found)))


def published(dates: Iterable[PrintedDate]) -> date | None:
    """The day of publication that the contract asks for."""
    listed = list(dates)
    for role in ("published", "signed"):
        for printed in listed:
            if printed.role == role:
                return printed.value
    return None


def _once(dates: Iterable[PrintedDate]) -> list[PrintedDate]:
    seen: dict[tuple[int, int] | tuple[str, date], PrintedDate] = {}
    for printed in dates:
        key = (printed.start, printed.end) if printed.end else (printed.role, printed.value)
        seen.setdefault(key, printed)
    return list(seen.values())


def _stronger_first(dates: list[PrintedDate]) -> list[PrintedDate]:
    """Dates by role, each role in the order in which it was found."""
    order = ["published", "signed", *sorted({d.role for d in dates} - {"published", "signed"})]
    return sorted(dates, key=lambda d: order.index(d.role))


def _from_labels(text: Squeezed, header_end: int) -> Iterator[PrintedDate]:
    """Dates behind labels, those behind 时间 and 日期 last."""
    for label, printed in sorted(_labelled(text.text), key=lambda found: found[0][1] not in _labels()):
        role = _labels().get(label[1])
        if role is None and _stands_alone(text, label.start(), header_end):
            role = "published"
        day = matched_day(printed)
        if role is not None and day is not None:
            yield PrintedDate(role, day, *text.span(*day_span(printed)))


def _labelled(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Labels and the dates right behind them; what belongs to the date before is no label."""
    label_before, longest = _label_before()
    end = 0
    for printed in _whole_dates(text):
        label = label_before.search(text, max(end, printed.start() - longest), printed.start())
        if label is not None:
            end = printed.end()
            yield label, printed


@lru_cache(maxsize=8)
def _whole_dates(text: str) -> tuple[re.Match[str], ...]:
    """The whole dates of a text, which is asked for them several times in a row."""
    return tuple(FULL_DATE.finditer(text))


def _dated_lines(text: Squeezed) -> list[int]:
    """Numbers of the lines that hold a whole date."""
    return list(dict.fromkeys(text.line_of(printed.start()) for printed in _whole_dates(text.text)))


def _stands_alone(text: Squeezed, at: int, header_end: int) -> bool:
    """Whether the word at `at` is one by itself, and in the header: 时间, not the end of 活动时间."""
    offset = text.offset(at)
    if offset >= header_end:
        return False
    before = text.source[max(0, offset - 2) : offset]
    glued = text.text[at + 2 : at + 3] in (":", "：") and before not in words("label_start")
    return glued or re.match("[一-龥]", before[-1:]) is None


def _from_rows(header: Squeezed) -> Iterator[PrintedDate]:
    """A row of labels above a row of dates: the first date belongs to the first label."""
    dates = _whole_dates(header.text)
    if len(dates) < 2:
        return
    text = header.source[:HEADER]
    cells = (header.line_starts[header.line_of(printed.start())] for printed in dates)
    for at, count in Counter(text.rfind("\n", 0, cell) + 1 for cell in cells).items():
        above = text[text.rfind("\n", 0, at - 1) + 1 : at - 1] if count > 1 and at else ""
        labels = _row_label().findall(above) if len(above) < _ROW and not _DIGIT.search(above) else []
        if len(labels) > 1:
            end = text.find("\n", at)
            values = squeeze(text, at, len(text) if end < 0 else end, breaks=True)
            days = [(match, matched_day(match)) for match in FULL_DATE.finditer(values.text)]
            for label, (match, day) in zip(labels, days if len(days) == len(labels) else [], strict=False):
                if day is not None:
                    yield PrintedDate(_labels()[label], day, *values.span(*day_span(match)))


def _under_title(header: Squeezed, end: int) -> Iterator[PrintedDate]:
    """A line of the header that holds a date and nothing else; with a clock time or a counter it is the page's own."""
    for number in (number for number in _dated_lines(header) if number < _UPPER_LINES):
        line = header.line(number).rstrip("\n")
        alone = _ALONE.match(line)
        match = alone or _page_date(line)
        day = matched_day(match) if match else None
        if match and day is not None and header.line_starts[number] < end:
            role = "published" if match is not alone or ":" in line or "：" in line else "signed"
            yield PrintedDate(role, day, *_in_line(header, number, match))


def _page_date(line: str) -> re.Match[str] | None:
    """The date in a short line of the page's own, between its site and its source or counters."""
    return (_PAGE_DATE.search(line) or _COUNTED.search(line)) if len(line) < _PAGE_LINE else None


def _signatures(text: str, footer: Squeezed) -> Iterator[PrintedDate]:
    """Dates that close the report: with the issuer's name or alone on a line, the last first."""
    found = list(_signed_lines(footer))
    for match in islice(_LINE_DATE.finditer(text, max(0, len(text) - _SIGNED_WITHIN)), _TRIES):
        line = squeeze(text, match.start(), match.end(), breaks=True)
        found += _signed_lines(line)
    found = found or list(_glued(text))
    yield from sorted(found, key=lambda printed: -printed.start)


def _glued(text: str) -> Iterator[PrintedDate]:
    """Signatures in a text that lost its lines: a body and a date, before an annex, a title or the page's foot."""
    for plain in islice(_PLAIN.finditer(text, max(0, len(text) - _SIGNED_WITHIN)), _TRIES):
        span = max(0, plain.start(plain.lastindex or 0) - 20), plain.end() + 100
        match = _GLUED.search(squeezed_text(text, *span))
        day = matched_day(match) if match else None
        if match and day is not None:
            around = squeeze(text, *span)
            yield PrintedDate("signed", day, *around.span(*day_span(match)))


def _signed_lines(text: Squeezed) -> Iterator[PrintedDate]:
    for number in _dated_lines(text):
        line = text.line(number).rstrip("\n")
        match = _ALONE.match(line) or (_SIGNED.match(line) if len(line) < 60 else None)
        day = matched_day(match) if match else None
        if match and day is not None and not _row_label().search(line):
            yield PrintedDate("signed", day, *_in_line(text, number, match))


def _in_line(text: Squeezed, number: int, match: re.Match[str]) -> tuple[int, int]:
    start, end = day_span(match)
    return text.span(text.starts[number] + start, text.starts[number] + end)


def _in_address(address: str) -> Iterator[PrintedDate]:
    match = _URL_DATE.search(address)
    day = day_of(*map(int, match.groups())) if match else None
    if day is not None:
        yield PrintedDate("url", day, 0, 0)
