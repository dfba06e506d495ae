"""What the list of alerts is narrowed by: from the query of the address to SQL, values always as parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from gd_pipeline.review.labels import FAMILIES, FORMS, LEVELS, SEVERITIES, STATES

ANY = "all"
CLOSED_SETS: Mapping[str, Iterable[str]] = {
    "form": FORMS,
    "level": LEVELS,
    "family": FAMILIES,
    "severity": SEVERITIES,
    "state": (*STATES, ANY),
}
CONDITIONS = {
    "year": "report_year = ${}",
    "form": "form = ${}",
    "division": "starts_with(issuer_code, ${})",
    "level": "issuer_level = ${}",
    "rule": "rule = ${}",
    "family": "family = ${}",
    "severity": "severity = ${}",
    "state": "state = ${} AND (state <> 'open' OR closed_at IS NULL)",
    "issuer": "contains(issuer, ${})",
}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """One value for each thing that can be chosen; "" is no choice. `division` is the beginning of a code.

    An alert that is found no more is not open.
    """

    year: str = ""
    form: str = ""
    division: str = ""
    level: str = ""
    rule: str = ""
    family: str = ""
    severity: str = ""
    state: str = "open"
    issuer: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "AlertFilter":
        """What the address asks for; what cannot be meant is left out."""
        wanted = {each.name: query[each.name].strip()[:LONGEST] for each in fields(cls) if each.name in query}
        for name, known in CLOSED_SETS.items():
            if wanted.get(name) and wanted[name] not in known:
                del wanted[name]
        for name in ("year", "division"):
            if wanted.get(name) and not (wanted[name].isascii() and wanted[name].isdigit() and len(wanted[name]) <= 6):
                del wanted[name]
        return cls(**wanted)

    def chosen(self) -> dict[str, str]:
        """The choices that narrow the list."""
        return {
            each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name) not in ("", ANY)
        }

    def where(self, without: str = "") -> tuple[str, dict[str, Any]]:
        """The condition in SQL with its values, leaving one choice out."""
        chosen = {name: value for name, value in self.chosen().items() if name != without}
        condition = " AND ".join(CONDITIONS[name].format(name) for name in chosen) or "true"
        return condition, {name: int(value) if name == "year" else value for name, value in chosen.items()}

    def query(self, **changes: str) -> str:
        """The choices as the query of an address, with some of them changed."""
        known = {each.name for each in fields(self)}
        changed = replace(self, **{name: value for name, value in changes.items() if name in known})
        values = {each.name: getattr(changed, each.name) for each in fields(self)}
        default = AlertFilter()
        kept = {name: value for name, value in values.items() if value != getattr(default, name)}
        kept |= {name: value for name, value in changes.items() if name not in known and value}
        return urlencode(kept)
