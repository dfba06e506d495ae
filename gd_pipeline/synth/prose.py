"""Sentences that state values: templates of our own (data/prose.csv, data/lists.toml), filled from the truth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogError, CatalogRow
from gd_pipeline.catalog.metrics import APPLICANTS, metrics
from gd_pipeline.synth.amounts import Hand, amount
from gd_pipeline.synth.data_files import bars, known_code, rows_of, tables_of
from gd_pipeline.synth.draw_prose import labels
from gd_pipeline.synth.seeds import pick
from gd_pipeline.synth.truth import TOTAL, Key, Number, Truth

_SLOT = re.compile(r"\{([^{}]+)\}")
_WORDS = ("year", "we")


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that a sentence states: the interval in the metric's unit, and the words that state it."""

    metric: str
    applicant: str
    label: str | None
    low: float
    high: float
    quote: str


class Template(CatalogRow):
    """A sentence. `kind` n: every slot's value is above 0; z: the codes of `zero` are 0, and it says so.

    The codes of `equal` have the value of the last slot, and it says so in words (均按时办结).
    """

    topic: str
    kind: str
    zero: tuple[str, ...] = ()
    equal: tuple[str, ...] = ()
    text: str

    @field_validator("zero", "equal", mode="before")
    @classmethod
    def _codes(cls, value: object) -> tuple[str, ...]:
        return tuple(str(value).split())


class ListTemplate(CatalogRow):
    """A sentence that lists the parts of `whole`: fixed codes (`parts`) or an open class (`labelled`)."""

    topic: str
    whole: str
    leads: tuple[str, ...]
    unit: tuple[str, ...]
    sharing: float
    parts: tuple[str, ...] = ()
    labelled: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence: a value of `key`, printed without its sign, in one of `units`."""

    key: Key
    falls: bool
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A compiled template: words and slots in turn. `words` may hold {year} and {we}."""

    topic: str
    zeros: tuple[Key, ...]
    equals: tuple[Key, ...]
    words: tuple[str, ...]
    slots: tuple[Slot, ...]

    def fits(self, truth: Truth) -> bool:
        """Whether it tells the truth of this report."""
        values = truth.values
        for key in self.zeros:
            if values.get(key) != 0:
                return False
        for key in self.equals:
            if values.get(key) != values.get(self.slots[-1].key):
                return False
        for slot in self.slots:
            value = values.get(slot.key, 0)
            if not (value < 0 if slot.falls else value > 0):
                return False
        return True


@lru_cache(maxsize=1)
def sentences() -> dict[str, tuple[Sentence, ...]]:
    """All sentences by topic; every code is the contract's."""
    found: dict[str, list[Sentence]] = {}
    for template in rows_of("prose.csv", Template):
        found.setdefault(template.topic, []).append(_compiled(template))
    return {topic: tuple(several) for topic, several in found.items()}


@lru_cache(maxsize=1)
def list_templates() -> dict[str, ListTemplate]:
    """The templates of lists by topic; every code is the contract's."""
    found = tables_of("lists.toml", {"list": ListTemplate})["list"]
    for template in found:
        for code in (*template.parts, *filter(None, (template.whole, template.labelled))):
            known_code(code)
    return {template.topic: template for template in found}


def _compiled(template: Template) -> Sentence:
    if template.kind not in ("n", "z"):
        raise CatalogError(f"prose.csv: unknown kind {template.kind!r}")
    words, slots = [""], []
    for place, piece in enumerate(_SLOT.split(template.text)):
        if place % 2 == 0 or piece in _WORDS:
            words[-1] += piece if place % 2 == 0 else "{" + piece + "}"
        else:
            slots.append(_slot(piece))
            words.append("")
    zeros, equals = (tuple((known_code(code), TOTAL) for code in codes) for codes in (template.zero, template.equal))
    return Sentence(template.topic, zeros, equals, tuple(words), tuple(slots))


def _slot(piece: str) -> Slot:
    code, _, units = piece.partition(":")
    code, _, person = code.partition("@")
    if person and person not in APPLICANTS:
        raise CatalogError(f"prose.csv: unknown applicant {person!r}")
    key = (known_code(code.lstrip("-")), person or TOTAL)
    return Slot(key, code.startswith("-"), bars(units) or (metrics()[key[0]].unit,))


def state(rng: Random, topic: str, truth: Truth, hand: Hand) -> tuple[str, list[Statement]] | None:
    """A sentence on `topic` that is true of the report, with what it states; None where there is nothing to say."""
    if topic in list_templates():
        return _listing(rng, list_templates()[topic], truth, hand)
    sentence = _fitting(rng, sentences()[topic], truth)
    if sentence is None:
        return None
    text = _worded(sentence.words[0], truth)
    stated: list[Statement] = []
    for slot, words in zip(sentence.slots, sentence.words[1:], strict=True):
        printed, statement = _printed(rng, slot, truth.values[slot.key], hand, text)
        text += printed + _worded(words, truth)
        stated.append(statement)
    quote = text.rstrip("。")[-24:]
    stated += [Statement(code, person, None, 0, 0, quote) for code, person in sentence.zeros]
    stated += [replace(stated[-1], metric=code, quote=quote) for code, _ in sentence.equals]
    return text, stated


def _fitting(rng: Random, several: Sequence[Sentence], truth: Truth) -> Sentence | None:
    """A sentence that tells the truth: the first that does from a random one on."""
    start = int(rng.random() * len(several))
    return next((sentence for sentence in (*several[start:], *several[:start]) if sentence.fits(truth)), None)


def _worded(words: str, truth: Truth) -> str:
    if "{" not in words:
        return words
    return words.replace("{year}", str(truth.report_year)).replace("{we}", truth.issuer.we)


def _printed(rng: Random, slot: Slot, value: Number, hand: Hand, before: str) -> tuple[str, Statement]:
    unit = pick(rng, slot.units)
    scale = 10000 if unit == "元" else 1
    printed = amount(rng, round(value * scale, 4) if scale > 1 else abs(value), unit, hand)
    sign = -1 if slot.falls else 1
    metric, person = slot.key
    low, high = sorted((sign * printed.low / scale, sign * printed.high / scale))
    return printed.text, Statement(metric, person, None, low, high, before[-10:] + printed.text)


def _listing(rng: Random, template: ListTemplate, truth: Truth, hand: Hand) -> tuple[str, list[Statement]] | None:
    parts = _parts(rng, template, truth)
    if len(parts) < 2:
        return None
    unit, lead = pick(rng, template.unit), pick(rng, template.leads)
    whole = truth.values[template.whole, TOTAL] if template.whole else 0
    sharing = whole > 20 and rng.random() < template.sharing
    if not sharing and rng.random() < 0.08:
        return _respectively(rng, parts, unit, lead, hand)
    separator = "；" if sharing else pick(rng, ("，", "，", "、"))
    texts, stated = [], []
    for metric, label, value, named in parts:
        printed = amount(rng, value, unit, hand, exact=True)
        text = label + printed.text
        share = f"，占{100 * value / whole + 1e-9:.2f}%" if sharing else ""
        texts.append(text + share)
        stated.append(Statement(metric, TOTAL, label if named else None, value, value, text))
    return lead + separator.join(texts) + "。", stated


def _respectively(
    rng: Random, parts: Sequence[tuple[str, str, int, bool]], unit: str, lead: str, hand: Hand
) -> tuple[str, list[Statement]]:
    """All names first, then all numbers: …、…分别为…、…."""
    names = "、".join(label for _, label, _, _ in parts)
    printed = [amount(rng, value, unit, hand, exact=True).text for _, _, value, _ in parts]
    stated = [
        Statement(metric, TOTAL, label if named else None, value, value, text)
        for (metric, label, value, named), text in zip(parts, printed, strict=True)
    ]
    return f"{lead}{names}分别为{'、'.join(printed)}。", stated


def _parts(rng: Random, template: ListTemplate, truth: Truth) -> Sequence[tuple[str, str, int, bool]]:
    """Code, printed label, value and whether the label belongs to the fact, of each part above 0."""
    if template.labelled:
        return [(part.metric, part.label, part.value, True) for part in truth.parts if part.metric == template.labelled]
    found = []
    for code in template.parts:
        value = truth.values.get((code, TOTAL), 0)
        if value:
            found.append((code, pick(rng, labels()["parts"][code]), int(value), False))
    return found
