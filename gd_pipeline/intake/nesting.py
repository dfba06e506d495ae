"""Pages nested deeper than any person writes are flattened before they are parsed: a parser's time grows with depth."""

import re

from gd_pipeline.intake.limits import MAX_NESTING


def tag_names(words: str) -> frozenset[str]:
    """The names in `words`, which a space divides."""
    return frozenset(words.split())


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_FLAT = tag_names("br p li td th tr tbody thead tfoot dd dt option hr img input meta link col area base wbr")
_CONTAINER = re.compile(
    r"</?(?!table|tr|td|th|br|p\b|script|style|title|head)[a-zA-Z][a-zA-Z0-9]{0,15}(?=[\s>/])[^<>]{0,2000}>"
)


def flattened(markup: str) -> tuple[str, str]:
    """`markup`, its containers put as line breaks where they nest too deep, and what was done ("" if nothing)."""
    if markup.count("<") <= MAX_NESTING or _depth(markup) <= MAX_NESTING:
        return markup, ""
    return _CONTAINER.sub("<br>", markup), f"nesting: elements nested deeper than {MAX_NESTING} were flattened"


def _depth(markup: str) -> int:
    depth = deepest = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() in _FLAT:
            continue
        if closing:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
