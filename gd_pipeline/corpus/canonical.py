"""Which of several copies of a report counts (an official host's, a complete one, the earliest), and what decided."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Reason = Literal["official_host", "complete", "earlier", "identifier"]

_OFFICIAL = re.compile(r"(?:^|[/!@.])[a-z0-9-]{1,63}\.gov\.cn(?=[/:?#!]|$)", re.IGNORECASE)
_COMPLETE = 0.95
"""A copy is complete with this share of the facts that the fullest copy gives."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that holds the report: where it was seen, how much it says, when it was published.

    `places` are sources and addresses; `mirrored` is set where the text itself shows that it was altered on its way.
    """

    document_id: str
    places: tuple[str, ...] = ()
    mirrored: bool = False
    facts: int = 0
    published_on: date | None = None

    @property
    def official(self) -> bool:
        """Whether a place is a host of the government (.gov.cn) and the text was not altered."""
        return not self.mirrored and any(_OFFICIAL.search(place[:2000]) for place in self.places)


def canonical(copies: Sequence[Copy]) -> tuple[str, Reason]:
    """The document that counts, and what set it apart from the last of the others.

    Raises:
        ValueError: there is no copy.
    """
    left = list(copies)
    if not left:
        raise ValueError("a report without a copy")
    for reason, best in _STEPS:
        kept = best(left)
        if len(kept) == 1 < len(left):
            return kept[0].document_id, reason
        left = kept or left
    return min(each.document_id for each in left), "identifier"


def _complete(copies: list[Copy]) -> list[Copy]:
    fullest = max(each.facts for each in copies)
    return [each for each in copies if each.facts >= _COMPLETE * fullest]


def _earliest(copies: list[Copy]) -> list[Copy]:
    first = min((each.published_on for each in copies if each.published_on), default=None)
    return [each for each in copies if each.published_on == first]


_STEPS: tuple[tuple[Reason, Callable[[list[Copy]], list[Copy]]], ...] = (
    ("official_host", lambda copies: [each for each in copies if each.official]),
    ("complete", _complete),
    ("earlier", _earliest),
)


def clusters(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Documents that pairs connect, each cluster in order, the clusters by their first document."""
    root: dict[str, str] = {}

    def find(each: str) -> str:
        while root.setdefault(each, each) != each:
            root[each] = root[root[each]]
            each = root[each]
        return each

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    found: dict[str, list[str]] = {}
    for each in sorted(root):
        found.setdefault(find(each), []).append(each)
    return list(found.values())
