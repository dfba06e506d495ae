"""Two documents compared: near copies of one report, only alike, or neither. Numbers decide.

A report's copies print its numbers; reports of one issuer in two years, or of towns that fill in one template, are as
alike in words, and are other reports.
"""

from typing import Literal

from gd_pipeline.corpus.numbers import shared
from gd_pipeline.corpus.trace import Trace

Kind = Literal["near", "alike"]

NEAR_WORDS = 0.5
"""Copies share at least so many shingles: one sentence of four may be another."""
ALIKE_WORDS = 0.6
"""Reports that share so many were written from one template."""
_SAME_ISSUER, _UNKNOWN_ISSUER, _OTHER_ISSUER = 0.65, 0.8, 0.95
_ONE_TEXT, _FEW_TELLING = 0.97, 2
"""Towns that fill in one template name themselves so often that they share fewer; what has no numbers tells nothing."""
_SAME_WORDS = 0.8
"""Under another issuer's name, words have to agree as well: a hijacked page changes a few."""


def compared(one: Trace, other: Trace, words: float) -> Kind | None:
    """What two documents are to each other.

    Args:
        one: a report.
        other: another.
        words: the share of shingles that their texts have in common, counted, not estimated.
    """
    if words >= NEAR_WORDS and one.year == other.year and _same_numbers(one, other, words):
        return "near"
    return "alike" if words >= ALIKE_WORDS else None


def _same_numbers(one: Trace, other: Trace, words: float) -> bool:
    agree = shared(one.numbers, other.numbers)
    if one.issuer is not None and one.issuer == other.issuer:
        return agree >= _SAME_ISSUER
    told = one.told and other.told
    if one.issuer is None or other.issuer is None:
        return agree >= _UNKNOWN_ISSUER and (told or _one_text(one, other, words))
    return told and agree >= _OTHER_ISSUER and words >= _SAME_WORDS


def _one_text(one: Trace, other: Trace, words: float) -> bool:
    return words >= _ONE_TEXT and min(one.telling, other.telling) >= _FEW_TELLING
