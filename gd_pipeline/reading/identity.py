"""Who reports, on which year, in which form: everything about a report but its numbers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from gd_pipeline.catalog.identity import Role, one_of
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.dates import years_in
from gd_pipeline.reading.editions import read_form
from gd_pipeline.reading.issuers import Named, name_issuer
from gd_pipeline.reading.periods import PrintedPeriod, find_period
from gd_pipeline.reading.periods import settle as settle_period
from gd_pipeline.reading.places import Evidence, Place
from gd_pipeline.reading.places import settle as settle_place
from gd_pipeline.reading.publication import printed_dates, published
from gd_pipeline.reading.report import Note, PrintedDate, Section, Span
from gd_pipeline.reading.squeezed import Squeezed, squeeze
from gd_pipeline.reading.titles import Title, find_titles, issuer_phrase, without_suffix

_HEAD, _TAIL = 3000, 1500
_PREFACE = 1000
_YEARS = range(2003, 2100)
_COMPILED = re.compile("由(?P<by>[^，,。；;由]{2,40}?)(?:负责|组织|牵头)?(?:编制|汇总|综合|编写|编撰|撰写|制作|发布)")
_CONTACT = re.compile("(?:与|联系[:：]|联系(?:单位|部门)[:：])(?P<by>[^，,。；;:：]{3,30}?)(?:联系|[,，。;；(（]|电话)")
_SUBJECT = re.compile(
    "(?:20[0-9]{2}年度?(?:以来)?[,，]?|^|。|[一1][、.]总体情况|概述|情况)(?P<by>[^，,。；;:：、]{2,24}?)"
    "(?:高度重视|认真|严格|坚持|积极|按照|深入|不断|全面|紧紧|始终|贯彻|在|以《?)"
)
_TABLE_YEAR = re.compile(r"[（(]\s{0,3}(20\d\d)\s{0,3}年度\s{0,3}[)）]")
_SELF = re.compile("[我本](镇|乡|街道|街|局|厅|委|办|中心|院|处|站|队|所|署|关|馆|县|区|市|省|州|旗|盟)")
_SELF_LEVELS = {"镇": "town", "乡": "town", "街道": "town", "街": "town"}
_SELF_DIVISIONS = "县区市省州旗盟"
_PAGE_KEYS = ("title", "ArticleTitle", "name", "filename")


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a report, as the contract has it; see `gd_pipeline.reading.report.Report` for the fields.

    `scope_class`: AGG (汇总: sums up subordinate bodies), OWN (one body), SYS (a vertical system), None (not said).
    `source_tier`: official, mirror (traditional characters, pinyin, encyclopedia) or hijacked (advertisers' words).
    `notes` tell of repaired dates and corrected names.
    """

    title: str
    issuer: str | None
    issuer_id: str | None
    issuer_code: str | None
    issuer_level: str | None
    report_year: int | None
    form: str
    period_start: date | None
    period_end: date | None
    period_span: Span | None
    published_on: date | None
    scope_class: str | None
    source_tier: str
    dates: tuple[PrintedDate, ...]
    notes: tuple[Note, ...]
    titles: tuple[Title, ...] = ()


def read_identity(document: Document, sections: tuple[Section, ...] = (), table_form: str | None = None) -> Identity:
    """Identity of the report that `document` holds; never raises, unknown fields are None.

    Args:
        document: what intake made; its furniture and metadata are evidence too.
        sections: headings of the text; the first one ends the page's header.
        table_form: edition of the printed tables ("2014", "2019", "2021"), None where none is printed.
    """
    text = document.text
    head = squeeze(text, 0, _HEAD)
    tail = squeeze(text, max(_HEAD, len(text) - _TAIL))
    page = _page_texts(document)
    titles = find_titles(head, page)
    address = document.metadata.get("url", document.source)
    header_end = min((section.start for section in sections if section.start > 0), default=0)
    dates = printed_dates(text, header_end, (piece.text for piece in document.furniture), address)
    printed = find_period(head)
    year = _report_year(titles, printed, head, text, dates)
    period = settle_period(printed, year)
    who = _Who(titles, Evidence(head.text, tail.text, (*_publishers(head, page), *page), address), year)
    identity = Identity(
        title=_title(titles), issuer=None, issuer_id=None, issuer_code=None, issuer_level=None, report_year=year,
        form=read_form(text, table_form), period_start=period.start, period_end=period.end, period_span=period.span,
        published_on=published(dates), scope_class=None, source_tier=_tier(head), dates=dates, notes=period.notes,
        titles=titles,
    )  # fmt: skip
    return who.put_into(identity)


def _page_texts(document: Document) -> tuple[str, ...]:
    texts = [document.metadata.get(key, "") for key in _PAGE_KEYS] + [piece.text for piece in document.furniture]
    return tuple(without_suffix(text) for text in texts if text)


@lru_cache(maxsize=32)
def _any(role: Role) -> re.Pattern[str]:
    return re.compile(one_of(role))


def _title(titles: tuple[Title, ...]) -> str:
    """The report's own title: on a line of its own with issuer and year, or as much of that as there is."""
    best = max(titles, key=_title_rank, default=None)
    return best.text if best else ""


def _title_rank(title: Title) -> tuple[bool, bool, bool, bool]:
    return title.place != "sentence", title.year is not None, bool(title.phrase), not title.after


def _report_year(
    titles: tuple[Title, ...], printed: PrintedPeriod | None, head: Squeezed, text: str, dates: tuple[PrintedDate, ...]
) -> int | None:
    """The year that title, period, tables and body agree on most; the title settles a tie."""
    votes: Counter[int] = Counter()
    for year, weight in _votes(titles, printed, head, text, dates):
        if year in _YEARS:
            votes[year] += weight
    return max(votes, key=lambda year: votes[year]) if votes else None


def _votes(
    titles: tuple[Title, ...], printed: PrintedPeriod | None, head: Squeezed, text: str, dates: tuple[PrintedDate, ...]
) -> Iterator[tuple[int, int]]:
    weights = {"line": [4, 1], "sentence": [2, 1], "page": [2, 0]}
    for title in titles:
        if title.year and (title.place == "line" or title.start < _PREFACE or title.place == "page"):
            yield title.year, weights[title.place][0]
            weights[title.place][0] = weights[title.place][1]
    if printed is not None and printed.year:
        yield printed.year, 3
    table = _TABLE_YEAR.search(text)
    if table:
        yield int(table[1]), 3
    body = Counter(years_in(head.text)).most_common(1)
    if body:
        yield body[0][0], 2 if body[0][1] > 1 else 1
    for role in ("published", "signed"):
        yield from ((day.value.year - 1, 1) for day in [d for d in dates if d.role == role][:1])


def _publishers(head: Squeezed, page: tuple[str, ...]) -> tuple[str, ...]:
    """Values behind 发布机构, 来源 and their kin."""
    pattern = _publisher()
    header = squeeze(head.source, 0, _HEAD // 2, breaks=True).text
    return tuple(match["by"] for text in (header, *page) for match in pattern.finditer(text))


@lru_cache(maxsize=1)
def _publisher() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{one_of('publisher_label')})[:：\n]{{1,2}}(?P<by>[^:：\n|，,。；;]{{2,30}}?)"
        rf"(?=[\n|，,。；;]|$|{one_of('published_label')}|{one_of('header_label')}|字体|浏览|点击|责任|编辑|作者|阅读|文字|访问)"
    )


def _tier(head: Squeezed) -> str:
    if _any("hijack").search(head.text, 0, _PREFACE):
        return "hijacked"
    return "mirror" if head.mirrored or _any("encyclopedia").search(head.text, 0, 200) else "official"


class _Who:
    """Finds the issuer: what names it, the place that it is or belongs to, and its level."""

    def __init__(self, titles: tuple[Title, ...], evidence: Evidence, year: int | None) -> None:
        self.evidence = evidence
        self.year = year
        self.named = self._named(titles)

    def _named(self, titles: tuple[Title, ...]) -> Named | None:
        fallback: Named | None = None
        for phrase in self._phrases(titles):
            named = name_issuer(phrase)
            if named is not None and not named.nameless:
                return named
            fallback = fallback or named
        return fallback

    def _phrases(self, titles: tuple[Title, ...]) -> Iterator[str]:
        for place in ("line", "sentence", "page"):
            yield from (title.phrase for title in titles if title.place == place and title.phrase)
        head = self.evidence.head
        for pattern in (_COMPILED, _SUBJECT, _CONTACT):
            yield from (issuer_phrase(match["by"]) for match in pattern.finditer(head, 0, _PREFACE))
        yield from self.evidence.page
        yield from (issuer_phrase(line) for line in self._signatures())

    def _signatures(self) -> list[str]:
        tail = self.evidence.tail or self.evidence.head
        return re.findall("[。;；无](?P<by>[^，,。；;:：]{3,30}?)20[0-9]{2}年", tail[-400:])

    def put_into(self, identity: Identity) -> Identity:
        """`identity` with issuer, code, level and scope."""
        named, suffix = self.named, self._suffix()
        place = settle_place(named, self.year, self.evidence, suffix)
        division = named.kind == "division" if named else bool(suffix)
        if named is not None and named.kind == "office":
            division = self._speaks_for_division()
        issuer = self._issuer(named, place, division)
        notes = identity.notes
        if place is not None and place.corrected:
            notes += (Note("place_corrected", f"{place.corrected} → {place.name}", 0, 0),)
        return replace(
            identity, issuer=issuer, issuer_id=_issuer_id(issuer, place, division),
            issuer_code=place.code if place else None, issuer_level=self._level(place, division),
            scope_class=self._scope(division), notes=notes,
        )  # fmt: skip

    def _issuer(self, named: Named | None, place: Place | None, division: bool) -> str | None:
        if division:
            return (
                place.name if place else named.places[-1] if named and named.places else named.name if named else None
            )
        if named is not None and place is not None and place.corrected:
            return named.name.replace(place.corrected, place.name)
        return named.name if named else None

    def _suffix(self) -> str:
        """How the division must end where the document has only 我县 or 区民政局."""
        if self.named is not None:
            return self.named.name[0] if self.named.nameless and self.named.name[0] in _SELF_DIVISIONS else ""
        word = self._self_word()
        return word if word in _SELF_DIVISIONS else ""

    def _self_word(self) -> str:
        said = Counter(_SELF.findall(self.evidence.head)).most_common(1)
        return said[0][0] if said else " "

    def _speaks_for_division(self) -> bool:
        own = len(_any("own_office").findall(self.evidence.head))
        return not own and bool(_any("whole_division").search(self.evidence.head) or self._aggregates())

    def _aggregates(self) -> bool:
        return _any("aggregate").search(self.evidence.head, 0, _PREFACE) is not None

    def _level(self, place: Place | None, division: bool) -> str | None:
        if division:
            return place.level if place else None
        if self.named is not None:
            return "town" if self.named.kind == "town" else "department"
        word = self._self_word()
        return None if word == " " else _SELF_LEVELS.get(word, "department")

    def _scope(self, division: bool) -> str | None:
        if self.named is not None and not division and _any("system").search(self.named.name):
            return "SYS"
        if self._aggregates() or (division and _any("whole_division").search(self.evidence.head)):
            return "AGG"
        return None if division or self.named is None else "OWN"


def _issuer_id(issuer: str | None, place: Place | None, division: bool) -> str | None:
    """The division's lasting id; for what belongs to it, that and the body's name without the place."""
    if place is None or issuer is None:
        return None
    return place.id if division else f"{place.id}/{issuer.rpartition(place.name)[2] or issuer}"
