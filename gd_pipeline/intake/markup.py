"""Markup left in plain text (Markdown, entities, stray tags): taken out, with the way back."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from gd_pipeline.intake.characters import edited
from gd_pipeline.intake.document import OffsetMap
from gd_pipeline.intake.embedded import table_spans
from gd_pipeline.intake.pipe_rows import LINE_BREAK

_MARKUP = re.compile(
    r"(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});)"
    r"|\\(?=[\\`*_{}\[\]()#+\-.!~<>=$&])"
    r"|(?P<break><br ?/?>)"
    r"|\*{2,3}"
    r"|(?P<comment><!--[^<>]{0,300}-->)"
    r"|(?P<tag></?(?:p|div|span|font|b|strong|em|i|u|sup|sub|center|html|body|head|a|img|h[1-6])"
    r"(?: [^<>\n]{0,300})?/?>)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"##{0,5}[ \t]+")
_FENCE = re.compile(r"^```[a-z]{0,12}$", re.MULTILINE)
_TARGET = re.compile(r"\]\([^()\n]{0,500}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\)")
_LINK_WORDS = 300
_MARKS = "&\\*<"
_HINTS = f"{_MARKS}]`#"


def without_markup(text: str) -> tuple[str, OffsetMap]:
    """`text` without Markdown's heading marks, emphasis, escapes, links and images, entities resolved.

    HTML tables are left as they are. Pipes and their escapes stay for the reader of tables; `<br>` becomes LINE_BREAK,
    which it resolves. Text without such marks is returned as it is.
    """
    edits = sorted(_edits(text)) if any(hint in text for hint in _HINTS) else []
    if not edits:
        return text, OffsetMap()
    return edited(text, _apart(edits, table_spans(text) if "<" in text else []))


def _apart(edits: list[tuple[int, int, str]], tables: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Of `edits`, which are sorted, those that overlap none before them and stand in none of `tables`."""
    done = 0
    starts, ends = [start for start, _ in tables], [end for _, end in tables]
    for edit in edits:
        table = bisect_right(starts, edit[0]) - 1
        if edit[0] < done or (table >= 0 and edit[0] < ends[table]):
            continue
        done = edit[1]
        yield edit


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    if any(mark in text for mark in _MARKS):
        for found in _MARKUP.finditer(text):
            edit = _replacement(found)
            if edit != found[0]:
                yield found.start(), found.end(), edit
    if "#" in text and "# " in text:
        yield from _headings(text)
    if "`" in text and "```" in text:
        yield from ((found.start(), found.end(), "") for found in _FENCE.finditer(text))
    if "]" in text:
        yield from _links(text)


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """The signs of a heading, which at most three spaces stand before."""
    for found in _HEADING.finditer(text):
        start = found.start()
        indent = len(before := text[max(0, start - 4) : start]) - len(before.rstrip(" "))
        if indent < 4 and (before[: -indent or None].endswith("\n") or indent == start):
            yield start - indent, found.end(), ""


def _replacement(found: re.Match[str]) -> str:
    if found["entity"]:
        return unescape(found["entity"]).replace("\xa0", " ")
    return LINE_BREAK if found["break"] else ""


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    """Of [words](address) the words stay, of ![words](address) nothing."""
    for target in _TARGET.finditer(text):
        opened = text.rfind("[", max(0, target.start() - _LINK_WORDS), target.start())
        if opened < 0 or "\n" in text[opened : target.start()]:
            continue
        if text[max(0, opened - 1) : opened] == "!":
            yield opened - 1, target.end(), ""
        else:
            yield opened, opened + 1, ""
            yield target.start(), target.end(), ""
