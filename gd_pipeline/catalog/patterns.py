"""Regular expressions of the catalog, compiled when they are first asked for: compiling all of them costs a second."""

import re
from collections.abc import Callable


class Pattern:
    """A regular expression that is compiled at its first use.

    `search` and `match` are those of `re.Pattern`, called directly once it is compiled.
    """

    __slots__ = ("match", "search", "text")

    search: Callable[[str], re.Match[str] | None]
    match: Callable[[str], re.Match[str] | None]

    def __init__(self, text: str) -> None:
        self.text = text
        self.search = self._first_search
        self.match = self._first_match

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression; `re.error` where the text is none."""
        compiled = re.compile(self.text)
        self.search = compiled.search
        self.match = compiled.match
        return compiled

    def _first_search(self, words: str) -> re.Match[str] | None:
        return self.compiled.search(words)

    def _first_match(self, words: str) -> re.Match[str] | None:
        return self.compiled.match(words)
