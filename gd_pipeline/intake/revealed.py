"""The body of a page that shows none: kept for a script in a hidden element, a form field, a frame or a string."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import TitleWording
from gd_pipeline.intake.blocks import Block, Line
from gd_pipeline.intake.limits import MAX_TAGS

_HANZI = re.compile("[一-龥]")
_ENOUGH, _FEW, _SENTENCES = 200, 400, 3
_MOST_TAGS = MAX_TAGS // 4
"""A page or a field of more tags is no report's, and would take too long to be read twice."""

_HOLDERS = "textarea, noscript, template, iframe[srcdoc], input[value], script"
_IN_ATTRIBUTE = {"iframe": "srcdoc", "input": "value"}
_OUTER = re.compile(r"\A<[a-z]{1,10}[^<>]{0,2000}>|</[a-z]{1,10}>\Z")
_TAG = re.compile("<[^<>]{0,2000}>")
_NAMING = wording(TitleWording).naming
_YEAR = re.compile("20[0-9]{2}")
_TITLE_ENDS = re.compile("[-_|—–]")
_QUOTE = re.compile("[\"'`]")
_STRINGS = {quote: re.compile(rf"{quote}([^{quote}\\]*+(?:\\.[^{quote}\\]*+)*+){quote}", re.DOTALL) for quote in "\"'`"}
_ESCAPED = re.compile("&(?:amp;)?(?:lt;/(?:p|div|td|tr|span|table)&|lt;br|#[0-9]{4,6};)", re.IGNORECASE)
_MANY_ESCAPED = 10


def shows_little(blocks: Iterable[Block], markup: str) -> bool:
    """Whether what a page of `markup` shows, its `blocks`, is too little for the body of a report."""
    sentences = 0
    for block in blocks:
        sentences += block.text.count("。") if isinstance(block, Line) else 0
        if sentences >= _SENTENCES:
            return False
    return markup.count("<") <= _MOST_TAGS and not _has(text_of(blocks), _FEW)


def text_of(blocks: Iterable[Block]) -> str:
    """The text of all blocks."""
    return "".join(block.text if isinstance(block, Line) else "".join(c.text for c in block.cells) for block in blocks)


def is_body(text: str) -> bool:
    """Whether `text` has as many characters and sentences as the body of a report at least, and no more tags."""
    return text.count("。") >= _SENTENCES and text.count("<") <= _MOST_TAGS and _has(text, _ENOUGH)


def _has(text: str, hanzi: int) -> bool:
    return any(True for _ in islice(_HANZI.finditer(text), hanzi - 1, None))


def kept_for_scripts(tree: Any) -> str:
    """Markup of the body that `tree` keeps in fields, frames, templates and strings; "" where there is none.

    Of several bodies it is the one that names the page's title; "" where none or more than one does.
    """
    bodies = [markup for node in tree.css(_HOLDERS) for markup in _held(node) if is_body(markup)]
    about = [markup for markup in bodies if markup.count(_NAMING) >= _SENTENCES] or bodies
    if not _is_one(about):
        named = _named(tree)
        about = [
            markup for markup in about if named is not None and named.search("".join(_TAG.sub("", markup).split()))
        ]
    return max(about, key=len, default="") if _is_one(about) else ""


def _is_one(bodies: list[str]) -> bool:
    """Whether the longest of `bodies` has the words of all others: one body, kept several times."""
    words = sorted(("".join(_HANZI.findall(_TAG.sub("", body))) for body in bodies), key=len)
    return all(shorter in words[-1] for shorter in words[:-1])


def _named(tree: Any) -> re.Pattern[str] | None:
    """What finds the page's title, a heading or a part of its <title> with a year, but not in a longer name."""
    parts = (part for node in tree.css("h1, h2, title") for part in _TITLE_ENDS.split("".join(node.text().split())))
    title = next((part for part in parts if _NAMING in part and _YEAR.search(part)), "")
    return re.compile(f"(?<!{_HANZI.pattern}){re.escape(title)}") if title else None


def _held(node: Any) -> Iterator[str]:
    tag = node.tag
    if tag in _IN_ATTRIBUTE:
        yield node.attributes.get(_IN_ATTRIBUTE[tag]) or ""
    elif tag == "script":
        text = node.text() or ""
        yield "<br>".join(raw.partition("]]>")[0] for raw in text.split("<![CDATA[")[1:])
        yield from _strings(text)
    else:
        yield node.text() or "" if tag == "textarea" else _OUTER.sub("", node.html or "")


def _strings(script: str) -> Iterator[str]:
    """Strings of a script with their escapes resolved; it ends at the first that is not closed."""
    at = 0
    while (opened := _QUOTE.search(script, at)) is not None:
        found = _STRINGS[opened[0]].match(script, opened.start())
        if found is None:
            return
        at = found.end()
        if len(found[1]) > _ENOUGH:
            yield _resolved(found[1])


def _resolved(string: str) -> str:
    plain = string.replace("\\'", "'").replace("\\`", "`").replace('\\"', '"').replace('"', '\\"')
    try:
        return str(json.loads(f'"{plain}"', strict=False))
    except ValueError:
        return string


def unescaped(markup: str) -> str:
    """`markup` whose tags or characters are written as entities throughout, as a browser would have to read it.

    Character data of XML is markup too.
    """
    if markup[:200].lstrip().startswith("<?xml"):
        markup = markup.replace("<![CDATA[", "").replace("]]>", "")
    if "&lt;" not in markup and "&amp;" not in markup:
        return markup
    escaped = sum(1 for _ in _ESCAPED.finditer(markup))
    tags = markup.count("</p>") + markup.count("</td>") + markup.count("</div>")
    throughout = escaped > max(_MANY_ESCAPED, tags) and markup.count("lt;") + markup.count("<") <= MAX_TAGS
    return html.unescape(markup) if throughout else markup
