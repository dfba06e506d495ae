"""Reporting period and deadline (domain notes §2.7 D-01 to D-04, §3)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from gd_pipeline.catalog.rules_deadlines import deadline
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import PrintedDate, Span

_FIRST_YEARS = range(2003, 2009)
_NAMES = {"published": "公布日期", "signed": "落款日期", "filled": "填报日期", "created": "成文或生成日期"}
_CREDIBLE = frozenset(_NAMES)
_YEARS_END = 12
_BACKFILLED = timedelta(days=180)
_ON_THE_WAY = timedelta(days=7)
"""A page may be made some days before what it holds is signed."""


def period(case: Case) -> Iterator[Outcome]:
    """The printed period: in order, of the report year, whole; and dates that reading had to repair."""
    start, end = case.report.period_start, case.report.period_end
    repaired = [note for note in case.report.notes if note.kind == "date_repaired"]
    if repaired:
        read = "；".join(note.detail for note in repaired)
        spans = tuple((note.start, note.end) for note in repaired)
        yield Outcome("period.repaired", "violated", f"日期有缺损，只能读作：{read}", spans=spans, about=read)
    if start is None and end is None:
        return
    if not repaired:
        yield Outcome("period.repaired", "holds")
    yield _in_order(case, start, end)
    if start and end and start > end:
        return
    yield _of_the_year(case, start, end)
    if start and end and start.year == end.year:
        yield _whole_year(case, start, end)


def _in_order(case: Case, start: date | None, end: date | None) -> Outcome:
    if start is None or end is None:
        return Outcome("period.reversed", "not_assessable")
    printed = f"{_day(start)}至{_day(end)}"
    if start <= end:
        return Outcome("period.reversed", "holds", formula=f"{_iso(start)} <= {_iso(end)}", about=printed)
    return Outcome(
        "period.reversed",
        "violated",
        message=f"统计期限写作{printed}，结束早于开始 {(start - end).days} 天",
        formula=f"{_iso(start)} <= {_iso(end)}",
        spans=_spans(case),
        about=printed,
        suggestion=_mended(case.year, start, end),
    )


def _mended(year: int | None, start: date, end: date) -> str | None:
    """Where one year is the report's, the other date takes it."""
    for wrong, other, name in ((end, start, "结束"), (start, end, "开始")):
        if year is not None and wrong.year != year and other.year == year:
            return f"{name}日期应为{year}年{wrong.month}月{wrong.day}日"
    return None


def _of_the_year(case: Case, start: date | None, end: date | None) -> Outcome:
    years = sorted({day.year for day in (start, end) if day})
    printed = " 至 ".join([_iso(day) for day in (start, end) if day])
    if case.year is None:
        return Outcome("period.year", "not_assessable", about=printed)
    if years == [case.year]:
        return Outcome("period.year", "holds", formula=printed, about=printed)
    first = start is not None and start.year in _FIRST_YEARS and end is not None and end.year == case.year
    many = len(years) > 1
    text = f"统计期限 {printed} 跨 {years[0]} 至 {years[-1]} 年" if many else f"统计期限 {printed} 不在报告年度内"
    return Outcome(
        "period.year",
        "explained" if first and case.year <= 2008 else "violated",
        message=f"{text}，而报告年度是 {case.year} 年",
        formula=f"{printed} ∈ {case.year}",
        spans=_spans(case),
        about=printed,
        suggestion=f"应为{case.year}年1月1日至{case.year}年12月31日",
    )


def _whole_year(case: Case, start: date, end: date) -> Outcome:
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    first_year = start.year == 2008 and (end.month, end.day) == (12, 31)
    if whole or first_year:
        return Outcome("period.part_year", "holds", formula=f"{_iso(start)} – {_iso(end)}")
    return Outcome(
        "period.part_year",
        "explained" if (end.month, end.day) == (12, 31) and start.day == 1 else "violated",
        message=f"统计期限 {start} 至 {end} 不是完整年度",
        formula=f"{_iso(start)} – {_iso(end)}",
        spans=_spans(case),
        about=f"{start} {end}",
    )


def published(case: Case) -> Iterator[Outcome]:
    """Publication against the deadline of the law in force, and against the end of the period."""
    year = case.year
    if year is None:
        return
    by = deadline(case.report.issuer_level, year)
    credible = credible_dates(case)
    on = case.report.published_on
    if by is None or (on is None and not credible):
        yield Outcome("deadline.published", "not_assessable")
        return
    last = by.of(year)
    earliest = min([day.value for day in credible] + ([on] if on and on > date(year, 12, 31) else []), default=on)
    yield _on_time(case, earliest or last, on, last, by.basis)
    if on is not None:
        yield _after_the_period(case, on)
        yield from _in_sequence(case, year)


def credible_dates(case: Case) -> list[PrintedDate]:
    """The dates that may tell when the report was out: of its year's end or later."""
    return [d for d in case.report.dates if d.role in _CREDIBLE and d.value.year > (case.year or 0)]


def _on_time(case: Case, earliest: date, on: date | None, last: date, basis: str) -> Outcome:
    formula = f"{_iso(earliest)} <= {_iso(last)}"
    if earliest - last >= _BACKFILLED and {day.role for day in credible_dates(case)} <= {"published", "created"}:
        text = f"页面日期 {earliest} 在期限 {last} 之后很久：应是网站迁移后补录，原公布日期不明"
        verdict = "explained"
    elif earliest > last:
        text = f"{_named(case, earliest)} {earliest} 晚于期限 {last}（{basis}），迟 {(earliest - last).days} 天"
        verdict = "violated"
    elif on and on - last >= _BACKFILLED:
        text = f"页面日期 {on} 在期限之后很久，而 {earliest} 已在期限内：应是网站迁移后补录"
        verdict = "explained"
    else:
        return Outcome("deadline.published", "holds", formula=formula)
    severity, about = "warning" if verdict == "violated" else "info", f"{earliest} {on}"
    spans = tuple((day.start, day.end) for day in case.report.dates if day.value in (earliest, on))
    return Outcome("deadline.published", verdict, text, severity, formula=formula, spans=spans, about=about)


def _named(case: Case, on: date) -> str:
    """What the report calls the date: that of its publication where one of that day stands."""
    roles = {day.role for day in credible_dates(case) if day.value == on}
    return next((name for role, name in _NAMES.items() if role in roles), _NAMES["published"])


def _after_the_period(case: Case, on: date) -> Outcome:
    end = case.report.period_end or date(case.year or on.year, 12, 31)
    formula = f"{_iso(end)} < {_iso(on)}"
    if on >= end or end.year != case.year:
        return Outcome("deadline.before_end", "holds", formula=formula)
    spans = tuple((day.start, day.end) for day in case.report.dates if _signs(day) and day.value == on)
    text = f"落款或公布日期 {on} 早于统计期限的最后一天 {end}"
    return Outcome("deadline.before_end", "violated", message=text, formula=formula, spans=spans, about=str(on))


def _in_sequence(case: Case, year: int) -> Iterator[Outcome]:
    """Whoever fills in or signs does so before the page says it is published, and not before the year is over."""
    done = [day for day in case.report.dates if day.role in ("signed", "filled")]
    pages = [day for day in case.report.dates if day.role in ("published", "updated", "created")]
    out = max(pages, key=lambda day: day.value) if any(day.role == "published" for day in pages) else None
    wrong = [(day, out) for day in done if out and day.value > out.value + _ON_THE_WAY]
    for day, page in wrong:
        yield _out_of_sequence(f"落款或填报日期 {day.value} 晚于公布日期 {page.value}", (day, page))
    early = [day for day in done if day.role == "filled" and day.value.year == year and day.value.month < _YEARS_END]
    for day in early:
        yield _out_of_sequence(f"填报日期 {day.value} 早于报告年度结束", (day,))
    if done and not wrong and not early:
        yield Outcome("deadline.sequence", "holds")


def _out_of_sequence(text: str, days: tuple[PrintedDate, ...]) -> Outcome:
    formula = " <= ".join(_iso(day.value) for day in days)
    spans = tuple((day.start, day.end) for day in days)
    return Outcome("deadline.sequence", "violated", message=text, formula=formula, spans=spans, about=formula)


def _signs(day: PrintedDate) -> bool:
    return day.role in _CREDIBLE


def _spans(case: Case) -> tuple[Span, ...]:
    return (case.report.period_span,) if case.report.period_span else ()


@lru_cache(maxsize=1024)
def _iso(day: date) -> str:
    return str(day)


@lru_cache(maxsize=1024)
def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
