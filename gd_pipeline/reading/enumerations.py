"""Lists in prose: "甲、乙、丙分别为1、2、3", "甲、乙各1件", and kinds of reading points."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from gd_pipeline.catalog.units import units
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ClassWording
from gd_pipeline.reading.categories import LEAD
from gd_pipeline.reading.mentions import Mention

_WORDING = wording(ClassWording)
_EVENT = re.compile(_WORDING.event)
_INCLUDES = re.compile(_WORDING.includes)
_PART_VERBS = re.compile(_WORDING.set_up)
_SPREAD = re.compile(rf"(?:{_WORDING.spread})(?P<rest>[^，。;]{{0,20}})$")
_MEANS = re.compile(_WORDING.means)
_EACH = re.compile(_WORDING.each)
_POINT = re.compile(rf"[^，、和及与]{{0,12}}?(?:{_WORDING.point})")
_JOINED = re.compile(r"[，、和及与]")
_SHARED_VERB = re.compile(_WORDING.shared_verb)


def spread_names(found: Sequence[Mention]) -> None:
    """Gives each number of a list the name it belongs to, as its near words.

    "甲、乙分别为1件、2件", "通过甲、乙分别发布信息1条和2条", "分别召开甲、乙1场和2期" are all spread. The number of
    "甲、乙各1件" gets the first name, and keeps the others in `each`.
    """
    for at, mention in enumerate(found):
        if not any(word in mention.near for word in _WORDING.spreading):
            continue
        each = _EACH.search(mention.near)
        shared = _names(mention.near[: each.start()]) if each is not None else []
        if len(shared) > 1:
            mention.near, mention.each = shared[0], tuple(shared[1:])
            continue
        match = _SPREAD.search(mention.near)
        if match is None:
            continue
        run = _listed(found, at)
        names = _spread_over(_with_means(found, at, mention.near[: match.start()]), match["rest"], len(run))
        if len(run) >= 2 and len(names) == len(run):
            for other, name in zip(run, names, strict=True):
                other.near = name


def _with_means(found: Sequence[Mention], at: int, words: str) -> str:
    """`words` before 分别 with those before their count of ways: 以当面、网络、信函三种方式收到的申请分别为…."""
    means = _MEANS.match(words)
    if not at or means is None or found[at - 1].ordinal != found[at].ordinal or not found[at - 1].counts:
        return words
    return found[at - 1].near + (_WORDING.request if _WORDING.request in words else words[means.end() :])


def _spread_over(before: str, rest: str, count: int) -> list[str]:
    """The `count` names of a list that stands before or behind 分别, each with the verb that they share."""
    clause = before.rpartition("，")[2] or before
    behind = _names(rest)
    if len(behind) == count and count > 1:
        verb = _SHARED_VERB.match(behind[0])
        return behind[:1] + [(verb[0] if verb else "") + name for name in behind[1:]]
    names = _names(clause)[-count:]
    verb = _SHARED_VERB.search(names[-1]) if names else None
    shared = rest or (names[-1][verb.start() :] if verb and verb.start() else "")
    return [name if name.endswith(shared) else name + shared for name in names]


def _listed(found: Sequence[Mention], at: int) -> list[Mention]:
    run = [found[at]]
    for other in islice(found, at + 1, at + 40):
        if (
            other.ordinal != run[0].ordinal
            or not other.counts
            or other.near not in ("", "、", "，", "和", "及", "与", ";")
        ):
            break
        run.append(other)
    return run


def _names(words: str) -> list[str]:
    clause = words.rstrip("，").rpartition("，")[2]
    return [name for name in re.split(r"、|和|及|与", re.sub(_WORDING.counted_name, "", clause)) if name]


def read_reading_points(found: Sequence[Mention]) -> None:
    """Marks the counts that follow a number of reading points as its parts: in its sentence, or 其中 in the next."""
    things = units().classes["thing"]
    _take_apart_joined(found)
    total: Mention | None = None
    last = -1
    for mention in found:
        if not mention.counts:
            continue
        if mention.metric == "reading_points.total":
            total, last = mention, mention.ordinal
            continue
        if total is not None and mention.ordinal == total.ordinal + 1 and _INCLUDES.match(mention.near):
            last = mention.ordinal
        if total is None or mention.ordinal > last or mention.metric:
            total = total if total is not None and mention.ordinal <= last else None
            continue
        words = _PART_VERBS.sub("", LEAD.sub("", mention.near.rpartition("，")[2]))
        if mention.number.unit in things and 2 <= len(words) <= 26 and not _EVENT.search(words):
            mention.metric, mention.label = "reading_points.part", words


def _take_apart_joined(found: Sequence[Mention]) -> None:
    """设有1个信息公开查阅室和7个信息查阅点 tells of two parts and of no total."""
    counting = [mention for mention in found if mention.counts]
    for first, second in pairwise(counting):
        if first.metric != "reading_points.total" or first.ordinal != second.ordinal or second.near.strip("，、和及与"):
            continue
        one, other = _POINT.match(first.right), _POINT.match(second.right)
        if one is not None and other is not None and _JOINED.fullmatch(first.right, one.end()):
            for mention, name in ((first, one), (second, other)):
                mention.metric, mention.label = "reading_points.part", name[0]
