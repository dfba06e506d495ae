"""The regulation and the format that a report says it follows (domain notes §6.1, §7.2.3)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gd_pipeline.catalog.editions import editions
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import Span

_LAW_SINCE, _FORM_SINCE = 2019, 2021
_SENTENCE = 160


def citations(case: Case) -> Iterator[Outcome]:
    """A report that cites the regulation before its revision, or the format of 2019 since 2021, and these alone."""
    if (case.year or 0) < _LAW_SINCE:
        return
    found = [*_law(case), *(_form(case) if (case.year or 0) >= _FORM_SINCE else ())]
    if not found:
        yield Outcome("structure.stale_citation", "holds")
    for start, end in found:
        said = case.text[start:end]
        yield Outcome(
            "structure.stale_citation",
            "violated",
            message=f"依据只写了“{said}”，{case.year} 年的报告应依据现行的条例和格式",
            spans=((start, end),),
            about=said,
            suggestion="改为现行的条例（国务院令第711号）和格式（国办公开办函〔2021〕30号）",
        )


def _law(case: Case) -> Iterator[Span]:
    former, in_force = phrases().law_numbers
    at = case.text.find(former)
    if at >= 0 and in_force not in case.text and _follows(case, at) and case.text.endswith(phrases().order, 0, at):
        yield at, at + len(former)


def _form(case: Case) -> Iterator[Span]:
    former, in_force = _letters()
    match = former.search(case.text)
    if match and not in_force.search(case.text) and _follows(case, match.start()):
        yield match.span()


def _follows(case: Case, at: int) -> bool:
    """True in a sentence that tells what the report is made under, and not what became of that."""
    sentence = case.text[case.text.rfind("。", max(0, at - _SENTENCE), at) + 1 : at]
    end = case.text.find("。", at, at + _SENTENCE)
    sentence += case.text[at : end if end >= 0 else at + _SENTENCE]
    known = phrases()
    return any(word in sentence for word in known.made_under) and not any(word in sentence for word in known.amended)


@lru_cache(maxsize=1)
def _letters() -> tuple[re.Pattern[str], ...]:
    """How the letters are cited that introduced the editions, in the order of these."""
    return tuple(
        re.compile(f"{each.letters}[^号，。\\n]{{0,10}}[〕】）)\\]] ?{each.number} ?号") for each in editions()
    )
