"""One alert with everything that a reviewer needs to decide: evidence, the law, what came before, what was decided."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.rules import rules
from gd_pipeline.checking.finding import Operand
from gd_pipeline.intake.document import Document
from gd_pipeline.review.alerts import Alert, with_id
from gd_pipeline.review.decisions import Decision, Decisions
from gd_pipeline.review.excerpts import Excerpt, excerpts
from gd_pipeline.warehouse.layout import document_from_row

CHECK = "SELECT operands, evidence FROM quality.checks WHERE report_id = ? AND check_no = ? AND fingerprint = ?"
DOCUMENT = """
SELECT d.* EXCLUDE (first_seen_at), r.title, r.issuer, r.report_year AS year, s.sources
FROM core.reports r JOIN raw.documents d USING (document_id) LEFT JOIN (
    SELECT document_id, list(source ORDER BY source) AS sources FROM raw.sources GROUP BY document_id
) s USING (document_id)
WHERE r.report_id = ?
"""
CORRECTED = """
SELECT DISTINCT c.report_id, r.title FROM quality.checks c JOIN core.reports r USING (report_id)
WHERE c.report_year = ? AND c.rule = ? AND c.verdict IN ('holds', 'explained') AND list_sort(c.metrics) = ?
    AND c.applicant IS NOT DISTINCT FROM ? AND r.issuer IS NOT DISTINCT FROM ? AND c.report_id <> ?
    AND NOT EXISTS (FROM quality.checks v WHERE v.report_id = c.report_id AND v.report_year = c.report_year
        AND v.rule = c.rule AND v.verdict = 'violated')
ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A report that prints some of the evidence: its title, where its document was seen, the places in its text."""

    report_id: str
    title: str
    sources: tuple[str, ...]
    document: Document
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """An alert opened.

    `basis` is the law or document behind the rule; `history` what was decided, first to last; `before` the alerts on
    other numbers that this one took the place of, and `earlier` the decisions about them; `corrected` are titles of
    other reports of the issuer and year in which the rule holds: reason to decide `resolved`.
    """

    alert: Alert
    title_zh: str
    title_en: str
    basis: str
    printed: tuple[Printed, ...]
    history: tuple[Decision, ...]
    before: tuple[Alert, ...]
    earlier: tuple[Decision, ...]
    corrected: tuple[str, ...]


def opened(connection: DuckDBPyConnection, store: Decisions, alert: Alert) -> Detail:
    """The alert with all that is known about it; no places where its check is gone."""
    rule = rules().get(alert.rule)
    decisions = store.all()
    return Detail(
        alert=alert,
        title_zh=rule.title_zh if rule else alert.rule,
        title_en=rule.title_en if rule else "",
        basis=rule.basis if rule else "",
        printed=tuple(_printed(connection, alert)),
        history=tuple(each for each in decisions if each.subject.alert_id == alert.alert_id),
        before=tuple(_before(connection, alert)),
        earlier=tuple(each for each in decisions if _is_earlier(each, alert)),
        corrected=tuple(title for _, title in _corrected(connection, alert)),
    )


def _printed(connection: DuckDBPyConnection, alert: Alert) -> Iterator[Printed]:
    """The report of the alert first, then its neighbours that took part."""
    found = connection.execute(CHECK, [alert.report_id, alert.check_no, alert.alert_id]).fetchall()
    operands, evidence = (json.loads(each) for each in found[0]) if found else ([], [])
    reports = [alert.report_id, *(each["report"] for each in evidence if each.get("report"))]
    for report_id in dict.fromkeys(reports):
        own = report_id == alert.report_id
        row = _row(connection, report_id)
        if row is not None:
            document = document_from_row(row, row["sources"][0] if row["sources"] else "")
            spans = [(each["start"], each["end"]) for each in _of(evidence, report_id, own)]
            numbers = [_operand(each) for each in _of(operands, report_id, own)]
            places = excerpts(document.text, spans, numbers, document.grids)
            yield Printed(report_id, row["title"], tuple(row["sources"] or ()), document, tuple(places))


def _of(items: Iterable[dict[str, Any]], report_id: str, own: bool) -> list[dict[str, Any]]:
    return [each for each in items if each.get("report") == report_id or (own and not each.get("report"))]


def _operand(values: dict[str, Any]) -> Operand:
    names = ("metric", "label", "low", "high", "start", "end", "applicant")
    return Operand(*(values[name] for name in names))


def _row(connection: DuckDBPyConnection, report_id: str) -> dict[str, Any] | None:
    cursor = connection.execute(DOCUMENT, [report_id])
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    return dict(zip(names, rows[0], strict=True)) if rows else None


def _before(connection: DuckDBPyConnection, alert: Alert) -> Iterator[Alert]:
    query = "SELECT alert_id FROM quality.alerts WHERE superseded_by = ? ORDER BY closed_at, alert_id"
    for (alert_id,) in connection.execute(query, [alert.alert_id]).fetchall():
        yield from with_id(connection, alert_id)


def _is_earlier(decision: Decision, alert: Alert) -> bool:
    """Whether it was about other numbers of the same rule, issuer, year, metrics and applicant."""
    subject, other = decision.subject, alert.subject
    return subject.alert_id != other.alert_id and (
        (subject.rule, subject.issuer, subject.report_year, subject.metrics, subject.applicant)
        == (other.rule, other.issuer, other.report_year, other.metrics, other.applicant)
    )


def _corrected(connection: DuckDBPyConnection, alert: Alert) -> list[tuple[str, str]]:
    """Other reports of the issuer and year in which the rule holds and is not violated."""
    about = [alert.report_year, alert.rule, alert.metrics, alert.applicant, alert.issuer, alert.report_id]
    return connection.execute(CORRECTED, about).fetchall()
