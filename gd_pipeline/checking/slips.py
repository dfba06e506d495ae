"""Slips of the hand: how one number comes to be printed for another."""

from gd_pipeline.checking.intervals import Interval

_WAN = 10_000.0
_NEAR = 1e-6


def one_slip(printed: str, meant: str) -> bool:
    """True if one digit was changed, left out, doubled or swapped with its neighbour."""
    if abs(len(printed) - len(meant)) > 1 or printed == meant:
        return False
    if len(printed) == len(meant):
        at = [i for i in range(len(meant)) if printed[i] != meant[i]]
        if len(at) == 2 and at[1] == at[0] + 1:
            return printed[at[0]] == meant[at[1]] and printed[at[1]] == meant[at[0]]
        return len(at) == 1
    longer, shorter = sorted((printed, meant), key=len, reverse=True)
    return len(shorter) > 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def unit_slip(stated: Interval | None, expected: Interval | None) -> bool:
    """True if the one exact number is ten thousand times the other: 元 for 万元, or a 万 that was left out."""
    if stated is None or expected is None or stated[0] != stated[1] or expected[0] != expected[1]:
        return False
    smaller, larger = sorted((abs(stated[0]), abs(expected[0])))
    return smaller > 0 and abs(larger / smaller - _WAN) < _WAN * _NEAR
