"""What is marked in the text of a report, and the list of its facts beside it."""

from collections import defaultdict
from collections.abc import Iterator

from gd_pipeline.review.app.data import Row
from gd_pipeline.review.app.reports import Whole, spans_of
from gd_pipeline.review.app.words import family_of, metric_families
from gd_pipeline.review.marks import Mark, Marks

PART = 150_000
"""Characters of a text that one page shows."""
NUMERAL = 12
"""Characters that may stand before a heading's words: its numeral, a stop."""


def part_of(offset: int) -> int:
    """The page of a long text that shows the character at `offset`, from 0."""
    return offset // PART


def marks_of(whole: Whole) -> Marks:
    """Facts by the family of their metric, open findings by their severity, and where each section begins."""
    return Marks([*_facts(whole), *_findings(whole), *_sections(whole)])


def _facts(whole: Whole) -> Iterator[Mark]:
    for fact in whole.facts:
        key = f"f{fact['fact_no']}"
        yield Mark(key, "fact", family_of(fact["metric"]), fact["start_char"], fact["end_char"], key)


def _findings(whole: Whole) -> Iterator[Mark]:
    """Every span that a violated check quotes; the first one is its place on the page."""
    for check in whole.checks:
        if check["verdict"] == "violated":
            key = anchor = f"c{check['check_no']}"
            for start, end, other in spans_of(check):
                if other is None:
                    yield Mark(key, "finding", check["severity"], start, end, anchor)
                    anchor = ""


def _sections(whole: Whole) -> Iterator[Mark]:
    for section in whole.sections:
        start = section["start_char"]
        yield Mark(f"s{section['section_no']}", "section", "", start, start + 1, f"s{section['section_no']}")


def headings_of(whole: Whole) -> dict[int, int]:
    """Where each heading begins, with where its words end."""
    found = {}
    for section in whole.sections:
        start, heading = section["start_char"], section["heading"]
        at = whole.text.find(heading, start, start + NUMERAL + len(heading)) if heading else -1
        if at >= 0:
            found[start] = at + len(heading)
    return found


def fact_groups(whole: Whole) -> dict[str, list[Row]]:
    """The facts by family, in the order of the families."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for fact in whole.facts:
        grouped[family_of(fact["metric"])].append(fact)
    return {family: grouped[family] for family in metric_families() if family in grouped}
