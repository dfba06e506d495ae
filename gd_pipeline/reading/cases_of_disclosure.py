"""Reviews and lawsuits of every kind, told beside those about disclosure: only these are the report's."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.mentions import Mention

_WORDING = wording(ProseWording)
_CASES = ("review.total", "litigation.total")
_PARTS = 8
_BEFORE = 200
_OF_DISCLOSURE = re.compile(_WORDING.of_disclosure)
_OF_OTHERS = re.compile(_WORDING.of_others)
_NONE_OF_DISCLOSURE = re.compile(_WORDING.none_of_disclosure)


def read_cases_of_disclosure(text: str, found: Sequence[Mention]) -> None:
    """受理行政复议56件，其中涉及政府信息公开的3件: the 3 are the report's, the others are about other things."""
    counted = [mention for mention in found if mention.counts]
    _drop_others(text, counted)
    for at, (every, share) in enumerate(pairwise(counted), 2):
        alike = every.metric in _CASES and not share.metric and share.ordinal == every.ordinal
        told = alike and _WORDING.disclosure not in every.near and _OF_DISCLOSURE.fullmatch(share.near)
        if told and not _has_larger_part(every, share, counted[at : at + _PARTS]):
            share.metric, share.reason = every.metric, ""
            every.metric, every.reason = "", "no_code"
    _read_both(counted)


def _drop_others(text: str, counted: Sequence[Mention]) -> None:
    """未因信息公开引发行政诉讼。因具体行政行为被提起行政诉讼3起，2起胜诉: neither the 3 nor the 2 is the report's."""
    for at, every in enumerate(counted):
        if every.metric not in _CASES or not _OF_OTHERS.search(every.near) or _WORDING.disclosure in every.near:
            continue
        start = every.section.heading_end if every.section else max(0, every.number.start - _BEFORE)
        if _NONE_OF_DISCLOSURE.search(text, start, every.number.start):
            family = every.metric.partition(".")[0]
            for part in counted[at : at + _PARTS]:
                if part.ordinal == every.ordinal and part.metric.startswith(family):
                    part.metric, part.reason = "", "no_code"


def _has_larger_part(every: Mention, share: Mention, following: Sequence[Mention]) -> bool:
    """Whether the results told behind the share (其中涉及政府信息公开3件，维持40件) are those of every case."""
    family = every.metric.partition(".")[0]
    return any(
        part.ordinal == share.ordinal and part.metric.startswith(family) and part.number.low > share.number.high
        for part in following
    )


def _read_both(counted: Sequence[Mention]) -> None:
    """复议案件46件、应诉案件23件，其中涉及政府信息公开的复议案件2件、诉讼案件1件: the 2 and the 1 are the report's.

    Where all four are about disclosure, the 46 and the 23 are.
    """
    for four in zip(counted, counted[1:], counted[2:], counted[3:], strict=False):
        every, of_disclosure = four[:2], four[2]
        if tuple(one.metric for one in four) != (*_CASES, *_CASES) or len({one.ordinal for one in four}) > 1:
            continue
        if _OF_DISCLOSURE.fullmatch(of_disclosure.near):
            named = any(_WORDING.disclosure in one.near for one in every)
            for one in four[2:] if named else every:
                one.metric, one.reason = "", "part" if named else "no_code"
