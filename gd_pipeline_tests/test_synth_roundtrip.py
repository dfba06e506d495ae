"""Reports that we wrote, read back: every cell that is stored is right, nearly all are stored, refusals are listed.

The writer and the reader share the contract's codes and nothing else, so that they cannot be wrong together.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Report
from gd_pipeline.synth import Written, draw, write
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.truth import FORMS, Key

TOLD_LAYOUTS = [name for name in LAYOUTS if name != "sentences"]
"""Layouts in which a table is a table. Rows told as sentences are prose: what is stored must be right, no more."""

FLOOR = 0.99


@dataclass(slots=True)
class Outcome:
    """What came of reading written reports back; `wrong` and `unlisted` name seed, layout, damages and cells."""

    printed: int = 0
    stored: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    unlisted: list[str] = field(default_factory=list)

    def add(self, written: Written) -> None:
        """Read `written` back and compare."""
        place = f"seed {written.truth.seed} {written.layout} {'+'.join(written.damages) or 'clean'}"
        document = read_bytes(written.content, "report" + written.suffix)
        reports = read(document).reports
        if not reports:
            self.missed[f"{place}: no report"] += len(written.cells())
            return
        stored = dict(stored_cells(reports[0]))
        self.wrong += [f"{place}: {key} printed {want}, stored {value}" for key, value, want in wrong(written, stored)]
        told = written.cells()
        missing = [key for key in told if key not in stored]
        self.printed += len(told)
        self.stored += len(told) - len(missing)
        if missing:
            self.missed[place] += len(missing)
            listed = bool(reports[0].leftovers or reports[0].notes)
            self.unlisted += [] if listed else [place]


def stored_cells(report: Report) -> Iterator[tuple[Key, float]]:
    """Table facts by metric and applicant; a value that is no point is none."""
    for fact in report.facts:
        if fact.origin == "table":
            yield (fact.metric, fact.applicant), fact.low if fact.low == fact.high else float("nan")


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
