"""Enumerations in prose: which printed parts belong to which printed whole (domain notes §2.8.1).

A whole and its parts stand in one section, in one passage: the parts after their whole up to where the whole, or
another whole of the same kind, is printed again; or before it in one sentence (其中…合计62件).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.checking.case import Case, own
from gd_pipeline.reading.report import Fact

_FIRST_PART = 500
"""Characters between a whole and its first part, at most, within a section."""
_NEXT_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Enumeration:
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


@lru_cache(maxsize=1)
def _with_parts() -> frozenset[str]:
    return frozenset(_wholes().values()) | {"requests.received"}


def whole_of(metric: str) -> str | None:
    """The code that the metric is a part of."""
    return _wholes().get(metric)


def enumerations(case: Case) -> Iterator[Enumeration]:
    """Every whole of prose that has parts, with those parts, in reading order."""
    prose, wholes = case.prose, _with_parts()
    for index, whole in enumerate(prose):
        if whole.metric not in wholes or whole.applicant != "total":
            continue
        parts = _parts_after(case, index)
        if not parts:
            parts = _parts_before(case, index)
        if parts:
            yield Enumeration(whole, tuple(topmost(parts, whole.metric)))
        if applicants := _applicants_after(case, index):
            yield Enumeration(whole, tuple(applicants), applicants=True)


def _parts_after(case: Case, index: int) -> list[Fact]:
    whole, found = case.prose[index], list[Fact]()
    for fact in islice(case.prose, index + 1, None):
        if fact.section != whole.section or fact.start - (found[-1] if found else whole).end > _FIRST_PART:
            break
        if fact.metric == whole.metric and fact.applicant == "total" and fact.start >= whole.end:
            break
        if _is_part(fact, whole) and _goes_on(case, found[-1] if found else whole, fact, bool(found)):
            _add(found, fact)
    return found


def _parts_before(case: Case, index: int) -> list[Fact]:
    whole, found = case.prose[index], list[Fact]()
    for fact in reversed(case.prose[:index]):
        if not case.same_sentence(fact.end, whole.start) or fact.metric == whole.metric:
            break
        if _is_part(fact, whole):
            _add(found, fact)
    return found[::-1]


def _applicants_after(case: Case, index: int) -> list[Fact]:
    whole, found = case.prose[index], list[Fact]()
    for fact in islice(case.prose, index + 1, None):
        if fact.section != whole.section or (fact.metric == whole.metric and fact.applicant == "total"):
            break
        if fact.metric == whole.metric and _goes_on(case, found[-1] if found else whole, fact, bool(found)):
            _add(found, fact)
    return found


def _goes_on(case: Case, last: Fact, fact: Fact, begun: bool) -> bool:
    """The list starts within a few sentences of its whole, and once begun goes on in the same or the next one."""
    return case.same_passage(last.end, fact.start, 1 if begun else _NEXT_SENTENCES + 1)


def _is_part(fact: Fact, whole: Fact) -> bool:
    if not is_under(fact.metric, whole.metric) or fact.applicant != "total":
        return False
    part, all_of = own(fact.scope), own(whole.scope)
    return part is None or all_of is None or part == all_of or fact.label is not None


def is_under(metric: str, whole: str) -> bool:
    """True for a part of the whole, or a part of such a part."""
    parent = _wholes().get(metric)
    return parent is not None and (parent == whole or _wholes().get(parent) == whole)


def topmost(parts: list[Fact], whole: str) -> list[Fact]:
    """The parts without those of a part that is printed too."""
    printed = {part.metric for part in parts}
    return [part for part in parts if _wholes()[part.metric] == whole or _wholes()[part.metric] not in printed]


def _add(found: list[Fact], fact: Fact) -> None:
    """Add a part, unless its words are read already or print the same value again."""
    for known in found:
        if known.start == fact.start or _same(known, fact):
            return
    found.append(fact)


def _same(a: Fact, b: Fact) -> bool:
    return (a.metric, a.applicant, a.label, a.low, a.high) == (b.metric, b.applicant, b.label, b.low, b.high)
