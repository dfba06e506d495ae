"""One noun, two values: 529个村、社区便民服务代办点 here, 526个村(社区)建立便民服务代办点 there (D-08).

Works on what is printed, without metrics: two exact counts of one unit whose following words begin alike and share a
long name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
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
    groups: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for count in case.counts:
        if count.low >= _LEAST and count.unit and count.low == count.high:
            groups[count.unit, case.text[count.end : count.end + 1]].append(count)
    for group in groups.values():
        if len(group) > 1:
            named = [(count, _following(case.text, count.end)) for count in group[:_LIMIT]]
            yield from _compared([(count, words) for count, words in named if len(words) >= _SHARED])


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
