"""Lists of printed numbers without metrics: 新媒体账号58个，其中公众号46个，微博6个，其他6个 (domain notes §2.8.1).

Only a list that ends with 其他, 其余 or the like is held against its whole.
"""

import re
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.complete import says_the_rest
from gd_pipeline.checking.intervals import exceeds, meets
from gd_pipeline.checking.listed import sum_of, weighed_list
from gd_pipeline.checking.lists import whole_of
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import OF_WHICH, counted, quoted, shown
from gd_pipeline.reading.report import Fact, Quantity

_WHOLE_REACH = 60
_LONGEST = 12
_NEXT = re.compile("[、，,][一-龥]{2,10}")
_BESIDE = re.compile("[、和及与][一-龥]{2,10}")
_STOP = re.compile("[；;]")
_OPENS = re.compile("。[ \u3000\n]{0,4}")


def enumerated(case: Case) -> Iterator[Outcome]:
    """A verdict for every 其中 whose list is exhaustive; lists of metrics with a whole are weighed by `sums`."""
    for index in range(1, len(case.counts)):
        whole = case.counts[index - 1]
        if whole.unit:
            last = min(whole.end + _WHOLE_REACH, case.counts[index].start) + len(OF_WHICH)
            at = case.text.find(OF_WHICH, whole.start + 1, last)
            while at >= 0:
                yield from _weighed(case, index, at)
                at = case.text.find(OF_WHICH, at + len(OF_WHICH), last)


def _weighed(case: Case, index: int, at: int) -> Iterator[Outcome]:
    whole = case.counts[index - 1]
    if not _opens_list(case, index, at) or not case.same_passage(whole.end, at, 1):
        return
    if not case.same_sentence(at, case.counts[index].start) or _STOP.search(case.text, at, case.counts[index].start):
        return
    yield from _within(case, index, at, whole)
    parts = _parts(case, index, whole)
    facts = [fact for part in parts if (fact := case.at.get(part.start))]
    if len(parts) < 2:
        yield from _together(case, index, whole)
        return
    if any(_is_weighed(case, fact) or fact.metric.startswith(phrases().overlapping) for fact in facts):
        return
    parts = _filled(case, index, whole, parts)
    expected = sum_of(parts)
    stated = next((w for w in _wholes(case, index, whole) if meets(value(w), expected)), whole)
    yield weighed_list(case, stated, parts, f"{_printed(stated)}，其中")


def _opens_list(case: Case, index: int, at: int) -> bool:
    """True if 其中 begins a clause or stands right behind the number, not in 对其中一件予以公开.

    Behind another count, a number that ends a bracket (120条（相同信息计1条），其中) is no whole of what follows.
    """
    whole = case.counts[index - 1]
    if at == whole.end:
        return True
    beside = case.text[whole.end] in "）)" and index > 1
    aside = beside and case.same_sentence(case.counts[index - 2].end, whole.start)
    return not case.text[at - 1].isalnum() and not aside


def _within(case: Case, index: int, at: int, whole: Quantity) -> Iterator[Outcome]:
    """A first part that is larger than every number before 其中 that it could be a part of."""
    part = case.counts[index]
    wholes = _wholes(case, index, whole)
    fact = case.at.get(part.start)
    if part.unit != whole.unit or (fact is not None and _is_weighed(case, fact)):
        return
    if "。" in case.text[whole.end : at] and not _goes_on(case, whole, wholes, at):
        return
    largest = max(wholes, key=lambda count: count.high)
    broken = exceeds(value(part), value(largest)) and exceeds(value(part), sum_of(_row_before(case, index)))
    text = f"{_printed(largest)}，其中{_printed(part)}大于总数"
    yield Outcome(
        "bound.of_which",
        "violated" if broken else "holds",
        message=text if broken else "",
        metrics=tuple(case.at[q.start].metric for q in (part, largest) if q.start in case.at),
        stated=(part.low, part.high),
        expected=(0.0, largest.high),
        formula=f"{shown(value(part))} <= {shown(value(largest))}",
        operands=(part, largest),
    )


def _row_before(case: Case, index: int) -> list[Quantity]:
    """The counts before 其中 that are told in one breath (复议12件、诉讼29件，其中36件已结案), the last one first.

    Only the last one where the part is named as that is (会议3次、培训5次，其中线上培训).
    """
    row = [case.counts[index - 1]]
    last = counted(row[0].noun)
    if last and counted(case.counts[index].noun).endswith(last):
        return row
    for count in reversed(case.counts[max(0, index - _LONGEST) : index - 1]):
        if count.unit != row[0].unit or not _BESIDE.fullmatch(case.text, count.end, row[-1].start):
            break
        row.append(count)
    return row


def _printed(count: Quantity) -> str:
    return quoted(count.noun, count.text)


def _together(case: Case, index: int, whole: Quantity) -> Iterator[Outcome]:
    """Parts in a row (图解60件、文字解读50件) that are more together than every number before 其中."""
    row = [case.counts[index]]
    for count in case.counts[index + 1 : index + _LONGEST]:
        if count.unit != whole.unit or not _NEXT.fullmatch(case.text, row[-1].end, count.start):
            break
        row.append(count)
    facts = [fact for part in row if (fact := case.at.get(part.start))]
    said = case.text[row[0].start : row[-1].start]
    if len(row) < 2 or row[0].unit != whole.unit or any(word in said for word in phrases().total):
        return
    if any(_has_whole(fact) or fact.metric.startswith(phrases().overlapping) for fact in facts):
        return
    largest = max(_wholes(case, index, whole), key=lambda count: count.high)
    if exceeds(sum_of(row), value(largest)):
        yield weighed_list(case, largest, row, f"{_printed(largest)}，其中")._replace(
            rule="bound.of_which", severity="info"
        )


def _goes_on(case: Case, whole: Quantity, wholes: Sequence[Quantity], at: int) -> bool:
    """True if a sentence that begins with 其中 can but mean the one before it: that has one count, and no part."""
    opens = _OPENS.fullmatch(case.text, whole.end, at) is not None
    return opens and len(wholes) == 1 and not _has_whole(case.at.get(whole.start))


def _has_whole(fact: Fact | None) -> bool:
    return fact is not None and (whole_of(fact.metric) is not None or fact.applicant != "total")


def _is_weighed(case: Case, fact: Fact) -> bool:
    """True if another rule adds the fact up; none does for classes (许可类120项) whose whole prose does not print."""
    return _has_whole(fact) and (fact.label is None or (whole_of(fact.metric) or "", "total") in case.prose_by)


def _wholes(case: Case, index: int, whole: Quantity) -> list[Quantity]:
    """The counts before 其中 that the list may be a list of: those of its unit in the sentence of the last one."""
    before = case.counts[max(0, index - 4) : index]
    return [q for q in reversed(before) if q.unit == whole.unit and case.same_sentence(q.end, whole.start)]


def _filled(case: Case, index: int, whole: Quantity, parts: list[Quantity]) -> list[Quantity]:
    """The parts, with the counts of their unit behind them in their sentence if only with these they add up."""
    longer = list(parts)
    for count in case.counts[index : index + 24]:
        if meets(value(whole), sum_of(longer)) or not case.same_sentence(longer[-1].end, count.start):
            break
        if count.start > longer[-1].start and count.unit == whole.unit:
            longer.append(count)
    return longer if meets(value(whole), sum_of(longer)) else parts


def _parts(case: Case, index: int, whole: Quantity) -> list[Quantity]:
    """The counts after 其中 up to the one that takes the rest; none if no such one is in the sentence."""
    found: list[Quantity] = []
    last = case.counts[index].start
    for count in case.counts[index : index + 24]:
        if not case.same_sentence(last, count.start):
            break
        words = case.text[max(last, count.start - 40) : count.start]
        last = count.end
        if count.unit != whole.unit:
            continue
        found.append(count)
        if len(found) > 1 and says_the_rest(words):
            return found
    return []
