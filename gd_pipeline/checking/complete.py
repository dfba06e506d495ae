"""When a printed list leaves nothing out, so that its parts must add to its whole (domain notes §2.8.1)."""

from collections.abc import Mapping, Sequence
from functools import cache

from gd_pipeline.catalog.identities import Equation, equations
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.lists import Enumeration
from gd_pipeline.checking.percentages import Share, adds_to_100
from gd_pipeline.reading.report import Fact


def with_reason(case: Case, enumeration: Enumeration, shares: Mapping[int, Share]) -> Enumeration:
    """The enumeration with the reason why it is exhaustive, if it is."""
    return enumeration._replace(exhaustive=_reason(case, enumeration, shares))


def _reason(case: Case, enumeration: Enumeration, shares: Mapping[int, Share]) -> str:
    parts = enumeration.parts
    if len(parts) < 2:
        return ""
    if fills_partition(case, enumeration) is not None:
        return "partition"
    if any(takes_the_rest(part) and (part.label is None or part is parts[-1]) for part in parts):
        return "remainder"
    if names_every_level(parts):
        return "levels"
    start, end = sorted((enumeration.whole.end, parts[0].start))
    if any(word in case.text[start:end] for word in phrases().distributed):
        return "distributed"
    printed = [shares[part.start].share for part in parts if part.start in shares]
    return "shares" if len(printed) == len(parts) and adds_to_100(printed) else ""


def fills_partition(case: Case, enumeration: Enumeration) -> Equation | None:
    """The identity of prose of which the list names every kind, or None."""
    if enumeration.applicants:
        every = {part.applicant for part in enumeration.parts} >= set(APPLICANTS[:-1])
        return next((e for e in equations(case.report.form, "narrative") if e.rows), None) if every else None
    known = _partitions(case.report.form, enumeration.whole.metric)
    return next((equation for equation in known if _covers(equation, enumeration.parts)), None)


@cache
def _partitions(form: str, whole: str) -> tuple[Equation, ...]:
    return tuple(e for e in equations(form, "narrative") if e.relation == "=" and not e.rows and e.whole == whole)


def exhaustive_kinds(case: Case, whole: str, parts: Sequence[Fact]) -> bool:
    """True if the parts name every kind of a whole that may itself not be printed, or end with 其他."""
    known = _partitions(case.report.form, whole)
    return any(takes_the_rest(part) for part in parts) or any(_covers(equation, parts) for equation in known)


def _covers(equation: Equation, parts: Sequence[Fact]) -> bool:
    """True if every slot is named, and no open class stands for one (a class is never known to be the last)."""
    named = {part.metric for part in parts}
    if any(part.label is not None for part in parts):
        return False
    return all(any(named.issuperset(alternative) for alternative in slot) for slot in equation.right)


def takes_the_rest(fact: Fact) -> bool:
    """True for a part that counts whatever the others do not: 其他, 其余."""
    if fact.applicant == "other" or (fact.applicant == "total" and fact.metric == "outcome.other"):
        return True
    return says_the_rest(fact.label or "")


def says_the_rest(words: str) -> bool:
    """True if a word for what is left is among these, not only within a name (其他对外管理服务事项)."""
    for name in phrases().remainder_name:
        words = words.replace(name, "")
    return any(word in words for word in phrases().remainder)


def names_every_level(parts: Sequence[Fact]) -> bool:
    """True if the labels name government, departments, county and town (市政府1个, 委办局72个, 县级11个, 乡镇451个)."""
    if len(parts) < 3:
        return False
    named = [
        {level.name for level in phrases().levels if any(word in (part.label or "") for word in level.words)}
        for part in parts
    ]
    return len(set().union(*named)) == len(phrases().levels)
