"""Two documents compared: near copies of one report, only alike, or neither. Numbers decide.

A report's copies print its numbers; reports of one issuer in two years, or of towns that fill in one template, are as
alike in words, and are other reports.
"""

from dataclasses import dataclass
from typing import Literal

from gd_pipeline.corpus.numbers import held, shared, statements
from gd_pipeline.corpus.shingles import Hashes, jaccard, shingles
from gd_pipeline.corpus.trace import Trace

Kind = Literal["near", "alike"]

NEAR_WORDS = 0.5
"""Copies share at least so many shingles: one sentence of four may be another."""
ALIKE_WORDS = 0.6
"""Reports that share so many were written from one template."""
_ALIKE_ESTIMATE = 0.45
"""Signatures of alike texts agree so far, give or take chance."""
_SAME_ISSUER, _UNKNOWN_ISSUER, _OTHER_ISSUER = 0.65, 0.8, 0.95
_SAME_STATEMENTS, _HELD_STATEMENTS, _FEWEST_STATEMENTS = 0.7, 0.66, 3
"""Numbers that follow the same words make up for an unread issuer; after other words they are another report's."""
_MANY_STATEMENTS, _HELD_NUMBERS = 6, 0.9
"""Where so many agree, a page whose tables are lost is its issuer's: it has few of the numbers, and hardly others."""
_SAME_WORDS = 0.8
"""Under another issuer's name, words have to agree as well: a hijacked page changes a few."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is counted of a text once its trace agrees with another's; `length` in code points."""

    shingles: Hashes
    statements: Hashes
    length: int


@dataclass(frozen=True, slots=True)
class Common:
    """What two texts share, 0 to 1: of the `words` and `statements` of either, and `held` of the `fewest` statements.

    A page whose line breaks are lost has the cells of its tables among its statements; the same page with them has not.
    """

    words: float
    statements: float
    held: float
    fewest: int


def body(text: str) -> Body:
    """What is counted of a cleaned text."""
    return Body(shingles(text), statements(text), len(text))


def common(one: Body, other: Body) -> Common:
    """What two texts share, counted, not estimated."""
    stated = one.statements, other.statements
    return Common(jaccard(one.shingles, other.shingles), shared(*stated), held(*stated), min(map(len, stated)))


def possible(one: Trace, other: Trace, estimate: float) -> bool:
    """Whether the texts are worth a look: their signatures agree well, or somewhat, and their numbers do.

    Args:
        one: a report.
        other: another.
        estimate: how far their signatures agree, at least LIKELY.
    """
    return estimate >= _ALIKE_ESTIMATE or (
        one.year == other.year and shared(one.numbers, other.numbers) >= _SAME_ISSUER
    )


def compared(one: Trace, other: Trace, both: Common) -> Kind | None:
    """What two documents are to each other.

    Args:
        one: a report.
        other: another.
        both: what their texts share.
    """
    if both.words >= NEAR_WORDS and one.year == other.year and _same_numbers(one, other, both):
        return "near"
    return "alike" if both.words >= ALIKE_WORDS else None


def _same_numbers(one: Trace, other: Trace, both: Common) -> bool:
    agree = shared(one.numbers, other.numbers)
    enough = both.fewest >= _FEWEST_STATEMENTS
    if enough and both.held < _HELD_STATEMENTS:
        return False
    told = one.told and other.told
    if one.issuer is None or other.issuer is None:
        stated = enough and both.statements >= _SAME_STATEMENTS
        return agree >= _SAME_ISSUER if stated else told and agree >= _UNKNOWN_ISSUER
    if one.issuer == other.issuer:
        lost = both.fewest >= _MANY_STATEMENTS and held(one.numbers, other.numbers) >= _HELD_NUMBERS
        return lost or agree >= _SAME_ISSUER
    return told and agree >= _OTHER_ISSUER and both.words >= _SAME_WORDS
