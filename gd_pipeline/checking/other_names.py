"""Another body's name where the issuer's own belongs: a report written over another (domain notes §6.1, §7.2)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from gd_pipeline.catalog.divisions import Division, divisions
from gd_pipeline.catalog.rules_phrases import NotItself, phrases
from gd_pipeline.catalog.script import simplified
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import IssuerWording
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.years_named import opens
from gd_pipeline.reading.report import Span

_PREFACE, _LONGEST, _LINE = 1500, 40, 60
_SHORTEST = 3
_GOVERNMENTS = wording(IssuerWording).governments
_ABOVE_END = re.compile("[省市州盟区]")
_DIVISION_END = "[市县区州旗盟]"
_BEFORE_SELF = "。；，、,;\n \u3000年度"
_CLAUSE, _SENTENCE = "，。；,;\n", "。；;\n"
_REACH = 120
_QUOTED = "：:“「『《"
_ABOVE, _RARE, _MOST = 8, 3, 200


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
    yield from _of_preface(case, own)
    for start, end in (*_signature(case), *_filled_by(case)):
        if own.name not in case.text[start:end]:
            yield from (span for span in _peers(case, own, _named_as_body(), start, end) if _leads(case, start, span))
    for begun in _of_the_year(case.year).finditer(case.text):
        at = begun.end()
        if opens(case.text, begun.start()):
            for span in _peers(case, own, _subject(_kind(case, own)), at, at + _LONGEST):
                if span[0] == at and not _is_other(case, own, span):
                    yield span


def _of_preface(case: Case, own: Division) -> Iterator[Span]:
    """Divisions whose body the preface has make the report, or give it."""
    for start, end in _preface(case):
        for span in _peers(case, own, _named_as_maker(), start, end):
            made_by = _maker_before().search(case.text, max(start, span[0] - _LINE), span[0])
            if made_by and not _is_other(case, own, span):
                yield span


def _is_other(case: Case, own: Division, span: Span) -> bool:
    """True for a place in brackets, in a sentence that names the issuer's, and where the clause speaks of another."""
    sentence, clause = (_around(case.text, span, ends) for ends in (_SENTENCE, _CLAUSE))
    before = case.text[sentence[0] : span[0]]
    in_brackets = any(before.count(opened) > before.count(closed) for opened, closed in ("（）", "()"))
    named = own.name in case.text[slice(*sentence)]
    return in_brackets or named or any(word in case.text[slice(*clause)] for word in phrases().speaks_of_another)


def _around(text: str, span: Span, ends: str) -> Span:
    """What stands between two of the `ends` around `span`, at most so far away."""
    first, last = max(0, span[0] - _REACH), min(len(text), span[1] + _REACH)
    start = max(text.rfind(sign, first, span[0]) for sign in ends) + 1 or first
    return start, min(at if at >= 0 else last for at in (text.find(sign, span[1], last) for sign in ends))


def _leads(case: Case, start: int, span: Span) -> bool:
    """True if nothing but the name of a division above stands in front of the name."""
    before = case.text[start : span[0]].strip()
    return not before or (len(before) <= _ABOVE and _ABOVE_END.fullmatch(before[-1]) is not None)


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
    """The end of a division's name with a body of it behind."""
    return re.compile(f"{_DIVISION_END}(?=[一-龥]{{0,12}}(?:{'|'.join(phrases().body)}))")


@lru_cache(maxsize=1)
def _named_as_maker() -> re.Pattern[str]:
    """The end of the name of a division whose body makes or gives the report, or whose year the report is of."""
    body, made, told = ("|".join(words) for words in (phrases().body, phrases().made_known, phrases().told_of_year))
    return re.compile(
        f"{_DIVISION_END}(?=[一-龥]{{0,12}}(?:{body})[一-龥]{{0,4}}(?:{made})|20\\d\\d ?年度?[一-龥]{{0,4}}(?:{told}))"
    )


@lru_cache(maxsize=1)
def _maker_before() -> re.Pattern[str]:
    """What stands before such a name, with the names of the divisions above."""
    return re.compile(f"(?:{'|'.join(phrases().made_by)})(?:[一-龥]{{2,4}}[省市州盟]){{0,2}}$")


@lru_cache(maxsize=1)
def _named_town() -> re.Pattern[str]:
    known = phrases()
    return re.compile(f"[一-龥]{{2,24}}(?:{'|'.join(known.town_suffix)})")


@lru_cache(maxsize=1)
def _town_stem() -> re.Pattern[str]:
    """What tells one town from the others: its name without those of its county and its kind."""
    known = phrases()
    return re.compile(
        f"(?:[一-龥]{{0,24}}(?:[省市县区州旗盟]|{_GOVERNMENTS[0]}))?(?P<stem>[一-龥]{{2,9}}?)"
        f"(?:{'|'.join(known.town_suffix)})(?:{'|'.join(known.town_body)})?$"
    )


@lru_cache(maxsize=64)
def _subject(kind: str) -> re.Pattern[str]:
    """The end of a division's name with what it does as the subject of a report of that kind."""
    name = re.escape(kind) or f"(?:{'|'.join(_GOVERNMENTS)})?"
    tells, told = ("|".join(words) for words in (phrases().tells, phrases().told))
    return re.compile(f"{_DIVISION_END}(?={name}(?:{tells})[^，。；\\n]{{0,12}}?(?:{told}))")


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
    """Who filled in the statistics table: the line behind its label."""
    for match in _behind_label().finditer(case.text):
        yield match.span(1)
        return


@lru_cache(maxsize=1)
def _behind_label() -> re.Pattern[str]:
    known = phrases()
    return re.compile(
        f"(?:{'|'.join(known.filled_by)})[（(]?(?:{'|'.join(known.seal)})?[）)：: \u3000]{{0,6}}([一-龥]{{2,40}})"
    )


def _of_towns(case: Case) -> Iterator[Span]:
    """A signature of another town or sub-district."""
    own = _stem(case.report.issuer or "") if case.report.issuer_level == "town" else ""
    for start, end in _signature(case) if own else ():
        match = _named_town().fullmatch(case.text, start, _town_end(case, start, end))
        stem = _stem(match[0]) if match else ""
        known = f"{case.report.title}{case.report.issuer}".translate(simplified())
        if match and stem and stem not in known and own not in case.text[start:end].translate(simplified()):
            at = match.start() + match[0].translate(simplified()).rindex(stem)
            yield at, match.end()


def _town_end(case: Case, start: int, end: int) -> int:
    """Where a town's body begins in the signature."""
    return max(case.text.rfind(word, start, end) for word in phrases().town_body)


def _stem(name: str) -> str:
    """蒋坝 of 淮安市洪泽区蒋坝镇, in simplified characters; nothing where there is none."""
    match = _town_stem().search(name.translate(simplified()))
    return match["stem"] if match else ""


def _of_itself(case: Case) -> Iterator[Span]:
    """我镇 in the report of a bureau, 我局 in that of a town, but for one among many of the issuer's own words."""
    entry = phrases().not_itself.get(_class(case))
    if entry is None:
        return
    places = [span for word in entry.words for span in _said(case, word, entry)]
    own = sum(case.text.count(word) for word in entry.own)
    if len(places) * _RARE > own:
        yield from {case.text[slice(*span)]: span for span in reversed(places)}.values()


def _said(case: Case, word: str, entry: NotItself) -> Iterator[Span]:
    """Where a clause begins with the word, and what it begins is no longer word and nothing that another one says."""
    for found in islice(re.finditer(word, case.text), _MOST):
        if case.text[found.start() - 1 : found.start()] not in _BEFORE_SELF:
            continue
        before = case.text[_around(case.text, found.span(), _SENTENCE)[0] : found.start()]
        told = any(word in before for word in (*_QUOTED, *entry.told_by))
        if not told and not case.text.startswith(entry.no_end, found.end()):
            yield found.span()


def _class(case: Case) -> str:
    """What the words of itself are held against: town, bureau, or nothing."""
    issuer = case.report.issuer or ""
    if case.report.issuer_level == "town":
        return "town"
    bureau = issuer.endswith(phrases().bureau_suffix) and not any(word in issuer for word in phrases().town_suffix)
    return "bureau" if bureau else ""
