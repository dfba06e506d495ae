"""Counts of several years (累计) beside the count of the report's own: neither they nor their parts are its facts."""

import re
from collections import defaultdict
from collections.abc import Sequence

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording, ShareWording
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.phrasing import last_clause
from gd_pipeline.reading.shares import is_body

_WORDING, _PROSE = wording(ShareWording), wording(ProseWording)
_HEADLINES = frozenset(("proactive.total", "requests.received"))
_CHANNELS = frozenset(("channel.website", "channel.weibo", "channel.wechat"))
_CUMULATIVE = re.compile(_WORDING.stock)
_OPENS_STOCK = re.compile(rf"[，;]?(?:{_WORDING.as_of}|，)*(?:{_WORDING.stock})")
_AS_OF = re.compile(_WORDING.until)
_OF_YEAR = re.compile(_WORDING.of_year)
_SUM_OF_YEAR = re.compile(rf"(?:{_WORDING.of_year})[^。]{{0,16}}(?:{_WORDING.stock})")
_SINCE = re.compile(
    rf"(?:{_WORDING.since_year})(?:(?!{_WORDING.of_year})[^。;]){{0,40}}(?:{_WORDING.stock})[^，]{{0,16}}$"
)
_THIS_YEAR = re.compile(_PROSE.this_year)
_BODIES = re.compile(_WORDING.all_bodies)
_PART = re.compile(_WORDING.part)
_FAMILIES = {"proactive": ("proactive.", "channel."), "requests": ("requests.", "outcome.")}
"""What may be told of the parts of a stock of this family."""


def leave_stocks(found: Sequence[Mention], report_year: int | None) -> None:
    """Takes the metric from stocks beside the year's own, from those since an earlier year, and from their parts."""
    counting = [mention for mention in found if mention.counts]
    before = dict(zip(map(id, counting[1:]), counting, strict=False))
    told: dict[str, list[Mention]] = defaultdict(list)
    for mention in counting:
        if mention.metric in _HEADLINES or mention.metric in _CHANNELS:
            told[mention.metric].append(mention)
    heads = {id(mention): mention.other.metric for mention in counting if mention.other is not None}
    for metric, group in told.items():
        for mention in (*_since(group, report_year), *_stocks(group, before)):
            heads[id(mention)] = metric
            _leave(mention)
    _leave_parts(counting, heads)


def _since(group: Sequence[Mention], report_year: int | None) -> list[Mention]:
    since = ((one, _SINCE.search(one.near)) for one in group)
    return [one for one, said in since if said and report_year and int(said["year"]) < report_year]


def _stocks(group: Sequence[Mention], before: dict[int, Mention]) -> list[Mention]:
    may_be = [one for one in group if _CUMULATIVE.search(one.near) and not _SUM_OF_YEAR.search(one.near)]
    return [
        one
        for one in may_be
        if any(_is_of_year(other, one, before.get(id(one))) for other in group) and not _adds_up(one, before)
    ]


def _is_of_year(other: Mention, stock: Mention, last: Mention | None) -> bool:
    """Whether `other` counts the year's own beside the stock; in its own sentence it need not say so."""
    if _CUMULATIVE.search(other.near):
        return False
    new, of_year = _PROSE.new in other.near, _OF_YEAR.search(other.near) is not None
    if other.ordinal == stock.ordinal + 1 and new and _THIS_YEAR.search(other.near):
        return True
    if other.number.unit != stock.number.unit or other.number.high >= stock.number.low:
        return False
    of_all = _BODIES.search(stock.near) is not None
    if _AS_OF.search(stock.near) and (new or of_year) and not (of_all and is_body(other)):
        return True
    if other.ordinal != stock.ordinal or of_all or is_body(other):
        return False
    opens = other is last and stock.metric in _HEADLINES and _OPENS_STOCK.match(stock.near) is not None
    return new or of_year or opens


def _adds_up(mention: Mention, before: dict[int, Mention]) -> bool:
    """Whether it is the sum of two or more counts right before it (上半年120条，下半年145条，累计265条)."""
    total, count, one = 0.0, 0, before.get(id(mention))
    while one is not None and one.ordinal == mention.ordinal and total < mention.number.low:
        total, count, one = total + one.number.low, count + 1, before.get(id(one))
    return count > 1 and total == mention.number.low


def _leave_parts(counting: Sequence[Mention], heads: dict[int, str]) -> None:
    """What a stock is taken apart into behind it is of several years too, until the year's own is told."""
    stock: Mention | None = None
    among, left = False, 0.0
    for mention in counting:
        if mention.reason == "cumulative":
            stock, among, left = mention, False, mention.number.high
            continue
        if stock is None:
            continue
        if mention.ordinal != stock.ordinal or mention.reason or _OF_YEAR.search(mention.near):
            stock = None
            continue
        among = among or _PART.match(last_clause(mention.near)) is not None
        family = _FAMILIES.get(heads.get(id(stock), "").partition(".")[0], ())
        left -= mention.number.low
        if mention.metric and not (among and left >= 0 and mention.metric.startswith(family)):
            stock = None
        else:
            _leave(mention)


def _leave(mention: Mention) -> None:
    mention.metric, mention.also, mention.reason = "", (), "cumulative"
