"""Who reports, on which year, in which form: everything about a report but its numbers."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from gd_pipeline.catalog.identity import Role, one_of, words
from gd_pipeline.catalog.patterns import longest_anywhere
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import TitleWording
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.dates import bare_years_in, years_in
from gd_pipeline.reading.editions import read_form
from gd_pipeline.reading.evidence import Evidence
from gd_pipeline.reading.periods import PrintedPeriod, find_period
from gd_pipeline.reading.periods import settle as settle_period
from gd_pipeline.reading.publication import HEADER, header_of, printed_dates, published
from gd_pipeline.reading.report import Note, PrintedDate, Section, Span
from gd_pipeline.reading.squeezed import Squeezed, squeeze, squeezed_text
from gd_pipeline.reading.titles import Title, find_titles, without_suffix
from gd_pipeline.reading.who import PREFACE, read_issuer

_HEAD, _TAIL = 3000, 1500
_PAGE_PIECES, _PAGE_PIECE = 80, 300
_YEARS = range(2003, 2100)
_WORDING = wording(TitleWording)
_OF_YEAR = re.compile(r"年度[)）](?![)）、，,。；;])")
_YEAR_BEFORE = re.compile(r"(20\d\d)\s{0,3}\Z")
_LONGEST_YEAR = 7


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a report, as the contract has it; see `gd_pipeline.reading.report.Report` for the fields.

    `scope_class`: AGG (汇总: sums up subordinate bodies), OWN (one body), SYS (a vertical system), None (not said).
    `source_tier`: official, mirror (pinyin, encyclopedia) or hijacked (advertisers' words). `notes` tell of repaired
    dates and corrected names; `titles` are all that were found, `head` is where they were looked for.
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
    titles: tuple[Title, ...]
    head: Squeezed


def read_identity(document: Document, sections: tuple[Section, ...] = (), table_form: str | None = None) -> Identity:
    """Identity of the report that `document` holds; never raises, unknown fields are None.

    Args:
        document: what intake made; its furniture and metadata are evidence too.
        sections: headings of the text; the first one ends the page's header.
        table_form: edition of the printed tables ("2014", "2019", "2021"), None where none is printed.
    """
    text = document.text
    head, tail = squeeze(text, 0, _HEAD), squeezed_text(text, max(_HEAD, len(text) - _TAIL))
    page = _page_texts(document)
    titles = find_titles(head, page)
    address = document.metadata.get("url", document.source)
    header = header_of(head, min((section.start for section in sections if section.start > 0), default=0))
    dates = printed_dates(header, (piece.text for piece in document.furniture[:_PAGE_PIECES]), address)
    printed = find_period(head)
    year = _report_year(titles, printed, head, text, dates, _body_start(head, sections))
    period = settle_period(printed, year)
    issuer = read_issuer(titles, Evidence(head.text, tail, _publishers(document, header.text), page, address), year)
    corrected = issuer.corrected and Note("place_corrected", " → ".join(issuer.corrected), 0, 0)
    return Identity(
        title=_title(titles),
        issuer=issuer.name,
        issuer_id=issuer.id,
        issuer_code=issuer.code,
        issuer_level=issuer.level,
        report_year=year,
        form=read_form(text, table_form),
        period_start=period.start,
        period_end=period.end,
        period_span=period.span,
        published_on=published(dates),
        scope_class=issuer.scope,
        source_tier=_tier(head),
        dates=dates,
        notes=(*period.notes, *([corrected] if corrected else ()), *_corrected_titles(titles, head)),
        titles=titles,
        head=head,
    )


def _page_texts(document: Document) -> tuple[str, ...]:
    texts = [document.metadata.get(key, "") for key in _WORDING.title_keys]
    texts += [piece.text for piece in document.furniture[:_PAGE_PIECES]]
    return tuple(without_suffix(text[:_PAGE_PIECE]) for text in texts if text)


def _title(titles: tuple[Title, ...]) -> str:
    """The report's own title: on a line of its own with issuer and year, or as much of that as there is."""
    best = max(titles, key=_title_rank, default=None)
    return best.text if best else ""


def _corrected_titles(titles: tuple[Title, ...], head: Squeezed) -> Iterator[Note]:
    for title in titles:
        if title.misread:
            line = head.line_of(title.start)
            start, end = head.line_span(line)
            yield Note("title_corrected", f"{head.line(line)} → {title.text}", *head.span(start, end))


def _title_rank(title: Title) -> tuple[bool, bool, bool, bool]:
    return title.place != "sentence", title.year is not None, bool(title.phrase), not title.after


def _body_start(head: Squeezed, sections: tuple[Section, ...]) -> int:
    """Where in `head` the line behind the first heading begins, but that of a preface; its end where there is none."""
    first = next((section.start for section in sections if section.section != "preface"), None)
    line = len(head.starts) if first is None else bisect_right(head.line_starts, first)
    return head.starts[line] if line < len(head.starts) else len(head.text)


def _report_year(
    titles: tuple[Title, ...],
    printed: PrintedPeriod | None,
    head: Squeezed,
    text: str,
    dates: tuple[PrintedDate, ...],
    body: int,
) -> int | None:
    """The year that title, period, tables and body agree on most; the title settles a tie."""
    votes: Counter[int] = Counter()
    for year, weight in (
        *_title_votes(titles, body),
        *_period_votes(printed),
        *((year, 3) for year in islice(_table_years(text), 1)),
        *_body_votes(titles, printed, head),
        *((day.value.year - 1, 1) for day in dates[:1] if day.role in ("published", "signed")),
    ):
        if year in _YEARS:
            votes[year] += weight
    return max(votes, key=lambda year: votes[year]) if votes else None


def _table_years(text: str) -> Iterator[int]:
    """Years in brackets, as tables print them (2014年度)."""
    for end in _OF_YEAR.finditer(text):
        year = _YEAR_BEFORE.search(text, max(0, end.start() - _LONGEST_YEAR), end.start())
        if year is not None:
            yield int(year[1])


def _period_votes(printed: PrintedPeriod | None) -> Iterator[tuple[int, int]]:
    years = {day.year for day in (printed.start.only, printed.end.only) if day} if printed else set()
    yield from ((year, 3 if len(years) == 1 else 1) for year in sorted(years))


def _body_votes(titles: tuple[Title, ...], printed: PrintedPeriod | None, head: Squeezed) -> Iterator[tuple[int, int]]:
    """The year that the text speaks of most, besides title and period; that of its dates only where it has no other."""
    titled = [title.year for title in titles if title.year and title.start < len(head.text)]
    for find in (bare_years_in, years_in):
        spoken = Counter(find(head.text))
        spoken.subtract(titled)
        spoken.subtract(find(printed.text) if printed else ())
        year, count = max(spoken.items(), key=lambda item: item[1], default=(0, 0))
        if count > 0:
            yield year, min(2, count)
            return


def _title_votes(titles: tuple[Title, ...], body: int) -> Iterator[tuple[int, int]]:
    """Years of the titles, the first of each place weightier; a sentence behind `body` only mentions a report."""
    weights = {"line": (4, 1), "sentence": (2, 1), "page": (2, 0), "mention": (0, 0)}
    seen: set[str] = set()
    for title in titles:
        if title.year and (title.place != "sentence" or title.start < PREFACE):
            place = "mention" if title.place == "sentence" and title.start > body else title.place
            yield title.year, weights[place][place in seen]
            seen.add(place)


def _publishers(document: Document, header: Squeezed) -> tuple[str, ...]:
    """Values behind 发布机构, 来源 and their kin, as metadata or in the text's header."""
    known = [document.metadata[label] for label in words("publisher_label") if document.metadata.get(label)]
    printed = [match["by"] for match in _publisher().finditer(header.text)]
    return tuple(dict.fromkeys((*known, *printed, *_below(document.text[:HEADER]))))


def _below(text: str) -> Iterator[str]:
    """The publisher in a row of labels above a row of values."""
    if "\t" not in text:
        return
    above: list[str] = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split("\t")] if "\t" in line else []
        if len(cells) == len(above) > 1:
            yield from (cell for label, cell in zip(above, cells, strict=True) if label in _publisher_labels())
        above = cells


@lru_cache(maxsize=1)
def _publisher_labels() -> frozenset[str]:
    return frozenset(words("publisher_label"))


@lru_cache(maxsize=1)
def _publisher() -> re.Pattern[str]:
    labels = f"(?:{longest_anywhere(words('publisher_label'))})"
    next_label = f"{one_of('published_label')}|{one_of('header_label')}"
    return re.compile(  # without a colon only up to the next label of the row: 发布机构 市民政局 发文日期 2020-01-17
        rf"{labels}(?:[:：\n]{{1,2}}|(?=[一-龥]{{2,30}}?(?:{next_label})))(?P<by>[^:：\n|，,。；;]{{2,30}}?)"
        rf"(?=[\n|，,。；;]|$|{next_label}|{_WORDING.behind_publisher})"
    )


@lru_cache(maxsize=8)
def _any(role: Role) -> re.Pattern[str]:
    return re.compile(one_of(role))


def _tier(head: Squeezed) -> str:
    if _any("hijack").search(head.text, 0, PREFACE):
        return "hijacked"
    return "mirror" if head.mirrored or _any("encyclopedia").search(head.text, 0, 200) else "official"
