"""Lost tables and blank totals (domain notes §1.0, §1.6, §6.1)."""

from collections.abc import Iterator

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named
from gd_pipeline.reading.report import Span

_DISPUTES = ("review", "litigation.direct", "litigation.after_review")


def lost_tables(case: Case) -> Iterator[Outcome]:
    """A section of the 2019 or 2021 form whose statutory table is not there, or was seen and could not be read."""
    told = [note for note in case.report.notes if note.kind == "lost_table"]
    for note in told:
        yield _lost(case, note.detail, (note.start, note.end))
    if told or case.report.form not in ("2019", "2021") or case.report.repeated:
        return
    printed = {metric for metric, _ in (*case.table, *case.blanks)}
    lost = False
    for section in case.report.sections:
        codes = phrases().tables.get(section.section)
        if codes and section.level == 1 and not any(metric.startswith(codes) for metric in printed):
            lost = True
            yield _lost(case, section.section, (section.start, max(section.heading_end, section.start + 1)))
    if not lost and printed:
        yield Outcome("structure.lost_table", "holds")


def _lost(case: Case, section: str, heading: Span) -> Outcome:
    words = " ".join(case.text[slice(*heading)].split())
    return Outcome(
        "structure.lost_table",
        "violated",
        message=f"“{words}”之下没有法定表格",
        spans=(heading,),
        about=section,
        suggestion="补上该表格",
    )


def blank_outcomes(case: Case) -> Iterator[Outcome]:
    """总计 cells of table 4 left blank beside cases."""
    for whole in _DISPUTES if case.blanks and case.report.form in ("2019", "2021") else ():
        blank = case.blanks.get((f"{whole}.total", "total"))
        cells = (
            [fact for (metric, _), fact in case.table.items() if metric.rpartition(".")[0] == whole] if blank else []
        )
        if blank and len(cells) > 1 and any(cell.high > 0 for cell in cells):
            name = named(f"{whole}.total")
            yield Outcome(
                "structure.blank_total",
                "violated",
                message=f"{name}填了分项而总计为空白",
                metrics=(f"{whole}.total",),
                spans=((blank.start, blank.end),),
                about=whole,
            )


def blank_totals(case: Case) -> Iterator[Outcome]:
    """总计 cells of table 3 left blank in rows that have numbers."""
    if not case.blanks:
        return
    rows = {metric for metric, applicant in case.table if applicant != "total"}
    blank = [metric for metric in rows if (metric, "total") in case.blanks]
    if blank:
        names = "、".join(named(metric) for metric in sorted(blank)[:4])
        places = [case.blanks[metric, "total"] for metric in blank]
        yield Outcome(
            "structure.blank_total",
            "violated",
            message=f"表中有 {len(blank)} 行填了分项而总计为空白：{names}" + ("等" if len(blank) > 4 else ""),
            metrics=tuple(sorted(blank)),
            applicant="total",
            spans=tuple((place.start, place.end) for place in places),
            about=str(len(blank)),
        )
    elif rows and len({applicant for _, applicant in case.table}) == len(APPLICANTS):
        yield Outcome("structure.blank_total", "holds")
