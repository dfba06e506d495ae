"""Headings, announced parts, lost tables, blank totals and template residue (domain notes §2.7 D-05, D-06; §6.1)."""

import re
from collections.abc import Iterator, Mapping

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules_phrases import Residue, phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named
from gd_pipeline.reading.report import Section, Span

_ANNOUNCED = re.compile(r"(?P<n>[一二三四五六七八九十]|\d{1,2})个?大?部分")
_HAN = "一二三四五六七八九十"
_CHINESE = {digit: value for value, digit in enumerate(_HAN, start=1)}
_LAST = frozenset(("other", "problems", "plans"))
"""What a report ends with: one that ends with something else is an opening, or lost its end."""
_PREFACE = 2500
_TABLES: Mapping[str, tuple[str, ...]] = {
    "proactive": ("regulations.", "normative_documents.", "licensing.", "penalties.", "coercion.", "charges."),
    "requests": ("requests.", "outcome."),
    "review_litigation": ("review.", "litigation."),
}
"""What the tables of the 2019 and 2021 forms print, by the section that they stand in."""


def headings(case: Case) -> Iterator[Outcome]:
    """Numerals that stand twice under one parent, or leave one out."""
    doubled = gaps = 0
    for last, section in _siblings(case.report.sections):
        if last.number is None or section.number is None:
            continue
        if section.number == last.number:
            doubled += 1
            yield _doubled(last, section)
        elif section.number > last.number + 1 and not _hidden(case, last, section):
            gaps += 1
            yield _gap(last, section)
    if case.report.sections and not doubled:
        yield Outcome("structure.numbering.doubled", "holds")
    if case.report.sections and not gaps:
        yield Outcome("structure.numbering.gap", "holds")


def _hidden(case: Case, last: Section, section: Section) -> bool:
    """True if the missing heading may stand in a table, or is printed where it was not taken for one."""
    if any(last.start <= start < section.start for start, _ in case.report.table_spans):
        return True
    missing = _HAN[(last.number or 0) : (section.number or 0) - 1] or str((last.number or 0) + 1)
    body = case.text[last.heading_end or last.start : section.start]
    return any(f"{numeral}{mark}" in body for numeral in missing for mark in "、）).．")


def _siblings(sections: tuple[Section, ...]) -> Iterator[tuple[Section, Section]]:
    """Each numbered heading with the one before it of its level, under the same parent."""
    last: dict[int, Section] = {}
    for section in sections:
        for level in [level for level in last if level > section.level]:
            del last[level]
        if section.number is None:
            continue
        if section.level in last:
            yield last[section.level], section
        last[section.level] = section


def _doubled(first: Section, second: Section) -> Outcome:
    return Outcome(
        "structure.numbering.doubled",
        "violated",
        message=f"标题序号“{second.numeral}”用了两次：“{_words(first)}”和“{_words(second)}”",
        formula=f"{first.numeral} ≠ {second.numeral}",
        spans=(_span(first), _span(second)),
        about=f"{_words(first)} {_words(second)}",
        suggestion=f"第二个“{second.numeral}”及其后的序号顺延",
    )


def _gap(last: Section, section: Section) -> Outcome:
    return Outcome(
        "structure.numbering.gap",
        "violated",
        message=f"标题序号由“{last.numeral}”跳到“{section.numeral}”：“{_words(section)}”",
        formula=f"{last.number} + 1 = {section.number}",
        spans=(_span(last), _span(section)),
        about=f"{_words(last)} {_words(section)}",
    )


def _words(section: Section) -> str:
    return section.heading.strip()[:40]


def _span(section: Section) -> tuple[int, int]:
    return section.start, max(section.heading_end, section.start + 1)


def announced_parts(case: Case) -> Iterator[Outcome]:
    """The number of parts that the preface announces against the headings of the first level."""
    top = [section for section in case.report.sections if section.level == 1 and section.section != "statistics"]
    numbered = [section for section in top if section.number is not None]
    end = min(numbered[0].start if numbered else 0, _PREFACE)
    at = case.text.find("部分", 0, end)
    if at < 0 or len(numbered) < 2:
        return
    match = _ANNOUNCED.search(case.text, max(0, at - 8), end)
    if match is None:
        return
    announced = _CHINESE.get(match["n"]) or int(match["n"])
    found = max(section.number or 0 for section in numbered)
    if found < announced and numbered[-1].section not in _LAST:
        return
    holds = announced == found
    yield Outcome(
        "structure.announced_parts",
        "holds" if holds else "violated",
        message="" if holds else f"前言说有 {announced} 个部分，正文有 {found} 个一级标题",
        formula=f"{announced} = {found}",
        stated=(announced, announced),
        expected=(found, found),
        spans=((match.start(), match.end()),),
    )


def lost_tables(case: Case) -> Iterator[Outcome]:
    """A section of the 2019 or 2021 form whose statutory table is not there, or was seen and could not be read."""
    told = [note for note in case.report.notes if note.kind == "lost_table"]
    for note in told:
        yield _lost(note.detail, note.start, note.end)
    if told or case.report.form not in ("2019", "2021") or case.report.repeated:
        return
    printed = {fact.metric for fact in case.table.values()} | {metric for metric, _ in case.blanks}
    lost = False
    for section in case.report.sections:
        codes = _TABLES.get(section.section)
        if codes and section.level == 1 and not any(metric.startswith(codes) for metric in printed):
            lost = True
            yield _lost(_words(section), *_span(section))
    if not lost and printed:
        yield Outcome("structure.lost_table", "holds")


def _lost(heading: str, start: int, end: int) -> Outcome:
    return Outcome(
        "structure.lost_table",
        "violated",
        message=f"“{heading}”之下没有法定表格",
        spans=((start, end),),
        about=heading,
        suggestion="补上该表格",
    )


def blank_totals(case: Case) -> Iterator[Outcome]:
    """总计 cells of table 3 left blank in rows that have numbers."""
    if not case.blanks:
        return
    rows = {metric for metric, applicant in case.table if applicant != "total"}
    blank = [metric for metric in rows if (metric, "total") in case.blanks]
    if blank:
        names = "、".join(named(metric) for metric in sorted(blank)[:4])
        places = [case.blanks[metric, "total"] for metric in blank]
        yield Outcome(
            "structure.blank_total",
            "violated",
            message=f"表中有 {len(blank)} 行填了分项而总计为空白：{names}" + ("等" if len(blank) > 4 else ""),
            metrics=tuple(sorted(blank)),
            applicant="total",
            spans=tuple((place.start, place.end) for place in places),
            about=str(len(blank)),
        )
    elif rows and len({applicant for _, applicant in case.table}) == len(APPLICANTS):
        yield Outcome("structure.blank_total", "holds")


def residue(case: Case) -> Iterator[Outcome]:
    """What a template left standing where the issuer was to write: X件, 某某, or nothing at all before 条."""
    found = [span for left in phrases().residues if (span := _left_standing(case.text, left))]
    if not found:
        yield Outcome("structure.residue", "holds")
        return
    places = "；".join(f"“{case.text[a:b].strip()}”" for a, b in found)
    yield Outcome(
        "structure.residue",
        "violated",
        message=f"模板中的空格或占位没有填写：{places}".replace("\n", " "),
        spans=tuple(found),
        about=places,
    )


def _left_standing(text: str, left: Residue) -> Span | None:
    """The first place that holds the residue, with a few words before it."""
    at = text.find(left.text)
    while at >= 0:
        end = at + len(left.text)
        before, after = text[at - 1 : at], text[end : end + 1]
        if (not left.before or (after and after in left.before)) and not (before.isascii() and before.isalnum()):
            return max(0, at - 12), end + bool(left.before)
        at = text.find(left.text, end)
    return None
