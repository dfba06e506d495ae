"""Regular expressions of the catalog, compiled when they are first asked for: compiling all of them costs a second."""

import re


class Pattern:
    """A regular expression that is compiled at its first use."""

    __slots__ = ("_compiled", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression; `re.error` where the text is none."""
        if self._compiled is None:
            self._compiled = re.compile(self.text)
        return self._compiled

    def search(self, words: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return (self._compiled or self.compiled).search(words)

    def match(self, words: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return (self._compiled or self.compiled).match(words)
