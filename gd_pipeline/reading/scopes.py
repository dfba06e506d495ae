"""Whom a number speaks for: 全市, 市政府, 本局… as the sentence says it."""

import re

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording

_WORDING = wording(ProseWording)
_SCOPE = re.compile(_WORDING.scope)


def scope_of(text: str, start: int, at: int) -> str | None:
    """The last scope word between `start` (the sentence's start) and `at`, or None."""
    scope = None
    for match in _SCOPE.finditer(text, max(start, at - 120), at):
        scope = match[0]
    return scope
