"""`gd-pipeline check --html`: documents with their findings, as one page that needs nothing else.

Everything that comes from a document is escaped by the template engine, and the page's own policy forbids scripts,
network and styles other than its own: a report cannot make it do anything.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from gd_pipeline import __version__
from gd_pipeline.catalog.rules import rules
from gd_pipeline.checking import findings
from gd_pipeline.checking.finding import Check
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.report import Report
from gd_pipeline.review.differences import difference, figure, interval
from gd_pipeline.review.excerpts import Excerpt, excerpts, harmless
from gd_pipeline.review.flow import Block, Flow
from gd_pipeline.review.labels import FORMS, LEVELS, SEVERITIES
from gd_pipeline.review.marks import Mark, Marks
from gd_pipeline.review.told import refusal
from gd_pipeline.warehouse.examine import Examined

KINDS = {**{code: str(label) for code, label in SEVERITIES.items()}, "explained": "可解释 explained"}


@dataclass(frozen=True, slots=True)
class PageFinding:
    """A finding as the page shows it; `kind` is its severity, or explained."""

    number: int
    kind: str
    check: Check
    title_zh: str
    title_en: str
    basis: str
    compared: tuple[str, str, str] | None
    places: tuple[tuple[str, Excerpt], ...]


@dataclass(frozen=True, slots=True)
class PageReport:
    """A report and its findings; `properties` are what it says of itself, label and value."""

    name: str
    title: str
    properties: tuple[tuple[str, str], ...]
    findings: tuple[PageFinding, ...]
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A document: where it is from, why it is no report, else its reports and all of its text."""

    source: str
    reason: str
    reports: tuple[PageReport, ...]
    blocks: tuple[Block, ...]


def page(examined: Iterable[Examined]) -> str:
    """The page for some documents, in their order: HTML, the same for the same documents."""
    documents = list(_documents(examined))
    counts: Counter[str] = Counter()
    for document in documents:
        counts["quarantined"] += bool(document.reason)
        for report in document.reports:
            counts["reports"] += 1
            counts.update(report.counts)
    style = _file("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    names = [report.name for document in documents for report in document.reports]
    return _template().render(
        documents=documents,
        counts=counts,
        kinds=KINDS,
        name="、".join(names[:3]) + ("…" if len(names) > 3 else ""),
        style=Markup(style),
        style_digest=digest,
        version=__version__,
    )


def _documents(examined: Iterable[Examined]) -> Iterator[PageDocument]:
    last = 0
    for each in examined:
        reports = []
        for report, checks in each.reports:
            reports.append(_report(each.document, report, checks, last))
            last += len(reports[-1].findings)
        marks = Marks(mark for report in reports for found in report.findings for mark in _marks(each.document, found))
        shown = _blocks(each.document, [report for report, _ in each.reports], marks) if reports else ()
        why = refusal(each.quarantine) if each.quarantine else ""
        yield PageDocument(harmless(each.document.source), harmless(why), tuple(reports), shown)


def _blocks(document: Document, reports: Sequence[Report], marks: Marks) -> tuple[Block, ...]:
    """Everything that the document says, once, in its order."""
    headings = {each.start: each.heading_end for report in reports for each in report.sections}
    again = [(repeat.start, repeat.end) for report in reports for repeat in report.repeated]
    tables = [span for report in reports for span in report.table_spans]
    flow = Flow(document.text, marks, document.grids, headings, again, tables)
    return tuple(flow.blocks((0, len(document.text))))


def _report(document: Document, report: Report, checks: tuple[Check, ...], last: int) -> PageReport:
    found = tuple(
        _finding(document, check, number) for number, check in enumerate(sorted(findings(checks), key=_order), last + 1)
    )
    counts = Counter(check.verdict for check in checks if check.verdict in ("holds", "not_assessable"))
    counts.update(finding.kind for finding in found)
    name = f"{report.issuer or '?'} {report.report_year or '?'}"
    return PageReport(harmless(name), harmless(report.title), tuple(_properties(report)), found, counts)


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    """What the report says of itself."""
    yield "表式 form", str(FORMS.get(report.form, report.form))
    if report.issuer_level:
        yield "层级 level", str(LEVELS.get(report.issuer_level, report.issuer_level))
    yield "区划代码 code", report.issuer_code or "—"
    yield "统计期限 period", f"{report.period_start or '—'} – {report.period_end or '—'}"
    yield "公布 published", str(report.published_on or "—")
    yield "数据 facts", str(len(report.facts))


def _finding(document: Document, check: Check, number: int) -> PageFinding:
    rule = rules()[check.rule]
    spans = [(each.start, each.end) for each in check.evidence]
    places = tuple(
        (f"m{number}-{_stripped(document.text, excerpt.start, excerpt.end)[0]}", excerpt)
        for excerpt in excerpts(document.text, spans, check.operands, document.grids)
    )
    return PageFinding(
        number=number,
        kind=check.severity if check.verdict == "violated" else "explained",
        check=check,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        basis=rule.basis,
        compared=_compared(check),
        places=places,
    )


def _compared(check: Check) -> tuple[str, str, str] | None:
    """What is stated, what is expected, and the signed difference, "" where they meet."""
    if check.stated is None or check.expected is None:
        return None
    apart = difference(check.stated, check.expected)
    return (
        interval(check.stated),
        interval(check.expected),
        f"{'+' if apart > 0 else ''}{figure(apart)}" if apart else "",
    )


def _marks(document: Document, finding: PageFinding) -> Iterator[Mark]:
    for each in finding.check.evidence:
        start, end = _stripped(document.text, each.start, each.end)
        yield Mark(str(finding.number), "finding", finding.kind, start, end, f"m{finding.number}-{start}")


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends, so that its mark begins at something that is shown."""
    printed = text[start:end]
    if not printed.strip():
        return start, start
    return start + len(printed) - len(printed.lstrip()), end - len(printed) + len(printed.rstrip())


def _order(finding: Check) -> tuple[int, int, int]:
    start = finding.evidence[0].start if finding.evidence else 0
    return (finding.verdict != "violated", list(SEVERITIES).index(finding.severity), start)


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["harmless"] = harmless
    return environment.from_string(_file("page.html"))


def _file(name: str) -> str:
    return resources.files(__package__).joinpath("templates").joinpath(name).read_text(encoding="utf-8")
