"""What is no report: notices, blank forms, summaries, lists, model texts… each refused with a reason code.

A page with a report's own title, with the words that open one, or with enough of its topics is a report, also as a copy
on a hijacked site; what only speaks about reports is told by the words behind the title and the lines above the text.
"""

import re
from functools import cached_property, lru_cache

from gd_pipeline.catalog.identity import Kind, kinds, sign, topics
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import TitleWording
from gd_pipeline.intake.document import Document, Quarantine
from gd_pipeline.reading.identity import Identity
from gd_pipeline.reading.report import Section
from gd_pipeline.reading.squeezed import squeezed_text
from gd_pipeline.reading.titles import Title

_HEAD, _LOOKED_AT = 1500, 6000
_TOP_LINES, _TOP_LINE = 10, 60
_ENOUGH_TOPICS, _FEW_TOPICS, _ENOUGH_SECTIONS, _ENOUGH_CELLS = 5, 3, 3, 5
_CLAUSE = re.compile("[，,。]")
_LIST = 4
_BARE = 300
_WORDING = wording(TitleWording)
_PAGING = re.compile(_WORDING.paging)
_COUNT = re.compile(r"(?<![第\d])\d+(?:条|件|次|宗|起|人)")
_WHOLE, _COUNTS = 4, 2
_SLOTS = frozenset({"overview", "proactive", "requests", "fees", "review_litigation", "problems"})
_HEADING = re.compile("[一1][、.．]|[（(]一[）)]|第一[条章部]")


def refusal(
    document: Document, identity: Identity, sections: tuple[Section, ...], fact_count_in_tables: int
) -> Quarantine | None:
    """Why `document` is no annual report, or None where it is one.

    Args:
        document: what intake made.
        identity: what `read_identity` found, with its titles.
        sections: headings of the text.
        fact_count_in_tables: numbers read from statutory tables.

    Returns:
        Quarantine with one of the reasons of identity_kinds.toml, or list_page, blank_form, no_year, no_body,
        not_a_report.
    """
    page = _Page(document, identity, sections, fact_count_in_tables)
    if _is_list(identity.titles, page.head.text) and not page.headed:
        return Quarantine("list_page", "a list of reports, none of them in full")
    kind = next((kind for kind, pattern in _told(page.own) if page.is_a(kind, pattern)), None)
    if kind is not None:
        return Quarantine(kind.reason, kind.detail)
    if identity.report_year is None and (page.own or page.body or page.undated):
        return Quarantine("no_year", "neither title nor period nor text says which year is reported on")
    if not (page.own or page.body):
        return _neither(page.head.text, fact_count_in_tables)
    return Quarantine("no_body", "a report's title and nothing of its text") if page.bare else None


class _Page:
    """What a page shows of a report; looked at only as far as needed."""

    def __init__(self, document: Document, identity: Identity, sections: tuple[Section, ...], cells: int) -> None:
        self.head = identity.head.until(_HEAD)
        self.document = document
        self.identity = identity
        self.sections = sections
        self.cells = cells

    @cached_property
    def first(self) -> Title | None:
        """The first title of the text itself."""
        return next((title for title in self.identity.titles if title.place != "page"), None)

    @cached_property
    def own(self) -> bool:
        """Whether it has a report's own title, or opens as reports do: with a period and saying who compiled it."""
        if any(_is_own(title) for title in self.identity.titles):
            return True
        period = (self.identity.period_start or self.identity.period_end) is not None
        signs = period, sign("opens").search(self.head.text) is not None
        return self.topics > 0 and (all(signs) or (any(signs) and self.topics >= _FEW_TOPICS))

    @cached_property
    def undated(self) -> bool:
        """Whether it begins with a title of a report of no year, and has some of a report's topics."""
        first = self.first
        if first is None or first.year is not None or self.topics < _FEW_TOPICS:
            return False
        return not first.after or sign("behind").match(first.after) is not None

    @cached_property
    def _text(self) -> str:
        return squeezed_text(self.document.text, 0, _LOOKED_AT)

    @cached_property
    def topics(self) -> int:
        """How many of a report's topics the text has."""
        return sum(topic.search(self._text) is not None for topic in topics())

    @cached_property
    def body(self) -> bool:
        """Whether the text reads like a report: filled tables, or topics in the first person or under the headings."""
        if self.cells >= _ENOUGH_CELLS:
            return True
        about = sum(_WORDING.naming in section.heading for section in self.sections if section.level == 1)
        speaks = sign("speaks").search(self._text) is not None
        if self.topics >= _ENOUGH_TOPICS:
            return speaks or len(self._slots) >= _ENOUGH_SECTIONS
        statutory = any(sign("statutory").search(section.heading) for section in self.sections if section.level == 1)
        return speaks and (statutory or about >= _ENOUGH_SECTIONS) and self.identity.report_year is not None

    @cached_property
    def _slots(self) -> frozenset[str]:
        """The parts of a report that have headings."""
        return _SLOTS.intersection(section.section for section in self.sections if section.level <= 2)

    @property
    def headed(self) -> bool:
        """Whether numbered headings of a report's parts stand on it."""
        return sum(bool(part.numeral) and part.section in _SLOTS for part in self.sections) >= _ENOUGH_SECTIONS

    @property
    def bare(self) -> bool:
        """Whether nothing but the title stands on it, beside an attachment's name or the page's own words."""
        headed = any(section.heading for section in self.sections)
        filled = self.cells or headed or "。" in self.head.text or len(self.head.text) > _BARE
        return not filled and self.topics < 2

    @cached_property
    def submitted(self) -> bool:
        """Whether it hands in a whole report of its own: 关于报送…年度报告的函, then sections and counts."""
        if sign("hands_in").search(self.head.text) is None or sign("speaks").search(self._text) is None:
            return False
        slots = {section.section for section in self.sections if section.level == 1} & _SLOTS
        return len(slots) >= _WHOLE and len(_COUNT.findall(self._text)) >= _COUNTS

    @cached_property
    def top(self) -> str:
        """Lines by which the text names itself: what stands above its first sentence or heading, but no labels."""
        found = []
        for number in range(min(_TOP_LINES, len(self.head.starts))):
            line = self.head.line(number)
            if _HEADING.match(line) or ("。" in line and (number or sign("first_line").match(line))):
                break
            if "：" not in line and ":" not in line:
                named = _HEADING.split(line, maxsplit=1)[0]
                found.append((_CLAUSE.split(named, maxsplit=1)[0] if "。" in named else named)[:_TOP_LINE])
        return "\n".join(found)

    def is_a(self, kind: Kind, pattern: re.Pattern[str]) -> bool:
        """Whether the page is of `kind`, whose words `pattern` finds, and no report for that."""
        if not _stands(kind, pattern, self._words(kind)):
            return False
        if kind.reason == "news" and not kind.with_body and self.body:
            return False
        if (kind.where != "head" or kind.with_body or kind.reason == "news") and self._entitled(kind, pattern):
            return False
        if any(re.search(spared, self.head.text) for spared in kind.unless):
            return False
        if kind.reason == "notice" and self.submitted:
            return False
        carried = kind.where == "after" and kind.reason == "notice" and self.first is not None and self.first.carried
        return not (carried and (self.body or self.own))

    def _entitled(self, kind: Kind, pattern: re.Pattern[str]) -> bool:
        """Whether a report's title, without the words of `kind`, has a line of its own over its headings or body.

        No sentence stands above it: what `pattern` finds is a link, or a sentence of the report.
        """
        if len(self._slots) < _ENOUGH_SECTIONS and (kind.where == "head" or not self.body):
            return False
        text = self.head.text
        for title in self.identity.titles:
            if title.place == "line" and _is_own(title) and "。" not in text[: title.start]:
                words = title.after if kind.where == "after" else self.head.line(self.head.line_of(title.start))
                if pattern.search(words) is None:
                    return True
        return False

    def _words(self, kind: Kind) -> str | None:
        """Where the words of `kind` are looked for; None where there is no such place."""
        if kind.where == "after":
            return self.first.after if self.first is not None else None
        return self.top if kind.where == "top" else self.head.text


def _neither(head: str, cells: int) -> Quarantine:
    if sign("blank").search(head):
        return Quarantine("blank_form", f"a form in which {cells} cells are filled")
    return Quarantine("not_a_report", "no title of an annual report and too few of its topics")


def _is_own(title: Title) -> bool:
    """Whether a title is the document's own: with a year, and nothing behind it that makes it a mention."""
    return title.year is not None and (not title.after or sign("behind").match(title.after) is not None)


def _is_list(titles: tuple[Title, ...], head: str) -> bool:
    listed = {(title.phrase, title.year) for title in titles if title.place != "page" and title.year}
    return len(listed) >= _LIST and (_PAGING.search(head) is not None or head.count("。") < len(listed))


def _stands(kind: Kind, pattern: re.Pattern[str], text: str | None) -> bool:
    if text is None or (kind.needs and not any(word in text for word in kind.needs)):
        return False
    if kind.at_least == 1:
        return pattern.search(text) is not None
    return len(pattern.findall(text)) >= kind.at_least


@lru_cache(maxsize=2)
def _told(own: bool) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Every kind with what finds its words; those that a page with a report's `own` title may be."""
    return tuple(
        (kind, re.compile("|".join(f"(?:{pattern})" for pattern in kind.patterns), re.MULTILINE))
        for kind in kinds()
        if kind.titled or not own
    )
