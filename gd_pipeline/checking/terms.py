"""One side of an identity, put together from the numbers that the report prints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gd_pipeline.catalog.identities import Slot
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.checking.case import Case, Key, value
from gd_pipeline.checking.intervals import Interval, total
from gd_pipeline.reading.report import Blank, Fact

_COLUMNS = APPLICANTS[:-1]


@dataclass(frozen=True, slots=True)
class Term:
    """A side of an identity: what was printed, which cells are blank, which are missing altogether.

    `derived` counts the rows whose blank 总计 was replaced by the sum of their columns.
    """

    facts: tuple[Fact, ...]
    blanks: tuple[Blank, ...]
    missing: tuple[Key, ...]
    derived: int = 0

    @property
    def interval(self) -> Interval:
        """The sum of what is printed, blanks counting as 0."""
        return total(value(fact) for fact in self.facts)

    @property
    def printed(self) -> Interval:
        """The same with the ends that are printed, also where a hedge leaves one open."""
        return total((fact.low, fact.high) for fact in self.facts)

    @property
    def exact(self) -> bool:
        """True if every number is exact and no cell is blank, missing or derived."""
        points = all(fact.low == fact.high and not fact.hedge for fact in self.facts)
        return points and not self.blanks and not self.missing and not self.derived

    @property
    def seen(self) -> bool:
        """True if anything is printed, be it a blank cell."""
        return bool(self.facts or self.blanks)


def table_term(case: Case, slots: Iterable[Slot], applicant: str, derive: bool = False) -> Term:
    """A side of an identity among table facts of one column; with `derive`, a blank 总计 is its row's columns added."""
    facts: list[Fact] = []
    blanks: list[Blank] = []
    missing: list[Key] = []
    derived = 0
    for code in codes(case, slots, applicant, derive):
        key = code, applicant
        if fact := case.table.get(key):
            facts.append(fact)
        elif derive and (row := row_of(case, code)):
            facts.extend(row)
            derived += 1
        elif blank := case.blanks.get(key):
            blanks.append(blank)
        else:
            missing.append(key)
    return Term(tuple(facts), tuple(blanks), tuple(missing), derived)


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
