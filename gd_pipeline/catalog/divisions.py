"""Divisions of GB/T 2260, counties and above, with the years in which a code and a name were in force.

A row of divisions.csv is a spell: from 31 December of `first` to 31 December of `last` (empty: still) one division had
one code and one name. Its `id` lasts through renames and new codes (洪泽县 320829, 洪泽区 320813). The file is made by
tools/build_divisions.py, like the area codes; divisions_names.csv lists short forms that no rule derives (巴州).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_rows

FIRST_YEAR = 2004
"""No local rules asked for a report of an earlier year (Shanghai, Guangzhou)."""

SHORTENED = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
MIN_NAME = 2


class Division(CatalogRow):
    """One division under one code and name; `pinyin` is that of the short name, as web hosts write it."""

    id: str
    code: str
    name: str
    short: str
    pinyin: str
    first: int
    last: int | None = None

    @property
    def level(self) -> str:
        """province, prefecture or county, as the code says (丰城市 360981 is a county)."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def covers(self, year: int) -> bool:
        """Whether this code and name were in force on 31 December of `year`."""
        return self.first <= year and (self.last is None or year <= self.last)


class OtherName(CatalogRow):
    """A short form of a division's name that is in use."""

    id: str
    name: str


class AreaCode(CatalogRow):
    """A telephone area code and a prefecture or province that it serves; one row for each."""

    area: str
    id: str


Spells = tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Divisions:
    """The divisions by name (official, and short with its suffix), short name, pinyin and id, spells in file order."""

    names: Mapping[str, Spells]
    shorts: Mapping[str, Spells]
    written: Mapping[str, Spells]
    ids: Mapping[str, Spells]
    longest: int

    def at(self, issuer_id: str, year: int) -> Division | None:
        """The division as it was on 31 December of `year`; None where it did not stand then."""
        return next((spell for spell in self.ids.get(issuer_id, ()) if spell.covers(year)), None)

    def starting(self, text: str, start: int) -> str | None:
        """The longest name that starts at `start`."""
        for end in range(min(len(text), start + self.longest), start + MIN_NAME - 1, -1):
            if text[start:end] in self.names:
                return text[start:end]
        return None

    def ending(self, text: str, end: int) -> str | None:
        """The longest name that ends at `end`."""
        for start in range(max(0, end - self.longest), end - MIN_NAME + 1):
            if text[start:end] in self.names:
                return text[start:end]
        return None

    def superiors(self, division: Division, year: int) -> Spells:
        """Prefecture (where there is one) and province that the code puts `division` under in `year`."""
        codes = {division.code[:4] + "00", division.code[:2] + "0000"} - {division.code}
        return tuple(s for code in sorted(codes, reverse=True) for s in self.coded(code) if s.covers(year))

    def coded(self, code: str) -> Spells:
        """The spells of all divisions that ever had `code`."""
        return _by_code().get(code, ())


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, Spells]:
    return _grouped("code", divisions().ids)


def _grouped(key: str, ids: Mapping[str, Spells]) -> dict[str, Spells]:
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for spells in ids.values():
        for spell in spells:
            found[getattr(spell, key)].append(spell)
    return {value: tuple(spells) for value, spells in found.items()}


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """All divisions; read once, when first asked for.

    Raises:
        CatalogError: a division has two codes or names in one year, or a short form names no division or is derived.
    """
    rows: defaultdict[str, list[Division]] = defaultdict(list)
    for row in load_rows("divisions.csv", Division):
        rows[row.id].append(row)
    ids = {key: tuple(sorted(spells, key=lambda s: s.first)) for key, spells in rows.items()}
    check_spells(ids)
    names = _grouped("name", ids)
    for key, spells in derived(ids, load_rows("divisions_names.csv", OtherName)).items():
        names.setdefault(key, spells)
    return Divisions(names, _grouped("short", ids), _grouped("pinyin", ids), ids, max(map(len, names)))


def check_spells(ids: Mapping[str, Spells]) -> None:
    """Raises CatalogError where two spells of one id overlap."""
    for key, spells in ids.items():
        for before, after in pairwise(spells):
            if before.last is None or before.last >= after.first:
                raise CatalogError(f"divisions.csv: {key} has two spells in {after.first}")


def derived(ids: Mapping[str, Spells], others: tuple[OtherName, ...]) -> dict[str, Spells]:
    """Short forms with a suffix: 延边州 for 延边朝鲜族自治州, and those of divisions_names.csv (`others`).

    Raises:
        CatalogError: one of `others` names no division, or repeats what the rule gives.
    """
    found: defaultdict[str, list[Division]] = defaultdict(list)
    for spells in ids.values():
        for spell in spells:
            suffix = SHORTENED.get(spell.name[-3:])
            if suffix:
                found[spell.short + suffix].append(spell)
    for other in others:
        if other.id not in ids:
            raise CatalogError(f"divisions_names.csv: {other.name} names {other.id!r}, which does not exist")
        if ids[other.id][0] in found[other.name]:
            raise CatalogError(f"divisions_names.csv: {other.name} is a name of {other.id!r} without this row")
        found[other.name].extend(ids[other.id])
    return {name: tuple(spells) for name, spells in found.items()}


@lru_cache(maxsize=1)
def area_codes() -> Mapping[str, frozenset[str]]:
    """Ids of the prefectures and provinces by telephone area code (0830 is 泸州's)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in load_rows("divisions_phones.csv", AreaCode):
        found[row.area].add(row.id)
    return {area: frozenset(held) for area, held in found.items()}
