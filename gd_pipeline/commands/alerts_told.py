"""One alert opened on a terminal."""

from collections.abc import Iterator

from rich.text import Text

from gd_pipeline.checking.english import told_in_english
from gd_pipeline.review.alerts import Alert
from gd_pipeline.review.alerts_detail import Detail, Printed
from gd_pipeline.review.decisions import Decision
from gd_pipeline.review.excerpts import harmless
from gd_pipeline.review.labels import FORMS, LEVELS, SEVERITIES, STATES
from gd_pipeline.review.told import numbers, quoted

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def told(detail: Detail) -> Text:
    """The alert, what is at odds and by how much, where it is printed, the mend, the basis, and its history."""
    return Text("\n").join([*_what(detail), *_where(detail), *_why(detail), *_history(detail)])


def _what(detail: Detail) -> Iterator[Text]:
    alert = detail.alert
    yield Text.assemble(
        (str(SEVERITIES[alert.severity]), STYLES[alert.severity]),
        f"  {alert.rule}  {detail.title_zh} {detail.title_en}",
    )
    state = f"  {STATES[alert.state]}" + (f" · 已消失 gone since {alert.closed_at:%Y-%m-%d}" if alert.closed_at else "")
    yield Text.assemble((alert.alert_id, "bold"), state)
    yield Text(f"  {_issuer(alert)}")
    yield Text(f"  {harmless(alert.message)}")
    about = (alert.rule, "violated", alert.metrics, alert.applicant, alert.stated, alert.expected)
    yield Text(f"  {harmless(told_in_english(*about))}", style="dim")
    for each in numbers(alert.formula or "", alert.stated, alert.expected):
        yield Text(f"  {harmless(each)}")


def _issuer(alert: Alert) -> str:
    level = f"{LEVELS[alert.issuer_level]} · " if alert.issuer_level else ""
    form = str(FORMS[alert.form]) if alert.form else ""
    return harmless(f"{alert.issuer or '?'} {alert.issuer_code or ''} · {alert.report_year} · {level}{form}")


def _where(detail: Detail) -> Iterator[Text]:
    for printed in detail.printed:
        if printed.excerpts or printed.report_id == detail.alert.report_id:
            yield from _printed(printed)


def _printed(printed: Printed) -> Iterator[Text]:
    more = f" (+{len(printed.sources) - 1})" if len(printed.sources) > 1 else ""
    source = f" · {printed.sources[0]}{more}" if printed.sources else ""
    yield Text(f"  原文 {harmless(printed.title + source)}", style="dim")
    for excerpt in printed.excerpts:
        yield Text("    ").append_text(quoted(excerpt))


def _why(detail: Detail) -> Iterator[Text]:
    if detail.alert.suggestion:
        yield Text(f"  → {harmless(detail.alert.suggestion)}", style="green")
    if detail.basis:
        yield Text(f"  依据 basis: {detail.basis}", style="dim")


def _history(detail: Detail) -> Iterator[Text]:
    if detail.history:
        yield Text("  决定 decisions")
    for each in detail.history:
        yield Text(f"    {_decision(each)}")
    for alert in detail.before:
        yield Text(f"  取代 takes the place of {alert.alert_id}: {harmless(alert.message)}")
    for each in detail.earlier:
        yield Text(f"    {each.subject.alert_id} {_decision(each)}")
    if detail.alert.superseded_by:
        yield Text(f"  已被取代 superseded by {detail.alert.superseded_by}")
    for title in detail.corrected:
        yield Text(f"  另一份报告中此规则成立 the rule holds in another report of the year: {harmless(title)}")
    if detail.corrected:
        yield Text(f"  → gd-pipeline alerts decide {detail.alert.alert_id} resolved", style="green")


def _decision(decision: Decision) -> str:
    """What was decided, as a line: number, state, reviewer, time and note."""
    verdict = decision.verdict
    note = f": {verdict.note}" if verdict.note else ""
    said = (
        f"{decision.number}. {STATES[verdict.state]} · {verdict.reviewer} · {decision.decided_at:%Y-%m-%d %H:%M}{note}"
    )
    return harmless(said)
