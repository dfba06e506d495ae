"""Lost tables, blank totals and what a template left standing (domain notes §1.0, §1.6, §6.1)."""

from collections.abc import Iterator

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules_phrases import Residue, phrases
from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named
from gd_pipeline.reading.report import Span


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


def residue(case: Case) -> Iterator[Outcome]:
    """What a template left standing where the issuer was to write: X件, 某某, or nothing at all before 条."""
    found = [span for left in phrases().residues if (span := _left_standing(case, left))]
    if not found:
        yield Outcome("structure.residue", "holds")
        return
    places = "；".join(f"“{case.text[a:b].strip()}”" for a, b in found)
    yield Outcome(
        "structure.residue",
        "violated",
        message=f"模板中的空格或占位没有填写：{places}".replace("\n", " "),
        spans=tuple(found),
        about=places,
    )


def _left_standing(case: Case, left: Residue) -> Span | None:
    """The first place outside the tables that holds the residue, with a few words before it."""
    text = case.text
    at = text.find(left.text) if text.rfind(left.text) >= 0 else -1
    while at >= 0:
        end = at + len(left.text)
        before, after = text[at - 1 : at], text[end : end + 1]
        follows = not left.before or (after and after in left.before)
        if follows and not (before.isascii() and before.isalnum()) and not case.in_table(at):
            return max(0, at - 12), end + bool(left.before)
        at = text.find(left.text, end)
    return None
