"""A typo in the files that prose reading rests on is refused, and the message names the file."""

from collections.abc import Callable
from typing import Any

import pytest

from gd_pipeline.catalog import loader
from gd_pipeline.catalog.absences import absences
from gd_pipeline.catalog.hedges import hedges
from gd_pipeline.catalog.loader import CatalogError
from gd_pipeline.catalog.phrases import compile_phrases
from gd_pipeline.catalog.units import units

Reader = Callable[[], Any]
READERS: dict[str, Reader] = {
    "absences.toml": absences.__wrapped__,
    "hedges.toml": hedges.__wrapped__,
    "units.toml": units.__wrapped__,
    "phrases.toml": lambda: compile_phrases(loader.read_text("phrases.toml")),
}


def _with_text(name: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """The reader of the file, which now finds `new` in place of the first `old`."""
    text = loader.read_text(name)
    assert old in text
    monkeypatch.setattr(loader, "read_text", lambda asked: text.replace(old, new, 1) if asked == name else None)
    return READERS[name]


@pytest.mark.parametrize("name", READERS)
def test_the_files_as_shipped_are_read(name: str) -> None:
    """Each reader accepts its own file."""
    assert READERS[name]() is not None


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("units.toml", "kind = ", "kinds = "),
        ("units.toml", 'kind = "count"', 'kind = "counts"'),
        ("units.toml", "per_wan_yuan = ", "per_yuan = "),
        ("units.toml", "[[unit]]", "[[units]]"),
        ("units.toml", "[[class]]", "[[clas]]"),
        ("units.toml", '"人次", ', '"人次", "%", '),
        ("hedges.toml", 'kind = "more"', 'kind = "mor"'),
        ("hedges.toml", "words = ", "word = "),
        ("hedges.toml", "low = 11", 'low = "elf"'),
        ("hedges.toml", "[[infix]]", "[[inner]]"),
        ("absences.toml", 'metric = "requests.received"', 'metric = "request.received"'),
        ("absences.toml", "not_after", "notafter"),
        ("absences.toml", "pattern = '申请'", "pattern = '(申请'"),
        ("absences.toml", "[[trigger]]", "[[triggers]]"),
    ],
)
def test_a_typo_is_refused(name: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown key, array, kind or metric, a wrong type, a broken pattern, a unit that stands twice."""
    read = _with_text(name, old, new, monkeypatch)
    with pytest.raises(CatalogError, match=name):
        read()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('metric = "review.total"', 'metric = "reviews.total"'),
        ('units = "case"', 'units = "cases"'),
        ('topic = "review"', 'topic = "revue"'),
        ("{sum}", "{summe}"),
        ('leftover = "change"', 'leftovers = "change"'),
        ("near = '", "naer = '"),
        ("near = '", "near = '("),
        ('after = ["', 'after = ["nothing.total", "'),
        ('also = ["', 'also = ["nothing.total", "'),
        ("[[macro]]", "[[macros]]"),
        ('leftover = "change"', 'metric = "review.total"\nleftover = "change"'),
        ('metric = "review.total"\n', ""),
        ("words = [", "words = [1, "),
    ],
)
def test_a_typo_in_the_phrases_is_refused(old: str, new: str) -> None:
    """An unknown metric, unit class, topic, macro or key, a broken pattern, a phrase of two meanings or of none."""
    text = loader.read_text("phrases.toml")
    assert old in text
    with pytest.raises(CatalogError, match=r"phrases\.toml"):
        compile_phrases(text.replace(old, new, 1))
