"""`gd-pipeline accuracy`: what is read out of reports of known content, by form, layout and metric family."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gd_pipeline.intake import read_bytes, read_path
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Fact, Report
from gd_pipeline.synth.corpus import Selection, corpus

Key = tuple[str, str, str, float, float]
_LOOSE = str.maketrans("", "", " \u3000()（）[]【】“”\"'的类信息、,，/")


@dataclass(slots=True)
class Tally:
    """Labelled facts that were found, those that were not, and facts that no label knows."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def row(self, name: str) -> str:
        """A line of a Markdown table: labelled facts, missed and wrong ones, precision, recall."""
        labelled, given = self.found + self.missed, self.found + self.wrong
        precision = f"{self.found / given:.4f}" if given else "–"
        recall = f"{self.found / labelled:.4f}" if labelled else "–"
        return f"| {name} | {labelled} | {self.missed} | {self.wrong} | {precision} | {recall} |"


@dataclass(slots=True)
class Measured:
    """Tallies by aspect (form, layout, damage, family, origin) and value, and how many documents they are of."""

    documents: int = 0
    refused: int = 0
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def add(self, aspects: Iterable[tuple[str, str]], kind: str) -> None:
        """Count one fact under each aspect; `kind` is found, missed or wrong."""
        for aspect in aspects:
            tally = self.tallies.setdefault(aspect, Tally())
            setattr(tally, kind, getattr(tally, kind) + 1)


def accuracy(target: Path, count: int, seed: int, shared: Path | None) -> int:
    """Measure on `count` written reports, and on labelled real ones if `shared` has them; write `target`.

    Returns:
        Exit status 0.
    """
    written = _measured(_written(seed, count))
    parts = [_HEAD.format(count=written.documents, seed=seed, refused=written.refused), *_tables(written)]
    if shared is not None and (shared / "contract" / "gold").is_dir():
        labelled = _measured(_labelled(shared))
        parts += [_LABELLED.format(count=labelled.documents), *_tables(labelled, ("origin", "form", "family"))]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(parts) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}\n")
    return 0


_HEAD = """# Accuracy 准确率

Written by `gd-pipeline accuracy`; every number is measured. A fact counts as found where metric, applicant, label and
interval are those of the label; a labelled fact that is not found is missed, a fact that no label knows is wrong.
Precision is found / (found + wrong), recall is found / (found + missed). What a damage destroyed (a number in the
column of another, blanks that left no trace) may be given or not and counts neither way, but given wrongly it is wrong.

## Written reports

{count} reports of `gd-pipeline synth` (seed {seed}) in all forms, layouts and damages, drawn as it draws them; of these
{refused} were refused. The writer shares no code with the readers. The layout `sentences` tells tables row by row."""
_LABELLED = """
## Labelled real reports

{count} reports, labelled by hand; they lie outside the repository."""
_TITLES = {
    "origin": "Tables and prose",
    "form": "By form",
    "layout": "By layout",
    "damage": "By damage",
    "family": "By family of metrics",
}
Source = tuple[Report | None, dict[str, Any], dict[str, str]]


def _written(seed: int, count: int) -> Iterator[Source]:
    for document in corpus(seed, count, Selection()):
        gold = document.written.gold()
        reports = read(read_bytes(document.written.content, document.name)).reports
        named = {"form": document.written.truth.form, "layout": document.written.layout}
        yield (reports[0] if reports else None), gold, named | {"damage": "+".join(gold["damage"]) or "none"}


def _labelled(shared: Path) -> Iterator[Source]:
    for path in sorted((shared / "contract" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = next(iter(read_path(shared / "reports" / path.name[:-5])))
        reports = read(document).reports
        yield (reports[0] if reports else None), gold, {"form": gold["form"]}


def _measured(sources: Iterable[Source]) -> Measured:
    measured = Measured()
    for report, gold, named in sources:
        measured.documents += 1
        measured.refused += report is None
        _compare(measured, report.facts if report else (), gold["facts"], named)
    return measured


def _compare(measured: Measured, facts: Iterable[Fact], labels: list[dict[str, Any]], named: dict[str, str]) -> None:
    left: dict[Key, Fact] = {}
    for fact in facts:
        left.setdefault(_key(fact.metric, fact.applicant, fact.label, fact.low, fact.high), fact)
    for label in sorted(labels, key=lambda row: bool(row.get("optional"))):
        hit = _take(left, label)
        if not label.get("optional"):
            origin = "prose" if label.get("quote") else "table"
            measured.add(_aspects(named, label["metric"], origin), "found" if hit else "missed")
    for fact in left.values():
        origin = "table" if fact.origin == "table" else "prose"
        measured.add(_aspects(named, fact.metric, origin), "wrong")


def _take(left: dict[Key, Fact], label: dict[str, Any]) -> bool:
    wanted = _key(label["metric"], label["applicant"], label["label"], label["low"], label["high"])
    at = wanted if wanted in left else None
    if at is None and label["label"] is None:
        at = next((key for key in left if key[:2] == wanted[:2] and key[3:] == wanted[3:]), None)
    return at is not None and left.pop(at, None) is not None


def _key(metric: str, applicant: str, label: str | None, low: float, high: float) -> Key:
    return metric, applicant or "total", (label or "").translate(_LOOSE), round(low, 9), round(high, 9)


def _aspects(named: dict[str, str], metric: str, origin: str) -> list[tuple[str, str]]:
    aspects = [(key, value) for key, value in named.items() if key != "damage"]
    damages = [("damage", damage) for damage in named.get("damage", "").split("+") if damage]
    return [*aspects, *damages, ("origin", origin), ("family", metric.partition(".")[0])]


def _tables(measured: Measured, aspects: Iterable[str] = tuple(_TITLES)) -> Iterator[str]:
    """A Markdown table for each aspect; that of the origins, which all facts have, ends with their sum."""
    for aspect in aspects:
        yield f"\n### {_TITLES[aspect]}\n\n| {aspect} | labelled facts | missed | wrong | precision | recall |"
        yield "|---|---:|---:|---:|---:|---:|"
        values = sorted(value for key, value in measured.tallies if key == aspect)
        yield from (measured.tallies[aspect, value].row(value) for value in values)
        if aspect == "origin":
            yield _total(measured.tallies["origin", value] for value in values).row("all facts")


def _total(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.found += tally.found
        total.missed += tally.missed
        total.wrong += tally.wrong
    return total
