"""A document read whole: who, when, which form, sections, tables and prose."""

from dataclasses import replace

from gd_pipeline.intake.characters import READINGS_DROPPED
from gd_pipeline.intake.document import Document
from gd_pipeline.reading.bounds import too_large
from gd_pipeline.reading.further import first_report
from gd_pipeline.reading.identity import Identity, read_identity
from gd_pipeline.reading.kinds import refusal
from gd_pipeline.reading.narrative import NarrativeReading, read_narrative
from gd_pipeline.reading.repetition import find_repeats
from gd_pipeline.reading.report import Fact, Reading, Repeat, Report, Section
from gd_pipeline.reading.script import as_meant, is_traditional
from gd_pipeline.reading.sections import read_sections
from gd_pipeline.reading.tables import TableReading, read_tables

_LABEL_WITHIN = 80
_ISSUED, _MADE = "normative_documents.issued", "normative_documents.made"


def read(document: Document) -> Reading:
    """The report that `document` is, or the reason why it gives none.

    A text in traditional characters, or with misread ones, is read as its counterpart of the same length; labels and
    spans are those of the printed text.
    """
    if document.quarantine is not None:
        return Reading((), document.quarantine)
    reason = too_large(document.text)
    if reason is not None:
        return Reading((), reason)
    text = as_meant(document.text)
    repeats = find_repeats(text)
    document, further = first_report(document, text, repeats)
    if further:
        text = as_meant(document.text)
        repeats = find_repeats(text)
    shadow = document if text is document.text else replace(document, text=text)
    tables = read_tables(shadow, repeats)
    sections = read_sections(text, repeats, tables.spans)
    identity = read_identity(shadow, sections, tables.form)
    reason = refusal(shadow, identity, sections, len(tables.facts))
    if reason is not None:
        return Reading((), reason)
    skipped = (*((repeat.start, repeat.end) for repeat in repeats), *tables.spans)
    prose = read_narrative(text, sections, skipped, identity.report_year)
    report = _report(document, text, identity, repeats, sections, tables, prose)
    return Reading((replace(report, notes=(*report.notes, *further)) if further else report,))


def _report(
    document: Document,
    text: str,
    identity: Identity,
    repeats: tuple[Repeat, ...],
    sections: tuple[Section, ...],
    tables: TableReading,
    prose: NarrativeReading,
) -> Report:
    """The report of these parts, read as `text`; one converted to traditional characters is no official page."""
    converted = READINGS_DROPPED in document.repairs or (text is not document.text and is_traditional(document.text))
    return Report(
        title=identity.title,
        issuer=identity.issuer,
        issuer_id=identity.issuer_id,
        issuer_code=identity.issuer_code,
        issuer_level=identity.issuer_level,
        report_year=identity.report_year,
        form=identity.form,
        period_start=identity.period_start,
        period_end=identity.period_end,
        published_on=identity.published_on,
        period_span=identity.period_span,
        scope_class=identity.scope_class,
        source_tier="mirror" if converted and identity.source_tier == "official" else identity.source_tier,
        repeated=repeats,
        sections=sections,
        facts=_printed_facts(document, text, _as_counted((*tables.facts, *prose.facts), identity.form)),
        blanks=tables.blanks,
        quantities=prose.quantities,
        leftovers=tuple(sorted((*tables.leftovers, *prose.leftovers), key=lambda left: (left.start, left.end))),
        dates=identity.dates,
        notes=(*identity.notes, *tables.notes),
        table_spans=tables.spans,
    )


def _as_counted(facts: tuple[Fact, ...], form: str) -> tuple[Fact, ...]:
    """Facts as the form counts: beside the tables of 2019 and 2021, 制发规范性文件 in prose are what table 2 counts."""
    if form not in ("2019", "2021") or not any(fact.metric == _ISSUED for fact in facts):
        return facts
    return tuple(fact._replace(metric=_MADE) if fact.metric == _ISSUED else fact for fact in facts)


def _printed_facts(document: Document, read_as: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts with their pages, and with texts and labels as the document prints them."""
    if read_as is document.text and not document.pages:
        return facts
    return tuple(_printed(document, read_as, fact) for fact in facts)


def _printed(document: Document, read_as: str, fact: Fact) -> Fact:
    """The fact with its page, and with text and label as the document prints them (`read_as` may be simplified)."""
    text = document.text[fact.start : fact.end]
    label = fact.label
    before = max(0, fact.start - _LABEL_WITHIN)
    if label is not None and text and document.text.rfind(label, before, fact.start) < 0:
        at = read_as.rfind(label, before, fact.end)
        label = document.text[at : at + len(label)] if at >= 0 else label
    return fact._replace(text=text, label=label, page=document.page(fact.start))
