"""The report year against the years that the title and the body name (domain notes §2.7 D-01, §6.1)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import Span

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_COMMA = re.compile(r"20(\d\d)年度?[，,](?!\d)")
_IN_BRACKETS = re.compile(r"\s{0,3}[（(]?\s{0,2}(20\d\d) ?年度?[）)]")
_NAMED = re.compile(r"(?<!\d)(20\d\d) ?年度?$")
_NAME = 24
_BREAKS = "。；;\n"
_IN_SENTENCE = "，。；"
_SENTENCE_END = re.compile(r"[。\n]")
_GOES_ON = re.compile(r"[一-龥，。；]")
_LINE, _BEHIND = 60, 6
_OFTEN, _INDENT = 2, 8


def years_named(case: Case) -> Iterator[Outcome]:
    """A title of another year; sentences that begin with an earlier one and none with this, as last year's would."""
    if case.year is None:
        return
    titled = [int(year) for year in _YEAR.findall(case.report.title)]
    if titled:
        yield _of_title(case, case.year, titled)
    begun = [found for found in _COMMA.finditer(case.text) if opens(case.text, found.start())]
    years = Counter(2000 + int(found[1]) for found in begun)
    if years[case.year]:
        yield Outcome("period.body", "holds")
        return
    other = min(years, default=case.year)
    if other < case.year and years[other] == years.total() >= _OFTEN and not speaks_of(case, case.year):
        yield _of_body(case.year, other, [(found.start(), found.start() + 4) for found in begun])


def years_printed(case: Case) -> Iterator[Outcome]:
    """The year in the preface's name of the report, and in that of the statistics table."""
    if case.year is None:
        return
    known = phrases()
    tables = [
        span
        for behind in (False, True)
        for span in _beside(case, known.statistics_name, behind)
        if _heads(case, span, behind)
    ]
    groups = (tables, list(_given_here(case)))
    places = [span for spans in groups for span in spans]
    wrong = sorted({span for spans in groups if not _named(case, spans) for span in spans})
    if places and not wrong:
        yield Outcome("period.named", "holds")
    for start, end in wrong:
        printed = case.text[start:end]
        yield Outcome(
            "period.named",
            "violated",
            message=f"这里写作 {printed} 年，而报告年度是 {case.year} 年",
            formula=f"{printed} = {case.year}",
            spans=((start, end),),
            about=f"{printed} {case.year}",
            suggestion=f"将年份改为 {case.year}",
        )


def _named(case: Case, spans: Sequence[Span]) -> bool:
    """True if one of the printed years is the report's."""
    return any(int(case.text[slice(*span)]) == case.year for span in spans)


def _beside(case: Case, names: Sequence[str], behind: bool, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The years right before the names in `text[start:end]`, or else in brackets behind: 统计表（2015年度）."""
    for name in names:
        at = case.text.find(name, start, end)
        while at >= 0:
            after = at + len(name)
            match = _IN_BRACKETS.match(case.text, after) if behind else _NAMED.search(case.text, max(0, at - _NAME), at)
            if match:
                yield match.span(1)
            at = case.text.find(name, after, end)


def _heads(case: Case, span: Span, behind: bool) -> bool:
    """True for a year in the head of the statistics: no sentence stands around it, and nothing else is meant."""
    known = phrases()
    line = case.text[max(0, span[0] - _LINE) : span[0]].rpartition("\n")[2]
    after = case.text[span[1] : span[1] + _NAME].lstrip(" 年度）)")
    if not behind:
        after = next((after.removeprefix(name) for name in known.statistics_name if after.startswith(name)), after)
    inside = any(sign in line for sign in _IN_SENTENCE) or any(word in line for word in known.not_given)
    return not inside and _GOES_ON.match(after) is None


def _given_here(case: Case) -> Iterator[Span]:
    """The year of the report that the preface says it gives; none where it names the report's own, too."""
    first = next((section.start for section in case.report.sections if section.number is not None), 0)
    title = case.report.title
    start = case.text.find(title, 0, first) + len(title) if title and title in case.text[:first] else 0
    named = list(_beside(case, phrases().report_name, False, start, first))
    if _named(case, named):
        return
    yield from (span for span in named if _gives(case, span))


def _gives(case: Case, span: Span) -> bool:
    """True if the words before the year say that its report is given here, and none that another one is meant."""
    known = phrases()
    before = case.text[max(0, span[0] - _NAME) : span[0]]
    after = case.text[span[1] : span[1] + _NAME].lstrip(" 年度")
    after = next((after.removeprefix(name) for name in known.report_name if after.startswith(name)), after)
    after = _SENTENCE_END.split(after[:_BEHIND])[0]
    said = (before.rpartition(word) for word in known.given_here)
    meant = [behind for _, word, behind in said if word and not any(other in behind for other in known.not_given)]
    at_once = any(not any(sign in behind for sign in _IN_SENTENCE) for behind in meant)
    return at_once and not any(word in after for word in known.not_given_behind)


def opens(text: str, at: int) -> bool:
    """True at the start of a sentence or a line."""
    return text[max(0, at - _INDENT) : at].rstrip(" \u3000")[-1:] in _BREAKS


def speaks_of(case: Case, year: int) -> bool:
    """True if a sentence begins with the year, or with 今年; the title is none."""
    title = case.report.title or "\n"
    begun = (at.start() for at in re.finditer(f"{year} ?年|{'|'.join(phrases().opens_this_year)}", case.text))
    return any(opens(case.text, at) and not case.text.startswith(title, at) for at in begun)


def _of_title(case: Case, year: int, titled: list[int]) -> Outcome:
    if year in titled:
        return Outcome("period.title", "holds", formula=f"{year} = {year}")
    at = case.text.find(case.report.title)
    return Outcome(
        "period.title",
        "violated",
        message=f"标题写作 {titled[0]} 年，而统计期限、正文等表明是 {year} 年的报告",
        formula=f"{titled[0]} = {year}",
        spans=((at, at + len(case.report.title)),) if at >= 0 else (),
        about=f"{titled[0]} {year}",
        suggestion=f"将标题的年份改为 {year}",
    )


def _of_body(year: int, other: int, spans: list[Span]) -> Outcome:
    return Outcome(
        "period.body",
        "violated",
        message=f"正文有 {len(spans)} 句以“{other}年”开头，没有一句以“{year}年”或“今年”开头，似沿用上年的文字",
        formula=f"{other} = {year}",
        spans=tuple(spans),
        about=f"{other} {year}",
        suggestion=f"核对正文的年份，应为 {year} 年",
    )
