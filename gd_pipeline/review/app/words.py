"""Every word that the app says, in Chinese and English: words.toml and families.toml, and the names of the catalog."""

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.catalog.indicators import indicators
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.rules import rules
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.checking.english import mended_in_english, told_in_english
from gd_pipeline.review.labels import FAMILIES, FORMS, LEVELS, SEVERITIES, STATES, Label

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
CODES: Mapping[str, Mapping[str, Label]] = {
    "state": STATES,
    "severity": SEVERITIES,
    "family": FAMILIES,
    "level": LEVELS,
    "form": FORMS,
}


class Word(BaseModel):
    """One thing that the app says."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str


class MetricFamily(Word):
    """Metrics that share a colour, by the first word of their codes."""

    metrics: tuple[str, ...]


class Words(BaseModel):
    """words.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    word: dict[str, Word]
    section: dict[str, Word]
    duplicate: dict[str, Word]
    table: dict[str, Word]
    reason: dict[str, Word]
    refusal: dict[str, Word]


class Families(BaseModel):
    """families.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    family: dict[str, MetricFamily]


def _file(name: str) -> Any:
    return tomllib.loads(resources.files("gd_pipeline.review.app").joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def words() -> Words:
    """All words; a typo in the file is refused."""
    return Words.model_validate(_file("words.toml"))


@lru_cache(maxsize=1)
def metric_families() -> Mapping[str, MetricFamily]:
    """The families of metrics by code, in the order of the file."""
    return Families.model_validate(_file("families.toml")).family


@lru_cache(maxsize=1)
def _family_by_word() -> dict[str, str]:
    return {word: code for code, family in metric_families().items() for word in family.metrics}


def family_of(metric: str) -> str:
    """The family of a metric; resources for one that has none."""
    return _family_by_word().get(metric.partition(".")[0], "resources")


def says(language: Language) -> Callable[..., str]:
    """`t(key, name=value, …)` in one language.

    The function raises KeyError for a key that words.toml does not have.
    """

    def t(key: str, **values: object) -> str:
        said: str = getattr(words().word[key], language)
        return said.format(**values) if values else said

    return t


def name_of(language: Language) -> Callable[..., str]:
    """`name(kind, code)`: what a code is called; the code itself where nothing is known of it."""

    def name(kind: str, code: Any) -> str:
        if kind in CODES:
            label = CODES[kind].get(code)
            return getattr(label, language) if label else str(code or "")
        return NAMES[kind](str(code), language)

    return name


def told(found: Mapping[str, Any], language: Language) -> str:
    """What an alert says: its message; in English the rule's words with its numbers, if the rule is still known."""
    if language == "zh" or found["rule"] not in rules():
        return str(found["message"])
    about = (found["about"],) if found["about"] else tuple(found["metrics"] or ())[:1]
    return told_in_english(found["rule"], "violated", about, found["applicant"], found["stated"], found["expected"])


def mended(found: Mapping[str, Any], language: Language) -> str:
    """What is suggested, if anything is: the Chinese suggestion names the numbers, the English one is the rule's."""
    if language == "zh" or not found["suggestion"]:
        return str(found["suggestion"] or "")
    return mended_in_english(found["rule"], found["stated"], found["expected"])


def _metric(code: str, language: Language) -> str:
    metric = metrics().get(code)
    if metric is None:
        return code
    return code.replace(".", " › ").replace("_", " ") if language == "en" else metric.label_zh


def _rule(code: str, language: Language) -> str:
    rule = rules().get(code)
    return getattr(rule, f"title_{language}") if rule else code


def _division(code: str, language: Language) -> str:
    full = code.ljust(6, "0")
    for spells in divisions().ids.values():
        for spell in spells:
            if spell.code == full:
                return spell.short
    return code


def _of(table: str) -> Callable[[str, Language], str]:
    def find(code: str, language: Language) -> str:
        word = getattr(words(), table).get(code)
        return getattr(word, language) if word else code

    return find


def _applicant(code: str, language: Language) -> str:
    return (
        code.replace("_", " ")
        if language == "en"
        else phrases().applicants.get(code, "总计" if code == "total" else code)
    )


def _indicator(code: str, language: Language) -> str:
    found = indicators().get(code)
    return str(getattr(found, language)) if found else code


def _metric_family(code: str, language: Language) -> str:
    found = metric_families().get(code)
    return getattr(found, language) if found else code


NAMES: Mapping[str, Callable[[str, Language], str]] = {
    "metric": _metric,
    "rule": _rule,
    "division": lru_cache(maxsize=4096)(_division),
    "section": _of("section"),
    "duplicate": _of("duplicate"),
    "table": _of("table"),
    "reason": _of("reason"),
    "refusal": _of("refusal"),
    "applicant": _applicant,
    "metric_family": _metric_family,
    "indicator": _indicator,
}
