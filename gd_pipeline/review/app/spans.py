"""A text cut into pieces by everything that is marked in it: the facts, by family, and the findings, by severity."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gd_pipeline.reading.report import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """Something that is marked: `key` names it on the page (f12, c3), `kind` is its colour, `layer` what it is."""

    key: str
    layer: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters under the same marks. `facts` and `findings` are keys, the innermost first; `anchors` begin here."""

    text: str
    facts: tuple[str, ...] = ()
    fact_kind: str = ""
    findings: tuple[str, ...] = ()
    finding_kind: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether nothing is marked here."""
        return not (self.facts or self.findings or self.anchors)


class Layers:
    """All marks of a text; `pieces` cuts any part of it in time linear in what that part holds."""

    def __init__(self, marks: Iterable[Marked], order: Sequence[str] = ()) -> None:
        self.order = {kind: place for place, kind in enumerate(order)}
        self.begins: dict[int, list[Marked]] = defaultdict(list)
        self.points: dict[int, list[Marked]] = defaultdict(list)
        borders = set()
        spanning = []
        for mark in marks:
            if mark.start >= mark.end:
                self.points[mark.start].append(mark)
                continue
            self.begins[mark.start].append(mark)
            spanning.append(mark)
            borders |= {mark.start, mark.end}
        self.borders = sorted(borders)
        self.covering: list[list[Marked]] = [[] for _ in self.borders]
        for mark in sorted(spanning, key=lambda each: each.end - each.start):
            first, last = bisect_left(self.borders, mark.start), bisect_left(self.borders, mark.end)
            for place in range(first, last):
                self.covering[place].append(mark)

    def pieces(self, text: str, span: Span) -> Iterator[Piece]:
        """`text[start:end]` in pieces that are marked alike."""
        at, end = span
        place = bisect_right(self.borders, at) - 1
        while at < end:
            stop = min(self.borders[place + 1], end) if place + 1 < len(self.borders) else end
            yield self._piece(text[at:stop], self.covering[place] if place >= 0 else [], self.begins.get(at, []))
            at, place = stop, place + 1

    def at(self, point: int) -> Piece | None:
        """The marks of a blank place: a cell in which nothing is printed."""
        marks = self.points.get(point)
        return self._piece("", marks, marks) if marks else None

    def _piece(self, text: str, covering: list[Marked], begins: list[Marked]) -> Piece:
        facts = [mark for mark in covering if mark.layer == "fact"]
        findings = [mark for mark in covering if mark.layer == "finding"]
        kinds = sorted((mark.kind for mark in findings), key=lambda kind: self.order.get(kind, 99))
        return Piece(
            text,
            tuple(mark.key for mark in facts),
            facts[0].kind if facts else "",
            tuple(dict.fromkeys(mark.key for mark in findings)),
            kinds[0] if kinds else "",
            tuple(dict.fromkeys(mark.key for mark in begins)),
        )
