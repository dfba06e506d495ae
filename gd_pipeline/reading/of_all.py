"""What is said of all that a number counts: 均按时办结, 均为自然人, 均通过网络提交, 均予以公开; 复议1件，维持."""

import re
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.phrases import Phrase
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.phrasing import Passage, fitting_phrases
from gd_pipeline.reading.report import Fact
from gd_pipeline.reading.scopes import scope_of

_WORDING = wording(ProseWording)
_NEAR = 60
_ON_TIME = re.compile(rf"(?:{_WORDING.all})[^，,。；;\n未不]{{0,14}}?(?:{_WORDING.in_time})")
_NEXT_CLAUSE = re.compile(rf"(?:{_WORDING.next_clause})(?!{_WORDING.but_some})")
"""What the clause right behind a number says of all that it counts."""
_NEXT_SENTENCE = re.compile(
    rf"(?:{_WORDING.next_sentence})(?:{_WORDING.in_time})"
    rf"(?![^，,。；;\n]{{0,8}}[\d一二两三四五六七八九十])(?!{_WORDING.but_some})"
)
"""What the sentence behind one says of all that it counts."""
_PARTLY = re.compile(_WORDING.partly)
_OPENING = re.compile(r"[（(](?=[^（()）]*$)")
_UNIT = 2
_CLOSABLE = ("outcome.total", "requests.closed", "requests.received")
_OF_ALL = re.compile(
    rf"(?:{_WORDING.all})(?:{_WORDING.all_are})*"
    rf"(?P<words>(?!{_WORDING.not_said})[^，,。；;、（）()\d\n]{{2,18}})(?!、)"
    rf"|[（(](?P<means>{_WORDING.all_means})?(?P<inside>{_WORDING.all_who})(?:{_WORDING.request})?[）)]"
)
_OF_ONE = re.compile(
    rf"(?<=[，,（(])(?:{_WORDING.one_is})*"
    rf"(?P<words>(?!{_WORDING.not_said})[^，,。；;、（）()\d\n]{{2,18}})(?=[，,。；;、（）()\n])"
)
_WHO = re.compile(_WORDING.all_who)
_REASON = re.compile(rf"[（(](?:{_WORDING.all})?(?:{_WORDING.all_are})*(?P<words>[^，,。；;、（）()\d\n]{{4,24}})[）)]")
_DENIED = "outcome.denied"
_NOT_OF_ONE = re.compile(_WORDING.not_of_one)
_WHOLES = (
    "requests.received",
    "requests.closed",
    "outcome.total",
    "review.total",
    "litigation.total",
    "litigation.direct.total",
    "litigation.after_review.total",
)
_TOLD = re.compile(
    r"requests\.(?:received(?:\.(?:in_person|fax|online|mail))?|closed)|outcome\.(?:granted|partial|already_public|denied|not_this_agency|nonexistent)"
    r"|(?:review|litigation(?:\.direct|\.after_review)?)\.(?:upheld|corrected|pending|other)"
)
_COMPARED = ("last_year", "other_year")
_TRAILING = re.compile(rf"(?:{_WORDING.trailing})$")


def said_of_all(text: str, found: Sequence[Mention]) -> Iterator[Fact]:
    """Facts that words about all cases state: as many as the number before them, which they take no part of."""
    yield from _on_time(text, found)
    yield from _alike(text, found)


def _on_time(text: str, found: Sequence[Mention]) -> Iterator[Fact]:
    """均按时答复: as many were closed on time as the number before it says (均按时办结: and closed, too)."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in found:
        if mention.metric and mention.number.high and mention.metric.startswith(("requests.", "outcome.")):
            by_sentence.setdefault(mention.ordinal, []).append(mention)
    for group in by_sentence.values():
        match = _ON_TIME.search(text, group[0].number.end, min(group[0].sentence[1], group[-1].number.end + _NEAR))
        if match is None and group[-1].metric == "requests.received":
            match = _NEXT_CLAUSE.match(text, group[-1].number.end)
        match = match or _NEXT_SENTENCE.match(text, group[0].sentence[1])
        if match is None or any(m.metric == "requests.closed.on_time" for m in group):
            continue
        if _of_part(text, match):
            continue
        before = [m for m in group if m.number.end <= match.start() and m.applicant == "total"]
        wholes = [m for m in before if m.metric in _CLOSABLE] or (before if len(before) == 1 else [])
        if not wholes or wholes[-1].metric.endswith(("growth", "rate", "carried_out")):
            continue
        whole = _sum_with_carried_in(text, wholes[-1], before, found)
        yield _as_many(text, whole, match, "requests.closed.on_time")
        if _WORDING.closed in match[0] and not any(m.metric == "requests.closed" for m in group):
            yield _as_many(text, whole, match, "requests.closed")


def _sum_with_carried_in(text: str, whole: Mention, before: Sequence[Mention], found: Sequence[Mention]) -> Mention:
    """The sum printed of the `whole`, which is new, and of what last year left: 申请35件（新收33件，结转2件）.

    Before a bracket around both it is the sum whether it adds up or not; elsewhere in the sentence where it does.
    """
    carried = [m for m in before if m.metric == "requests.carried_in"]
    if whole.metric != "requests.received" or not carried:
        return whole
    others = [m for m in found if m.ordinal == whole.ordinal and m.counts and m is not whole and m not in carried]
    opening = _OPENING.search(text, whole.sentence[0], min(whole.number.start, carried[-1].number.start))
    for other in others:
        if opening and opening.start() - _UNIT <= other.number.end <= opening.start():
            return other
    total = whole.number.high + carried[-1].number.high
    return next((m for m in others if m.number.low == m.number.high == total), whole)


def _alike(text: str, found: Sequence[Mention]) -> Iterator[Fact]:
    """均为自然人申请, 均通过网络提交, 均予以公开, 均获维持: the phrases that would fit a number behind these words."""
    passage = Passage(text, sorted({m.section.start for m in found if m.section is not None and m.section.level == 1}))
    counted = [mention for mention in found if mention.counts and mention.reason not in _COMPARED]
    carried = {mention.ordinal for mention in counted if mention.metric == "requests.carried_in"}
    for mention, following in zip(counted, [*counted[1:], None], strict=False):
        passage.previous = passage.last = mention
        if mention.metric == _DENIED and mention.number.high:
            yield from _of_denied(text, mention, passage)
        if mention.metric not in _WHOLES or mention.also or mention.applicant != "total" or not mention.number.high:
            continue
        end = min(mention.sentence[1], mention.number.end + _NEAR, following.number.start if following else len(text))
        said = list(_of_each(text, mention, passage, end))
        if not said and mention.number.low == mention.number.high == 1:
            said = _of_one(text, mention, passage, end)
        yield from (fact for fact in said if fact.metric != "requests.closed" or mention.ordinal not in carried)


def _of_each(text: str, mention: Mention, passage: Passage, end: int) -> Iterator[Fact]:
    """What 均, 全部, 都 or brackets behind the number say of all that it counts; the span is these words."""
    for match in _OF_ALL.finditer(text, mention.number.end, end):
        beside = match["means"] or match["words"] or match.start() == mention.number.end
        if beside and not _of_part(text, match):
            words = match["words"] or match["inside"]
            told = _told(words, mention, passage)
            if told is not None:
                yield _as_many(text, mention, match, told.metric, told.applicant)
            if told is not None and told.metric.startswith("requests.received.") and _WHO.match(words):
                yield _as_many(text, mention, match, "requests.received", "natural_person")


def _of_denied(text: str, mention: Mention, passage: Passage) -> Iterator[Fact]:
    """The reason that brackets right behind give for all that were denied: 不同意公开2件（属于个人隐私）.

    The span is from the number to the bracket's end.
    """
    match = _REASON.match(text, mention.number.end)
    phrase = match and next(fitting_phrases(mention, passage, f"，{match['words']}", ""), None)
    if match and phrase and phrase.metric.startswith(f"{_DENIED}."):
        yield _from_number(text, mention, _as_many(text, mention, match, phrase.metric))


def _of_one(text: str, mention: Mention, passage: Passage, end: int) -> list[Fact]:
    """What a clause behind one case says of it (复议1件，维持); the span is from the number to the clause's end.

    Of each kind of thing (who, by which way, with what result) nothing is taken where two clauses differ.
    """
    by_kind: dict[str, list[Fact]] = {}
    for match in _OF_ONE.finditer(text, mention.number.end, end):
        if _NOT_OF_ONE.match(text, match.start(), match.end()) is None:
            told = _told(match["words"], mention, passage)
            if told is not None:
                fact = _from_number(text, mention, _as_many(text, mention, match, told.metric, told.applicant))
                kind = told.metric if told.applicant != "total" else told.metric.rpartition(".")[0]
                by_kind.setdefault(kind, []).append(fact)
    return [facts[0] for facts in by_kind.values() if len({(fact.metric, fact.applicant) for fact in facts}) == 1]


def _from_number(text: str, mention: Mention, fact: Fact) -> Fact:
    """The fact with the number in its span, which its words alone do not tell."""
    return fact._replace(start=mention.number.start, text=text[mention.number.start : fact.end])


def _told(words: str, mention: Mention, passage: Passage) -> Phrase | None:
    """The phrase that would fit a number behind the words, if it is one of those that may be said of all."""
    near = f"，{_TRAILING.sub('', words)}"
    told = next(fitting_phrases(mention, passage, near, ""), None)
    if told is None or _TOLD.fullmatch(told.metric) is None:
        return None
    return told if (told.metric, told.applicant) != (mention.metric, mention.applicant) else None


def _of_part(text: str, words: re.Match[str]) -> bool:
    """Whether the words are said of some only: 其余均予以公开, 大部分都予以公开."""
    return _PARTLY.search(text, max(0, words.start() - 16), words.start()) is not None


def _as_many(text: str, mention: Mention, words: re.Match[str], metric: str, applicant: str = "total") -> Fact:
    number = mention.number
    return Fact(
        metric, applicant, None, number.low, number.high, "件", None,
        scope_of(text, mention.sentence[0], number.start), "narrative", mention.slot,
        words.start(), words.end(), words[0],
    )  # fmt: skip
