"""The registry of rules: what the checks, their messages, docs/rules.md and the tests of the rules are made from.

A rule stands in rules.toml, or is one of the identities of identities.csv: those take their title from the metric
that they are about. Examples are written in the notation of `checking.examples`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from gd_pipeline.catalog.identities import Identity, equation, identities
from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_tables
from gd_pipeline.catalog.metrics import metrics

FAMILIES = (
    "sum",
    "bound",
    "percentage",
    "growth",
    "product",
    "period",
    "deadline",
    "repetition",
    "conflict",
    "structure",
    "carry",
    "stock",
    "reuse",
    "hierarchy",
    "plausibility",
)
"""Families of the contract, in its order."""
SEVERITIES = ("error", "warning", "info")
Severity = Literal["error", "warning", "info"]
Reach = Literal["report", "years", "issuers"]
"""What a rule looks at: the report itself, the issuer's other years, or other issuers and versions of its year."""
SEVERITY: Mapping[str, Severity] = MappingProxyType({"H": "error", "h": "warning", "S": "info"})
"""What a violation of an identity is worth at most, by the letter of the domain notes."""


class RuleRow(CatalogRow):
    """One rule as rules.toml has it."""

    code: str
    severity: Severity
    title_zh: str
    title_en: str
    told_en: str
    mend_en: str = ""
    formula: str
    basis: str
    passing: str
    failing: str
    reach: Reach = "report"


class IdentityExample(CatalogRow):
    """An example of an identity, where one made from its formula would not do."""

    identity: str
    passing: str
    failing: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `severity` is the most that a violation is worth; `identities` are empty for a rule of its own.

    `told_en` is what a finding says in English, with {name}, {stated}, {expected} and {difference} to be put in;
    `mend_en` what could be done about it, empty where checks of the rule suggest nothing.

    Examples of a rule that reaches further than the report hold several reports, parted by a line `---`.
    """

    code: str
    severity: Severity
    title_zh: str
    title_en: str
    told_en: str
    formula: str
    basis: str
    identities: tuple[Identity, ...] = ()
    passing: str = ""
    failing: str = ""
    reach: Reach = "report"
    mend_en: str = ""

    @property
    def family(self) -> str:
        """The family is the code's first word."""
        return self.code.partition(".")[0]


_TITLES = {
    "sum": ("{} 等于各项之和", "{} is the sum of its parts"),
    "balance": ("{} 与上年结转之和等于办理总计与结转下年之和", "{} and what was carried in are decided or carried on"),
    "bound": ("{} 不超出范围", "{} stays within its bound"),
    "conflict": ("{} 文字与表格一致", "{}: prose and table agree"),
    "carry": ("{} 与上年报告衔接", "{} goes on from last year's report"),
    "stock": ("{} 与上年报告衔接", "{} goes on from last year's report"),
}
_TOLD = {
    "sum": "{name} is stated as {stated}, its parts add to {expected}: off by {difference}",
    "balance": "{name} and what was carried in are {stated}, decided or carried on are {expected}: off by {difference}",
    "bound": "{name}: {stated} against a bound of {expected}",
    "conflict": "{name} is {stated} in prose and {expected} in the tables: off by {difference}",
    "carry": "{name}: {stated} against {expected} in last year's report: off by {difference}",
    "stock": "{name}: {stated} against {expected} with last year's report: off by {difference}",
}

_MENDED = {
    "sum": "change {stated} to {expected}, or one of the parts by {difference}",
    "balance": "change one of the numbers, so that both sides agree",
    "conflict": "let prose and tables say the same: {stated}, or {expected}",
    "carry": "look at both years' reports: change {stated} to {expected}, or correct last year's",
    "stock": "look at both years' reports: change {stated} to {expected}, or correct last year's",
}


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """All rules by code: those of the identities in their order, then those of rules.toml.

    Raises:
        CatalogError: a rule has no family of the contract, or stands twice.
    """
    found = _identity_rules()
    for row in by_code("rules.toml", _tables()["rule"]).values():
        if row.code in found:
            raise CatalogError(f"rules.toml: {row.code!r} is a rule of identities.csv too")
        found[row.code] = Rule(**row.model_dump())
    for code, rule in found.items():
        if rule.family not in FAMILIES:
            raise CatalogError(f"rules: {code!r} belongs to no family")
    return MappingProxyType(found)


def example_of(identity: str) -> IdentityExample | None:
    """The written example of an identity, if it has one."""
    return _examples().get(identity)


@lru_cache(maxsize=1)
def _examples() -> dict[str, IdentityExample]:
    found: dict[str, IdentityExample] = by_code("rules.toml", _tables()["example"], key="identity")
    if unknown := set(found) - set(identities()):
        raise CatalogError(f"rules.toml: examples of {sorted(unknown)}, which do not exist")
    return found


def _tables() -> dict[str, tuple[Any, ...]]:
    return load_tables("rules.toml", {"rule": RuleRow, "example": IdentityExample})


def _identity_rules() -> dict[str, Rule]:
    grouped: dict[str, list[Identity]] = {}
    for identity in identities().values():
        grouped.setdefault(identity.rule, []).append(identity)
    return {code: _identity_rule(code, tuple(group)) for code, group in grouped.items()}


def _identity_rule(code: str, group: tuple[Identity, ...]) -> Rule:
    whole = equation(group[0]).whole
    label = metrics()[whole].label_zh if whole in metrics() else "总计"
    kind = "balance" if group[0].family == "sum" and len(equation(group[0]).left) > 1 else group[0].family
    zh, en = _TITLES.get(kind, ("{}", "{}"))
    return Rule(
        code=code,
        severity=min((SEVERITY[identity.severity] for identity in group), key=SEVERITIES.index),
        title_zh=zh.format(label),
        title_en=en.format(whole if whole in metrics() else "a row's 总计"),
        told_en=_TOLD[kind],
        formula="; ".join(identity.formula for identity in group),
        basis="; ".join(dict.fromkeys(identity.basis for identity in group)),
        identities=group,
        reach="years" if group[0].origin == "years" else "report",
        mend_en=_MENDED.get(kind, ""),
    )


def reaching(reach: Reach) -> tuple[str, ...]:
    """The codes of the rules that reach so far."""
    return tuple(code for code, rule in rules().items() if rule.reach == reach)
