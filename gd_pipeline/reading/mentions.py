"""One number of the prose with its surroundings, on its way to becoming a fact or a leftover."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from gd_pipeline.catalog.phrases import Phrase
from gd_pipeline.reading.clauses import Sentences, left_words, right_words
from gd_pipeline.reading.quantities import Number, numbers
from gd_pipeline.reading.report import Section, Span
from gd_pipeline.reading.sections import section_at


@dataclass(slots=True)
class Mention:
    """A number that may be a count, or a masked one that only parts others.

    `near` and `right` are the plain words beside it; `sentence` the span of its sentence, `ordinal` that sentence's
    number; `slot` the section's slot. `metric`, `label`, `applicant`, `also` and `reason` are filled in by reading;
    `other` is the phrase of a number that is of another year, `each` the other names of what it counts (甲、乙各3件).
    `counts`: the number is no year, date, ordinal, marker or the like.
    """

    number: Number
    sentence: Span
    ordinal: int
    section: Section | None
    slot: str
    near: str
    right: str
    counts: bool = True
    metric: str = ""
    applicant: str = "total"
    label: str | None = None
    also: tuple[str, ...] = ()
    reason: str = ""
    other: Phrase | None = None
    each: tuple[str, ...] = ()


def live_spans(length: int, skipped: Sequence[Span]) -> list[Span]:
    """What is left of a text of `length` characters without the skipped spans, in order."""
    spans, position = [], 0
    for start, end in sorted(skipped):
        if start > position:
            spans.append((position, start))
        position = max(position, end)
    if position < length:
        spans.append((position, length))
    return spans


def mentions(text: str, sections: Sequence[Section], sentences: Sentences, spans: Sequence[Span]) -> list[Mention]:
    """All numbers of the given spans of `text`, in order, each with the words beside it."""
    found: list[Mention] = []
    for start, end in spans:
        run = list(numbers(text, start, end))
        following = iter([*[number.start for number in run if number.mask is None][1:], sys.maxsize])
        previous_end = start
        previous_counts = False
        first = last = ordinal = -1
        for number in run:
            at = number.start
            if at >= last:
                first, last, ordinal = sentences.around(at)
            if number.mask is not None:
                found.append(Mention(number, (first, last), ordinal, None, "", "", "", False))
                continue
            zone = max(first, previous_end)
            near = left_words(text, zone, at, previous_counts and previous_end > first)
            section = section_at(sections, at)
            slot = section.section if section else ""
            right = right_words(text, number.end, min(last, next(following)))
            found.append(Mention(number, (first, last), ordinal, section, slot, near, right))
            previous_end, previous_counts = number.end, True
    return found
