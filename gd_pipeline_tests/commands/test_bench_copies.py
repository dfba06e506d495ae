"""Copies of a written corpus, searched by command: figures, what goes on after an interruption, what falls short."""

from pathlib import Path

import pytest

from gd_pipeline.commands import bench_copies
from gd_pipeline.commands.bench_copies import searched, section, short
from gd_pipeline.commands.bench_found import Found
from gd_pipeline.synth.corpus import Selection

FIGURES = {
    "documents": 100_000, "told": False, "taken in": 99_000, "links": 18_000, "wrong": 0, "exact": 1.0,
    "light": 0.995, "heavy": 0.96, "pairs": 5e5, "link": 200.0, "load": 300.0, "reading": 4e3, "peak_mb": 900.0,
}  # fmt: skip


def test_what_is_found_is_held_against_the_truth() -> None:
    truth = [("original", None), ("light", 0), ("heavy", 0), ("alike", 0), ("exact", 3), ("light", 3), ("heavy", 3)]
    ids = {0: "a", 1: "b", 2: "c", 3: "d", 4: "d", 5: "e"}
    found = Found(truth, ids, {"b": "c", "c": "a", "e": "a"})
    assert (found.recall("exact"), found.recall("light"), found.recall("heavy")) == (1.0, 0.5, 0.5)
    assert found.wrong() == [("e", "a")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"light": 0.9}, "recall of light copies is 0.9000, not 0.99"),
        ({"wrong": 2}, "2 links are between different reports"),
        ({"documents": 300}, "100,000 were not read (`--copies 100000`: half an hour of two cores): 300 were"),
    ],
)
def test_what_falls_short_is_named(changed: dict[str, float], said: str) -> None:
    assert short([FIGURES]) == ["nothing."]
    (told,) = short([FIGURES | changed])
    assert said in told


def test_a_search_that_was_interrupted_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_copies, "PART", 10)
    monkeypatch.setattr(bench_copies, "READ", Selection(years=(2014, 2015), duplicates=True))
    with monkeypatch.context() as broken:
        broken.setattr(bench_copies, "link", interrupted)
        with pytest.raises(KeyboardInterrupt):
            searched(20, tmp_path / "one", 5, 0)
    read: list[int] = []
    written = bench_copies.written
    monkeypatch.setattr(bench_copies, "written", lambda *given: read.append(given[-1]) or written(*given))
    figures = searched(30, tmp_path / "one", 5, 0)
    assert read == [*range(20, 30)]
    whole = searched(30, tmp_path / "other", 5, 0)
    counted = ("documents", "taken in", "links", "wrong", "exact", "light", "heavy", "pairs")
    assert {name: figures[name] for name in counted} == {name: whole[name] for name in counted}
    assert "| documents taken in | 30 | 30 |" in section([figures, whole])


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt
