"""A corpus of written reports: each document depends on the corpus's seed and its number alone.

With duplicates it holds, of all documents, 5 % exact copies, 15 % near copies (10 % lightly edited, 5 % with a quarter
of the sentences changed), 4 % only alike (the same template with other numbers) and 4 % that print their body twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from gd_pipeline.synth.copies import Edits
from gd_pipeline.synth.draw import draw
from gd_pipeline.synth.seeds import pick, stream
from gd_pipeline.synth.truth import FORMS, YEARS, Truth
from gd_pipeline.synth.written import Written, write

_SHARES = {"exact": 0.05, "light": 0.10, "heavy": 0.05, "alike": 0.04, "twice": 0.04}
_EDITS = {"light": 0.02, "heavy": 0.25}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reports a corpus holds; an empty tuple is no restriction.

    `damages` are the damages of every report (those that fit its form and layout); `clean` allows none.
    """

    forms: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    layouts: tuple[str, ...] = ()
    damages: tuple[str, ...] = ()
    clean: bool = False
    duplicates: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a corpus: its file name, its kind (original or a copy) and, of a copy, the number it copies."""

    name: str
    kind: str
    of: int | None
    written: Written

    def line(self) -> dict[str, Any]:
        """Its line in the manifest."""
        written = self.written
        return {
            "name": self.name,
            "kind": self.kind,
            "of": self.of,
            "bytes": len(written.content),
            "layout": written.layout,
            "damage": list(written.damages),
            "encoding": written.encoding,
            "seed": written.truth.seed,
            "form": written.truth.form,
            "report_year": written.truth.report_year,
            "issuer": written.truth.issuer.name,
            "issuer_code": written.draft.gold.get("issuer_code"),
        }


def corpus(seed: int, count: int, selection: Selection) -> Iterator[Document]:
    """The first `count` documents of the corpus of `seed`.

    Raises:
        ValueError: the selection leaves no form, year or layout.
    """
    for number in range(count):
        yield document(seed, number, selection)


def document(seed: int, number: int, selection: Selection) -> Document:
    """Document `number` of the corpus of `seed`."""
    kind, of = kind_of(seed, number) if selection.duplicates else ("original", None)
    if kind in _EDITS and of is not None:
        written = _copy(seed, number, of, _EDITS[kind], selection)
    elif kind == "alike" and of is not None:
        written = _alike(seed, number, of, selection)
    else:
        written = _written(seed, number if of is None else of, selection)
    return Document(f"{number:06d}{written.suffix}", kind, of, written)


def kind_of(seed: int, number: int) -> tuple[str, int | None]:
    """The kind of document `number` of a corpus with duplicates, and the original that it copies (an earlier one)."""
    kind = _first_kind(seed, number)
    if kind == "original" or not number:
        return "original", None
    rng = stream(seed, number, "of")
    for _ in range(50):
        of = int(rng.random() * number)
        if _first_kind(seed, of) == "original" or not of:
            return kind, of
    return "original", None


def _first_kind(seed: int, number: int) -> str:
    chance = stream(seed, number, "kind").random()
    for kind in ("exact", "light", "heavy", "alike"):
        if chance < _SHARES[kind]:
            return kind
        chance -= _SHARES[kind]
    return "original"


def _written(seed: int, number: int, selection: Selection) -> Written:
    rng = stream(seed, number, "choice")
    return write(_truth(seed, number, selection, rng), _layout(selection, rng), _damages(seed, number, selection))


def _copy(seed: int, number: int, of: int, share: float, selection: Selection) -> Written:
    """The original with other furniture and some other sentences, in the same layout."""
    rng = stream(seed, of, "choice")
    truth = _truth(seed, of, selection, rng)
    layout = _layout(selection, rng)
    return write(truth, layout, _damages(seed, of, selection), edits=Edits(f"{seed}/{number}", share))


def _alike(seed: int, number: int, of: int, selection: Selection) -> Written:
    """Another report with the wording and filler of the original: the issuer's next year, or another issuer's."""
    rng = stream(seed, of, "choice")
    before = _truth(seed, of, selection, rng)
    layout = _layout(selection, rng)
    following = before.report_year + 1
    if number % 2 and following in _years(before.form, selection):
        truth = draw(f"{seed}/{number}", before.form, None, following, previous=before)
    else:
        truth = draw(f"{seed}/{number}", before.form, before.issuer.level, before.report_year)
    return write(truth, layout, _damages(seed, of, selection), prose_seed=before.seed)


def _truth(seed: int, number: int, selection: Selection, rng: Random) -> Truth:
    forms = [form for form in selection.forms or FORMS if _years(form, selection)]
    if not forms:
        raise ValueError("no form was in use in these years / 这些年份没有所选的格式")
    if not selection.forms and not selection.years:
        return draw(f"{seed}/{number}", None, pick(rng, selection.levels) if selection.levels else None)
    form = pick(rng, forms)
    level = pick(rng, selection.levels) if selection.levels else None
    return draw(f"{seed}/{number}", form, level, pick(rng, _years(form, selection)))


def _years(form: str, selection: Selection) -> list[int]:
    first, last = YEARS[form]
    return [year for year in range(first, last + 1) if not selection.years or year in selection.years]


def _layout(selection: Selection, rng: Random) -> str | None:
    return pick(rng, selection.layouts) if selection.layouts else None


def _damages(seed: int, number: int, selection: Selection) -> tuple[str, ...] | None:
    if selection.clean:
        names: tuple[str, ...] | None = ()
    elif selection.damages:
        names = selection.damages
    else:
        names = None
    if selection.duplicates and stream(seed, number, "twice").random() < _SHARES["twice"]:
        return (*(names or ()), "body_twice")
    return names
