"""One noun, two values: 529个村、社区便民服务代办点 here, 526个村(社区)建立便民服务代办点 there (D-08).

Works on what is printed, without metrics: two exact counts of one unit whose following words begin alike and share a
long name; or which stand behind the same name, in clauses that say no more than that there are so many (全市设立查阅点
312个). A clause that names a part, another year, an aim or an addition is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.stocks import Stock, may_be_told, stock_named
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import shown
from gd_pipeline.reading.report import Quantity

_REACH = 30
_SHARED = 6
_END = re.compile(r"[，,。；;\d\n]|[一二三四五六七八九十百千万]{1,8}[条件个次篇]")
_BRACKETS = re.compile(r"[（(][^（()）]{0,20}[)）]|[\s、“”\"《》]")
_LEAST = 20.0
_LIMIT = 40


def nouns(case: Case) -> Iterator[Outcome]:
    """A finding for every two exact counts that name the same thing and differ."""
    following: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    leading: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for count in case.counts:
        if count.low >= _LEAST and count.unit and count.low == count.high:
            following[count.unit, case.text[count.end : count.end + 1]].append(count)
            leading[count.unit, case.text[count.start - 1 : count.start]].append(count)
    for group in following.values():
        if len(group) > 1:
            named = [(count, _following(case.text, count.end)) for count in group[:_LIMIT]]
            yield from _compared([(count, words) for count, words in named if len(words) >= _SHARED])
    for group in leading.values():
        if len(group) > 1 and any(may_be_told(case, count) for count in group[:_LIMIT]):
            stocks = [stock for count in group[:_LIMIT] if (stock := stock_named(case, count))]
            yield from _compared_stocks(case, stocks)


def _following(text: str, end: int) -> str:
    """The words right after a number, without brackets and quotes, up to a comma or a digit."""
    words = _BRACKETS.sub("", text[end : end + _REACH])
    stop = _END.search(words)
    return words[: stop.start()] if stop else words


def _compared(group: Sequence[tuple[Quantity, str]]) -> Iterator[Outcome]:
    for index, (count, words) in enumerate(group):
        for other, others in group[index + 1 :]:
            name = shared(words, others)
            if len(name) >= _SHARED and not any(word in name for word in phrases().no_noun):
                yield _outcome(count, other, name)


def _compared_stocks(case: Case, stocks: Sequence[Stock]) -> Iterator[Outcome]:
    """Stocks of one name and scope in different sentences, of which one says that this is all there is."""
    for index, one in enumerate(stocks):
        for other in stocks[index + 1 :]:
            alike = one.name == other.name and (one.told or other.told)
            alike = alike and (one.scope == other.scope or not (one.scope and other.scope))
            alike = alike and not (one.may_be_part_of(other) or other.may_be_part_of(one))
            if (
                alike
                and one.quantity.sentence != other.quantity.sentence
                and not _is_headline(case, one.quantity, other.quantity)
            ):
                yield _outcome(one.quantity, other.quantity, one.name)


def _is_headline(case: Case, one: Quantity, other: Quantity) -> bool:
    """True if both are facts of a metric whose values `conflict.prose` compares."""
    metrics = {fact.metric if (fact := case.at.get(count.start)) else "" for count in (one, other)}
    return len(metrics) == 1 and metrics <= phrases().headlines


def shared(a: str, b: str) -> str:
    """The longest words that stand in both, of at most 30 characters each."""
    best = ""
    for start in range(len(a)):
        while start + len(best) < len(a) and a[start : start + len(best) + 1] in b:
            best = a[start : start + len(best) + 1]
    return best


def _outcome(count: Quantity, other: Quantity, name: str) -> Outcome:
    same = count.low == other.low
    values = f"{shown((count.low, count.high))}{count.unit} / {shown((other.low, other.high))}{other.unit}"
    return Outcome(
        "conflict.noun",
        "holds" if same else "violated",
        message="" if same else f"“{name}”在文中有两个数：{values}",
        stated=(count.low, count.high),
        expected=(other.low, other.high),
        formula=values,
        operands=(count, other),
        about=name,
    )
