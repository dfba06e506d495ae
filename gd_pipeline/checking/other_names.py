"""Another body's name where the issuer's own belongs: a report written over another (domain notes §6.1, §7.2)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gd_pipeline.catalog.divisions import Division, divisions
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.years_named import opens
from gd_pipeline.reading.report import Span

_PREFACE, _LONGEST, _LINE = 1500, 40, 60
_SHORTEST = 3
_DIVISION_END = "[市县区州旗盟]"
_COUNTY_END = re.compile(".*[省市县区州旗]")
_BEFORE_SELF = "。；，、：:,;\n \u3000年度"


def other_names(case: Case) -> Iterator[Outcome]:
    """The preface, the signature, who filled in the table, and sentences of the year name the issuer and not a peer."""
    if not case.report.issuer:
        return
    found = sorted({*_of_places(case), *_of_towns(case), *_of_itself(case)})
    if not found:
        yield Outcome("structure.other_name", "holds")
        return
    places = "、".join(dict.fromkeys(f"“{case.text[a:b]}”" for a, b in found))
    yield Outcome(
        "structure.other_name",
        "violated",
        message=f"应写本单位（{case.report.issuer}）的地方写作{places}，似沿用其他单位的文字",
        spans=tuple(found),
        about=places,
        suggestion="核对单位名称",
    )


def _of_places(case: Case) -> Iterator[Span]:
    """Divisions of the issuer's level, each with the name of a body or the year behind it."""
    own = _own(case)
    if own is None:
        return
    for start, end in (*_preface(case), *_signature(case), *_filled_by(case)):
        yield from _peers(case, own, _named_as_body(), start, end)
    for begun in _of_the_year(case.year).finditer(case.text):
        at = begun.end()
        if opens(case.text, begun.start()):
            yield from (
                span for span in _peers(case, own, _subject(_kind(case, own)), at, at + _LONGEST) if span[0] == at
            )


@lru_cache(maxsize=64)
def _of_the_year(year: int | None) -> re.Pattern[str]:
    """2023年， before what may be a division."""
    return re.compile(f"{year} ?年度?[，,](?=[一-龥]{{2,12}}?{_DIVISION_END})")


def _own(case: Case) -> Division | None:
    """The issuer's prefecture or county, where title or issuer name it in full."""
    code, year = case.report.issuer_code, case.year
    if code is None or year is None:
        return None
    own = next((spell for spell in divisions().coded(code) if spell.covers(year)), None)
    named = own and own.level != "province" and own.name in f"{case.report.title}{case.report.issuer}"
    return own if named else None


def _kind(case: Case, own: Division) -> str:
    """What a department is called behind the name of its place: 水利局."""
    return (case.report.issuer or "").rpartition(own.name)[2] if case.report.issuer_level == "department" else ""


@lru_cache(maxsize=1)
def _named_as_body() -> re.Pattern[str]:
    """The end of a division's name with a body of it, or a year, behind."""
    return re.compile(f"{_DIVISION_END}(?=[一-龥]{{0,12}}(?:{'|'.join(phrases().body)})|20\\d\\d ?年)")


@lru_cache(maxsize=1)
def _named_town() -> re.Pattern[str]:
    known = phrases()
    return re.compile(f"([一-龥]{{2,9}}?)(?:{'|'.join(known.town_suffix)})(?:{'|'.join(known.town_body)})")


@lru_cache(maxsize=64)
def _subject(kind: str) -> re.Pattern[str]:
    """The end of a division's name with what makes it the subject of a report of that kind."""
    return re.compile(f"{_DIVISION_END}(?={re.escape(kind) or '|'.join(phrases().government_tells)})")


def _peers(case: Case, own: Division, ends: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
    """The names of other divisions of the level that end within `text[start:end]`, but those that the title names."""
    known = divisions()
    for match in ends.finditer(case.text, start, max(start, end)):
        name = known.ending(case.text, match.end()) or ""
        if len(name) < _SHORTEST or name in case.report.title or name in (case.report.issuer or ""):
            continue
        if all(spell.level == own.level and spell.id != own.id for spell in known.names[name]):
            yield match.end() - len(name), match.end()


def _preface(case: Case) -> Iterator[Span]:
    """What stands between the title and the first numbered heading."""
    first = next((section.start for section in case.report.sections if section.number is not None), 0)
    at = case.text.find(case.report.title, 0, first) if case.report.title else -1
    if at >= 0:
        start = at + len(case.report.title)
        yield start, min(first, start + _PREFACE)


def _signature(case: Case) -> Iterator[Span]:
    """The line before the date that the report is signed with, where it is behind all headings."""
    last = case.report.sections[-1].start if case.report.sections else 0
    signed = [day.start for day in case.report.dates if day.role == "signed" and day.start > last]
    if signed:
        first = max(last, signed[-1] - _LINE)
        line = case.text[first : signed[-1]].rstrip()
        yield first + line.rfind("\n") + 1, first + len(line)


def _filled_by(case: Case) -> Iterator[Span]:
    """Who filled in the statistics table."""
    for word in phrases().filled_by:
        at = case.text.find(word)
        if at >= 0:
            yield at, at + _LONGEST


def _of_towns(case: Case) -> Iterator[Span]:
    """A signature of another town or sub-district."""
    if case.report.issuer_level != "town":
        return
    for start, end in _signature(case):
        match = _named_town().search(case.text, start, end)
        stem = _COUNTY_END.sub("", match[1]) if match else ""
        if stem and match and stem not in f"{case.report.title}{case.report.issuer}":
            yield match.end(1) - len(stem), match.end()


def _of_itself(case: Case) -> Iterator[Span]:
    """我镇 in the report of a bureau, 我局 in that of a town."""
    for word in phrases().not_itself.get(_class(case), ()):
        at = case.text.find(word)
        while at >= 0:
            if case.text[at - 1 : at] in _BEFORE_SELF:
                yield at, at + len(word)
                break
            at = case.text.find(word, at + len(word))


def _class(case: Case) -> str:
    """What the words of itself are held against: town, bureau, or nothing."""
    issuer = case.report.issuer or ""
    if case.report.issuer_level == "town":
        return "town"
    bureau = issuer.endswith(phrases().bureau_suffix) and not any(word in issuer for word in phrases().town_suffix)
    return "bureau" if bureau else ""
