"""Regular expressions of the catalog: of many words, and compiled when they are first asked for.

Compiling all of them at once costs a second.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

_TRIED_IN_A_ROW = 4
"""First characters that are tried one after the other; among more of them the way is found by their ranges."""


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


def longest_of(words: Iterable[str]) -> str:
    """A pattern for the longest of `words` that stands at a place, found by its first character in a few steps."""
    return _by_range(_by_first(words))


def longest_anywhere(words: Iterable[str]) -> str:
    """A pattern for the longest of `words` at a place, to look for it in a text: it begins with bare characters.

    From these the engine knows at which characters of the text it need not try at all.
    """
    return "|".join(pattern for _, pattern in _by_first(words))


def _by_first(words: Iterable[str]) -> list[tuple[str, str]]:
    """First characters and a pattern for the words that begin so, longer words first."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups[word[0]].append(re.escape(word[1:]))
    return [(first, f"{re.escape(first)}(?:{'|'.join(rest)})") for first, rest in sorted(groups.items())]


def _by_range(groups: Sequence[tuple[str, str]]) -> str:
    if len(groups) <= _TRIED_IN_A_ROW:
        return "|".join(pattern for _, pattern in groups)
    size = -(-len(groups) // _TRIED_IN_A_ROW)
    parts = (groups[at : at + size] for at in range(0, len(groups), size))
    return "|".join(f"(?=[{re.escape(part[0][0])}-{re.escape(part[-1][0])}])(?:{_by_range(part)})" for part in parts)
