"""Counts that are shares of one told beside them, or of one not told: of a body among others, of months of the year.

县政府受理申请7件，县直部门受理申请19件，合计26件 tells 26; without the sum it tells no total at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise, takewhile

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording, ShareWording
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.phrasing import last_clause

_WORDING, _PROSE = wording(ShareWording), wording(ProseWording)
_SHARED = re.compile(
    r"proactive\.total|requests\.(?:received|closed)|outcome\.total|(?:review|litigation)\.total|staff\.|train|meetings"
)
_RECENT = 12
"""A sum is looked for in so many numbers before it."""

_TOGETHER = re.compile(_PROSE.sum)
_SUM_ENDS = frozenset(_PROSE.sum_ends)
_LEAD = rf"^(?:{_WORDING.lead})*(?:{_WORDING.year})?"
_BODY = re.compile(
    rf"{_LEAD}(?!{_WORDING.no_single})(?P<name>[^，;。:\d]{{0,12}}?(?:{_WORDING.body}))"
    rf"(?:{_WORDING.office})?(?:{_WORDING.adverb})*，?(?=$|{_WORDING.did})"
)
_MONTH = re.compile(rf"{_LEAD}(?!{_WORDING.whole_year})(?:{_WORDING.until})?(?P<name>{_WORDING.period})")
_PART_OF_YEAR = re.compile(
    rf"(?:^|[，;:(年度内])(?:{_WORDING.lead})*(?:{_WORDING.part_of_year})(?!{_WORDING.no_part_of_year})"
    rf"[^，;:。]{{0,8}}(?:(?<!\d)，)?[^，;:。]{{0,40}}$"
)
_WHOLE_YEAR = re.compile(_WORDING.of_whole_year)
_REST = re.compile(_WORDING.rest_of_year)
_GOES_ON = re.compile(r"[，、][^，;。\d]{0,12}$")
_AMONG = re.compile(rf"{_PROSE.among_them}已?在")
_ALL = re.compile(_WORDING.of_all)
_PART = re.compile(_WORDING.part)


def sums_up(near: str) -> bool:
    """Whether these words before a number end with no more than that it is a sum (…，合计为)."""
    return near[-1:] in _SUM_ENDS and _TOGETHER.search(near) is not None


def sum_of_run(mention: Mention, done: Sequence[Mention]) -> str:
    """The metric of "县政府收到申请7件，县直部门19件，合计26件": of the first of several bodies, which are parts then.

    Where the first is no body, the numbers must add up to the sum. "" where there is no such run.
    """
    recent = list(takewhile(lambda one: one.ordinal == mention.ordinal, islice(reversed(done), _RECENT)))
    total = 0.0
    for at, first in enumerate(recent):
        total += first.number.low
        if first.number.unit != mention.number.unit or first.number.low > mention.number.high:
            break
        if at and first.metric and (is_body(first) or total == mention.number.low):
            metric = first.metric
            for one in recent[: at + 1]:
                _demote(one)
            return metric
        if first.metric or not is_body(first):
            break
    return ""


def is_body(mention: Mention) -> bool:
    """Whether the words before a number say what one body did, or a level of bodies (县直部门受理申请)."""
    return _BODY.match(last_clause(mention.near)) is not None


def keep_wholes(found: Sequence[Mention]) -> None:
    """Takes the metric from shares: parts that add up to another, 其中 and what follows it, bodies, months."""
    _leave_parts_of_year(found)
    _leave_goings_on(found)
    sentences: dict[int, list[Mention]] = defaultdict(list)
    groups: dict[tuple[int, str, str], list[Mention]] = defaultdict(list)
    for mention in found:
        if mention.counts:
            sentences[mention.ordinal].append(mention)
        if mention.metric and mention.number.low and _SHARED.match(mention.metric):
            groups[mention.ordinal, mention.metric, mention.applicant].append(mention)
    shares: list[Mention] = []
    for (ordinal, metric, applicant), group in groups.items():
        sides = (groups.get((ordinal + step, metric, applicant), []) for step in (-1, 1))
        beside = [mention for side in sides for mention in side if _ALL.search(mention.near)]
        shares += [*_added_up(group), *_listed(group, beside, sentences[ordinal]), *_named(group, beside, sentences)]
    for mention in shares:
        _demote(mention)


def _leave_parts_of_year(found: Sequence[Mention]) -> None:
    """Takes the metric from what is told of a half, a quarter or some months of the year only (上半年公开信息120条).

    Where the sentence begins with it, it goes on until the whole year or another clause of its own.
    """
    ordinal = governed = -1
    for mention in found:
        if not mention.counts:
            continue
        part = _PART_OF_YEAR.search(mention.near)
        told = _WHOLE_YEAR.search(part[0] if part else mention.near) or _REST.search(mention.near)
        of_whole = told is not None or (part is None and ";" in mention.near)
        opens, ordinal = mention.ordinal != ordinal, mention.ordinal
        if opens or of_whole:
            governed = ordinal if opens and part and not of_whole else -1
        if mention.metric and (part or governed == ordinal) and not of_whole and not sums_up(mention.near):
            _demote(mention)


def _leave_goings_on(found: Sequence[Mention]) -> None:
    """Takes the metric from 培训N人次 of a stock of trainings, and from a channel's part of a part."""
    counting = [mention for mention in found if mention.counts]
    for before, mention in pairwise(counting):
        if before.ordinal != mention.ordinal:
            continue
        clause = last_clause(mention.near)
        if mention.metric == "trainees" and before.reason == "cumulative" and _GOES_ON.match(mention.near):
            mention.metric, mention.also, mention.reason = "", (), "cumulative"
        elif mention.metric.startswith("channel.") and _AMONG.match(clause) and _is_part_over(before, mention):
            _demote(mention)


def _is_part_over(before: Mention, mention: Mention) -> bool:
    """Whether `before` is a part itself and no channel, of which `mention` may be a part."""
    if before.metric.startswith("channel.") or before.number.unit != mention.number.unit:
        return False
    return mention.number.high <= before.number.high and _PART.match(last_clause(before.near)) is not None


def _demote(mention: Mention) -> None:
    mention.metric, mention.also, mention.reason = "", (), "part"


def _added_up(group: Sequence[Mention]) -> Iterator[Mention]:
    """All but the one that the others, two or more, add up to."""
    values = [mention.number.low for mention in group]
    whole = max(values)
    if len(group) > 2 and values.count(whole) == 1 and sum(values) == 2 * whole:
        yield from (mention for mention in group if mention.number.low != whole)


def _listed(group: Sequence[Mention], beside: Sequence[Mention], sentence: Sequence[Mention]) -> Iterator[Mention]:
    """What goes on behind a part of the same whole (共26件，其中甲受理7件，乙受理19件)."""
    parts = [one.number.start for one in sentence if one.reason == "part" and _PART.match(last_clause(one.near))]
    if not parts:
        return
    whole = max((one.number.high for one in (*group, *beside) if one.number.start < parts[0]), default=0.0)
    for mention in group if whole else ():
        part = mention.number.high < whole or is_body(mention)
        if part and parts[0] < mention.number.start and not _ALL.search(mention.near):
            yield mention


def _named(
    group: Sequence[Mention], beside: Sequence[Mention], sentences: Mapping[int, Sequence[Mention]]
) -> Iterator[Mention]:
    """The counts of bodies or of months, where two are told apart or a larger count is of no such part."""
    for part in (_BODY, _MONTH):
        named = {one.number.start: one for one in group if part.match(last_clause(one.near))}
        if not named:
            continue
        first = next(iter(named.values()))
        opening, *behind = sentences[first.ordinal]
        listed = takewhile(lambda one: not _PART.match(last_clause(one.near)), behind)
        alike = (one for one in (opening, *listed) if one.number.start in named or _goes_on(one, first))
        names = {match["name"] for one in alike if (match := part.match(last_clause(one.near)))}
        whole = max((one.number.high for one in (*group, *beside) if one.number.start not in named), default=0.0)
        yield from (one for one in named.values() if len(names) > 1 or one.number.high < whole)


def _goes_on(one: Mention, first: Mention) -> bool:
    """Whether an unexplained number may count what `first` does: 县直部门收到19件 behind 县政府收到申请7件."""
    unexplained = not one.metric and one.reason in ("", "part")
    return unexplained and one.number.unit == first.number.unit and one.number.start > first.number.start
