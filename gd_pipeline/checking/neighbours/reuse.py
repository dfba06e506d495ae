"""Text or numbers that were already another report's (domain notes XY-04, §5.4, §6.1 recycled report)."""

from collections.abc import Iterator

from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.neighbours.neighbourhood import Neighbourhood, Twin
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.neighbours.sentences import alike
from gd_pipeline.checking.neighbours.verdict import Compared, excused
from gd_pipeline.checking.verdicts import Outcome

_SAME_TEXT = 0.9
_SAME_SECTION = 0.95
_LEAST_SENTENCES = 3


def of_last_year(record: YearRecord, last: YearRecord) -> Iterator[Compared]:
    """Last year's text with the same numbers; the same numbers alone; last year's problems.

    Alike text with numbers of its own is usual for a small body.
    """
    likeness = alike(record.traits.sentences, last.traits.sentences)
    shown = f"{100 * likeness:.0f}%"
    same = record.traits.numbers is not None and record.traits.numbers == last.traits.numbers
    if record.traits.sentences and last.traits.sentences:
        yield _verdict(
            "reuse.report",
            same and likeness > _SAME_TEXT,
            f"与{last.report_year}年报告的文字相同 {shown}，各项数字全部相同：疑为沿用上年报告",
            last,
        )
    if record.traits.numbers is not None and last.traits.numbers is not None:
        yield _verdict(
            "reuse.numbers",
            same and likeness <= _SAME_TEXT,
            f"各项数字与{last.report_year}年报告全部相同（文字相同 {shown}）",
            last,
        )
    mine, theirs = record.traits.problems, last.traits.problems
    if min(len(mine), len(theirs)) >= _LEAST_SENTENCES:
        text = f"“存在的主要问题及改进情况”与{last.report_year}年报告相同"
        yield _verdict("reuse.problems", alike(mine, theirs) > _SAME_SECTION, text, last)


def _verdict(rule: str, same: bool, message: str, last: YearRecord) -> Compared:
    outcome = Outcome(rule, "violated", message, about=f"{last.report_year}") if same else Outcome(rule, "holds")
    return Compared(outcome)


def of_other_issuers(around: Neighbourhood) -> Iterator[Compared]:
    """The same numbers under another name: a copied template, or a page with a changed name."""
    record = around.record
    if record.traits.numbers is None:
        return
    if not around.twins:
        yield Compared(Outcome("reuse.issuer", "holds"))
        return
    names = "、".join(dict.fromkeys(twin.issuer or "?" for twin in around.twins[:4]))
    text = f"各项数字与{names}的报告全部相同" + (f"（共 {len(around.twins)} 份）" if len(around.twins) > 1 else "")
    outcome = Outcome("reuse.issuer", "violated", text, about=names)
    yield excused(Compared(outcome), neighbours().excuses.get(_reason(record, around.twins)))


def _reason(record: YearRecord, twins: tuple[Twin, ...]) -> str:
    """Why the others may count the same: unreliable copies, or a government and the office that reports for it."""
    if record.source_tier == "official" and all(twin.source_tier != "official" for twin in twins):
        return "source"
    government = all(twin.place == record.place for twin in twins) and len(twins) == 1
    return "office" if government and _is_office(record, twins[0]) else ""


def _is_office(record: YearRecord, twin: Twin) -> bool:
    names = (record.issuer or "", twin.issuer or "")
    return any(name.endswith(phrases().office) for name in names)
