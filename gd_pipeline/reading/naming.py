"""Which metric each number of the prose counts: phrases first, then what only its neighbours can tell."""

import re
from collections import Counter, deque
from collections.abc import Sequence
from itertools import takewhile

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.phrases import Phrase
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.reading.cases_of_disclosure import read_cases_of_disclosure
from gd_pipeline.reading.categories import read_categories
from gd_pipeline.reading.enumerations import read_reading_points, spread_names
from gd_pipeline.reading.exact_parts import read_exact_parts
from gd_pipeline.reading.headlines import demote_ways, promote_headline, read_open_share
from gd_pipeline.reading.inherited import inherit
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.phrasing import Passage, fitting_phrases, kind_of, last_clause, previous_fact
from gd_pipeline.reading.shares import keep_wholes, sum_of_run, sums_up
from gd_pipeline.reading.stocks import leave_stocks
from gd_pipeline.reading.years import YearFrame

_WORDING = wording(ProseWording)
_RECENT = 60
"""So many numbers before one are looked at: a line without an end must not cost more for each."""

_HEADLINES = frozenset(("proactive.total", "requests.received", "channel.website", "channel.weibo", "channel.wechat"))
_FIRST_YEAR = 2008
"""The Regulation (令492) came into force on 1 May 2008: a sum since then is the year's own in its first report."""

_OF_YEARS = frozenset(("other_year", "cumulative"))
_FEW = 4
_REPORTING = frozenset(("proactive", "requests", "fees", "review_litigation"))
_PART = re.compile(_WORDING.part)
_SPLIT_PART = re.compile(rf"({_WORDING.among})[，:]")
_THIS_YEAR = re.compile(_WORDING.this_year)
_OF_HALF = re.compile(_WORDING.part_of_year)
_YEAR_NAME = re.compile(rf"(?:{_WORDING.year_before})(20\d\d)年(?!度?(?:{_WORDING.carried}))[^0-9]{{0,12}}$")
_FROM_YEAR = re.compile(r"[由从](20\d\d)年度?的$")
_INTO = re.compile(rf"(?:{_WORDING.carried_into})(?:至|到|于|入)?(20\d\d)年[^0-9]*$")
_INTO_RIGHT = re.compile(rf"[^，。]{{0,16}}(?:{_WORDING.carried_into_behind})(?:至|到|入|于)?(20\d\d)年")
_YEAR_ALONE = re.compile(_WORDING.year_alone)
_PLANNED = re.compile(_WORDING.planned)
_OPENING = re.compile(rf"^(?:{_WORDING.opening})*$")
_OWN_VERB = re.compile(_WORDING.own_verb)
_CONJUNCTION = re.compile(_WORDING.and_at_end)
_MARK = re.compile(r"[，、;。:]")
_LINK = re.compile(rf"^(?:{_WORDING.link})*")


def name_mentions(text: str, found: list[Mention], report_year: int | None) -> None:
    """Fills in metric, applicant and label, or the reason why there is none, of every counting mention."""
    frame = YearFrame(text, found, report_year)
    spread_names(found)
    tops = sorted({m.section.start for m in found if m.section is not None and m.section.level == 1})
    passage = Passage(text, tops, report_year)
    recent: deque[Mention] = deque(maxlen=_RECENT - 1)
    for mention in found:
        if not mention.counts:
            continue
        if mention.slot in ("plans", "problems") or mention.right.startswith(_WORDING.plan_behind):
            mention.reason = "plan"
            recent.append(mention)
            continue
        mention.reason = frame.other_year(mention) or _other_year_named(mention, report_year)
        inherit(mention, recent)
        passage.previous = previous_fact(recent, mention)
        passage.last = recent[-1] if recent else None
        _name(mention, passage, recent)
        _turn_carried(mention, report_year)
        _name_each(mention, passage)
        if mention.metric and mention.section is not None:
            passage.named.add((mention.section.start, mention.metric))
        recent.append(mention)
    _forgive_stale_years(text, found, report_year)
    read_reading_points(found)
    read_open_share(found)
    read_cases_of_disclosure(text, found)
    leave_stocks(found, report_year)
    read_categories(found)
    read_exact_parts(found)
    demote_ways(found)
    promote_headline(found)
    keep_wholes(found)


def _name(mention: Mention, passage: Passage, done: Sequence[Mention]) -> None:
    fitting = fitting_phrases(mention, passage)
    phrase = next(fitting, None) or _of_stock(mention, done)
    if phrase is not None and phrase.leftover == "cumulative" and passage.year == _FIRST_YEAR:
        phrase = next((other for other in fitting if other.metric), None)
    if phrase is None:
        phrase = _said_behind(mention, passage)
        if phrase is not None and _restates(phrase, mention, passage.previous):
            mention.reason = mention.reason or "part"
            return
    whole = _shared_by_years(mention, done) if phrase is None else None
    if whole is not None:
        _part_of(whole, mention)
        return
    if phrase is None:
        mention.metric = "" if mention.reason else _whole(mention, done)
        return
    _apply(phrase, mention, passage.previous, passage.last)
    if phrase.leftover == "cumulative":
        mention.other = next((other for other in fitting if other.metric), None)


def _turn_carried(mention: Mention, report_year: int | None) -> None:
    """What is carried into the report's own year (转入2016年办理4件) came from the year before."""
    if mention.metric == "requests.carried_out":
        into = _INTO.search(mention.near) or _INTO_RIGHT.match(mention.right)
        if into is not None and int(into[1]) == report_year:
            mention.metric = "requests.carried_in"


def _name_each(mention: Mention, passage: Passage) -> None:
    """Gives 行政复议、行政诉讼各1件 the metric of each further name."""
    for name in mention.each if mention.metric else ():
        phrase = next(fitting_phrases(mention, passage, near=name), None)
        told = (mention.metric, *mention.also)
        if phrase is not None and phrase.metric not in ("", *told) and phrase.applicant == "total":
            mention.also = (*mention.also, phrase.metric)


def _said_behind(mention: Mention, passage: Passage) -> Phrase | None:
    """The phrase of a number that is named by the words behind it: 30件予以公开, or 制发16件规范性文件."""
    if (
        not mention.right
        or mention.right.startswith("(")
        or kind_of(mention.number.unit) != "count"
        or not mention.number.unit
        or mention.right.startswith(")")
    ):
        return None
    clause = _CONJUNCTION.sub("", _MARK.split(mention.right, maxsplit=1)[0])
    words = _LINK.sub("", clause)
    if not 2 <= len(words) <= 24:
        return None
    before = mention.near[max(mention.near.rfind("，"), mention.near.rfind(";")) + 1 :]
    if _OWN_VERB.search(words):
        return None
    if _OPENING.match(before):
        return next(fitting_phrases(mention, passage, f"，{words}", ""), None)
    if (
        words != clause
        or _CONJUNCTION.search(before)
        or not any(c.isdigit() for c in passage.text[mention.number.start : mention.number.digits_end])
    ):
        return None
    return next(fitting_phrases(mention, passage, f"，{before}{words}", ""), None)


def _restates(phrase: Phrase, mention: Mention, previous: Mention | None) -> bool:
    same = previous is not None and previous.metric == phrase.metric and previous.applicant == phrase.applicant
    return same and previous is not None and previous.ordinal == mention.ordinal


def _shared_by_years(mention: Mention, done: Sequence[Mention]) -> Mention | None:
    """The headline, a stock then, whose share of the report's year the mention is: 其中2008年640条，2009年980条."""
    if mention.reason or not done or not _of_this_year(mention):
        return None
    others = list(takewhile(lambda one: one.reason == "other_year", reversed(done)))
    if len(others) == len(done) or not all(_YEAR_ALONE.search(one.near) for one in (others and [*others, mention])):
        return None
    whole, first = done[-1 - len(others)], others[-1] if others else mention
    return whole if whole.metric in _HEADLINES and _says_part(first, whole) else None


def _part_of(whole: Mention, mention: Mention) -> None:
    """其中N of the same kind is a part; 其中本年N says that the whole before it was a stock."""
    if _of_this_year(mention):
        mention.metric, whole.metric, whole.reason = whole.metric, "", "cumulative"
    else:
        mention.reason = "part"


def _apply(phrase: Phrase, mention: Mention, previous: Mention | None, last: Mention | None) -> None:
    if phrase.leftover:
        mention.reason = phrase.leftover
    elif mention.reason:
        mention.other = phrase
    elif previous is not None and _is_part(phrase, mention, previous, last):
        _part_of(previous, mention)
    else:
        mention.metric, mention.applicant, mention.also = phrase.metric, phrase.applicant, phrase.also


def _other_year_named(mention: Mention, report_year: int | None) -> str:
    """2018年、2019年分别收到30件和42件, 其中2018年30件、2019年42件: the name says the year; so does 由2018年的30件."""
    if "20" not in mention.near or report_year is None:
        return ""
    for pattern, reason in ((_YEAR_NAME, "other_year"), (_FROM_YEAR, "last_year")):
        match = pattern.search(mention.near)
        if match and int(match[1]) != report_year:
            return reason
    return ""


def _is_part(phrase: Phrase, mention: Mention, previous: Mention, last: Mention | None) -> bool:
    same = phrase.metric == previous.metric and phrase.applicant == "total"
    carried = phrase.metric == "requests.carried_out"
    return same and not carried and (_says_part(mention, previous) or _goes_on_with_parts(mention, last))


def _goes_on_with_parts(mention: Mention, last: Mention | None) -> bool:
    """Whether it stands in a row of parts: 收费95元，其中检索费35元、复制费60元."""
    row = last is not None and last.reason == "part" and last.ordinal == mention.ordinal
    return row and mention.near.startswith(("、", "，"))


def _says_part(mention: Mention, previous: Mention) -> bool:
    """Whether the mention is a part of the one before: 其中…, or …新增 of the year after what was 累计."""
    if _PART.match(last_clause(_SPLIT_PART.sub(r"\1", mention.near))):
        return True
    return previous.ordinal == mention.ordinal and _WORDING.cumulative in previous.near and _of_this_year(mention)


def _of_this_year(mention: Mention) -> bool:
    return _THIS_YEAR.search(mention.near) is not None


def _of_stock(mention: Mention, done: Sequence[Mention]) -> Phrase | None:
    """What "2016年受理11件" counts after a stock (累计受理申请96件) and its other years (其中2015年9件): the same."""
    before = takewhile(lambda one: one.reason in _OF_YEARS and one.ordinal == mention.ordinal, reversed(done))
    alike = (one for one in before if one.reason == "cumulative" and mention.number.unit in ("", one.number.unit))
    stock = next(alike, None)
    return stock.other if stock is not None and _of_this_year(mention) else None


def _forgive_stale_years(text: str, found: Sequence[Mention], report_year: int | None) -> None:
    """A number of "last year" whose metric the report states nowhere else is its own: the year was not updated.

    Not so where its sentence names the report's year too (not for a plan), or other years' numbers of the metric.
    """
    dates = (one for one in found if one.number.mask == "date" and one.number.low == report_year)
    own = {one.ordinal for one in dates if _PLANNED.match(text, one.number.end) is None}
    stated = {mention.metric for mention in found}
    compared = Counter((one.ordinal, one.other.metric) for one in found if one.reason == "other_year" and one.other)
    for mention in found:
        other = mention.other
        if mention.reason != "other_year" or other is None or mention.slot not in _REPORTING:
            continue
        named = mention.ordinal in own and other.metric != "requests.carried_in"
        if named or compared[mention.ordinal, other.metric] > 1:
            continue
        if other.metric and other.metric not in stated:
            mention.reason = ""
            _apply(other, mention, None, None)


def _whole(mention: Mention, done: Sequence[Mention]) -> str:
    """The metric of "…合计62件" after parts of one whole, "" where there is none."""
    if not sums_up(mention.near) or mention.number.unit in ("%", "％"):
        return ""
    near_by = [m for m in done if m.ordinal == mention.ordinal][-_FEW:]
    if any(m.applicant != "total" for m in near_by):
        return next(m.metric for m in near_by if m.applicant != "total")
    parts = [m for m in done if m.ordinal == mention.ordinal and m.metric][-2:]
    if len(parts) == 2 and parts[0].metric == parts[1].metric:
        return _summed(parts[0].metric, done, mention)
    wholes = {metrics()[part.metric].part_of for part in parts} if len(parts) == 2 else set()
    return (wholes.pop() if len(wholes) == 1 else "") or sum_of_run(mention, done)


def _summed(metric: str, done: Sequence[Mention], mention: Mention) -> str:
    """The metric of 检索费120元、复制费86元，共计206元; money that is a part of it is no fact of its own.

    Nor are counts that add up to it, or of parts of the year (上半年公开信息120条，下半年公开信息145条，共计265条).
    """
    parts = [part for part in done if part.ordinal == mention.ordinal and part.metric == metric]
    adds_up = sum(part.number.low for part in parts) == mention.number.low
    if kind_of(mention.number.unit) == "money" or adds_up or all(_OF_HALF.search(part.near) for part in parts):
        for part in parts:
            part.metric, part.reason = "", "part"
    return metric
