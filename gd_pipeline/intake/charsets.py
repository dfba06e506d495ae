"""Sets of characters, and characters put for others, looked up for all characters of a text at once."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def _units(text: str) -> NDArray[np.uint16]:
    """The UTF-16 code units of `text`; a character beyond the basic plane is two surrogates."""
    return np.frombuffer(text.encode("utf-16-le", errors="surrogatepass"), dtype="<u2")


class Charset:
    """Characters of the basic plane; a surrogate is half of each character beyond it that has it."""

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


class Exchange:
    """Characters of the basic plane, but surrogates, each of which another one of it is put for."""

    def __init__(self, pairs: Mapping[int, str]) -> None:
        self._meant = np.arange(0x10000, dtype="<u2")
        for printed, meant in pairs.items():
            self._meant[printed] = ord(meant)

    def applied_to(self, text: str) -> str:
        """`text` with its characters exchanged; those that no other is put for stay."""
        return self._meant.take(_units(text)).tobytes().decode("utf-16-le", errors="surrogatepass")
