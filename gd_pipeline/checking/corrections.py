"""Names and titles that reading had to put right: misread by a scanner, or mistyped (domain notes §5.1, §5.3, §6.1)."""

from collections.abc import Iterator

from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.reading.report import Note, Span

_ARROW = "→"


def corrections(case: Case) -> Iterator[Outcome]:
    """A finding for each place name and each title that was read as another one than is printed."""
    report = case.report
    yield from _told(case, "place_corrected", "地名", present=report.issuer_code is not None)
    yield from _told(case, "title_corrected", "标题", present=bool(report.title))


def _told(case: Case, kind: str, what: str, present: bool) -> Iterator[Outcome]:
    notes = [note for note in case.report.notes if note.kind == kind]
    for note in notes:
        printed, meant = (words.strip() for words in note.detail.split(_ARROW, 1))
        yield Outcome(
            f"structure.{kind}",
            "violated",
            message=f"{what}写作“{printed}”，读作“{meant}”",
            formula=f"{printed} {_ARROW} {meant}",
            spans=_places(case, note, printed),
            about=note.detail,
            suggestion=f"核对{what}；如系笔误或识别错误，改为“{meant}”",
        )
    if present and not notes:
        yield Outcome(f"structure.{kind}", "holds")


def _places(case: Case, note: Note, printed: str) -> tuple[Span, ...]:
    """Where it is printed: the note's own place, or the first one in the text."""
    if note.end > note.start:
        return ((note.start, note.end),)
    at = case.text.find(printed)
    return ((at, at + len(printed)),) if at >= 0 else ()
