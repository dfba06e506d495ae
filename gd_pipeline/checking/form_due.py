"""The form that a report of its year has to follow: its sections, their order, its edition, what has to be said."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gd_pipeline.catalog.rules_phrases import DueSection, phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import Section, Span

_CLAUSES = re.compile("[。.；;！!，,\n]")
_FORMS = ("2019", "2021")
_SECOND, _FIRST = 2, "一、"
_LATEST_SINCE = 2021
_IN_WORDS = ("overview", "problems")
_STALE_CELLS = (".newly_published", ".published_total", ".items_last_year", ".items_change")


def form_due(case: Case) -> Iterator[Outcome]:
    """Sections of the statutory form that are left out or out of order, a stale edition, no word about problems."""
    if case.report.form not in _FORMS or not case.table or case.report.repeated:
        return
    due = phrases().due
    printed = _printed(case.report.sections, due)
    yield from _left_out(case, printed, due)
    yield from _in_order(printed)
    yield from _edition(case)
    yield from _problems(case, printed)
    yield from _empty(case, printed)
    yield from _twice(printed)


def _printed(sections: Sequence[Section], due: Sequence[DueSection]) -> list[tuple[int, Section]]:
    """The headings of the first level that are sections of the form, each with its place there."""
    places = {slot: place for place, each in enumerate(due) for slot in each.slots}
    top = [section for section in sections if section.level == 1 and section.number is not None]
    return [(places[section.section], section) for section in top if section.section in places]


def _left_out(case: Case, printed: Sequence[tuple[int, Section]], due: Sequence[DueSection]) -> Iterator[Outcome]:
    """A section between others that is nowhere in the body; what is missing at the ends may be cut off."""
    places = {place for place, _ in printed}
    if len(places) < len(due) - 2:
        return
    missing = [p for p in range(min(places), max(places)) if p not in places]
    body = case.text[printed[0][1].start :]
    missing = [place for place in missing if not _is_there(case, body, due[place])]
    missing += [0] if _begins_with_second(case, *printed[0], due[0]) else []
    if max(places) == len(due) - 2 and _is_signed(case, printed[-1][1]):
        missing += [] if _is_there(case, body, due[-1]) else [len(due) - 1]
    if not missing:
        yield Outcome("structure.missing_section", "holds")
    for place in missing:
        after = next((section for at, section in printed if at > place), None)
        beside, title = after or printed[-1][1], due[place].titles[0]
        yield Outcome(
            "structure.missing_section",
            "violated",
            message=f"缺少法定的“{title}”一节",
            spans=(_span(beside),),
            about=title,
            suggestion=f"在“{beside.heading.strip()[:30]}”之{'前' if after else '后'}补上这一节",
        )


def _is_there(case: Case, body: str, due: DueSection) -> bool:
    """True if the heading stands where it was taken for text; shorter words of it do beside the cells of its table."""
    if due.titles[0] in body:
        return True
    cells = tuple(prefix for slot in due.slots for prefix in phrases().tables.get(slot, ()))
    gone = cells and not any(metric.startswith(cells) for metric, _ in (*case.table, *case.blanks))
    return not gone and any(title in body for title in due.titles)


def _begins_with_second(case: Case, place: int, first: Section, due: DueSection) -> bool:
    """True if the first heading is 二 of the second section, without 一 or the first section `due` above it."""
    at = case.text.find(case.report.title, 0, first.start) if case.report.title else -1
    above = case.text[at : first.start]
    return at >= 0 and place == 1 and first.number == _SECOND and not any(w in above for w in (_FIRST, *due.titles))


def _is_signed(case: Case, last: Section) -> bool:
    """True if the report's signature stands behind its last heading, so that nothing behind that was cut off."""
    return any(day.role == "signed" and day.start > last.start for day in case.report.dates)


def _in_order(printed: Sequence[tuple[int, Section]]) -> Iterator[Outcome]:
    places = [place for place, _ in printed]
    if len(places) < 2 or len(set(places)) < len(places):
        return
    wrong = next((n for n in range(1, len(places)) if places[n] < places[n - 1]), None)
    if wrong is None:
        yield Outcome("structure.section_order", "holds")
        return
    first, second = printed[wrong - 1][1], printed[wrong][1]
    words = [section.heading.strip()[:30] for section in (first, second)]
    yield Outcome(
        "structure.section_order",
        "violated",
        message=f"“{words[1]}”应在“{words[0]}”之前",
        spans=(_span(first), _span(second)),
        about=" ".join(words),
        suggestion="按法定格式的顺序排列各节",
    )


def _edition(case: Case) -> Iterator[Outcome]:
    """Cells that only the form of 2019 has, in a report of a later year."""
    if (case.year or 0) < _LATEST_SINCE:
        return
    stale = [fact for key, fact in case.table.items() if key[0].endswith(_STALE_CELLS)]
    if not stale:
        yield Outcome("structure.stale_form", "holds")
        return
    yield Outcome(
        "structure.stale_form",
        "violated",
        message=f"“主动公开政府信息情况”表格用的是已停用的试行格式，{case.year} 年应使用国办公开办函〔2021〕30号的格式",
        spans=((stale[0].start, stale[0].end),),
        about=str(case.year),
        suggestion="换用现行格式的表格",
    )


def _problems(case: Case, printed: Sequence[tuple[int, Section]]) -> Iterator[Outcome]:
    """The section on problems has to say something: 无 is no answer."""
    section = next((section for _, section in printed if section.section == "problems"), None)
    if section is None:
        return
    said, pieces = _said(case, section)
    if not all(_is_nothing(each) or each in phrases().goes_on for each in pieces) or not any(map(_is_nothing, pieces)):
        yield Outcome("structure.no_problems", "holds")
        return
    yield Outcome(
        "structure.no_problems",
        "violated",
        message=f"“{section.heading.strip()[:30]}”一节只写了“{said}”",
        spans=(_span(section),),
        about=said,
        suggestion="写明存在的主要问题和改进情况",
    )


def _empty(case: Case, printed: Sequence[tuple[int, Section]]) -> Iterator[Outcome]:
    """A section that is to be told in words with nothing under its heading, before the next one."""
    for _, section in printed[:-1]:
        if section.section in _IN_WORDS and not case.text[section.heading_end : section.end].strip():
            words = section.heading.strip()[:30]
            yield Outcome(
                "structure.empty_section",
                "violated",
                message=f"“{words}”之下没有文字",
                spans=(_span(section),),
                about=words,
                suggestion="写明这一节的内容",
            )
        elif section.section in _IN_WORDS:
            yield Outcome("structure.empty_section", "holds")


def _twice(printed: Sequence[tuple[int, Section]]) -> Iterator[Outcome]:
    """Two sections beside each other, of different numerals, under the same words."""
    for (_, first), (_, second) in pairwise(printed):
        words = _titled(first)
        if first.number != second.number and words == _titled(second):
            yield Outcome(
                "structure.heading_twice",
                "violated",
                message=f"“{first.numeral}”和“{second.numeral}”两节的标题都是“{words[:30]}”",
                spans=(_span(first), _span(second)),
                about=words,
                suggestion="核对这两节的标题",
            )
            return
    if len(printed) > 1:
        yield Outcome("structure.heading_twice", "holds")


def _titled(section: Section) -> str:
    """The words of the heading without its numeral."""
    return "".join(section.heading.split()).removeprefix(section.numeral).lstrip("、.．")


def _said(case: Case, section: Section) -> tuple[str, list[str]]:
    """What stands under the heading, without blanks, and its clauses without the headings below it."""
    text, below = case.text, [each for each in case.report.sections if section.start < each.start < section.end]
    starts = [section.heading_end, *(each.heading_end for each in below)]
    own = [text[a:b] for a, b in zip(starts, [*(each.start for each in below), section.end], strict=True)]
    pieces = ["".join(each.split()) for each in _CLAUSES.split("\n".join(own))]
    return "".join(text[section.heading_end : section.end].split()), [each for each in pieces if each]


def _is_nothing(clause: str) -> bool:
    """True for 无, 不存在问题, also of a body that names itself (本单位不存在问题)."""
    for word in phrases().who_has_none:
        clause = clause.removeprefix(word)
    return clause in phrases().nothing


def _span(section: Section) -> Span:
    return section.start, max(section.heading_end, section.start + 1)
