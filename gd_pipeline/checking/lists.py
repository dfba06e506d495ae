"""Enumerations in prose: which printed parts belong to which printed whole (domain notes §2.8.1).

A whole and its parts stand in one section, in one passage: the parts after their whole up to where the whole, or
another whole of the same kind, is printed again; or before it in one sentence (其中…合计62件).
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.checking.case import Case, own
from gd_pipeline.reading.report import Fact

_FIRST_PART = 500
"""Characters between a whole and its first part, at most, within a section."""
_NEXT_SENTENCES = 3


class Enumeration(NamedTuple):
    """A whole and the parts that its passage prints, each once. `applicants`: the parts are columns of table 3.

    `exhaustive` says why nothing can be missing from the list: "" (something may), partition (all kinds there are),
    remainder (其他), distributed (分别为), levels (市, 部门, 县, 乡镇) or shares (the percentages add to 100).
    """

    whole: Fact
    parts: tuple[Fact, ...]
    applicants: bool = False
    exhaustive: str = ""


@lru_cache(maxsize=1)
def _wholes() -> Mapping[str, str]:
    return MappingProxyType({m.code: m.part_of for m in metrics().values() if m.part_of})


def whole_of(metric: str) -> str | None:
    """The code that the metric is a part of."""
    return _wholes().get(metric)


def enumerations(case: Case) -> Iterator[Enumeration]:
    """Every whole of prose that has parts, with those parts, in reading order."""
    printed = {metric for metric, _ in case.prose_by}
    split = {metric for metric, applicant in case.prose_by if applicant != "total"}
    for index, whole in enumerate(case.prose):
        if whole.applicant != "total":
            continue
        kinds = under(whole.metric)
        if not kinds.isdisjoint(printed):
            parts = _parts_after(case, index, kinds) or _parts_before(case, index, kinds)
            if parts:
                yield Enumeration(whole, tuple(topmost(parts, whole.metric)))
        if whole.metric in split and (applicants := _applicants_after(case, index)):
            yield Enumeration(whole, tuple(applicants), applicants=True)


def _parts_after(case: Case, index: int, kinds: frozenset[str]) -> list[Fact]:
    whole, found = case.prose[index], list[Fact]()
    last = whole
    for fact in islice(case.prose, index + 1, None):
        if fact.section != whole.section or fact.start - last.end > _FIRST_PART:
            break
        if fact.metric == whole.metric and fact.applicant == "total" and fact.start >= whole.end:
            break
        if fact.metric.startswith("channel.") and case.text[fact.end : fact.end + 1] in ("（", "("):
            break  # what the bracket lists are the channel's own (网站289条（动态184条…）)
        if fact.metric in kinds and _is_part(fact, whole) and _goes_on(case, last, fact, bool(found)):
            found.append(fact)
            last = fact
    return _once(found)


def _parts_before(case: Case, index: int, kinds: frozenset[str]) -> list[Fact]:
    whole, found = case.prose[index], list[Fact]()
    for at in range(index - 1, -1, -1):
        fact = case.prose[at]
        if not case.same_sentence(fact.end, whole.start) or fact.metric == whole.metric:
            break
        if fact.metric in kinds and _is_part(fact, whole):
            found.append(fact)
    return _once(found[::-1])


def _applicants_after(case: Case, index: int) -> list[Fact]:
    whole, found = case.prose[index], list[Fact]()
    for fact in islice(case.prose, index + 1, None):
        if fact.section != whole.section or (fact.metric == whole.metric and fact.applicant == "total"):
            break
        if fact.metric == whole.metric and _goes_on(case, found[-1] if found else whole, fact, bool(found)):
            found.append(fact)
    return _once(found)


def _goes_on(case: Case, last: Fact, fact: Fact, begun: bool) -> bool:
    """The list starts within a few sentences of its whole, and once begun goes on in the same or the next one."""
    return case.same_passage(last.end, fact.start, 1 if begun else _NEXT_SENTENCES + 1)


def _is_part(fact: Fact, whole: Fact) -> bool:
    if fact.applicant != "total":
        return False
    if fact.scope == whole.scope or fact.label is not None:
        return True
    part, all_of = own(fact.scope), own(whole.scope)
    return part is None or all_of is None or part == all_of


@cache
def under(whole: str) -> frozenset[str]:
    """The metrics that are parts of the whole, or parts of such parts."""
    parts = {metric for metric, parent in _wholes().items() if parent == whole}
    return frozenset(parts | {metric for metric, parent in _wholes().items() if parent in parts})


def topmost(parts: list[Fact], whole: str) -> list[Fact]:
    """The parts without those of a part that is printed too."""
    printed = {part.metric for part in parts}
    return [part for part in parts if _wholes()[part.metric] == whole or _wholes()[part.metric] not in printed]


def _once(found: list[Fact]) -> list[Fact]:
    """The parts without words that were read before, and without what prints the same value again."""
    if len(found) < 2:
        return found
    words: dict[int, Fact] = {}
    for fact in found:
        words.setdefault(fact.start, fact)
    return list({(f.metric, f.applicant, f.label, f.low, f.high): f for f in reversed(words.values())}.values())[::-1]
