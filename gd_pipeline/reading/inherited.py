"""Words that the sum of a list takes over from before the list."""

from collections.abc import Sequence

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.phrasing import kind_of, last_clause
from gd_pipeline.reading.shares import sums_up

_KINDS = frozenset(wording(ProseWording).kind_units)
_SHORT = 14
"""Words that say no more than that it is a sum (以上总共达到) are no longer."""

_LONGEST = 160
"""So many characters of the words before a number are kept: sums of sums must not gather all words of a line."""


def inherit(mention: Mention, done: Sequence[Mention]) -> None:
    """Gives "28大项、79小项,共计6657条" the words that stand before the first of these numbers.

    "公开信息（含4个栏目、33个子栏目）共计6657条" gets those before the bracket.
    """
    if words := _before_bracket(mention, done):
        mention.near = words
        return
    if not mention.near and done and _is_kinds(done[-1], mention):
        mention.near = done[-1].near
        return
    if len(mention.near) > _SHORT or last_clause(mention.near) != mention.near:
        return
    if not sums_up("，" + mention.near):
        return
    before = [m for m in done if m.ordinal == mention.ordinal]
    if before and not any(m.metric for m in before[-3:]) and kind_of(before[0].number.unit) == "count":
        mention.near = f"{before[max(0, len(before) - 2)].near}，{mention.near}"[-_LONGEST:]


def _is_kinds(before: Mention, mention: Mention) -> bool:
    """Whether the number before says only of how many kinds (15大类1260条)."""
    return before.ordinal == mention.ordinal and not before.metric and before.number.unit in _KINDS


def _before_bracket(mention: Mention, done: Sequence[Mention]) -> str:
    """The words of a sum behind a bracket that holds only numbers of no metric, "" where it is no such sum."""
    inside, closed, words = mention.near.rpartition(")")
    if not closed or "(" in inside or len(words) > _SHORT or not sums_up(f"，{words}"):
        return ""
    for one in reversed(done):
        if one.ordinal != mention.ordinal or one.metric or ")" in one.near:
            return ""
        if "(" in one.near:
            return one.near[: one.near.rindex("(")] + words
    return ""
