"""One side of an identity, put together from the numbers that the report prints."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gd_pipeline.catalog.identities import Slot
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.checking.case import Case, Key, value
from gd_pipeline.checking.intervals import Interval, total
from gd_pipeline.reading.report import Blank, Fact

_COLUMNS = APPLICANTS[:-1]


class Term(NamedTuple):
    """A side of an identity: what was printed, which cells are blank, which are missing altogether.

    `interval` is the sum of what is printed, blanks counting as 0; `printed` the same with the ends that are printed,
    also where a hedge leaves one open. `exact`: every number is, and no cell is blank, missing or derived (a blank 总计
    replaced by its row's columns).
    """

    facts: tuple[Fact, ...]
    blanks: tuple[Blank, ...]
    missing: tuple[Key, ...]
    interval: Interval
    printed: Interval
    exact: bool

    @property
    def seen(self) -> bool:
        """True if anything is printed, be it a blank cell."""
        return bool(self.facts or self.blanks)

    def keys(self) -> list[Key]:
        """The cells that print a number."""
        return [(fact.metric, fact.applicant) for fact in self.facts]

    def blank_keys(self) -> list[Key]:
        """The cells that print none."""
        return [(blank.metric, blank.applicant) for blank in self.blanks]


def term(facts: list[Fact], blanks: list[Blank], missing: list[Key], derived: bool = False) -> Term:
    """A term of what was printed, added up."""
    low = high = 0.0
    hedged = False
    for fact in facts:
        low += fact.low
        high += fact.high
        hedged = hedged or fact.hedge is not None
    bound = total(value(fact) for fact in facts) if hedged else (low, high)
    exact = low == high and not (hedged or derived or blanks or missing)
    return Term(tuple(facts), tuple(blanks), tuple(missing), bound, (low, high), exact)


def table_term(case: Case, slots: Iterable[Slot], applicant: str, derive: bool = False) -> Term:
    """A side of an identity among table facts of one column; with `derive`, a blank 总计 is its row's columns added."""
    facts: list[Fact] = []
    blanks: list[Blank] = []
    missing: list[Key] = []
    derived = False
    for code in codes(case, slots, applicant, derive):
        key = code, applicant
        if fact := case.table.get(key):
            facts.append(fact)
        elif derive and (row := row_of(case, code)):
            facts.extend(row)
            derived = True
        elif blank := case.blanks.get(key):
            blanks.append(blank)
        else:
            missing.append(key)
    return term(facts, blanks, missing, derived)


def row_term(case: Case, metric: str, applicants: Iterable[str]) -> Term:
    """Cells of one row of table 3."""
    facts: list[Fact] = []
    blanks: list[Blank] = []
    missing: list[Key] = []
    for applicant in applicants:
        key = metric, applicant
        if fact := case.table.get(key):
            facts.append(fact)
        elif blank := case.blanks.get(key):
            blanks.append(blank)
        else:
            missing.append(key)
    return term(facts, blanks, missing)


def row_of(case: Case, metric: str) -> list[Fact]:
    """The printed applicants of a row of table 3, without its 总计."""
    return [fact for column in _COLUMNS if (fact := case.table.get((metric, column)))]


def codes(case: Case, slots: Iterable[Slot], applicant: str, derive: bool = False) -> Iterator[str]:
    """The codes to add: of each slot the first alternative of which the report prints anything, else the last."""
    for slot in slots:
        yield from _alternative(case, slot, applicant, derive) if len(slot) > 1 else slot[0]


def _alternative(case: Case, slot: Slot, applicant: str, derive: bool) -> tuple[str, ...]:
    for alternative in slot[:-1]:
        keys = [(code, applicant) for code in alternative]
        if any(key in case.table for key in keys):
            return alternative
        if derive and any(row_of(case, code) for code in alternative):
            return alternative
        if any(key in case.blanks for key in keys) and (slot[-1][0], applicant) not in case.table:
            return alternative
    return slot[-1]
