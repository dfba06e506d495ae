"""`gd-pipeline synth`: a folder of written reports, with the label of each and a manifest."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from gd_pipeline.synth.corpus import Document, Selection, corpus
from gd_pipeline.synth.damage.registry import DAMAGES
from gd_pipeline.synth.gold import dumps
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.truth import FORMS, LEVELS


def synth(folder: Path, count: int, seed: int, selection: Selection, years: str | None, labels: bool = True) -> int:
    """Write `count` reports to `folder`/reports, their labels to `folder`/gold, and `folder`/manifest.jsonl.

    The same arguments write the same bytes. Names are as `score.py` expects them: NAME in reports, NAME.json in gold.

    Args:
        folder: made if it is not there; files of the same names are written over.
        count: how many documents.
        seed: fixes them all.
        selection: which forms, levels, layouts and damages; its years are set from `years`.
        years: `2015` or `2014-2018`; None for all.
        labels: whether labels are written.

    Returns:
        Exit status: 0; 2 where a name is unknown or nothing fits, with a message on standard error.
    """
    try:
        selection = replace(selection, years=years_of(years))
        problem = _unknown(selection)
        if problem:
            raise ValueError(problem)
        _write(folder, count, seed, selection, labels)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{count} reports 份报告 · {folder}\n")
    return 0


def _write(folder: Path, count: int, seed: int, selection: Selection, labels: bool) -> None:
    for name in ("reports", "gold") if labels else ("reports",):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with (folder / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for written in corpus(seed, count, selection):
            _store(folder, written, labels)
            manifest.write(json.dumps(written.line(), ensure_ascii=False) + "\n")


def _store(folder: Path, document: Document, labels: bool) -> None:
    (folder / "reports" / document.name).write_bytes(document.written.content)
    if labels:
        text = dumps(document.written.gold())
        (folder / "gold" / f"{document.name}.json").write_text(text, encoding="utf-8")


def _unknown(selection: Selection) -> str | None:
    """A message that names what is unknown, and what is known."""
    for given, known in (
        (selection.forms, FORMS),
        (selection.levels, LEVELS),
        (selection.layouts, tuple(LAYOUTS)),
        (selection.damages, tuple(DAMAGES)),
    ):
        wrong = [name for name in given if name not in known]
        if wrong:
            return f"unknown 未知: {', '.join(wrong)} (known 可选: {', '.join(known)})"
    return None


def years_of(text: str | None) -> tuple[int, ...]:
    """Years of `2015` or `2014-2018`; none for None.

    Raises:
        ValueError: the text is neither.
    """
    if text is None:
        return ()
    first, _, last = text.partition("-")
    if not (first.isdigit() and (last or first).isdigit()):
        raise ValueError(f"no year 年份有误: {text} (2015, 2014-2018)")
    return tuple(range(int(first), int(last or first) + 1))
