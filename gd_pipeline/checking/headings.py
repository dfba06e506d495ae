"""Numerals of headings, and the number of parts that the preface announces (domain notes §2.7 D-05, D-06)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import Section

_ANNOUNCED = re.compile(r"(?P<n>[一二三四五六七八九十]|\d{1,2})个?大?部分")
_HAN = "一二三四五六七八九十"
_CHINESE = {digit: value for value, digit in enumerate(_HAN, start=1)}
_LAST = frozenset(("other", "problems", "plans"))
"""What a report ends with: one that ends with something else is an opening, or lost its end."""
_PREFACE = 2500


def headings(case: Case) -> Iterator[Outcome]:
    """Numerals that stand twice under one parent, or leave one out.

    What one wrong numeral doubles and leaves out (三、五、五; 一、一、三) is told once.
    """
    pairs = [pair for pair in _siblings(case.report.sections) if _style(pair[0].numeral) == _style(pair[1].numeral)]
    twice = {each.start for pair in pairs if pair[0].number == pair[1].number for each in pair}
    doubled = gaps = 0
    for last, section in pairs:
        step = (section.number or 0) - (last.number or 0)
        if step == 0:
            doubled += 1
            yield _doubled(last, section)
        elif step > 1 and not _hidden(case, last, section) and not (step == 2 and twice & {last.start, section.start}):
            gaps += 1
            yield _gap(last, section)
    if case.report.sections and not doubled:
        yield Outcome("structure.numbering.doubled", "holds")
    if case.report.sections and not gaps:
        yield Outcome("structure.numbering.gap", "holds")


@lru_cache(maxsize=256)
def _style(numeral: str) -> tuple[bool, bool]:
    """Whether the numeral stands in brackets and is a digit: （二） and 2. do not count on from each other."""
    return numeral[:1] in "（(〔", any(c.isdecimal() for c in numeral)


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
    """The number of parts that the preface announces against those of the first level, with or without the annex."""
    every = [section for section in case.report.sections if section.level == 1 and section.number is not None]
    numbered = [section for section in every if section.section != "statistics"]
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
    holds = announced == found or announced == max(section.number or 0 for section in every)
    yield Outcome(
        "structure.announced_parts",
        "holds" if holds else "violated",
        message="" if holds else f"前言说有 {announced} 个部分，正文有 {found} 个一级标题",
        formula=f"{announced} = {found}",
        stated=(announced, announced),
        expected=(found, found),
        spans=((match.start(), match.end()),),
    )
