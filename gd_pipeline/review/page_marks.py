"""Findings marked in a text: spans that nest, overlap or repeat, cut into pieces that do not."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gd_pipeline.reading.report import Span
from gd_pipeline.review.labels import SEVERITIES

_ORDER = {name: place for place, name in enumerate((*SEVERITIES, "explained"))}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that finding `number` is about; `kind` is its severity, or explained."""

    number: int
    start: int
    end: int
    kind: str

    @property
    def anchor(self) -> str:
        """Identifier of its place on the page."""
        return f"m{self.number}-{self.start}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same findings are about (none: `kind` is empty).

    `anchors` are the marks that begin here, `refers` the findings whose mark ends here.
    """

    text: str
    kind: str = ""
    anchors: tuple[str, ...] = ()
    refers: tuple[int, ...] = ()


class Marks:
    """All marks of a text, laid out once; `pieces` cuts any part of the text in time linear in what it holds."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        distinct = sorted(set(marks), key=lambda mark: (mark.start, mark.end, mark.number))
        self.begins: dict[int, list[Mark]] = defaultdict(list)
        self.ends: dict[int, list[Mark]] = defaultdict(list)
        self.points: dict[int, list[Mark]] = defaultdict(list)
        for mark in distinct:
            if mark.start == mark.end:
                self.points[mark.start].append(mark)
            else:
                self.begins[mark.start].append(mark)
                self.ends[mark.end].append(mark)
        self.borders = sorted({*self.begins, *self.ends})
        self.kinds = list(self._kinds())

    def _kinds(self) -> Iterator[str]:
        """For the text behind each border: the worst kind of a mark that covers it."""
        open_marks = dict.fromkeys(_ORDER, 0)
        for border in self.borders:
            for mark in self.ends[border]:
                open_marks[mark.kind] -= 1
            for mark in self.begins[border]:
                open_marks[mark.kind] += 1
            yield next((kind for kind, number in open_marks.items() if number), "")

    def pieces(self, text: str, span: Span) -> list[Piece]:
        """`text[start:end]` in pieces. A mark that began before `span` is shown, but has its anchor where it began."""
        start, end = span
        found: list[Piece] = []
        at = start
        border = bisect_right(self.borders, start)
        while at < end:
            stop = min(self.borders[border], end) if border < len(self.borders) else end
            kind = self.kinds[border - 1] if border else ""
            anchors = tuple(dict.fromkeys(mark.anchor for mark in self.begins.get(at, ())))
            refers = tuple(sorted({mark.number for mark in self.ends.get(stop, ())}))
            found.append(Piece(text[at:stop], kind, anchors, refers))
            at = stop
            border += 1
        return found

    def at(self, point: int) -> Piece | None:
        """The marks of a blank place: a cell in which nothing is printed."""
        marks = self.points.get(point)
        if not marks:
            return None
        kind = min((mark.kind for mark in marks), key=_ORDER.__getitem__)
        return Piece("", kind, tuple({mark.anchor: None for mark in marks}), tuple(sorted({m.number for m in marks})))


def blanks(marks: Marks, places: Sequence[int]) -> dict[int, Piece]:
    """Of several blank cells at one place of the text, the index of the last, with its marks: there a total misses."""
    last = {place: index for index, place in enumerate(places)}
    return {index: piece for place, index in last.items() if (piece := marks.at(place))}
