"""What a clause says of which there are so many: 全市共设立信息查阅点312个 (domain notes §2.7 D-08, §2.8.11)."""

import re
from functools import lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.reading.report import Quantity

_CLAUSE, _SENTENCE = 40, 120
_SHORTEST = 3
_BOUNDARY = re.compile("[，,。；;\n]")
_HAN = re.compile("[一-龥]{3,20}")
_BEGIN = re.compile("。|(?<![，,、])\n")
_YEAR = re.compile("(20[0-9]{2})年")


class Stock(NamedTuple):
    """A count of a thing by its bare `name`; `told`: its clause says that it is there (设立, 现有).

    `opens` tells that its sentence begins with it, but for a word of time: no clause before it names a part.
    """

    quantity: Quantity
    name: str
    scope: str
    told: bool
    opens: bool

    def may_be_part_of(self, other: "Stock") -> bool:
        """True if the other's scope is named, and this one's may stand before its clause."""
        return bool(other.scope) and not (self.scope or self.opens)


def may_be_told(case: Case, count: Quantity) -> bool:
    """True if a verb near the count may say that so many are there."""
    return _verb().search(case.text, max(0, count.start - _CLAUSE), count.start) is not None


def stock_named(case: Case, count: Quantity) -> Stock | None:
    """The thing that stands right before the count, if its clause says nothing else that would set it apart."""
    words = phrases()
    before = case.text[max(0, count.start - _SENTENCE) : count.start].rpartition("。")[2]
    clause = _without_end(_BOUNDARY.split(before[-_CLAUSE:])[-1].strip(), words.stock_end)
    scope, told = "", False
    while begin := _begin().match(clause):
        clause = clause[begin.end() :]
        scope = begin["scope"] or scope
        told = told or bool(begin["verb"])
    if not _HAN.fullmatch(clause) or any(word in clause for word in (*words.no_noun, *words.flow)):
        return None
    apart = case.torn(count) or any(word in before for word in words.no_stock) or _of_other_year(case, before)
    return None if apart else Stock(count, clause, scope, told, _opens(before))


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    return re.compile("|".join(phrases().stock_verb))


@lru_cache(maxsize=1)
def _begin() -> re.Pattern[str]:
    words = phrases()
    scopes, verbs, adverbs = ("|".join(each) for each in (words.whole_scope, words.stock_verb, words.stock_adverb))
    return re.compile(f"(?P<scope>{scopes}|[我本][省市县区州旗镇乡局])|(?P<verb>(?:{verbs})了?)|(?:{adverbs})")


def _without_end(clause: str, ends: tuple[str, ...]) -> str:
    while end := next((end for end in ends if clause.endswith(end)), ""):
        clause = clause[: -len(end)]
    return clause


def _opens(before: str) -> bool:
    clauses = _BOUNDARY.split(_BEGIN.split(before)[-1])[:-1]
    return all(_YEAR.sub("", clause).strip() in ("", *phrases().stock_opening) for clause in clauses)


def _of_other_year(case: Case, words: str) -> bool:
    """True if the sentence speaks of another year."""
    return any(int(year) != case.year for year in _YEAR.findall(words)) or any(w in words for w in phrases().previous)
