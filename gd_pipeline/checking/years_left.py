"""Years that were left standing when last year's report was copied (domain notes §6.1)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named
from gd_pipeline.checking.years_named import opens, speaks_of
from gd_pipeline.reading.report import Leftover, Section, Span

_BEGUN = re.compile(r"20(\d\d) ?年度?(?!\d)")
_SPACE = re.compile(r"\s{0,40}")
_FURTHEST = 3
_SENTENCE = 160
_PLANNED = 16
_DEEPEST = 2
_WHOLE = "overview"
_OPEN_ENDED = ("problems", "plans")
_ELSEWHERE = ("other_year", "plan")
_DIGITS = re.compile(r"[0-9]{1,9}")
_TELLING = 2


class Begun(NamedTuple):
    """A sentence that begins with a year."""

    year: int
    span: Span
    sentence: str


def years_left(case: Case) -> Iterator[Outcome]:
    """Sections that speak of an earlier year and not of the report's, and plans for the year that is over."""
    if case.year is None or not speaks_of(case, case.year):
        return
    elsewhere = [left for left in case.report.leftovers if left.reason in _ELSEWHERE]
    places = sorted([fact.start for fact in case.prose] + [left.start for left in elsewhere])
    told: dict[int, Outcome] = {}
    for section in case.report.sections:
        first = _first_sentence(case, section)
        if first and first.span[0] not in told and _is_left(case, section, first, places):
            told[first.span[0]] = _left(case.year, section, first)
    told = told or _cells_elsewhere(case, case.year, elsewhere)
    yield from told.values()
    plans = [plan for section in case.report.sections for plan in _planned(case, section, case.year)]
    yield from (_of_plan(case.year, plan) for plan in dict.fromkeys(plans))
    for rule, found in (("period.section", told), ("period.plan", plans)):
        if case.report.sections and not found:
            yield Outcome(rule, "holds")


def _cells_elsewhere(case: Case, year: int, elsewhere: Sequence[Leftover]) -> dict[int, Outcome]:
    """Findings about numbers of this year that prose gives for another one, one a sentence."""
    told: dict[int, Outcome] = {}
    for left in elsewhere:
        last = next(reversed(told), None)
        if _is_this_years(case, left) and (last is None or not case.same_sentence(last, left.start)):
            told[left.start] = _of_cell(year, left)
    return told


def _is_this_years(case: Case, left: Leftover) -> bool:
    """True if the number that prose gives for another year is this year's cell, and prose gives none for this year."""
    key = (left.metric, "total")
    cell, number = case.exact.get(key, 0.0), _DIGITS.match(left.text)
    return cell >= _TELLING and key not in case.prose_by and number is not None and float(number[0]) == cell


def _of_cell(year: int, left: Leftover) -> Outcome:
    said = left.text.strip()
    return Outcome(
        "period.section",
        "violated",
        message=f"{named(left.metric)} {said}在文字里写作其他年份的，而表格里 {year} 年的正是这个数，年份疑有误",
        formula=f"{said} = {said}",
        metrics=(left.metric,),
        spans=((left.start, left.end),),
        about=f"{left.metric} {said} {year}",
        suggestion=f"核对这一句的年份，应为{year}年",
    )


def _body(case: Case, section: Section) -> tuple[int, str]:
    start = section.heading_end or section.start
    return start, case.text[start : section.end]


def _begun(case: Case, at: int) -> Begun | None:
    match = _BEGUN.match(case.text, at)
    if match is None:
        return None
    end = case.text.find("。", match.end(), match.end() + _SENTENCE)
    sentence = case.text[match.end() : end if end >= 0 else match.end() + _SENTENCE]
    return Begun(2000 + int(match[1]), match.span(), sentence)


def _first_sentence(case: Case, section: Section) -> Begun | None:
    """What stands right under the heading, where it begins with a year."""
    if section.level > _DEEPEST:
        return None
    gap = _SPACE.match(case.text, section.heading_end or section.start)
    return _begun(case, gap.end()) if gap else None


def _is_left(case: Case, section: Section, first: Begun, places: list[int]) -> bool:
    """True if it begins with an earlier year, never names the report's, and sums up, counts, or complains."""
    year = case.year or 0
    if not year - _FURTHEST <= first.year < year:
        return False
    body = _body(case, section)[1]
    if first.sentence.startswith(phrases().since):
        return False
    if any(word in body for word in (f"{year}年", f"{year} 年", *phrases().this_year)) or _looks_back(section, first):
        return False
    if section.section in _OPEN_ENDED:
        return any(word in first.sentence for word in phrases().shortcoming)
    if (section.section == _WHOLE and section.level == 1) or any(w in first.sentence for w in phrases().told_none):
        return True
    at = bisect_left(places, first.span[0])
    return at < len(places) and places[at] < first.span[1] + len(first.sentence)


def _looks_back(section: Section, first: Begun) -> bool:
    """True if the heading names the earlier year, or the sentence tells what became of its cases or shortcomings."""
    known, heading = phrases(), section.heading
    for title in (title for due in known.due for title in due.titles):
        heading = heading.replace(title, "")
    named_there = any(word in heading for word in (str(first.year), *known.previous, *known.looks_back))
    return named_there or any(word in first.sentence for word in (*known.carried, *known.looks_back))


def _left(year: int, section: Section, first: Begun) -> Outcome:
    words = section.heading.strip()[:30]
    return Outcome(
        "period.section",
        "violated",
        message=f"“{words}”一节以“{first.year}年”开头而没有提到 {year} 年，似沿用以往年度的文字",
        formula=f"{first.year} = {year}",
        spans=(first.span,),
        about=f"{section.section} {first.year} {year}",
        suggestion=f"核对年份和数字；如系沿用，改为{year}年",
    )


def _planned(case: Case, section: Section, year: int) -> Iterator[Begun]:
    """Sentences of the section on problems that plan for the report year or before, where none is of the next one."""
    if section.section not in _OPEN_ENDED:
        return
    start, body = _body(case, section)
    if re.search(f"{year + 1} ?年(?! ?[0-9])", body) or any(word in body for word in phrases().next_year):
        return
    for match in _BEGUN.finditer(body):
        at = start + match.start()
        begun = _begun(case, at) if opens(case.text, at) else None
        if begun and begun.year <= year and _plans(begun.sentence):
            yield begun


def _plans(sentence: str) -> bool:
    """True for what begins with a plan and tells of nothing done, of no count and of nothing that is wanting."""
    known, opening = phrases(), sentence[:_PLANNED]
    if not any(word in opening for word in known.planned) or any(word in opening for word in known.shortcoming):
        return False
    return _DIGITS.search(sentence) is None and not any(word in sentence for word in known.no_plan)


def _of_plan(year: int, plan: Begun) -> Outcome:
    return Outcome(
        "period.plan",
        "violated",
        message=f"打算写作“{plan.year}年”要做的事，而 {year} 年已经过去，全节没有提到 {year + 1} 年",
        formula=f"{plan.year} = {year + 1}",
        spans=(plan.span,),
        about=f"{plan.year} {year}",
        suggestion=f"核对年份，应为{year + 1}年",
    )
