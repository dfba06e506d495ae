"""What a template left standing where the issuer was to write (domain notes §6.1)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from gd_pipeline.catalog.rules_phrases import Residue, phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import Span

_BEFORE, _QUOTED, _MOST = 12, 60, 1000
_QUOTES = (("“", "”"), ("《", "》"), ("「", "」"))
_NO_SIGN = "0-9A-Za-z零一二三四五六七八九十百"


def residue(case: Case) -> Iterator[Outcome]:
    """A finding for X件, ○○局, 20XX年, （  ）件, nothing before 条 or behind 电话：, （草稿）: each once."""
    text = case.text
    kinds = [_left_standing(text, left) for left in phrases().residues] if _standing().search(text) else []
    kinds += [_not_filled_in(text, signs) for signs in phrases().placeholders if any(sign in text for sign in signs)]
    kinds += [map(re.Match.span, pattern.finditer(text)) for pattern in _empty()]
    found = [*_draft(case), *(span for places in kinds if (span := _first(case, places)))]
    found = [span for span in sorted(set(found)) if not any(a <= span[0] and span[1] < b for a, b in found)]
    if not found:
        yield Outcome("structure.residue", "holds")
        return
    places = "；".join(f"“{case.text[a:b].strip()}”" for a, b in found)
    yield Outcome(
        "structure.residue",
        "violated",
        message=f"模板中的空格或占位没有填写：{places}".replace("\n", " "),
        spans=tuple(found),
        about=places,
    )


def _draft(case: Case) -> Iterator[Span]:
    """The words in brackets behind the title that call the report a draft."""
    at = case.text.find(case.report.title) if case.report.title else -1
    if at >= 0 and (match := _drafts().match(case.text, at + len(case.report.title))):
        yield at, match.end()


@lru_cache(maxsize=1)
def _empty() -> tuple[re.Pattern[str], ...]:
    """Patterns of blanks before a unit, of nothing behind a label, of a number that is not settled."""
    known = phrases()
    things, labels, units = ("|".join(words) for words in (known.counted_thing, known.contact_label, known.unit_after))
    return (
        re.compile(f" (?<=(?:{things}) )(?= {{0,6}}(?:{units}|场)[，。；、]) {{0,6}}"),
        re.compile(f"：[）)。；;](?<=(?:{labels})：.)"),
        re.compile(f"待(?:{'|'.join(word[1:] for word in known.unsettled)})[）)](?=[，。；、\n]|$)"),
    )


@lru_cache(maxsize=1)
def _drafts() -> re.Pattern[str]:
    return re.compile(rf"\s{{0,3}}[（(【\[](?:{'|'.join(phrases().draft)})[）)】\]]")


@lru_cache(maxsize=1)
def _standing() -> re.Pattern[str]:
    """Every residue with what has to follow it: few texts hold any."""
    followed = ((re.escape(left.text), re.escape(left.before)) for left in phrases().residues)
    return re.compile("|".join(f"{text}(?=[{after}])" if after else text for text, after in followed))


def _left_standing(text: str, left: Residue) -> Iterator[Span]:
    """The places that hold the residue, with what has to follow it."""
    at = text.find(left.text)
    while at >= 0:
        end = at + len(left.text)
        before, after = text[at - 1 : at], text[end : end + 1]
        follows = not left.before or (after and after in left.before)
        if follows and not (before.isascii() and before.isalnum()):
            yield at, end + bool(left.before)
        at = text.find(left.text, end)


def _not_filled_in(text: str, signs: str) -> Iterator[Span]:
    """The rows of one of the signs that stand for a number, a name, a year or a telephone number."""
    yield from sorted(match.span() for pattern in _placeholders(signs) for match in pattern.finditer(text))


def _first(case: Case, places: Iterator[Span]) -> Span | None:
    """The first place that nothing excuses, with a few words before it, among the first of a great many."""
    for start, end in islice(places, _MOST):
        if not _excused(case, start, end):
            return _with_words(case.text, start), end
    return None


@lru_cache(maxsize=8)
def _placeholders(signs: str) -> tuple[re.Pattern[str], ...]:
    row, units = f"[{re.escape(signs)}]", "|".join(phrases().unit_after)
    called = "|".join(phrases().telephone)
    return (
        re.compile(f"{row}(?<![{_NO_SIGN}{re.escape(signs)}].){row}{{1,11}}(?:{units})"),
        re.compile(f"20(?<![0-9]20)[0-9]?{row}{{1,2}}年"),
        re.compile(f"(?:{called})[：:]?[0-9（）()-]{{0,6}}{row}{{4,12}}(?![0-9{re.escape(signs)}])"),
    )


def _excused(case: Case, start: int, end: int) -> bool:
    """True in a table, behind a family name, and within quotation marks or a title."""
    text = case.text
    if case.in_table(start) or text.startswith(phrases().surname, max(0, start - 1)):
        return True
    for opening, closing in _QUOTES:
        opened = text.rfind(opening, max(0, start - _QUOTED), start)
        if opened >= 0 and text.find(closing, opened, start) < 0 <= text.find(closing, end - 1, end + _QUOTED):
            return True
    return False


def _with_words(text: str, at: int) -> int:
    """Where the words before `at` begin, in its line."""
    return max(0, at - _BEFORE, text.rfind("\n", 0, at) + 1)
