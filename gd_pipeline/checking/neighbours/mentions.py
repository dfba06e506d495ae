"""Which of many words stand in a text: looked for all at once, by their last two characters."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_FACTOR = np.uint32(31)


class Mentions:
    """Words of two characters and more, ready to be looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._ending: defaultdict[int, list[str]] = defaultdict(list)
        for word in words:
            self._ending[int(_pairs(word)[-1])].append(word)
        self._wanted = np.zeros(1 << 16, np.bool_)
        self._wanted[list(self._ending)] = True

    def of(self, text: str) -> set[str]:
        """Those of the words that stand in `text`."""
        pairs = _pairs(text)
        ends = np.flatnonzero(self._wanted.take(pairs))
        return {
            word
            for end, pair in zip(ends.tolist(), pairs[ends].tolist(), strict=True)
            for word in self._ending[pair]
            if text.endswith(word, 0, end + 2)
        }


def _pairs(text: str) -> npt.NDArray[np.uint16]:
    """A hash of each two characters that follow each other."""
    points = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    return (points[:-1] * _FACTOR + points[1:]).astype(np.uint16)
