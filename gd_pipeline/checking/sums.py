"""Wholes of prose against their parts (domain notes §2.8.1, §2.8.6, §2.8.9)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules import rules
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.certainty import certainty, fuller_list, other_whole
from gd_pipeline.checking.intervals import TOLERANCE, Interval, difference, exceeds, is_point, meets, nominal, total
from gd_pipeline.checking.lists import Enumeration
from gd_pipeline.checking.slips import one_slip
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, named, number, shown, signed
from gd_pipeline.reading.report import Fact


def weigh_lists(case: Case, lists: Sequence[Enumeration]) -> Iterator[Outcome]:
    """A verdict for every whole of prose that has parts."""
    for enumeration in lists:
        rule = "sum.applicants" if enumeration.applicants else f"sum.{enumeration.whole.metric}"
        if rule in rules():
            yield _weigh(case, enumeration, rule)


def _weigh(case: Case, enumeration: Enumeration, rule: str) -> Outcome:
    whole, stated = enumeration.whole, value(enumeration.whole)
    readings = _readings(case, enumeration)
    parts = min(readings, key=lambda parts: _misfit(stated, _sum(parts))) if len(readings) > 1 else readings[0]
    expected = _sum(parts)
    outcome = Outcome(
        rule,
        "holds",
        metrics=tuple(dict.fromkeys((whole.metric, *(part.metric for part in parts)))),
        stated=(whole.low, whole.high),
        expected=total((part.low, part.high) for part in parts),
    )
    if meets(stated, expected) and (len(parts) < 2 or _as_written(whole, parts)):
        return outcome
    sides = f"{shown((whole.low, whole.high))} = {added([(part.low, part.high) for part in parts])}"
    outcome = outcome._replace(formula=sides)
    if meets(stated, expected):
        return _met(outcome, whole, parts)
    if len(parts) < 2 or (not enumeration.exhaustive and exceeds(stated, expected)):
        return outcome._replace(verdict="not_assessable", message="分项可能不全，不能据以核算")
    if fuller := fuller_list(case, enumeration):
        numbers = [(count.low, count.high) for count in fuller]
        return outcome._replace(expected=total(numbers), formula=f"{shown((whole.low, whole.high))} = {added(numbers)}")
    return _at_odds(case, enumeration, parts, outcome._replace(operands=(whole, *parts)))


def _as_written(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True if the numbers agree also without their hedges, or have none."""
    written = sum(nominal(part.low, part.high, part.hedge) for part in parts)
    if abs(nominal(whole.low, whole.high, whole.hedge) - written) < TOLERANCE:
        return True
    return all(is_point(value(fact)) for fact in (whole, *parts))


def _met(outcome: Outcome, whole: Fact, parts: Sequence[Fact]) -> Outcome:
    """Explained: only the hedges let the intervals meet."""
    text = f"{named(whole.metric)}与各项之和只在约数的范围内相合（{outcome.formula}）"
    return outcome._replace(verdict="explained", severity="info", message=text, operands=(whole, *parts))


def _at_odds(case: Case, enumeration: Enumeration, parts: list[Fact], outcome: Outcome) -> Outcome:
    whole, expected = enumeration.whole, _sum(parts)
    gap = difference(value(whole), expected)
    text = f"{named(whole.metric)}写作 {shown(value(whole))}，各项相加 {outcome.formula.partition(' = ')[2]} = "
    text += f"{shown(expected)}，相差 {signed(gap)}"
    if other := other_whole(case, enumeration, expected):
        reason = f"，但与“{other.text.strip()}”相合"
        return outcome._replace(verdict="explained", severity="info", message=text + reason)
    return outcome._replace(
        verdict="violated",
        severity=certainty(case, enumeration),
        message=text,
        suggestion=_suggestion(whole, parts, expected),
    )


def _misfit(stated: Interval, expected: Interval) -> tuple[bool, float]:
    return not meets(stated, expected), abs(difference(stated, expected))


def _sum(parts: Sequence[Fact]) -> Interval:
    return total(value(part) for part in parts)


def _readings(case: Case, enumeration: Enumeration) -> list[list[Fact]]:
    """What the list may be a list of: all its parts, those that are not subordinate, its classes without counted kinds.

    主动公开规范性文件9件 before classes (政策法规类, 其他类, …) counts what they count, too.
    """
    every = list(enumeration.parts)
    classes = [part for part in every if part.label is not None]
    flat = _without_nested(case, every)
    readings = [every, flat] if len(flat) < len(every) else [every]
    readings += _first_list(case, enumeration)
    if 1 < len(classes) < len(every):
        readings += [_without_nested(case, classes), classes]
    return [parts for parts in readings if parts]


def _first_list(case: Case, enumeration: Enumeration) -> list[list[Fact]]:
    """The parts up to the end of a sentence, where they are the whole: what follows takes it apart once more."""
    parts, stated = list(enumeration.parts), value(enumeration.whole)
    ends = (i for i in range(2, len(parts)) if not case.same_sentence(parts[i - 1].end, parts[i].start))
    return [parts[:end] for end in ends if is_point(stated) and stated == _sum(parts[:end])]


def _without_nested(case: Case, parts: Sequence[Fact]) -> list[Fact]:
    """The parts without those that 含, 包括, 其中 subordinate to the part before them."""
    kept: list[Fact] = []
    last, inside = parts[0], False
    for part in parts:
        between = case.text[last.end : part.start]
        if part is not last:
            if "；" in between or ";" in between or "。" in between:
                inside = False
            inside = inside or any(word in between for word in phrases().nested)
        if not inside:
            kept.append(part)
        last = part
    return kept


def _suggestion(whole: Fact, parts: Sequence[Fact], expected: Interval) -> str | None:
    """The one change that a slip of the hand explains, else the whole or one part by the difference."""
    if not is_point(expected) or not is_point(value(whole)):
        return None
    gap = whole.low - expected[0]
    change = [(part, part.low + gap) for part in parts if part.low + gap >= 0]
    slips = [(part, meant) for part, meant in change if one_slip(number(part.low), number(meant))]
    to_whole = f"将{named(whole.metric)}由 {number(whole.low)} 改为 {number(expected[0])}"
    if len(slips) == 1 and not one_slip(number(whole.low), number(expected[0])):
        return f"将{_part(slips[0])}（最可能的一处笔误），或{to_whole}"
    if not change:
        return to_whole
    alike = [item for item in change if len(number(item[1])) == len(number(item[0].low))] or change
    return f"{to_whole}，或使其中一项变动 {signed(gap)}，如将{'、或将'.join(map(_part, alike[:3]))}"


def _part(change: tuple[Fact, float]) -> str:
    part, meant = change
    return f"{named(part.metric, part.applicant, part.label)}由 {number(part.low)} 改为 {number(meant)}"
