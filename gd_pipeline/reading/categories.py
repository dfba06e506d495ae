"""Classes of what was disclosed (概况类9875条，计划总结类7135条…), and the headline that they are parts of."""

import re
from collections.abc import Sequence
from functools import lru_cache

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ClassWording
from gd_pipeline.reading.mentions import Mention

_WORDING = wording(ClassWording)
LEAD = re.compile(rf"^(?:{_WORDING.lead})+")
"""Words before the noun that names a class, or a part."""

_TAIL = re.compile(rf"(?:{_WORDING.tail})+$")
_VERB = re.compile(_WORDING.no_class)
_BODY = re.compile(rf"(?:{_WORDING.body})$")
_CLAUSE = re.compile(_WORDING.clause)
_TOLD_BEHIND = re.compile(_WORDING.told_behind)
_CLASSY = re.compile(rf"(?:{_WORDING.classy})$")
_ANNOUNCED = re.compile(_WORDING.announced)
_CATEGORY_UNITS = frozenset((*_WORDING.class_units, ""))
_DUTY_UNITS = frozenset(_WORDING.duty_units)
_OTHER_UNITS = frozenset(_WORDING.other_units)
_PASSED_OVER = frozenset(("%", "％", *_WORDING.kind_units))
HEADLINES = ("proactive.total", "channel.website")
"""Metrics that may count all that was disclosed, and have classes."""

_SIDE_METRICS = ("channel", "proactive", "response", "normative_documents")
_INNER_METRICS = ("proactive.key_areas", "proactive.normative", "response.interpretations", "proposals")
_GENERIC = re.compile(_WORDING.any_information)
_NO_NAME = re.compile(_WORDING.no_name)
_NESTED = re.compile(_WORDING.nested)
_CLOSED = re.compile(r"[^()]*\)")
_NAMES_COUNTED = re.compile(rf"(?:{_WORDING.names})\|(?:{_WORDING.of_those})")
_SURE = re.compile(_WORDING.surely_class)
_OF_SITE = re.compile(_WORDING.of_site)
_SUM = re.compile(_WORDING.sum)
_PUBLISHED = re.compile(_WORDING.published)
_POSTS = re.compile(_WORDING.posts)
_RESTATED = re.compile(_WORDING.restated)
_DOCUMENTS = re.compile(_WORDING.documents)
_TAKEN_APART = re.compile(_WORDING.includes)
_ONE_OF_TWO = re.compile(rf"(?:{_WORDING.one_of_two})$")
_PARTS, _FEW_NAMES = 8, 4
_LONGEST, _LONGEST_ROW = 26, 40
"""Characters of the name of a class, and of a row of names that makes up one."""


class _Run:
    """Unexplained counts in a row that may be classes of what was disclosed."""

    def __init__(self) -> None:
        self.items: list[tuple[Mention, str]] = []
        self.bodies = 0
        self.after_total = False
        self.in_its_sentence = False
        self.unit = ""

    def add(self, mention: Mention, label: str, after_total: bool, in_its_sentence: bool) -> None:
        self.items.append((mention, label))
        self.after_total = self.after_total or after_total
        self.in_its_sentence = self.in_its_sentence or in_its_sentence

    def goes_on_over(self, mention: Mention) -> bool:
        """Whether the list goes on behind what another metric counts (财政信息2条，政策解读4条，应急管理2条)."""
        last = self.items[-1][0] if self.items else None
        return (
            last is not None
            and last.ordinal == mention.ordinal
            and (
                self._inner(mention, last) or (self.in_its_sentence and _other_thing(mention)) or _joined(mention, last)
            )
        )

    @staticmethod
    def _inner(mention: Mention, last: Mention) -> bool:
        alike = last.number.unit == mention.number.unit or mention.metric.startswith("proactive.")
        return alike and mention.metric.startswith(_INNER_METRICS)

    def is_split_by(self, mention: Mention, last: Mention | None) -> bool:
        """Whether a bracket right behind the last class takes it apart (机构职能13条（联系方式1条，职能职责1条）)."""
        return bool(self.items) and self.items[-1][0] is last and mention.near.startswith("(")

    def passes_over_body(self, mention: Mention) -> bool:
        """Whether the mention is a body among classes (公共卫生30条，民政局40条): it is none of them."""
        last = self.items[-1][0] if self.items else None
        one = last is not None and last.ordinal == mention.ordinal and _is_countable(mention) and _names_body(mention)
        self.bodies += one
        return one

    def takes_proposals(self, mention: Mention) -> bool:
        """Whether proposals counted like information are a class (建议提案12条), and no count of their own."""
        one = (
            bool(self.items) and mention.metric == "proposals.total" and mention.number.unit in _WORDING.proposal_units
        )
        if one:
            mention.metric = ""
        return one

    def is_summed_by(self, mention: Mention) -> bool:
        """Whether the mention is the sum behind the list (机构职能5条，业务工作60条，共计65条)."""
        if len(self.items) < 2 or mention.metric or mention.reason or self.after_total:
            return False
        unit = mention.number.unit
        listed = all(item.ordinal == mention.ordinal and item.number.unit == unit for item, _ in self.items)
        told = _PUBLISHED.search(self.items[0][0].near) or _PUBLISHED.search(mention.near)
        adds_up = sum(item.number.low for item, _ in self.items) == mention.number.low
        alike = adds_up or (listed and told is not None)
        return alike and _SUM.search(mention.near) is not None and self._is_list()

    def settle(self) -> None:
        """Makes the run classes if it looks like a list of them, and empties it."""
        if self.items and self._is_list() and not self._of_duties():
            for mention, label in self.items:
                mention.metric, mention.label = "proactive.category", label
        self.items, self.bodies, self.after_total, self.in_its_sentence = [], 0, False, False

    def _of_duties(self) -> bool:
        """Whether a later sentence counts what is no information, in another unit (公布权责事项共461项)."""
        unit = self.items[0][0].number.unit
        return not self.in_its_sentence and unit in _DUTY_UNITS and self.unit not in ("", unit)

    def _is_list(self) -> bool:
        count = len(self.items)
        if _POSTS.fullmatch(self.items[0][1]):
            return False
        if self.bodies * 2 > count:
            return False
        classy = sum(1 for _, label in self.items if _CLASSY.search(_last_of(label)))
        if count == 1:
            mention, label = self.items[0]
            sure = mention.right[:2] in ("，占", "(占") or _SURE.search(label) is not None
            return self.after_total and classy == 1 and sure
        announced = any(_ANNOUNCED.search(mention.near) for mention, _ in self.items[:2])
        of_kinds = all(_WORDING.of_kind in label for _, label in self.items)
        if count < 3 and not (self.after_total or announced or of_kinds):
            return False
        short = all(len(_last_of(label)) <= 14 for _, label in self.items)
        return classy * 2 >= count or ((announced or self.in_its_sentence) and (short or count >= 4))


def read_categories(found: Sequence[Mention]) -> None:
    """Marks the runs of unexplained counts after a headline of disclosed information as its classes."""
    _demote_named_heads(found)
    posts = _posts(found)
    run = _Run()
    nested, blocked = False, -1
    previous: Mention | None = None
    total_at: tuple[int, str] | None = None
    for mention in found:
        last, previous = previous, mention if mention.counts else previous
        if not mention.counts or mention.number.unit in _PASSED_OVER or mention.near.endswith("占"):
            continue
        if mention.metric in HEADLINES or (total_at is not None and _is_restated(mention)):
            run.settle()
            total_at, run.unit = (mention.ordinal, mention.slot), mention.number.unit
            continue
        nested = nested or bool(_NESTED.search(mention.near)) or run.is_split_by(mention, last)
        if nested and not mention.metric:
            nested = _CLOSED.match(mention.right) is None
            continue
        if run.takes_proposals(mention) and not _label(mention):
            continue
        near_total = total_at is not None and mention.ordinal - total_at[0] <= 12 and mention.slot == total_at[1]
        label = "" if mention.number.start in posts else _label(mention)
        free = mention.ordinal != blocked or label.endswith(_WORDING.kind_of_information)
        if label and free and (near_total or mention.slot in ("proactive", "overview")):
            run.add(mention, label, near_total, total_at is not None and mention.ordinal == total_at[0])
            continue
        if run.goes_on_over(mention) or run.passes_over_body(mention):
            continue
        if run.is_summed_by(mention):
            run.settle()
            mention.metric = "proactive.total"
            continue
        apart = mention.metric == "response.interpretations" and _TAKEN_APART.match(mention.right)
        blocked = mention.ordinal if (apart and not run.items) or not (mention.metric or mention.reason) else blocked
        run.settle()
        if total_at is not None and (mention.ordinal > total_at[0] or not mention.metric.startswith(_SIDE_METRICS)):
            total_at = total_at if mention.metric.startswith(_SIDE_METRICS) or mention.reason else None
    run.settle()


def _is_restated(mention: Mention) -> bool:
    """Whether the mention is a headline told again, before its classes (在公开的35条信息中)."""
    return not mention.metric and _RESTATED.match(mention.right) is not None


def _joined(mention: Mention, last: Mention) -> bool:
    """Whether the mention is one of a row of classes, which no metric counts (政策文件6条、废止文件2条、)."""
    known = not mention.metric and mention.reason == "no_code"
    return known and mention.near.startswith("、") and mention.number.unit == last.number.unit


def _other_thing(mention: Mention) -> bool:
    """Whether the mention counts no information (征集调查16期 between classes)."""
    return not mention.metric and mention.number.unit in _OTHER_UNITS


def _demote_named_heads(found: Sequence[Mention]) -> None:
    """公开部门工作信息135条、法规文件24件、财政信息7条: the first is a class like the others, and no headline.

    So is each that a sum follows (公开基础信息135条，水利信息81条，合计216条), and documents before a comma.
    """
    counted = [mention for mention in found if mention.counts and not mention.metric.startswith(_INNER_METRICS)]
    for at, head in enumerate(counted):
        joined = "，、" if _DOCUMENTS.fullmatch(_headed(head)) else "、"
        if head.metric not in HEADLINES or not (head.right.startswith(tuple(joined)) or _heads_row(head)):
            continue
        needed = 1 if head.right.startswith(tuple(joined)) and _ONE_OF_TWO.search(_headed(head)) else 2
        others = counted[at + 1 : at + 1 + needed]
        if len(others) < needed:
            continue
        alike = all(other.ordinal == head.ordinal and _label(other) for other in others)
        if alike and not _is_generic(head):
            head.metric = ""
    for at, mention in enumerate(counted):
        if not mention.metric and _SUM.search(mention.near):
            for part in counted[max(0, at - _PARTS) : at]:
                named = class_name(part.near) and not _is_generic(part)
                summed = (part.ordinal, part.number.unit) == (mention.ordinal, mention.number.unit)
                if part.metric in HEADLINES and named and summed:
                    part.metric = ""


def _heads_row(head: Mention) -> bool:
    """Whether the first of a row of classes says that a website has them (网站发布工作动态65条，公示公告12条，…)."""
    label = class_name(head.near) if head.metric == "channel.website" and head.right.startswith("，") else ""
    return label != "" and _OF_SITE.search(head.near.removesuffix(label)) is not None


def _is_generic(head: Mention) -> bool:
    """Whether a headline counts information of whatever kind (公开政府信息126条)."""
    return _GENERIC.fullmatch(_headed(head)) is not None


def _headed(head: Mention) -> str:
    return _TAIL.sub("", LEAD.sub("", head.near.rpartition("，")[2]))


def _posts(found: Sequence[Mention]) -> set[int]:
    """Where the posts of an account are told apart (公众号发布信息560篇，其中原创信息260篇): those are no classes."""
    starts: set[int] = set()
    of_account = False
    for mention in found:
        if mention.counts:
            is_post = of_account and _POSTS.fullmatch(_label(mention)) is not None
            starts.update((mention.number.start,) if is_post else ())
            of_account = is_post or mention.metric.startswith("channel.")
    return starts


def _is_countable(mention: Mention) -> bool:
    """Whether the mention counts what nothing explains, like information is counted."""
    number = mention.number
    unexplained = not mention.metric and mention.reason in ("", "part")
    names = number.high <= _FEW_NAMES and _NAMES_COUNTED.search(f"{mention.near}|{mention.right}")
    return unexplained and not names and number.unit in _CATEGORY_UNITS and number.hedge != "word"


def _label(mention: Mention) -> str:
    return class_name(mention.near) if _is_countable(mention) else ""


@lru_cache(maxsize=4096)
def class_name(near: str) -> str:
    """The name of a class that ends these words, "" where they end with none."""
    words = _last_name(near)
    longest = _LONGEST_ROW if words.endswith(_WORDING.and_so_on) else _LONGEST
    none = not 2 <= len(words) <= longest or _VERB.search(words) or "|" in words or _NO_NAME.fullmatch(words)
    return "" if none or _BODY.search(words) else words


def _last_of(label: str) -> str:
    """The last of the names that make up a class (机构职能、领导分工等), which tells what they are."""
    return label.removesuffix(_WORDING.and_so_on).rpartition("、")[2]


def _names_body(mention: Mention) -> bool:
    """Whether the words before the number end with no more than the name of a body."""
    words = _last_name(mention.near)
    return _BODY.search(words) is not None and _VERB.search(words) is None


def _last_name(near: str) -> str:
    return _TAIL.sub("", LEAD.sub("", _CLAUSE.split(_TOLD_BEHIND.sub("", near))[-1]))
