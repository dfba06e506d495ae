"""Reports that we wrote, read back: every cell that is stored is right, nearly all are stored, refusals are listed.

The writer and the reader share the contract's codes and nothing else, so that they cannot be wrong together.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from gd_pipeline.catalog.forms import all_rows
from gd_pipeline.intake import read_bytes
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Report
from gd_pipeline.synth import Written, draw, write
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.truth import FORMS, Key

TOLD_LAYOUTS = [name for name in LAYOUTS if name != "sentences"]
"""Layouts in which a table is a table. Rows told as sentences are prose: what is stored must be right, no more."""

FLOOR = 0.99
DOUBTFUL_NOTES = ("ambiguous_row", "lost_table", "second_table")
DOUBTFUL_NUMBERS = ("ambiguous", "added_row", "added_column", "not_a_count", "no_unit", "no_code")


@dataclass(slots=True)
class Outcome:
    """What came of reading written reports back; `wrong` and `unlisted` name seed, layout, damages and cell."""

    printed: int = 0
    stored: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    unlisted: list[str] = field(default_factory=list)

    def add(self, written: Written) -> None:
        """Read `written` back and compare."""
        place = f"seed {written.truth.seed} {written.layout} {'+'.join(written.damages) or 'clean'}"
        document = read_bytes(written.content, "report" + written.suffix)
        (report,) = read(document).reports
        stored = dict(stored_cells(report))
        self.wrong += [f"{place}: {key} printed {want}, stored {value}" for key, value, want in wrong(written, stored)]
        told = written.cells()
        missing = [key for key in told if key not in stored]
        self.printed += len(told)
        self.stored += len(told) - len(missing)
        if missing:
            self.missed[place] += len(missing)
            self.unlisted += [f"{place}: {key}" for key in unlisted(report, {key: told[key] for key in missing})]


def stored_cells(report: Report) -> Iterator[tuple[Key, float]]:
    """Table facts by metric and applicant; a value that is no point is none."""
    for fact in report.facts:
        if fact.origin == "table":
            yield (fact.metric, fact.applicant), fact.low if fact.low == fact.high else float("nan")


def unlisted(report: Report, missing: Mapping[Key, float]) -> list[Key]:
    """Those of the `missing` cells whose refusal is not listed: neither their row or table, nor their number."""
    details = {note.detail for note in report.notes if note.kind in DOUBTFUL_NOTES}
    codes = {row.metric for row in all_rows() if row.label in details or row.table in details}
    numbers = {number_in(left.text) for left in report.leftovers if left.reason in DOUBTFUL_NUMBERS}
    return [
        key
        for key, value in missing.items()
        if abs(value) not in numbers and not any(code and f"{key[0]}.".startswith(f"{code}.") for code in codes)
    ]


def number_in(text: str) -> float:
    """The number that a cell prints; the letter O is read as 0."""
    digits = re.sub(r"[^0-9.]", "", unicodedata.normalize("NFKC", text).replace("O", "0"))
    return float(digits) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", digits) else float("nan")


def wrong(written: Written, stored: dict[Key, float]) -> Iterator[tuple[Key, float, float | None]]:
    """Cells stored with a number that the report does not print there."""
    truth, draft = written.truth, written.draft
    for key, value in stored.items():
        want = None if key in draft.blanks else truth.misprints.get(key, truth.values.get(key))
        if want is None or abs(value - want) > 1e-9:
            yield key, value, want


def read_back(seeds: range, layouts: list[str] | None = None, forms: tuple[str | None, ...] = (None,)) -> Outcome:
    """Written reports of `seeds`, read back; layouts and forms in turn, damages as they are drawn."""
    outcome = Outcome()
    for seed in seeds:
        outcome.add(
            write(
                draw(seed, forms[seed % len(forms)]),
                (layouts or TOLD_LAYOUTS)[seed % len(layouts or TOLD_LAYOUTS)],
                chars=900,
            )
        )
    return outcome


def judge(outcome: Outcome) -> None:
    assert outcome.wrong == []
    assert outcome.unlisted == []
    share = outcome.stored / outcome.printed
    assert share >= FLOOR, f"{share:.4f} of {outcome.printed} cells; {outcome.missed.most_common(20)}"


def test_150_written_reports_read_back() -> None:
    judge(read_back(range(150)))


@pytest.mark.full
def test_5000_written_reports_read_back() -> None:
    judge(read_back(range(10_000, 15_000)))


@pytest.mark.parametrize("seeds", [range(200, 220), pytest.param(range(20_000, 20_400), marks=pytest.mark.full)])
def test_tables_told_as_sentences_give_nothing_wrong(seeds: range) -> None:
    assert read_back(seeds, ["sentences"], FORMS).wrong == []
