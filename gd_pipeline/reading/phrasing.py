"""The phrase that fits the words beside a number."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gd_pipeline.catalog.patterns import Pattern
from gd_pipeline.catalog.phrases import Phrase, called_up, phrases
from gd_pipeline.catalog.units import units
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.clauses import plain
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.report import Span

_WORDING = wording(ProseWording)
_LOOKBACK = 400
_SINGLE_CHANNELS = frozenset(("channel.website", "channel.weibo", "channel.wechat", "channel.gazette"))
_CHANNEL = f"(?:{_WORDING.channel})"
_SEVERAL = re.compile(
    rf"(?:{_CHANNEL}(?:{_WORDING.account})?(?:{_WORDING.conjunction}|，)(?!.*{_WORDING.among_them})[^，、]{{0,10}}{_CHANNEL}"
    rf"|(?:{_WORDING.site})(?:{_WORDING.conjunction})(?!.*{_WORDING.among_them})[^，、网]{{0,16}}{_CHANNEL}"
    rf"|{_WORDING.several})[^；;。]*$"
)


@dataclass(slots=True)
class Passage:
    """What a phrase may ask of the text around a mention: the topic, the sentence's words, the fact before.

    `year` is the report's; `previous` is that fact, `last` the count before, fact or not; `tops` are the starts of the
    sections of the first level, beyond which no topic is looked for; `named` are the metrics told so far, each with the
    start of its section.
    """

    text: str
    tops: Sequence[int] = ()
    year: int | None = None
    previous: Mention | None = None
    last: Mention | None = None
    named: set[tuple[int, str]] = field(default_factory=set)
    _asked: int = -1
    _answer: str = ""

    def topic(self, mention: Mention) -> str:
        """The mention's topic, found once; see `_topic`."""
        if self._asked != mention.number.start:
            self._asked, self._answer = mention.number.start, self._topic(mention)
        return self._answer

    def _topic(self, mention: Mention) -> str:
        """The topic whose word stands last before the number: in its sentence, then its section, then the heading.

        Where there is none, 申请人 before it in its sentence tells of requests.
        """
        topic = self._last_topic(max(mention.sentence[0], mention.number.start - _LOOKBACK), mention.number.start)
        if topic:
            return _own_topic(topic, mention.slot)
        behind = {phrases().topics[m[1]] for m in phrases().topic_pattern.finditer(self.text, *self._behind(mention))}
        for topic in ("review", "litigation"):
            if behind & {"review", "litigation"} == {topic}:
                return topic
        at = bisect_right(self.tops, mention.number.start)
        floor = self.tops[at - 1] if at else 0
        topic = self._last_topic(max(floor, mention.number.start - _LOOKBACK), mention.number.start)
        if topic:
            return _own_topic(topic, mention.slot)
        heading = mention.section.heading if mention.section else ""
        found = [match[1] for match in phrases().topic_pattern.finditer(heading)]
        topic = phrases().topics[found[-1]] if found else ""
        return topic or (
            "requests" if _WORDING.applicant in self.text[mention.sentence[0] : mention.number.start] else ""
        )

    def _last_topic(self, start: int, end: int) -> str:
        last, book = "", phrases()
        for match in book.topic_pattern.finditer(self.text, start, end):
            last = book.topics[match[1]] or last
        return last

    @staticmethod
    def _behind(mention: Mention) -> Span:
        return mention.number.end, min(mention.sentence[1], mention.number.end + 60)

    def lead(self, mention: Mention) -> str:
        """The sentence's plain words left of the number, of at most 300 characters."""
        return plain(self.text[max(mention.sentence[0], mention.number.start - 300) : mention.number.start])

    def sentence(self, mention: Mention) -> str:
        """The sentence's plain words, of at most 300 characters to either side of the number."""
        start, end = mention.sentence
        at = mention.number.start
        return plain(self.text[max(start, at - 300) : min(end, at + 300)])


def _own_topic(topic: str, slot: str) -> str:
    """The topic in a section of this slot: among requests, approvals (涉及行政审批) are what was asked for."""
    return "requests" if topic == "services" and slot == "requests" else topic


def fitting_phrases(
    mention: Mention, passage: Passage, near: str | None = None, right: str | None = None
) -> Iterator[Phrase]:
    """The phrases of the catalog that fit the mention, the most particular first.

    `near` and `right` are read in place of its own words where they are given.
    """
    near, right = mention.near if near is None else near, mention.right if right is None else right
    number = mention.number
    at = 0
    while (found := _next_worded(near, number.unit, right, not number.high, at)) is not None:
        at, phrase = found
        if _place_fits(phrase, near, mention, passage):
            yield phrase


@lru_cache(maxsize=8192)
def _next_worded(near: str, unit: str, right: str, zero: bool, at: int) -> tuple[int, Phrase] | None:
    """The first phrase from the place `at` of those called up on that fits these words, and the place behind it."""
    called = _called_up(near, unit, right)
    for place in range(at, len(called)):
        phrase = called[place]
        if _words_fit(phrase, near, right) and _unit_fits(phrase, near, unit, right, zero):
            return place + 1, phrase
    return None


def _called_up(near: str, unit: str, right: str) -> tuple[Phrase, ...]:
    return called_up(_calling(near) | _calling(unit) | _calling(right), unit)


@lru_cache(maxsize=4096)
def _calling(words: str) -> frozenset[str]:
    """The words of the catalog in these that call up phrases."""
    return frozenset(phrases().word_pattern.findall(words))


def _words_fit(phrase: Phrase, near: str, right: str) -> bool:
    if phrase.near is not None and phrase.near.search(near) is None:
        return False
    if phrase.right is not None and phrase.right.match(right) is None:
        return False
    return not (
        (phrase.not_near is not None and phrase.not_near.search(last_clause(near)) is not None)
        or _found(phrase.not_wide, near)
        or _found(phrase.not_right, right)
    )


def _place_fits(phrase: Phrase, near: str, mention: Mention, passage: Passage) -> bool:
    """Whether the phrase stands where it asks to: section, heading, after which fact, in what sentence, which topic."""
    if phrase.sections and mention.slot not in phrase.sections:
        return False
    if phrase.metric in _SINGLE_CHANNELS and _names_several_channels(near):
        return False
    if phrase.after and not _follows(phrase, passage):
        return False
    if phrase.first and mention.section is not None and (mention.section.start, phrase.metric) in passage.named:
        return False
    heading = "" if mention.section is None else mention.section.heading
    if _found(phrase.not_heading, heading) or (phrase.heading is not None and not _found(phrase.heading, heading)):
        return False
    if phrase.sentence is not None and not _found(phrase.sentence, passage.sentence(mention)):
        return False
    if phrase.not_sentence is not None and _found(phrase.not_sentence, passage.lead(mention)):
        return False
    return not phrase.topic or passage.topic(mention) == phrase.topic


def _names_several_channels(near: str) -> bool:
    """Whether one number stands for several channels (通过网站、微信公开N条): it counts none of them alone."""
    return _SEVERAL.search(near) is not None


def _follows(phrase: Phrase, passage: Passage) -> bool:
    previous = passage.previous
    if previous is None or (phrase.directly and passage.last is not previous):
        return False
    return any(
        previous.metric == code or (code.endswith("*") and previous.metric.startswith(code[:-1]))
        for code in phrase.after
    )


@lru_cache(maxsize=4096)
def last_clause(near: str) -> str:
    """The last clause of near words that says something: 公开信息，共计 is one clause."""
    at = len(near)
    while (at := max(near.rfind("，", 0, at), near.rfind(";", 0, at))) >= 0:
        if near[at:].strip(_WORDING.hollow):
            return near[at + 1 :]
    return near


def _found(pattern: Pattern | None, words: str) -> bool:
    return pattern is not None and pattern.search(words) is not None


def _unit_fits(phrase: Phrase, near: str, unit: str, right: str, zero: bool) -> bool:
    """Whether the number's unit, which the phrase accepts, or its want of one is good enough here."""
    if phrase.zero_only and not zero:
        return False
    if not phrase.units:
        return kind_of(unit) != "percent"
    if unit or phrase.near is None:
        return bool(unit)
    return zero or near.endswith(":") or right == "" or right[0] in "，、;。)"


def kind_of(unit: str) -> str:
    """count, percent, money or other; a unit left out is a count."""
    return units().kinds.get(unit, "count")


def previous_fact(found: Sequence[Mention], mention: Mention) -> Mention | None:
    """The last counted fact before `mention`, at most two sentences back in its section; None if there is none."""
    for other in reversed(found):
        if mention.ordinal - other.ordinal > 2 or other.slot != mention.slot:
            break
        if other.metric and kind_of(other.number.unit) != "percent":
            return other
    return None
