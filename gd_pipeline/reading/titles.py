"""Titles: where a text names itself an annual report, with the issuer's words and the year printed there.

Basis: the patterns of domain notes §5.3. A title may stand on a line of its own, be broken over lines, be spaced, or
stand in the first sentence (现将X局2019年度政府信息公开工作情况报告如下).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.catalog.identity import one_of, words
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import TitleWording
from gd_pipeline.intake.labels import is_label
from gd_pipeline.reading.dates import FULL_DATE, OWN_YEAR, YEAR, year_of
from gd_pipeline.reading.squeezed import Squeezed
from gd_pipeline.reading.titles_misread import repaired_lines

_WORDING = wording(TitleWording)
_YEAR = re.compile(rf"({OWN_YEAR})(?:年度|年|度)?(?!\d|[〕】\]]第?\d)")
_YEAR_LINE = re.compile(rf"[（(]?({YEAR})年度?[)）]?$")
_STOPS = re.compile(r"[，,。；;!！?？>\]/《》「」【】“”\"]|[^由]：|:(?!//)")
_DATES = re.compile(rf"{FULL_DATE.pattern}(?:\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?")
_CRUMBS = re.compile(r"[>›»]|->|→")
_CITED = re.compile(
    rf"(?:{_WORDING.citing})(?:[^，,。；;]{{0,60}}|(?:(?!{_WORDING.publishing})[^，,。；;]){{0,240}})\Z"
)
_BASIS = re.compile(_WORDING.basis)
_INSTRUMENT = re.compile(rf"[^《》。]{{0,40}}(?:{_WORDING.instrument})(?:[（(][^）)]{{1,6}}[）)])?》")
_NO_TITLE = re.compile(_WORDING.no_title)
_HANZI = re.compile("[一-龥]")
_MAX_NAME = 45
_CITED_WITHIN = 260
_MAX_TITLES = 12
_BROKEN_LINE = 40
_DOCUMENT = re.compile(r"\.(?:docx?|pdf|wps|ofd|txt|html?)")


class Title(NamedTuple):
    """A title as found, blanks removed.

    `phrase` is what names the issuer in it (may be ""), `year` the year in it, `core` the words from 政府信息 to 报告,
    `after` what follows on its line. `place` is line, sentence or page (the page's own data), `start` its place in the
    squeezed head. `carried` titles stand in a notice that publishes the report (关于公布…); a `misread` one was put
    right.
    """

    text: str
    phrase: str
    year: int | None
    core: str
    after: str
    place: str
    start: int
    carried: bool = False
    misread: bool = False


@lru_cache(maxsize=1)
def _core() -> re.Pattern[str]:
    gap = rf"(?:{one_of('title_gap')}|\d{{4}}){{0,6}}"
    return re.compile(rf"{_WORDING.naming}(?P<gap>{gap})(?:{one_of('title_end')})")


@lru_cache(maxsize=1)
def _carrier() -> re.Pattern[str]:
    return re.compile(rf"{_WORDING.about}(?:{one_of('carrier')})")


@lru_cache(maxsize=1)
def _lead_in() -> re.Pattern[str]:
    return re.compile(rf"^(?:{one_of('lead_in')})")


@lru_cache(maxsize=1)
def _before_place() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of('lead_in_place')})+")


@lru_cache(maxsize=1)
def _tail_off() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of('tail_off')})$")


def find_titles(head: Squeezed, page: tuple[str, ...] = ()) -> tuple[Title, ...]:
    """Titles in the head of a text, in order, then those in the page's own data (`page`: <title>, file name)."""
    found: list[Title] = []
    last = 0
    for match in _matches(head.text):
        found += _in_head(head, match, last)
        last = match.end()
    if not any(title.year and title.phrase for title in found):
        found += _put_right(head)
    for squeezed in ("".join(text.split()) for text in page):
        named = _CRUMBS.split(squeezed)[-1] if _WORDING.naming in squeezed else ""
        found += [_titled(named[: m.start()], named, m, "page", len(head.text)) for m in _matches(named)]
    return tuple(found)


def _put_right(head: Squeezed) -> Iterator[Title]:
    for number, line, words_meant in repaired_lines(head):
        match = _core().search(line, len(line) - len(words_meant))
        if match is not None:
            before = _with_lines_above(head, number, line[: match.start()])
            title = _titled(before, line, match, "line", head.starts[number], "")
            yield title._replace(misread=True)


def _matches(text: str) -> Iterator[re.Match[str]]:
    for number, match in enumerate(_core().finditer(text)):
        if number >= _MAX_TITLES:
            return
        yield match


def _in_head(head: Squeezed, match: re.Match[str], last: int) -> Iterator[Title]:
    line = head.line_of(match.start())
    _, end = head.line_span(head.line_of(match.end() - 1))
    first = head.line_span(line)[0]
    before = head.text[max(first, last) : match.start()]
    if _is_cited(head.text, max(first, match.start() - _CITED_WITHIN), match):
        return
    stop = max((found.end() for pattern in (_STOPS, _DATES) for found in pattern.finditer(before)), default=0)
    alone = stop == 0 and last <= first and len(before) <= _MAX_NAME
    if alone:
        before = _with_lines_above(head, line, before)
    after = head.text[match.end() : end][:60]
    goes_on = after.startswith(_WORDING.title_goes_on) or (len(after) >= 30 and after[0] not in "（(")
    place = "page" if _DOCUMENT.match(after) else "line" if alone and not goes_on else "sentence"
    title = _titled(before[stop:][-_MAX_NAME:], head.text, match, place, match.start(), after)
    if title.year is None and (behind := _YEAR_LINE.match(after or head.line(head.line_of(match.end() - 1) + 1))):
        title = title._replace(year=year_of(behind[1]))
    if len(_CRUMBS.findall(before)) > 1 and not (title.year and title.phrase):
        return
    carried = _carrier().search(head.text, max(0, match.start() - _MAX_NAME), match.start()) is not None
    yield title._replace(carried=carried)


def _is_cited(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the words only cite a document: 根据…制度, or a notice on reports by its name, also behind a comma."""
    if _CITED.search(text, start, match.start()):
        return True
    sentence = text[max(start, text.rfind("。", start, match.start())) : match.start()]
    named = sentence.rfind("《") > sentence.rfind("》") and _INSTRUMENT.match(text, match.end()) is not None
    return named and _BASIS.search(sentence) is not None


def _with_lines_above(head: Squeezed, line: int, before: str) -> str:
    """A title broken over lines: the lines above are put before it while it lacks an issuer."""
    for above in (line - 1, line - 2):
        name = _without_lead(_YEAR.sub("", _without_core_words(before)))
        text = head.line(above)
        if len(name) > 1 or not text or len(text) > _BROKEN_LINE or not _names_something(text):
            break
        before = text + before
    return before


def _names_something(line: str) -> bool:
    """Whether a line can be the upper part of a title: no sentence, label, breadcrumb or menu."""
    return _NO_TITLE.search(line) is None and _HANZI.search(line) is not None and not is_label(line)


def _titled(before: str, text: str, match: re.Match[str], place: str, start: int, after: str | None = None) -> Title:
    head = _without_core_words(before)
    core = before[len(head) :] + match[0]
    year = next(reversed([*_YEAR.finditer(head)]), None) or _YEAR.search(core)
    tail = text[match.end() : match.end() + 60] if after is None else after
    return Title(
        _without_lead(head) + core,
        issuer_phrase(head),
        year_of(year[1]) if year else None,
        core,
        tail,
        place,
        start,
    )


def _without_core_words(before: str) -> str:
    """What is left of 政府信息 in front of 公开."""
    listed = words("title_before")
    while before.endswith(listed):
        before = before.removesuffix(next(word for word in listed if before.endswith(word)))
    return before


@lru_cache(maxsize=4096)
def issuer_phrase(text: str) -> str:
    """The words that name the issuer: `text` without the year and what merely leads to or from it."""
    for part in reversed(_YEAR.sub(" ", text).split()):
        name = _clean(part)
        if name:
            return name
    return ""


def _clean(phrase: str) -> str:
    whose, mark, about = phrase.rpartition(_WORDING.about)
    phrase = _without_lead(about) or whose if mark else phrase
    return _stripped(_tail_off(), _without_lead(phrase))


@lru_cache(maxsize=4096)
def _without_lead(phrase: str) -> str:
    """`phrase` without words that lead in to a name (but 和 of 和平区 is the name's)."""
    for _ in range(8):
        shorter = _lead_in().sub("", phrase)
        if shorter == phrase:
            shorter = _from_place(phrase)
        if shorter == phrase or divisions().starting(phrase, 0):
            break
        phrase = shorter
    return phrase


def _from_place(phrase: str) -> str:
    """`phrase` from the division's name on, where only words that belong to no name stand before it."""
    match = _before_place().match(phrase)
    at = match.end() if match else 0
    while at and not divisions().starting(phrase, at):
        at = max((m.end() for m in _before_place().finditer(phrase, 0, at - 1) if m.start() == 0), default=0)
    return phrase[at:]


def _stripped(pattern: re.Pattern[str], phrase: str) -> str:
    for _ in range(8):
        shorter = pattern.sub("", phrase)
        if shorter == phrase:
            break
        phrase = shorter
    return phrase


def without_suffix(name: str) -> str:
    """A file name or page title without the ending that says its format."""
    return _DOCUMENT.sub("", name)
