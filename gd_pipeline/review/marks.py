"""What is marked in a text, facts and findings: spans that nest, overlap or repeat, cut into pieces that do not."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from gd_pipeline.reading.report import Span
from gd_pipeline.review.labels import SEVERITIES

Layer = Literal["fact", "finding", "section"]
KEPT = 8
"""A piece names so many of the facts and findings that it belongs to: the innermost."""
_ORDER = (*SEVERITIES, "explained", "evidence")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that a fact, a finding or a section is about.

    `key` names it (f12, c3), `kind` is its colour: a fact's family, a finding's severity. `anchor` is the identifier of
    its place on the page, "" where it needs none.
    """

    key: str
    layer: Layer
    kind: str
    start: int
    end: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters under the same marks: `facts` and `findings` are keys, the innermost first.

    `fact_kind` is the innermost fact's, `finding_kind` the worst finding's; `anchors` begin here, the findings in
    `ends` end here.
    """

    text: str
    facts: tuple[str, ...] = ()
    fact_kind: str = ""
    findings: tuple[str, ...] = ()
    finding_kind: str = ""
    anchors: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """The marks that cover a place, in the order in which they began."""

    marks: dict[Layer, dict[Mark, None]] = field(default_factory=lambda: {"fact": {}, "finding": {}, "section": {}})
    kinds: Counter[str] = field(default_factory=Counter)

    def begin(self, mark: Mark) -> None:
        self.marks[mark.layer][mark] = None
        self.kinds[mark.kind] += mark.layer == "finding"

    def end(self, mark: Mark) -> None:
        del self.marks[mark.layer][mark]
        self.kinds[mark.kind] -= mark.layer == "finding"

    def piece(self) -> Piece:
        """A piece without text."""
        facts = list(islice(reversed(self.marks["fact"]), KEPT))
        findings = islice(reversed(self.marks["finding"]), KEPT)
        return Piece(
            "",
            tuple(dict.fromkeys(mark.key for mark in facts)),
            facts[0].kind if facts else "",
            tuple(dict.fromkeys(mark.key for mark in findings)),
            next((kind for kind in _ORDER if self.kinds[kind]), ""),
        )


class Marks:
    """All marks of a text, laid out once; `pieces` cuts any part of the text in time linear in what it holds."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.begins: dict[int, list[Mark]] = defaultdict(list)
        self.ends: dict[int, list[Mark]] = defaultdict(list)
        self.points: dict[int, list[Mark]] = defaultdict(list)
        for mark in sorted(set(marks), key=lambda each: (each.start, -each.end, len(each.key), each.key)):
            if mark.start >= mark.end:
                self.points[mark.start].append(mark)
            else:
                self.begins[mark.start].append(mark)
                self.ends[mark.end].append(mark)
        self.borders = sorted({*self.begins, *self.ends})
        self.under = list(self._under())

    def _under(self) -> Iterator[Piece]:
        """For the text behind each border a piece without text."""
        standing = _Open()
        for border in self.borders:
            for mark in self.ends[border]:
                standing.end(mark)
            for mark in self.begins[border]:
                standing.begin(mark)
            yield standing.piece()

    def pieces(self, text: str, span: Span) -> Iterator[Piece]:
        """`text[start:end]` in pieces. A mark that began before `span` is shown, but has its anchor where it began."""
        at, end = span
        border = bisect_right(self.borders, at)
        while at < end:
            stop = min(self.borders[border], end) if border < len(self.borders) else end
            under = self.under[border - 1] if border else Piece("")
            yield replace(under, text=text[at:stop], anchors=_anchors(self.begins.get(at, ())), ends=self._ends(stop))
            at = stop
            border += 1

    def _ends(self, at: int) -> tuple[str, ...]:
        keys = {mark.key for mark in self.ends.get(at, ()) if mark.layer == "finding"}
        return tuple(sorted(keys, key=lambda key: (len(key), key)))

    def at(self, point: int) -> Piece | None:
        """The marks of a blank place: a cell in which nothing is printed."""
        marks = self.points.get(point)
        if not marks:
            return None
        standing = _Open()
        for mark in marks:
            standing.begin(mark)
        piece = standing.piece()
        return replace(piece, anchors=_anchors(marks), ends=piece.findings[::-1])


def _anchors(marks: Iterable[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.anchor for mark in marks if mark.anchor))


def blanks(marks: Marks, places: Sequence[int]) -> dict[int, Piece]:
    """Of several blank cells at one place of the text, the index of the last, with its marks: there a total misses."""
    last = {place: index for index, place in enumerate(places)}
    return {index: piece for place, index in last.items() if (piece := marks.at(place))}
