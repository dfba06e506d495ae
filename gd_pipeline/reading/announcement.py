"""The list of its own parts that a preface announces: "报告由概述、主动公开情况…等六个部分组成"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gd_pipeline.catalog.sections import named_slot, section_words
from gd_pipeline.reading.headings import ends_like_a_heading, simplified
from gd_pipeline.reading.numerals import chinese_numeral
from gd_pipeline.reading.report import Section, Span

_LONGEST_NAME = 45
_SEARCHED_BEFORE, _SEARCHED_AFTER = 4_000, 600
_SEPARATORS = re.compile(r"[、，,；;：:\n]")
_MARKS = re.compile(
    r"^(?:第?[（(]?[一二三四五六七八九十\d]{1,2}(?:部分|[、．.）)])|[“”《])?(?:是|为|以及|并附|并|及)?|[“”》。等]+$"
)
_LEAD = re.compile(r".{0,40}(?:包括|包含|分为)[“《]?")
_TOGETHER = "组成"
_OPENING_SLOTS = {"overview", "preface"}
_CLOSING_SLOTS = {"problems", "plans", "other"}


@dataclass(frozen=True, slots=True)
class AnnouncedParts:
    """What a preface says of the report's parts: their count, if it states one, their names, and where it says so.

    `complete`: the names are all of the parts ("由概述等七个部分组成" names one of seven).
    """

    count: int | None
    names: tuple[str, ...]
    span: Span
    complete: bool


def announced_parts(text: str, sections: Sequence[Section]) -> AnnouncedParts | None:
    """The parts that the report says it consists of, or None where it does not.

    Args:
        text: the cleaned text.
        sections: its sections; the announcement stands before the first heading, or soon after it.

    Returns:
        The count stated ("六部分", "6个部分"), the names listed, as printed but for white space, and the span of the
        list and the count. A 、 inside a name (行政复议、提起行政诉讼的情况) does not divide it; where a list can be
        divided in several ways, the way that gives the stated count is taken.
    """
    first = next((section.start for section in sections if section.heading), len(text))
    start, end = max(0, first - _SEARCHED_BEFORE), min(len(text), first + _SEARCHED_AFTER)
    if not any(text.find(part, start, end) >= 0 for part in (_TOGETHER, *section_words().words["part"])):
        return None
    for pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            count = _count(match["count"])
            names = _names(match["list"], count)
            if (count or len(names) > 2) and _are_parts(names):
                span = (min(match.start("list"), match.start("count") % (len(text) + 1)), match.end())
                return AnnouncedParts(count, names, span, complete=count in (None, len(names)) or len(names) > 2)
    return None


def _are_parts(names: Sequence[str]) -> bool:
    """Whether the names are those of a whole report, not of what one of its parts covers."""
    slots = [named_slot(simplified(name), top=True) for name in names]
    return bool(names) and (slots[0] in _OPENING_SLOTS or (len(set(slots)) > 2 and slots[-1] in _CLOSING_SLOTS))


def _names(printed: str, count: int | None) -> tuple[str, ...]:
    """Names of a printed list: the division that gives `count`, else the one by the words that headings end with."""
    pieces = [_MARKS.sub("", "".join(piece.split())) for piece in _SEPARATORS.split(printed)]
    pieces = [piece for piece in pieces if piece and len(piece) <= _LONGEST_NAME]
    pieces[:1] = [_LEAD.sub("", piece) for piece in pieces[:1]]
    joined = _joined(pieces)
    divided = [name for piece in pieces for name in _conjunction().split(piece)]
    ways = (joined, _joined(divided), pieces, divided)
    return tuple(next((names for names in ways if len(names) == count), joined))


def _joined(pieces: Sequence[str]) -> list[str]:
    if sum(map(ends_like_a_heading, pieces)) < 2:
        return list(pieces)
    joined: list[str] = []
    for piece in pieces:
        if joined and not ends_like_a_heading(joined[-1]):
            joined[-1] += f"、{piece}"
        else:
            joined.append(piece)
    return joined


def _count(printed: str | None) -> int | None:
    if printed is None or printed.isdigit():
        return None if printed is None else int(printed)
    numeral = chinese_numeral(printed)
    return None if numeral is None else int(numeral.value)


@lru_cache(maxsize=1)
def _conjunction() -> re.Pattern[str]:
    endings = "|".join(section_words().words["ending"])
    pairs = "|".join(f"(?<={ending})" for ending in section_words().words["ending"])
    return re.compile(
        rf"(?:{pairs})(?:以及|及其|及|和|与)(?!改进|整改|下|今后|打算|解决|努力)(?=.{{0,40}}(?:{endings})$)"
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = section_words().words
    announces, parts = "|".join(words["announces"]), "|".join(words["part"])
    count = rf"(?P<count>[一二两三四五六七八九十]{{1,3}}|\d{{1,2}})\s?[个個大类]?(?:组成)?(?:{parts})"
    names = r"[:：\s“]{0,3}(?P<list>[^。！？由]{2,400}?)"
    return (
        re.compile(rf"(?:{announces})(?:了|以下|如下|下列)?{names}(?:等|共|这|以上)?\s?{count}"),
        re.compile(rf"{count}(?:组成|构成|内容)?[:：,，](?:包括|即|分别为|分别是)?{names}(?:[。\n]|等|组成)"),
        re.compile(rf"(?P<count>(?!))?(?:{announces}){names}(?:等(?:部分|方面|内容)?|部分)?(?:组成|构成|。)"),
    )
