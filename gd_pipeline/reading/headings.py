"""Where a heading may stand: numerals of every style, at the start of a line or inside a text that lost its newlines.

What is found here is a candidate; which candidates are headings, and of what level, their order decides (sections.py).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from gd_pipeline.catalog.sections import section_words
from gd_pipeline.reading.report import Span

STYLES = 6
PART, HAN, BRACKETED, DIGIT, BRACKETED_DIGIT, CIRCLED = range(STYLES)
"""Styles of numerals from the outermost: 第一部分 (第一、, 壹、, Ⅰ.), 一、, （一） (一), 【一】), 1., (1), ①."""

_SPACE = re.escape("".join(filter(str.isspace, map(chr, range(0x3001)))))
r"""What \s matches, by name: a set of characters is looked up at once, a class beside it asked for every character."""

_HAN = "一二三四五六七八九十"
_BLANK = r"[ \t\u3000\xa0\u2002\u2003]"
_ENCLOSED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_FORMAL_PRINTED = {**{numeral: at for at, numeral in enumerate(_FORMAL, 1)}, "貳": 2, "參": 3, "陸": 6}
_LATIN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN = {**{chr(0x215F + at): at for at in range(1, 13)}, **{numeral: at for at, numeral in enumerate(_LATIN, 1)}}
_ENDS = ("", "。", "！", "？", "!", "?", "|", "”")
_LONGEST_LINE = 120
_LONGEST_HEADING = 60
_MOST_GAPS = 16

_NUMERAL = rf"""
      (?P<part>第{_BLANK}?(?P<part_no>[{_HAN}]{{1,3}}|\d{{1,2}}){_BLANK}?(?:部分|章|篇)[、:：.．]?)
    | (?P<ordinal>第(?P<ordinal_no>[{_HAN}]{{1,3}}))[、丶﹑:：．.]
    | (?P<formal>[{"".join(_FORMAL_PRINTED)}])[、丶﹑:：．.]
    | (?P<roman>[Ⅰ-Ⅻ]|X|V?I{{1,3}}|I?V|IX){_BLANK}?[、丶﹑．.](?![A-Za-z\d])
    | (?P<han>[{_HAN}]{{1,3}})
      (?:{_BLANK}{{0,4}}[、丶﹑．.,，:：](?![{_HAN}]{{1,2}}[、级期批类产号者是])|(?P<spaced>{_BLANK}{{1,8}}))
    | (?P<bracketed>[（(〔﹙]{_BLANK}?(?P<bracketed_no>[{_HAN}]{{1,3}}){_BLANK}?[）)〕﹚]|[{_ENCLOSED}]
        |(?P<half_han>[{_HAN}]{{1,3}}){_BLANK}?[）)】])[、．.]?
    | (?P<digit>\d{{1,2}}){_BLANK}?[、丶﹑．.](?!\d)
    | (?P<bracketed_digit>[（(]{_BLANK}?(?P<bracketed_digit_no>\d{{1,2}}){_BLANK}?[）)]
                         |(?P<half>\d{{1,2}})[）)])[、．.]?
    | (?P<circled>[{_CIRCLES}])
"""
_BEGINS = rf"(?=[第{_HAN}{''.join(_FORMAL_PRINTED)}Ⅰ-ⅫIVX（(〔﹙{_ENCLOSED}\d{_CIRCLES}])"
_PREFIX = rf"[{_SPACE}\#*>|_【\-]"
_CANDIDATE = re.compile(
    rf"[{_SPACE}。；;：:|！!？?”）)\#*](?<!{_PREFIX}.){_PREFIX}{{0,300}}+{_BEGINS}(?:{_NUMERAL})",
    re.VERBOSE | re.DOTALL,
)
_IN_TABLE = re.compile(
    rf"(?P<han>[{_HAN}](?<=[{_SPACE}|\#*].)[{_HAN}]{{0,2}}){_BLANK}{{0,4}}(?:[、丶﹑．.]|(?P<spaced>(?!)))",
    re.VERBOSE | re.DOTALL,
)
_FIRST = re.compile(rf"{_PREFIX}{{0,300}}+(?:{_NUMERAL})", re.VERBOSE)
_STYLES = {
    "part": PART, "ordinal": PART, "formal": PART, "roman": PART, "han": HAN, "bracketed": BRACKETED, "digit": DIGIT,
    "bracketed_digit": BRACKETED_DIGIT, "circled": CIRCLED,
}  # fmt: skip
_STOP = re.compile(r"[。|；;！!:：]|\*\*")
_ENUMERATION = re.compile(rf"[（(]?[{_HAN}]{{1,3}}[、）)是]")
_NUMBER_ALONE = re.compile(r"[ \t\u3000\xa0|]{1,20}[\d,.]{1,12}[ \t\u3000\xa0|]{0,20}(?:\n|\Z)")
_CLOSING = re.compile(r"[)）]")
_DIGIT_OR_COMMA = re.compile(r"[\d,，]")
_GAP = re.compile(rf"{_BLANK}+")
_PINYIN = re.compile(r"\([a-zà-ǜ]{1,6}\)")
_NO_TITLE = re.compile(r"[。，,；;！？、]|[附见如]表|\d{1,2}[.、]|\.\w{3}")
_TRAILING = " \t\u3000\xa0\u2002\u2003*#|_】.．…·-"


class Candidate(NamedTuple):
    """A place that may be a heading.

    `firm`: it begins a line; `ends_sentence`: what stands before it has ended; `spaced`: only blanks part the numeral
    from the words; `in_table`: it stands among the cells of a table; `style` is None for a heading without a numeral.
    `words` are its words without white space and in simplified characters, `start` is the numeral's offset.
    """

    start: int
    heading_end: int
    style: int | None
    number: int | None
    numeral: str
    printed: str
    words: str
    firm: bool
    ends_sentence: bool
    spaced: bool = False
    in_table: bool = False

    @property
    def is_rare(self) -> bool:
        """Whether the numeral is one that mostly numbers something else: 第一、, 壹、, Ⅰ."""
        return self.style == PART and not self.numeral.strip("、:：.．").endswith(("部分", "章", "篇"))


def table_candidates(text: str, tables: Iterable[Span]) -> list[Candidate]:
    """Places inside the spans `tables` where 一、 with words after it may begin a part of the report."""
    found = []
    for start, end in tables:
        for match in _IN_TABLE.finditer(text, max(1, start), end):
            candidate = _numbered(text, match, firm=True)
            if candidate is not None:
                found.append(candidate._replace(in_table=True))
    return found


def numbered_candidates(text: str, closed: Sequence[Span] = ()) -> list[Candidate]:
    """Places of `text` where a numeral with words after it may begin a heading.

    Args:
        text: the cleaned text.
        closed: spans in which nothing is looked for, by start.
    """
    found = []
    first = _FIRST.match(text)
    if first is not None and not (closed and closed[0][0] <= first.start(first.lastgroup or 0)):
        found.append(_numbered(text, first, firm=True))
    position = 0 if first is None else first.end()
    for start, end in [*closed, (len(text), len(text))]:
        matches = _CANDIDATE.finditer(text, position, max(start, position))
        found += [_numbered(text, match, firm="\n" in match[0]) for match in matches]
        position = max(position, end - 1)
    return [candidate for candidate in found if candidate is not None]


def unnumbered_candidates(text: str) -> list[Candidate]:
    """Lines of `text` that print a heading of the forms without a numeral."""
    return [
        _unnumbered(text, match.start("line") - 1, match.end("line") - 1)
        for match in _line_pattern().finditer(f"\n{text}\n")
    ]


def annex_titles(text: str) -> list[Candidate]:
    """Titles of annexed tables (政府信息公开情况统计表), alone on their line, in reading order."""
    found: dict[int, Candidate] = {}
    for annex in section_words().words["annex"]:
        at = text.find(annex)
        while at >= 0:
            line_start, line_end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            line = text[line_start:line_end].strip(_TRAILING)
            if len(line) <= _LONGEST_HEADING and not _NO_TITLE.search(line):
                start = text.index(line, line_start)
                found[start] = _unnumbered(text, start, start + len(line))
            at = text.find(annex, line_end)
    return [found[start] for start in sorted(found)]


@lru_cache(maxsize=4096)
def simplified(words: str) -> str:
    """Words without white space and pinyin, in the characters that the catalog uses."""
    squeezed = "".join(words.split())
    if "(" in squeezed:
        squeezed = _PINYIN.sub("", squeezed)
    pattern, characters = _traditional()
    return squeezed.translate(characters) if pattern.search(squeezed) else squeezed


def ends_like_a_heading(words: str) -> bool:
    """Whether words end as the headings of parts do (情况, 概述, 措施…)."""
    return simplified(words[-4:]).endswith(section_words().words["ending"])


def _numbered(text: str, match: re.Match[str], *, firm: bool) -> Candidate | None:
    group = "han" if match.lastgroup == "spaced" else match.lastgroup or ""
    start, words_start = match.start(group), match.end()
    if text.startswith(section_words().words["reference"], words_start):
        return None
    heading_end = _heading_end(text, words_start, firm=firm)
    printed = "".join(text[words_start:heading_end].split()).strip("*#|_")
    words = simplified(printed)
    if words.isascii() or _is_row(words) or _NUMBER_ALONE.match(text, heading_end):
        return None
    ends_sentence = firm or text[max(0, match.start() - 40) : match.start() + 1].rstrip()[-1:] in _ENDS
    spaced = match["spaced"] is not None
    number = _number(match, group)
    numeral = text[start : match.end(group)]
    return Candidate(start, heading_end, _STYLES[group], number, numeral, printed, words, firm, ends_sentence, spaced)


def _number(match: re.Match[str], group: str) -> int:
    if group == "circled":
        index = _CIRCLES.index(match[group])
        return index + 1 if index < 20 else index - 19
    printed = match[group]
    if group in ("formal", "roman"):
        return _FORMAL_PRINTED.get(printed) or _ROMAN[printed]
    if group in ("part", "ordinal", "bracketed", "bracketed_digit"):
        half = {"bracketed": "half_han", "bracketed_digit": "half"}.get(group)
        printed = match[f"{group}_no"] or (match[half] if half else None) or printed
    if printed in _ENCLOSED:
        return _ENCLOSED.index(printed) + 1
    return int(printed) if printed.isdigit() else _han_number(printed)


def _han_number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = (_HAN.index(tens) + 1 if tens in _HAN[:9] and tens else 1) * 10 if ten else 0
    return value + (_HAN.index(ones[-1]) + 1 if ones else 0)


def _heading_end(text: str, start: int, *, firm: bool) -> int:
    """Where the heading's own words end: at its line's end, its full stop, or where running text begins."""
    line_end = text.find("\n", start, start + _LONGEST_LINE)
    limit = min(start + _LONGEST_LINE, len(text)) if line_end < 0 else line_end
    own, stopped = _own_words(text[start:limit])
    end = start + own
    if firm and not stopped and end == line_end:
        end = _wrapped_end(text, start, line_end)
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return end


@lru_cache(maxsize=4096)
def _own_words(line: str) -> tuple[int, bool]:
    """How much of a line is the heading at its beginning, with what trails it, and whether a full stop follows."""
    stop = _STOP.search(line)
    return _text_begins(line, stop.start() if stop else len(line)), stop is not None


def _text_begins(line: str, end: int) -> int:
    """The first place in line[:end] where a sentence follows the heading without a full stop between."""
    start = 0
    while start < end and line[start] in " \t\u3000\xa0\u2002\u2003*#":
        start += 1
    for gap in islice(_GAP.finditer(line, start, end), _MOST_GAPS):
        before, after = line[start : gap.start()], line[gap.end() : end]
        if len(before.replace(" ", "")) > 1 and _is_running_text(after, before):
            return gap.start()
    opening = _glued_pattern().search(line, start, end) if end - start > 4 else None
    if opening is not None:
        return opening.end()
    if end - start > _LONGEST_HEADING:
        commas = [at for at in (line.find(sign, start, end) for sign in ",，") if at >= 0]
        return min(commas, default=end)
    return end


def _is_running_text(after: str, before: str) -> bool:
    """Whether `after`, which a blank parts from a heading's words, is no more of them."""
    if _ENUMERATION.match(after):
        return True
    if not after or after[0] in "及和与、（(" or before.count("(") + before.count("（") > len(_CLOSING.findall(before)):
        return False
    if ends_like_a_heading(before):
        return True
    return len(after.split(maxsplit=1)[0]) > 1 and (len(after) > 12 or _DIGIT_OR_COMMA.search(after) is not None)


def _wrapped_end(text: str, start: int, line_end: int) -> int:
    """End of a heading whose last words stand in the next line (pages of PDF)."""
    words = text[start:line_end].strip()
    if 2 < len(words) < 10 or ends_like_a_heading(words):
        return line_end
    next_end = text.find("\n", line_end + 1, line_end + 60)
    next_end = min(len(text), line_end + 60) if next_end < 0 else next_end
    tail = text[line_end + 1 : next_end]
    stop = _STOP.search(tail)
    tail = (tail[: stop.start()] if stop else tail).rstrip()
    if len(tail) > 20 or _FIRST.match(tail) or not ends_like_a_heading(words + tail.strip()):
        return line_end
    return line_end + 1 + len(tail)


def _is_row(words: str) -> bool:
    catalog = section_words().words
    return words[-1].isdigit() or words in catalog["whole_row"] or words.startswith(catalog["row"])


def _unnumbered(text: str, start: int, end: int) -> Candidate:
    printed = "".join(text[start:end].split())
    return Candidate(start, end, None, None, "", printed, simplified(printed), firm=True, ends_sentence=True)


@lru_cache(maxsize=1)
def _traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    pairs = section_words().words["traditional"]
    return re.compile(f"[{''.join(pair[0] for pair in pairs)}]"), {ord(pair[0]): pair[1] for pair in pairs}


@lru_cache(maxsize=1)
def _line_pattern() -> re.Pattern[str]:
    lines = sorted({line for slot in section_words().slots.values() for line in slot.lines}, key=len, reverse=True)
    spaced = "|".join(rf"{_BLANK}?".join(map(re.escape, line)) for line in lines)
    return re.compile(rf"\n{_PREFIX}{{0,300}}+(?P<line>{spaced})[ \t\u3000\xa0*#|_】:：]{{0,40}}+(?=\n)")


@lru_cache(maxsize=1)
def _glued_pattern() -> re.Pattern[str]:
    words = section_words().words
    endings, openings = "|".join(words["ending"]), "|".join(map(re.escape, words["opening"]))
    return re.compile(rf"(?:{endings})(?=\d{{4}}年|[（(][{_HAN}]{{1,3}}[）)]|{openings})")
