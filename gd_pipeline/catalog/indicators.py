"""Indicators as data: what is divided by what, in which forms, and what to know before comparing."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from gd_pipeline.catalog.formulas import Term, choices
from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_tables
from gd_pipeline.catalog.metrics import APPLICANTS, EDITIONS, metrics

APPLICANTS_ZH = {
    "natural_person": "自然人",
    "commercial": "商业企业",
    "research": "科研机构",
    "social": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
}
REASONS = {
    "not_in_form": ("该格式不报此项", "the form does not count this"),
    "missing": ("缺少运算数", "an operand is not stated"),
    "no_denominator": ("分母不大于0", "the denominator is not above 0"),
}
"""Why an indicator has no value."""
SMALL = 30
"""A rate over fewer cases says little."""


class Break(CatalogRow):
    """The first year of a new series, and why."""

    year: int
    zh: str
    en: str


class Whole(CatalogRow):
    """A printed whole and its parts, in these forms; `a.*` stands for all parts of a that a form prints."""

    code: str
    forms: tuple[str, ...]
    parts: tuple[str, ...]


class Measure(CatalogRow):
    """An operand that is no printed number but known of the report."""

    code: str
    zh: str
    en: str


class Definition(CatalogRow):
    """How an indicator is computed for the reports of these forms; the first choice with all operands counts."""

    series: str
    forms: tuple[str, ...]
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()

    def terms(self, form: str) -> dict[str, tuple[tuple[Term, ...], ...]]:
        """The choices of `numerator` and `denominator` in one form."""
        return {"numerator": choices(self.numerator, form), "denominator": choices(self.denominator, form)}


class Indicator(CatalogRow):
    """One indicator; the fields are explained at the head of indicators.toml."""

    code: str
    zh: str
    en: str
    definitions: tuple[Definition, ...]
    each: str | None = None
    unit: str = "1"
    scale: float = 1
    breaks: tuple[int, ...] = ()
    note_zh: str = ""
    note_en: str = ""

    def definition(self, form: str) -> Definition | None:
        """How it is computed in a form; None where the form does not count it."""
        return next((each for each in self.definitions if form in each.forms), None)


class Catalog(CatalogRow):
    """The file indicators.toml, with one indicator for each part where an entry stands for several."""

    breaks: tuple[Break, ...]
    wholes: tuple[Whole, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]


@lru_cache(maxsize=1)
def indicators() -> Mapping[str, Indicator]:
    """All indicators by code, in the order of the file."""
    return MappingProxyType(by_code("indicators.toml", catalog().indicators))


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """The shipped indicators.toml."""
    return read_indicators()


def read_indicators(text: str | None = None) -> Catalog:
    """The entries of `text` (default: the shipped indicators.toml).

    Raises:
        CatalogError: an entry is malformed, or names a form, a metric or a break that does not exist.
    """
    models: dict[str, type[CatalogRow]] = {
        "break": Break, "whole": Whole, "measure": Measure, "indicator": Indicator,
    }  # fmt: skip
    read = load_tables("indicators.toml", models, text)
    found = tuple(each for indicator in read["indicator"] for each in spelled_out(indicator))
    known = {*metrics(), *(measure.code for measure in read["measure"])}
    years = {each.year for each in read["break"]}
    for indicator in found:
        if unknown := set(indicator.breaks) - years:
            raise CatalogError(f"indicators.toml: {indicator.code}: no break in {sorted(unknown)}")
        for definition in indicator.definitions:
            _known(indicator.code, definition, known)
    for whole in read["whole"]:
        for form in whole.forms:
            _operands(whole.code, choices((whole.code, *whole.parts), form), known)
    return Catalog(breaks=read["break"], wholes=read["whole"], measures=read["measure"], indicators=found)


def _known(code: str, definition: Definition, known: set[str]) -> None:
    if unknown := set(definition.forms) - set(EDITIONS):
        raise CatalogError(f"indicators.toml: {code}: unknown forms {sorted(unknown)}")
    for form in definition.forms:
        for part in definition.terms(form).values():
            _operands(code, part, known)


def _operands(code: str, part: tuple[tuple[Term, ...], ...], known: set[str]) -> None:
    for term in (term for choice in part for term in choice):
        if term.metric not in known or term.applicant not in APPLICANTS:
            raise CatalogError(f"indicators.toml: {code}: unknown operand {term.metric}[{term.applicant}]")


def spelled_out(indicator: Indicator) -> Iterator[Indicator]:
    """An indicator for each part of the whole, or column of table 3, that `each` names; else the indicator itself."""
    if indicator.each is None:
        yield indicator
        return
    for part, label, forms in _parts(indicator.each):
        spelled = {"part": part, "label": label, "whole": indicator.each}
        definitions = tuple(
            Definition(
                series=each.series,
                forms=tuple(form for form in each.forms if form in forms),
                numerator=tuple(_filled(formula, spelled) for formula in each.numerator),
                denominator=tuple(_filled(formula, spelled) for formula in each.denominator),
            )
            for each in indicator.definitions
            if set(each.forms) & set(forms)
        )
        if definitions:
            names = {name: _filled(getattr(indicator, name), spelled) for name in ("code", "zh", "en")}
            yield indicator.model_copy(update={"definitions": definitions, "each": None, **names})


def _parts(whole: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Code, label and forms of each part."""
    if whole == "applicant":
        yield from ((code, label, EDITIONS) for code, label in APPLICANTS_ZH.items())
    for metric in metrics().values():
        if metric.part_of == whole:
            yield metric.code.removeprefix(f"{whole}."), metric.label_zh, metric.form


def _filled(text: str, spelled: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: spelled[found[1]], text)
