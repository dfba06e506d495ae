"""Zero statements in prose: 未收到申请, 没有收费, 行政复议、行政诉讼均未发生 (domain notes §4.4).

What is denied stands right of the trigger, up to the sentence's end or to a number (未收到投诉举报件、行政复议12件
denies only the first); where nothing is named there, it stands left of it in the same sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gd_pipeline.catalog.absences import AbsentObject, absences
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.clauses import Sentences, plain
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.report import Section, Span
from gd_pipeline.reading.sections import section_at

_WORDING = wording(ProseWording)
_REACH, _NEAR = 90, 60
_BEFORE, _BEHIND = 8, 14
_MARGIN = " \n\t\u3000：:"
_EXCEPT = re.compile(r"除[^。；;]{1,40}外")
_PART_YEAR = re.compile(_WORDING.not_whole_year)


@dataclass(frozen=True, slots=True)
class StatedZero:
    """A metric that is said to be 0, and the words that say it."""

    metric: str
    start: int
    end: int
    section: Section | None


def stated_zeros(
    text: str, sections: Sequence[Section], sentences: Sentences, spans: Sequence[Span], found: Sequence[Mention]
) -> Iterator[StatedZero]:
    """Zero statements of the given spans of `text`, in order; each metric once for a sentence, and no printed 0."""
    numbers = [m.number.start for m in found if m.counts]
    counts = [m for m in found if m.metric and m.number.high and m.other is None]
    told = {(m.ordinal, m.metric): m.number.start for m in reversed(counts)}
    seen = {(m.ordinal, code) for m in found if m.metric and not m.number.high for code in (m.metric, *m.also)}
    for first, last in spans:
        for match in _triggers(text, first, last):
            start, end, ordinal = sentences.around(match.start())
            section = section_at(sections, match.start())
            if _hypothetical(text, start, match.start(), section):
                continue
            trigger = absences().triggers[match.lastgroup or ""]
            for metric, at, to in _denied(text, match.span(), (start, end), numbers, section, trigger.left):
                if trigger.only and metric not in trigger.only:
                    continue
                if metric == "fees.collected" and _EXCEPT.search(
                    text, max(start, match.start() - _NEAR), match.start()
                ):
                    continue
                if (ordinal, metric) not in seen and told.get((ordinal, metric), at) >= at:
                    seen.add((ordinal, metric))
                    yield StatedZero(metric, at, to, section)
    for stated in _empty_sections(text, sections, spans):
        if (sentences.around(stated.start)[2], stated.metric) not in seen:
            yield stated


def _triggers(text: str, first: int, last: int) -> Iterator[re.Match[str]]:
    position = first
    for anchor in absences().anchor.finditer(text, first, last):
        if anchor.start() < position:
            continue
        start, end = max(position, anchor.start() - _BEFORE), min(last, anchor.end() + _BEHIND)
        match = absences().trigger.search(text, start, end)
        if match is not None:
            position = match.end()
            yield match


def _hypothetical(text: str, start: int, at: int, section: Section | None) -> bool:
    if section is not None and section.section in ("problems", "plans"):
        return True
    if _PART_YEAR.search(text, max(start, at - _NEAR), at):
        return True
    left = text[max(start, at - 4) : at]
    return left.endswith(_WORDING.hypothetical) and not left.endswith(_WORDING.not_hypothetical)


def _denied(
    text: str, trigger: Span, sentence: Span, numbers: Sequence[int], section: Section | None, left_too: bool
) -> Iterator[tuple[str, int, int]]:
    right_end = _right_end(text, trigger[1], sentence[1], numbers)
    right = plain(text[trigger[0] : right_end])
    slot = section.section if section else ""
    named = _named(right, slot)
    if named:
        for metric in named:
            yield metric, trigger[0], right_end
        return
    if not left_too or absences().elsewhere.match(text, trigger[1], sentence[1]):
        return
    before = bisect_left(numbers, trigger[0])
    left_start = max(sentence[0], trigger[0] - _REACH, numbers[before - 1] + 1 if before else 0)
    left = plain(text[left_start : trigger[0]])
    tail = plain(text[trigger[0] : trigger[1] + 4])
    named = (
        *(metric for metric in _named(left, slot) if metric != "fees.collected"),
        *(metric for metric in _named(left + tail, slot) if metric == "fees.collected"),
    )
    for metric in named:
        yield metric, left_start, trigger[1]


def _right_end(text: str, start: int, end: int, numbers: Sequence[int]) -> int:
    limit = min(end, start + _REACH)
    at = bisect_left(numbers, start)
    number = numbers[at] if at < len(numbers) and numbers[at] < limit else None
    zone = text[start : limit if number is None else number]
    for mark in ("；", ";", "。", "\n\n"):
        zone = zone.partition(mark)[0]
    if number is not None and start + len(zone) == number:
        cut = max(zone.rfind(mark) for mark in "、，,和及")
        zone = zone[: max(cut, 0)]
    return start + len(zone)


@lru_cache(maxsize=4096)
def _named(words: str, slot: str) -> tuple[str, ...]:
    """The metrics that words in a section of this slot name."""
    return tuple(thing.metric for thing in absences().objects if _names(thing, words, slot))


def _names(thing: AbsentObject, words: str, slot: str) -> bool:
    for word in thing.words:
        if word in words:
            break
    else:
        return False
    if thing.sections and slot not in thing.sections and _WORDING.review not in words:
        return False
    for match in thing.pattern.finditer(words):
        if thing.not_after is not None and thing.not_after.search(words[match.end() :]):
            continue
        if thing.not_before is not None and thing.not_before.search(words[: match.start()]):
            continue
        return True
    return False


def _empty_sections(text: str, sections: Sequence[Section], spans: Sequence[Span]) -> Iterator[StatedZero]:
    for section in sections:
        body_end = min(section.end, section.heading_end + 20)
        body = text[section.heading_end : section.end].strip(_MARGIN) if section.end - section.heading_end < 40 else ""
        if not body or not absences().whole_section.match(plain(body)):
            continue
        if _named(plain(body), section.section):
            continue
        if not any(start <= section.heading_end < end for start, end in spans):
            continue
        at = text.index(body, section.heading_end, max(body_end, section.end))
        heading = plain(section.heading)
        for metric in _named(heading, section.section):
            if metric.endswith((".total", ".received", ".collected")):
                yield StatedZero(metric, at, at + len(body), section)
