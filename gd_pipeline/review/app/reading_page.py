"""What is marked in the text of a report, and the list of its facts beside it."""

from collections import defaultdict

from gd_pipeline.review.app.data import Row
from gd_pipeline.review.app.reports import Whole, spans_of
from gd_pipeline.review.app.spans import Layers, Marked
from gd_pipeline.review.app.words import family_of, metric_families
from gd_pipeline.review.labels import SEVERITIES

PART = 150_000
"""Characters of a text that one page shows."""


def part_of(offset: int) -> int:
    """The page of a long text that shows the character at `offset`, from 0."""
    return offset // PART


def layers_of(whole: Whole) -> Layers:
    """Facts by the family of their metric, open findings by their severity, and where each section begins."""
    marks = [
        Marked(f"f{fact['fact_no']}", "fact", family_of(fact["metric"]), fact["start_char"], fact["end_char"])
        for fact in whole.facts
    ]
    for check in whole.checks:
        if check["verdict"] == "violated":
            for start, end, other in spans_of(check):
                if other is None:
                    marks.append(Marked(f"c{check['check_no']}", "finding", check["severity"], start, end))
    for section in whole.sections:
        start = section["start_char"]
        marks.append(Marked(f"s{section['section_no']}", "section", "", start, start + 1))
    return Layers(marks, tuple(SEVERITIES))


def fact_groups(whole: Whole) -> dict[str, list[Row]]:
    """The facts by family, in the order of the families."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for fact in whole.facts:
        grouped[family_of(fact["metric"])].append(fact)
    return {family: grouped[family] for family in metric_families() if family in grouped}
