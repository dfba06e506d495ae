"""How what a rule found among neighbours becomes a Check, with evidence from all reports that took part."""

from typing import NamedTuple

from gd_pipeline.catalog.rules_neighbours import Excuse
from gd_pipeline.checking.finding import Check, Evidence, Operand
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.verdicts import Outcome, figures, fingerprint, operand, plain_check, registered, suggested
from gd_pipeline.reading.report import Fact

_EVIDENCE_LIMIT = 200


class Beside(NamedTuple):
    """A number of another report that took part. `tie` says which report that is: last, version, whole, member."""

    tie: str
    record: YearRecord
    fact: Fact


class Compared(NamedTuple):
    """An outcome, whose operands are the report's own, and the numbers of other reports beside them."""

    outcome: Outcome
    beside: tuple[Beside, ...] = ()


def check_of(record: YearRecord, compared: Compared) -> Check:
    """The Check of what was compared; evidence, operands and fingerprint are made for findings only."""
    outcome = compared.outcome
    check = plain_check(outcome, *registered()[outcome.rule])
    if outcome.verdict not in ("violated", "explained"):
        return check
    return check._replace(
        suggestion=suggested(outcome),
        operands=_operands(compared),
        evidence=_evidence(compared),
        fingerprint=fingerprint(record, outcome, map(_told_apart, compared.beside)),
    )


def excused(compared: Compared, reason: Excuse | None) -> Compared:
    """The same, explained by the reason if there is one."""
    if reason is None:
        return compared
    outcome = compared.outcome
    text = f"{outcome.message}（可能的原因：{reason.title_zh}）"
    outcome = outcome._replace(verdict="explained", severity="info", message=text, suggestion=None)
    return compared._replace(outcome=outcome)


def _operands(compared: Compared) -> tuple[Operand, ...]:
    others = [operand(each.fact, each.record.report_id) for each in compared.beside]
    return (*map(operand, compared.outcome.operands), *others)


def _evidence(compared: Compared) -> tuple[Evidence, ...]:
    """Each printed place once: the report's own in reading order, then those of its neighbours."""
    own = sorted({(f.start, f.end, f.text, None) for f in compared.outcome.operands if isinstance(f, Fact)})
    others = dict.fromkeys([(b.fact.start, b.fact.end, b.fact.text, b.record.report_id) for b in compared.beside])
    found: tuple[tuple[int, int, str, str | None], ...] = (*own, *others)
    return tuple([Evidence(start, end, text[:_EVIDENCE_LIMIT], report) for start, end, text, report in found])


def _told_apart(each: Beside) -> tuple[str, ...]:
    fact, of = each.fact, each.record
    numbers = figures((fact.low, fact.high))
    return (*numbers, fact.metric, fact.applicant, each.tie, of.issuer or "", str(of.report_year))
