"""Statistics tables that print each number before its label, as some converters do: 12, 当面申请数."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from gd_pipeline.catalog.forms import form_rows, normal_label
from gd_pipeline.reading.tables.labels import Hit, label_index
from gd_pipeline.reading.tables.runs import Run, Slot
from gd_pipeline.reading.tables.sheet import Sheet

_CAPTIONS = 3
"""Rows without a number of their own that must be seen to tell that labels stand behind their numbers."""

_MOSTLY = 0.6


def before_labels(sheet: Sheet) -> Sheet:
    """`sheet` with each number at the first label behind it, where captions, which have none, are followed by numbers.

    Labels with no number before them stand in the run of the label above: they become runs of their own.
    """
    runs = sheet.runs
    if not _is_so_printed(sheet):
        return sheet
    behind: list[list[Slot]] = [[], *(run.slots for run in runs)]
    parts: list[Run] = []
    for run, hits, slots in zip(runs, sheet.hits, behind, strict=False):
        first, *others = _labels(sheet, run, hits)
        parts.append(replace(run, pieces=first, slots=slots, words=None))
        parts.extend(replace(run, pieces=other, slots=[], words=None) for other in others)
    return Sheet(sheet.table, sheet.text, [run for run in parts if run.pieces or run.slots])


def _is_so_printed(sheet: Sheet) -> bool:
    """Whether most captions are followed by numbers, not by zeros alone, and the last row of the table by none."""
    last = {name.run: form_rows(sheet.table)[name.row] for name in sheet.named}
    captions = [sheet.runs[at] for at, row in last.items() if row.kind == "caption"]
    if len(captions) < _CAPTIONS or sheet.runs[sheet.named[-1].run].numbered:
        return False
    numbers = [run.numbers() for run in captions if not run.certain and run.numbered]
    return len(numbers) > _MOSTLY * len(captions) and any(own[0].reading.value for own in numbers)


def _labels(sheet: Sheet, run: Run, hits: Sequence[Hit]) -> Iterator[list[tuple[int, int]]]:
    """The pieces of `run` by labels: each one that is known, and what stands before it and behind it."""
    words = [normal_label(sheet.text[start:end]) for start, end in run.pieces]
    ends = list(accumulate(map(len, words)))
    skipped = max(
        0, (ends[-1] if ends else 0) - max((hit.position + hit.length + hit.behind for hit in hits), default=0)
    )
    starts = [_piece(ends, skipped + hit.position) for hit in hits]
    at = 0
    for hit, begins, following in zip(hits, starts, [*starts, len(words)][1:], strict=True):
        if begins > at:
            yield run.pieces[at:begins]
            at = begins
        stops = _piece(ends, skipped + hit.position + hit.length - 1) + 1
        while stops < following and label_index(sheet.table).goes_on(words[stops], hit.rows[0]):
            stops += 1
        if stops > at:
            yield run.pieces[at:stops]
            at = stops
    if at < len(run.pieces) or not run.pieces:
        yield run.pieces[at:]


def _piece(ends: Sequence[int], place: int) -> int:
    """The piece that holds the character at `place` of the label."""
    return sum(end <= place for end in ends)
