"""Lines that are hyperlinks: menus, and lists of other pages with their dates."""

import re

LINKS = ("link", "entry")
"""Kinds of such lines: all of it is a link, or all but the date of an entry in a list."""

_LONGEST = 80
_ENTRY_DATE = re.compile(r"(?<!\d)20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)")
_AROUND_DATE = 8


def link_kind(text: str, words: int, linked: int) -> str:
    """The kind of a line `text` of which `linked` characters of `words` are linked; "" where it is no such line."""
    beside = words - linked
    if not linked or len(text) - beside > _LONGEST:
        return ""
    if not beside:
        return "link"
    date = _ENTRY_DATE.search(text) if beside < 20 else None
    return "entry" if date is not None and len(date[0]) + _AROUND_DATE >= beside else ""
