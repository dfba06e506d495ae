"""What was found out about a text, kept for the next document: forms print the same cells and labels again."""

from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")


class Kept(dict[str, _Answer]):
    """Answers by text, as fast to ask as a dict; all are forgotten when there are too many."""

    def __init__(self, answer: Callable[[str], _Answer], longest: int, most: int) -> None:
        """Keep what `answer` gives for up to `most` texts of up to `longest` characters; longer ones are asked anew."""
        super().__init__()
        self._answer, self._longest, self._most = answer, longest, most

    def __missing__(self, text: str) -> _Answer:
        found = self._answer(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = found
        return found
