"""The headline of what was disclosed, where its sentence alone does not tell it from a part, a share or a way."""

import re
from collections.abc import Sequence

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ClassWording
from gd_pipeline.reading.categories import HEADLINES
from gd_pipeline.reading.mentions import Mention

_WORDING = wording(ClassWording)
_OPEN_SHARE = re.compile(_WORDING.open_share)
_BY_REQUEST = re.compile(_WORDING.by_request)
_OF_WAYS = re.compile(_WORDING.of_ways)
_BY_WAY = re.compile(_WORDING.one_way)
_OTHER_WAY = re.compile(_WORDING.other_way)


def demote_ways(found: Sequence[Mention]) -> None:
    """通过…平台公开信息126条 is one way of several, and no headline, where a headline or a website stands before it."""
    told = False
    for mention in found:
        if told and mention.metric == "proactive.total" and _BY_WAY.search(mention.near):
            mention.metric, mention.reason = "", "part"
        told = told or mention.metric in HEADLINES


def read_open_share(found: Sequence[Mention]) -> None:
    """公开信息687条，其中主动公开668条，依申请公开19条: the 668 are the headline."""
    counted = [mention for mention in found if mention.counts]
    for every, share, other in zip(counted, counted[1:], counted[2:], strict=False):
        alike = every.metric == "proactive.total" and not share.metric and share.ordinal == other.ordinal
        if alike and _OPEN_SHARE.fullmatch(share.near) and _BY_REQUEST.match(other.near):
            share.metric, share.reason = every.metric, ""
            every.metric, every.reason = "", "no_code"


def promote_headline(found: Sequence[Mention]) -> None:
    """Where a report's only headline is what a website alone published, or classes follow it, it is the total too."""
    if any(mention.metric == "proactive.total" or "proactive.total" in mention.also for mention in found):
        return
    counted = [mention for mention in found if mention.counts]
    for mention, following in zip(counted, [*counted[1:], None], strict=False):
        if mention.metric != "channel.website":
            continue
        classes = following is not None and following.metric == "proactive.category"
        if not classes and following and following.ordinal == mention.ordinal and _OTHER_WAY.search(following.near):
            return
        told = classes or (_WORDING.disclosed in mention.near and not mention.right.startswith(("，占", "(占")))
        if told and not _OF_WAYS.search(mention.near):
            mention.also = (*mention.also, "proactive.total")
            return
