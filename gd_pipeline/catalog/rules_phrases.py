"""Words and names that the checks look for, as data: rules_phrases.toml."""

from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import chain
from typing import Any, Literal

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogRow, load_tables
from gd_pipeline.catalog.metrics import metrics


class Applicant(CatalogRow):
    """A column of table 3 and its printed name."""

    code: str
    label_zh: str


class Words(CatalogRow):
    """Words of one meaning."""

    words: tuple[str, ...]


class Codes(CatalogRow):
    """Metrics of one kind."""

    codes: tuple[str, ...]

    @field_validator("codes")
    @classmethod
    def _exist(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(codes) - set(metrics()):
            raise ValueError(f"no such metric: {sorted(unknown)}")
        return codes


class Prefixes(CatalogRow):
    """Prefixes of the codes of metrics of one kind."""

    prefixes: tuple[str, ...]


class Table(CatalogRow):
    """What a statutory table prints: the prefixes of its metric codes."""

    section: str
    prefixes: tuple[str, ...]


class Level(CatalogRow):
    """A level of government and the words that name it in a label."""

    name: str
    words: tuple[str, ...]


class Rate(CatalogRow):
    """A rate by its printed name, and the words beside the numbers that it is made of."""

    rate: str
    part: tuple[str, ...]
    whole: tuple[str, ...]


class Growth(CatalogRow):
    """Words of growth or decline; `sign` is 1 or -1."""

    sign: Literal[1, -1]
    words: tuple[str, ...]


class Frequency(CatalogRow):
    """每月: twelve times a year."""

    text: str
    times: int


class Residue(CatalogRow):
    """What a template leaves where the issuer was to write; with `before`, only where one of these follows."""

    text: str
    before: str = ""


class Placeholder(CatalogRow):
    """Signs of one kind, of which a row stands where the issuer was to write."""

    signs: str


class NotItself(CatalogRow):
    """How a body of a kind never names itself, and how it does; what makes the words others, and others' words."""

    kind: Literal["town", "bureau"]
    words: tuple[str, ...]
    own: tuple[str, ...]
    no_end: tuple[str, ...]
    told_by: tuple[str, ...]


class DueSection(CatalogRow):
    """A section of the statutory form: the slots that may stand for it, and words of its heading."""

    slots: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The file's entries, ready to be looked up."""

    applicants: dict[str, str]
    remainder: tuple[str, ...]
    remainder_name: tuple[str, ...]
    total: tuple[str, ...]
    levels: tuple[Level, ...]
    nested: tuple[str, ...]
    rates: tuple[Rate, ...]
    reduction: tuple[str, ...]
    never_over: tuple[str, ...]
    other_whole: tuple[str, ...]
    bare_share: tuple[str, ...]
    cut: tuple[str, ...]
    decided: tuple[str, ...]
    pending: tuple[str, ...]
    share: tuple[str, ...]
    growth: tuple[tuple[str, int], ...]
    compared: tuple[str, ...]
    previous: tuple[str, ...]
    carried: tuple[str, ...]
    answered_more: tuple[str, ...]
    frequencies: tuple[Frequency, ...]
    residues: tuple[Residue, ...]
    placeholders: tuple[str, ...]
    surname: tuple[str, ...]
    unit_after: tuple[str, ...]
    report_name: tuple[str, ...]
    given_here: tuple[str, ...]
    statistics_name: tuple[str, ...]
    not_given: tuple[str, ...]
    not_given_behind: tuple[str, ...]
    this_year: tuple[str, ...]
    next_year: tuple[str, ...]
    told_none: tuple[str, ...]
    shortcoming: tuple[str, ...]
    planned: tuple[str, ...]
    no_plan: tuple[str, ...]
    looks_back: tuple[str, ...]
    nothing: tuple[str, ...]
    who_has_none: tuple[str, ...]
    goes_on: tuple[str, ...]
    due: tuple[DueSection, ...]
    counted_thing: tuple[str, ...]
    contact_label: tuple[str, ...]
    unsettled: tuple[str, ...]
    since: tuple[str, ...]
    other_rate: tuple[str, ...]
    law_numbers: tuple[str, ...]
    order: tuple[str, ...]
    made_under: tuple[str, ...]
    amended: tuple[str, ...]
    organisations: tuple[str, ...]
    draft: tuple[str, ...]
    body: tuple[str, ...]
    made_by: tuple[str, ...]
    made_known: tuple[str, ...]
    told_of_year: tuple[str, ...]
    speaks_of_another: tuple[str, ...]
    tells: tuple[str, ...]
    told: tuple[str, ...]
    town_suffix: tuple[str, ...]
    town_body: tuple[str, ...]
    filled_by: tuple[str, ...]
    seal: tuple[str, ...]
    bureau_suffix: tuple[str, ...]
    not_itself: dict[str, NotItself]
    whole_scope: tuple[str, ...]
    own_scope: tuple[str, ...]
    headlines: frozenset[str]
    no_rate: tuple[str, ...]
    no_noun: tuple[str, ...]
    stock_verb: tuple[str, ...]
    stock_adverb: tuple[str, ...]
    stock_end: tuple[str, ...]
    no_stock: tuple[str, ...]
    stock_opening: tuple[str, ...]
    flow: tuple[str, ...]
    all_upheld: tuple[str, ...]
    tables: dict[str, tuple[str, ...]]
    overlapping: tuple[str, ...]
    year_before: tuple[str, ...]
    opens_this_year: tuple[str, ...]
    all_of_them: tuple[str, ...]
    distributed: tuple[str, ...]
    each_of_several: tuple[str, ...]
    implied: tuple[str, ...]
    points: tuple[str, ...]
    addition: tuple[str, ...]
    whole_year: tuple[str, ...]
    average: tuple[str, ...]
    left_over: tuple[str, ...]
    telephone: tuple[str, ...]
    office: tuple[str, ...]


OTHERS: dict[str, type[CatalogRow]] = {
    "applicant": Applicant,
    "level": Level,
    "rate": Rate,
    "growth": Growth,
    "frequency": Frequency,
    "residue": Residue,
    "placeholder": Placeholder,
    "due": DueSection,
    "not_itself": NotItself,
    "headline": Codes,
    "table": Table,
    "overlapping": Prefixes,
}
"""Arrays of the file that are no mere words."""

_PLAIN = {each.name for each in fields(Phrases) if each.type == tuple[str, ...]} - {*OTHERS, "placeholders"}
MODELS: dict[str, type[CatalogRow]] = OTHERS | dict.fromkeys(sorted(_PLAIN), Words)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrases of the catalog."""
    return _phrases(load_tables("rules_phrases.toml", MODELS))


def _phrases(tables: dict[str, tuple[Any, ...]]) -> Phrases:
    words: dict[str, Any] = {key: tuple(chain.from_iterable(entry.words for entry in tables[key])) for key in _PLAIN}
    return Phrases(
        **words,
        applicants={entry.code: entry.label_zh for entry in tables["applicant"]},
        levels=tables["level"],
        rates=tables["rate"],
        growth=tuple((word, entry.sign) for entry in tables["growth"] for word in entry.words),
        frequencies=tables["frequency"],
        residues=tables["residue"],
        placeholders=tuple(entry.signs for entry in tables["placeholder"]),
        due=tables["due"],
        not_itself={entry.kind: entry for entry in tables["not_itself"]},
        headlines=frozenset(code for entry in tables["headline"] for code in entry.codes),
        tables={entry.section: entry.prefixes for entry in tables["table"]},
        overlapping=tuple(chain.from_iterable(entry.prefixes for entry in tables["overlapping"])),
    )
