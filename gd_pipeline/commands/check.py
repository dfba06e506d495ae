"""`gd-pipeline check`: what is wrong with these reports, for a person."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from gd_pipeline.checking import findings
from gd_pipeline.checking.finding import Check
from gd_pipeline.commands.parse import examine_paths
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.report import Report
from gd_pipeline.review.excerpts import excerpts, harmless
from gd_pipeline.review.labels import FORMS, SEVERITIES
from gd_pipeline.review.told import numbers, put, quoted, refusal
from gd_pipeline.warehouse.examine import Examined

SIGNS = {"error": ("✗", "bold red"), "warning": ("!", "yellow"), "info": ("·", "cyan")}


def check(paths: Sequence[Path], console: Console, html: Path | None = None) -> int:
    """Tell every finding of the documents at `paths`, on the console and, with `html`, on a page of its own.

    Returns:
        Exit status: 0 no error; 1 at least one finding of severity error; 2 a path is missing, nothing was a report,
        or the page cannot be written.
    """
    if html is not None and (why := unwritable(html, paths)):
        put(console, Text(f"gd-pipeline check: {why}", style="red"))
        return 2
    counts: Counter[str] = Counter()
    kept: list[Examined] = []
    missing = False
    for examined in examine_paths(paths):
        missing = missing or (examined.quarantine is not None and examined.quarantine.reason == "missing")
        counts.update(tell_document(examined, console))
        if html is not None:
            kept.append(examined)
    put(console, Text(closing(counts)))
    written = html is None or write_page(html, kept, console)
    if missing or not counts["reports"] or not written:
        return 2
    return 1 if counts["error"] else 0


def unwritable(html: Path, paths: Sequence[Path]) -> str:
    """Why no page can be written to `html`, in words; empty where it can."""
    if os.path.isdir(html) or not os.path.isdir(html.parent):
        return f"{html} cannot be written: there is no such folder, or it is one (无法写入)"
    if os.path.exists(html) and any(os.path.exists(path) and html.samefile(path) for path in paths):
        return f"{html} is the report itself (不能覆盖报告本身)"
    return ""


def write_page(html: Path, kept: Sequence[Examined], console: Console) -> bool:
    """Write the page and say where it is, or why that failed; whether it was written."""
    from gd_pipeline.review.page import page

    try:
        html.write_bytes(page(kept).encode("utf-8", "replace"))
    except OSError as error:
        put(console, Text(harmless(f"gd-pipeline check: {html} cannot be written: {error.strerror} (无法写入)"), "red"))
        return False
    put(console, Text(harmless(f"→ {html}")))
    return True


def tell_document(examined: Examined, console: Console) -> Counter[str]:
    """Print what was found in one document; counts of reports, checks by verdict and violations by severity."""
    counts: Counter[str] = Counter()
    put(console, Text(harmless(examined.document.source), style="bold"))
    if examined.quarantine is not None:
        put(console, Text(harmless(f"  {refusal(examined.quarantine)}"), style="magenta"))
        counts["quarantined"] += 1
    for report, checks in examined.reports:
        counts["reports"] += 1
        put(console, Text(f"  {heading(report)}"))
        counts.update(each.verdict for each in checks)
        for finding in sorted(findings(checks), key=order):
            if finding.verdict == "violated":
                counts[finding.severity] += 1
            put(console, told(finding, examined.document))
    return counts


def heading(report: Report) -> str:
    """The report in one line: issuer, year, form, period, how much was read."""
    period = f"{report.period_start or '?'} – {report.period_end or '?'}"
    form = FORMS.get(report.form, report.form)
    return (
        f"{harmless(report.issuer or '?')} {report.report_year or '?'} · 表式 form {form} · "
        f"统计期限 period {period} · 数据 facts {len(report.facts)}"
    )


def order(finding: Check) -> tuple[int, int, int]:
    """Violations first, the worst of them first, then as printed."""
    start = finding.evidence[0].start if finding.evidence else 0
    return (finding.verdict != "violated", list(SEVERITIES).index(finding.severity), start)


def told(finding: Check, document: Document) -> Text:
    """One finding: severity and rule, the message, the numbers and their difference, the sentences, the suggestion."""
    sign, style = SIGNS[finding.severity]
    label = (f"{sign} {SEVERITIES[finding.severity]}", style)
    if finding.verdict != "violated":
        label = ("≈ 可解释 explained", "dim")
    lines = Text.assemble("  ", label, f"  {finding.rule}", "\n      ", harmless(finding.message))
    for line in numbers(finding.formula, finding.stated, finding.expected):
        lines.append(f"\n      {harmless(line)}")
    spans = [(each.start, each.end) for each in finding.evidence]
    for excerpt in excerpts(document.text, spans, finding.operands, document.grids):
        lines.append("\n      ").append_text(quoted(excerpt))
    if finding.suggestion:
        lines.append(f"\n      → {harmless(finding.suggestion)}", style="green")
    return lines


def closing(counts: Counter[str]) -> str:
    """The closing line."""
    return (
        f"报告 reports {counts['reports']}, 未读 not read {counts['quarantined']} · 错误 errors {counts['error']}, "
        f"警告 warnings {counts['warning']}, 提示 hints {counts['info']}, 可解释 explained {counts['explained']} · "
        f"成立 holds {counts['holds']}, 无法判断 not assessable {counts['not_assessable']}"
    )
