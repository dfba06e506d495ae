"""The printed places of a finding, as a person reads them: sentences with the very characters marked, cells labelled.

What is shown on a terminal holds no control characters: a report's text could else move the cursor or hide words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gd_pipeline.checking.finding import Operand
from gd_pipeline.checking.wording import named
from gd_pipeline.intake.document import Grid
from gd_pipeline.reading.report import Span
from gd_pipeline.review.excerpts_cells import Place, is_bare, place_by_lines, place_in_grid

AROUND = 60
"""Characters shown on either side of the evidence, if the sentence goes that far."""
STOPS = "。；;\n"
GAP = 120
"""Two places of a sentence that are further apart are shown with the words between left out."""
LONG = 200
"""A marked passage longer than this is shown by its beginning and its end."""
CELLS = 24
"""So many cells of a finding are shown; the others are counted."""
_CONTROLS = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F)], " ")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters, marked or not; a cell has the label of its row or column."""

    text: str
    marked: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, or cells of one table. `start` and `end` are the first and the last marked character's offsets.

    `head` is the label that all cells share; `cut` says whether the sentence begins earlier and ends later.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    head: str = ""
    cut: tuple[bool, bool] = (False, False)
    more: int = 0

    @property
    def cells(self) -> bool:
        """Whether these are cells of a table, and no sentence."""
        return any(piece.label for piece in self.pieces) or bool(self.head)


def excerpts(
    text: str, spans: Iterable[Span], operands: Iterable[Operand] = (), grids: Sequence[Grid] = ()
) -> list[Excerpt]:
    """What to show of `text` for the evidence at `spans`, sentences and cells, each in reading order."""
    names = {(each.start, each.end): named(each.metric, each.applicant, each.label) for each in operands}
    cells: list[tuple[Span, Place]] = []
    sentences: list[Span] = []
    for span in sorted(set(spans)):
        place = place_of(text, span, grids, names)
        if place is None:
            sentences.append(span)
        else:
            cells.append((span, place))
    shown = [_sentence(text, group) for group in _by_sentence(text, sentences)]
    return ([_cells(text, cells)] if cells else []) + shown


def place_of(text: str, span: Span, grids: Sequence[Grid], names: Mapping[Span, str]) -> Place | None:
    """Row and column of a bare number; the metric's name where no words are near; None for a number in a sentence."""
    place = place_in_grid(text, grids, span) or place_by_lines(text, span)
    if place is not None and (place.row or place.column):
        return place
    name = names.get(span, "")
    line_start = text.rfind("\n", 0, span[0]) + 1
    line_end = text.find("\n", span[1])
    bare = is_bare(text[line_start : line_end if line_end >= 0 else len(text)])
    return Place(name, "") if name and (place is not None or bare) else None


def harmless(text: str) -> str:
    """`text` on one line, without characters that control a terminal or turn the direction of reading."""
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode()


def _by_sentence(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for span in spans:
        if group and (span[0] - group[-1][1] > 2 * GAP or _stopped(text, group[-1][1], span[0])):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _stopped(text: str, start: int, end: int) -> bool:
    return any(text.find(stop, start, end) >= 0 for stop in STOPS)


def _sentence(text: str, spans: Sequence[Span]) -> Excerpt:
    """The sentence around some spans, these marked; what overlaps is marked once."""
    start, end = spans[0][0], max(span[1] for span in spans)
    before = text[max(start - AROUND, 0) : start]
    cut = max(before.rfind(stop) for stop in STOPS) + 1
    after = text[end : end + AROUND]
    stops = [place for place in (after.find(stop) for stop in STOPS) if place >= 0]
    pieces = [Piece(harmless(before[cut:]).lstrip())]
    at = start
    for span_start, span_end in _united(spans):
        pieces.append(Piece(_without_middle(text[at:span_start], GAP)))
        pieces.append(Piece(_without_middle(text[span_start:span_end], LONG), marked=True))
        at = span_end
    pieces.append(Piece(harmless(after[: min(stops)] if stops else after).rstrip()))
    earlier, later = not cut and start > AROUND, not stops and end + AROUND < len(text)
    return Excerpt(start, end, tuple(piece for piece in pieces if piece.text), cut=(earlier, later))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    united: list[Span] = []
    for start, end in spans:
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _cells(text: str, cells: Sequence[tuple[Span, Place]]) -> Excerpt:
    """Cells, each with what tells it apart; the label that all share stands before them."""
    rows, columns = ({getattr(place, name) for _, place in cells} for name in ("row", "column"))
    head = ""
    if len(cells) > 1 and len(columns) == 1:
        (head,) = columns
        labels = [place.row for _, place in cells]
    elif len(cells) > 1 and len(rows) == 1:
        (head,) = rows
        labels = [place.column for _, place in cells]
    else:
        labels = [" | ".join(filter(None, place)) for _, place in cells]
    pieces = [
        Piece(harmless(text[start:end]).strip(), marked=True, label=harmless(label))
        for ((start, end), _), label in zip(cells[:CELLS], labels, strict=False)
    ]
    last = max(end for (_, end), _ in cells)
    return Excerpt(cells[0][0][0], last, tuple(pieces), harmless(head), more=max(0, len(cells) - CELLS))


def _without_middle(text: str, limit: int) -> str:
    """`text`, harmless; a longer one by two thirds from its beginning and a third from its end."""
    if len(text) > limit:
        text = f"{text[: limit * 2 // 3]}…{text[-limit // 3 :]}"
    return harmless(text)
