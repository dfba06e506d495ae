"""What was decided and what is pending, against what came in: 36件已结案，5件正在审理 (domain notes §2.8.6, §2.8.9)."""

from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case, value
from gd_pipeline.checking.intervals import Interval, difference, meets
from gd_pipeline.checking.listed import near, sum_of
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import added, shown, signed
from gd_pipeline.reading.report import Quantity

_WORDS = 12
_ADDENDS = 4


def concluded(case: Case) -> Iterator[Outcome]:
    """A verdict for every two counts in a row of which the one is decided and the other is not yet."""
    for index in range(1, len(case.counts) - 1):
        done, pending = case.counts[index : index + 2]
        if done.unit and done.unit == pending.unit and _says(case, done, pending):
            yield from _weighed(case, _came_in(case, index), (done, pending), _further(case, index + 1))


def _says(case: Case, done: Quantity, pending: Quantity) -> bool:
    between, after = case.text[done.end : pending.start], case.text[pending.end : pending.end + _WORDS]
    if len(between) > _WORDS or "。" in between:
        return False
    return any(word in between for word in phrases().decided) and any(word in after for word in phrases().pending)


def _came_in(case: Case, index: int) -> Sequence[Quantity]:
    """The counts of the unit right before them, in their sentence or in the one before."""
    done, found = case.counts[index], list[Quantity]()
    for count in reversed(case.counts[max(0, index - _ADDENDS) : index]):
        if count.unit != done.unit or not case.same_passage(count.end, done.start, 1):
            break
        found.append(count)
    return found[::-1]


def _further(case: Case, index: int) -> Sequence[Quantity]:
    """The counts of the unit behind the pending one in its sentence: what else became of them (1件撤回)."""
    pending, behind = case.counts[index], case.counts[index + 1 : index + 1 + _ADDENDS]
    return [c for c in behind if c.unit == pending.unit and case.same_passage(pending.end, c.start, 0)]


def _weighed(
    case: Case, before: Sequence[Quantity], parts: Sequence[Quantity], further: Sequence[Quantity]
) -> Iterator[Outcome]:
    """They hold where they, or they and the next `further`, are as many as the last one or more counts together.

    They are at odds where they nearly are and nothing else is told of what came in.
    """
    if not before:
        return
    wholes = [before[start:] for start in range(len(before))]
    told = [(*parts, *further[:end]) for end in range(len(further) + 1)]
    pairs = [(whole, all_parts) for all_parts in told for whole in wholes]
    whole, made_up = min(pairs, key=lambda pair: abs(difference(sum_of(pair[0]), sum_of(pair[1]))))
    stated, expected = sum_of(whole), sum_of(made_up)
    holds = meets(stated, expected)
    if holds or (len(before) == 1 and not further and near(stated, expected)):
        yield _outcome(case, whole, made_up, stated, expected, holds)


def _outcome(
    case: Case, whole: Sequence[Quantity], parts: Sequence[Quantity], stated: Interval, expected: Interval, holds: bool
) -> Outcome:
    gap = signed(difference(stated, expected))
    text = f"收到 {shown(stated)}{parts[0].unit}，已结与未结相加为 {shown(expected)}，相差 {gap}"
    return Outcome(
        "sum.concluded",
        "holds" if holds else "violated",
        message="" if holds else text,
        metrics=tuple(dict.fromkeys(case.at[count.start].metric for count in whole if count.start in case.at)),
        stated=stated,
        expected=expected,
        formula=f"{added([value(count) for count in whole])} = {added([value(part) for part in parts])}",
        operands=(*whole, *parts),
    )
