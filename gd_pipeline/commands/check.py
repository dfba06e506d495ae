"""`gd-pipeline check`: what is wrong with these reports, for a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gd_pipeline.checking import findings
from gd_pipeline.checking.finding import Check, Evidence
from gd_pipeline.commands.parse import examine_paths
from gd_pipeline.reading.report import Report
from gd_pipeline.warehouse.examine import Examined

SEVERITIES = {
    "error": ("✗ 错误 error", "bold red"),
    "warning": ("! 警告 warning", "yellow"),
    "info": ("· 提示 info", "cyan"),
}
AROUND = 60
"""Characters shown on either side of the evidence, if the sentence goes that far."""
STOPS = "。；;\n"


def check(paths: Sequence[Path], console: Console) -> int:
    """Tell every finding of the documents at `paths`.

    Returns:
        Exit status: 0 no error, 1 at least one finding of severity error, 2 a path is missing or nothing was a report.
    """
    counts: Counter[str] = Counter()
    missing = False
    for examined in examine_paths(paths):
        missing = missing or (examined.quarantine is not None and examined.quarantine.reason == "missing")
        counts.update(tell_document(examined, console))
    console.print(closing(counts), highlight=False)
    if missing or not counts["reports"]:
        return 2
    return 1 if counts["error"] else 0


def tell_document(examined: Examined, console: Console) -> Counter[str]:
    """Print what was found in one document; counts of reports, checks by verdict and violations by severity."""
    counts: Counter[str] = Counter()
    console.print(Text(examined.document.source, style="bold"))
    if examined.quarantine is not None:
        reason = f"  {examined.quarantine.reason}: {examined.quarantine.detail}"
        console.print(Text(reason, style="magenta"))
        counts["quarantined"] += 1
    for report, checks in examined.reports:
        counts["reports"] += 1
        console.print(Text(f"  {heading(report)}"))
        counts.update(each.verdict for each in checks)
        for finding in sorted(findings(checks), key=order):
            if finding.verdict == "violated":
                counts[finding.severity] += 1
            console.print(Padding(told(finding, examined.document.text), (0, 0, 0, 2)))
    return counts


def heading(report: Report) -> str:
    """The report in one line: issuer, year, form, period, how much was read."""
    period = f"{report.period_start or '?'} – {report.period_end or '?'}"
    return (
        f"{report.issuer or '?'} {report.report_year or '?'} · form {report.form} · 统计期限 period {period} · "
        f"{len(report.facts)} facts"
    )


def order(finding: Check) -> tuple[int, int, int]:
    """Violations first, the worst of them first, then as printed."""
    start = finding.evidence[0].start if finding.evidence else 0
    return (finding.verdict != "violated", list(SEVERITIES).index(finding.severity), start)


def told(finding: Check, text: str) -> Text:
    """One finding: severity and rule, the message, the numbers and their difference, the sentences, the suggestion."""
    label, style = SEVERITIES[finding.severity] if finding.verdict == "violated" else ("≈ 可解释 explained", "dim")
    lines = Text.assemble((label, style), f"  {finding.rule}", "\n    ", finding.message)
    for line in numbers(finding):
        lines.append(f"\n    {line}")
    for evidence in finding.evidence:
        lines.append_text(quoted(evidence, text))
    if finding.suggestion:
        lines.append(f"\n    → {finding.suggestion}", style="green")
    return lines


def numbers(finding: Check) -> Iterator[str]:
    """The formula with its numbers, what is stated against what is expected, and by how much they differ."""
    if finding.formula:
        yield finding.formula
    if finding.stated is not None and finding.expected is not None:
        low = finding.stated[0] - finding.expected[1]
        high = finding.stated[1] - finding.expected[0]
        apart = 0.0 if low <= 0 <= high else (low if low > 0 else high)
        difference = f" · 相差 difference {apart:+.10g}" if apart else ""
        yield f"所述 stated {interval(finding.stated)} · 应为 expected {interval(finding.expected)}{difference}"


def interval(values: tuple[float, float]) -> str:
    """A closed interval, or the one number that it is."""
    low, high = (f"{value:.10g}" for value in values)
    return low if low == high else f"[{low}, {high}]"


def quoted(evidence: Evidence, text: str) -> Text:
    """The sentence in which the evidence stands, the evidence itself marked."""
    left = max(evidence.start - AROUND, 0)
    before = text[left : evidence.start]
    cut = max(before.rfind(stop) for stop in STOPS) + 1
    after = text[evidence.end : evidence.end + AROUND]
    stops = [place for place in (after.find(stop) for stop in STOPS) if place >= 0]
    line = Text("\n    「", style="dim")
    line.append(("…" if left and not cut else "") + before[cut:].lstrip())
    line.append(text[evidence.start : evidence.end].replace("\n", " "), style="bold underline")
    line.append(after[: min(stops)] if stops else after + "…")
    return line.append(f"」 {evidence.start}–{evidence.end}")


def closing(counts: Counter[str]) -> str:
    """The closing line."""
    return (
        f"{counts['reports']} reports, {counts['quarantined']} no reports · {counts['error']} errors, "
        f"{counts['warning']} warnings, {counts['info']} hints, {counts['explained']} explained · "
        f"{counts['holds']} checks hold, {counts['not_assessable']} not assessable"
    )
