"""Sets of characters, looked up for all characters of a text at once."""

import numpy as np
from numpy.typing import NDArray


def _units(text: str) -> NDArray[np.uint16]:
    """The UTF-16 code units of `text`; a character beyond the basic plane is two surrogates."""
    return np.frombuffer(text.encode("utf-16-le", errors="surrogatepass"), dtype="<u2")


class Charset:
    """Characters of the basic plane but surrogates."""

    def __init__(self, characters: str) -> None:
        self._members = np.zeros(0x10000, dtype=np.bool_)
        self._members[_units(characters)] = True

    def found_in(self, text: str) -> frozenset[str]:
        """The characters of the set that `text` holds."""
        units = _units(text)
        are_members = self._members.take(units)
        return frozenset(map(chr, set(units[are_members].tolist()))) if are_members.any() else frozenset()

    def count_in(self, text: str) -> int:
        """How many characters of `text` are of the set."""
        return int(np.count_nonzero(self._members.take(_units(text))))
