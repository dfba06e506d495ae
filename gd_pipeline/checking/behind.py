"""Totals behind their parts, without metrics: 当面10件、网上40件、信函12件，合计62件 (domain notes §2.8.1)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import difference, meets
from gd_pipeline.checking.listed import near, sum_of, weighed_list
from gd_pipeline.checking.lists import whole_of
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import OF_WHICH
from gd_pipeline.reading.report import Quantity

_LONGEST = 16
_WORDS = 8
_DISPOSED = frozenset(("requests.closed", "outcome.total"))
_TO_DISPOSE = frozenset(("requests.received", "requests.carried_in"))


def totals_behind(case: Case) -> Iterator[Outcome]:
    """A verdict for every 合计 right behind two or more counts of its unit."""
    counts = case.counts
    wholes = [i for i in range(2, len(counts)) if counts[i].unit and counts[i].unit == counts[i - 1].unit]
    for word in phrases().total if wholes else ():
        for index in wholes:
            start = counts[index].start
            at = case.text.find(word, max(counts[index - 1].start + 1, start - _WORDS), start + len(word))
            while at >= 0:
                yield from _weighed(case, index, at)
                at = case.text.find(word, at + len(word), start + len(word))


def _weighed(case: Case, index: int, at: int) -> Iterator[Outcome]:
    whole, last = case.counts[index], case.counts[index - 1]
    if not _link().fullmatch(case.text, last.end, at):
        return
    row = _row(case, index)
    lists = _lists(case, row)
    if not lists or any(meets(value(count), value(whole)) for count in row) or _is_weighed(case, row, whole):
        return
    parts = min(lists, key=lambda parts: abs(difference(value(whole), sum_of(parts))))
    expected = sum_of(parts)
    if meets(value(whole), expected) or near(value(whole), expected):
        yield weighed_list(case, whole, parts, f"“{case.text[at : whole.end]}”，所列")


def _row(case: Case, index: int) -> list[Quantity]:
    """The counts of the total's unit before it in its sentence, without those that tell a change."""
    whole, found = case.counts[index], list[Quantity]()
    for count in reversed(case.counts[max(0, index - _LONGEST) : index]):
        if not case.same_sentence(count.end, whole.start):
            break
        words = case.text[max(0, count.start - _WORDS) : count.start]
        if count.unit == whole.unit and not any(word in words for word, _ in phrases().growth):
            found.append(count)
    return found[::-1]


def _lists(case: Case, row: Sequence[Quantity]) -> list[Sequence[Quantity]]:
    """What the total may be a total of: the last two or more counts, or those that no 其中 subordinates."""
    first = next((i for i in range(1, len(row)) if OF_WHICH in case.text[row[i - 1].end : row[i].start]), len(row))
    found = [row[start:] for start in range(len(row) - 1)]
    return [*found, row[:first]] if first > 1 else found


def _is_weighed(case: Case, row: Sequence[Quantity], whole: Quantity) -> bool:
    """True if the total and its parts are metrics that a rule of its own weighs: a sum, or what was disposed of.

    新收79件，上年结转7件，共计办结84件 is no sum: two are left over.
    """
    stated = case.at.get(whole.start)
    if stated is None:
        return False
    parts = {part.metric for count in row if (part := case.at.get(count.start))}
    return (stated.metric in _DISPOSED and not parts.isdisjoint(_TO_DISPOSE)) or stated.metric in map(whole_of, parts)


@lru_cache(maxsize=1)
def _link() -> re.Pattern[str]:
    """What may stand between the last part and its total."""
    return re.compile(rf"[，、,；;\s]{{0,3}}(?:{'|'.join(phrases().all_of_them)}|[两二三四五六七八][项者])?")
