"""Who reports: real divisions with their codes, their departments and towns."""

from functools import lru_cache
from random import Random

from pydantic import field_validator

from gd_pipeline.catalog.loader import CatalogRow
from gd_pipeline.synth.data_files import bars, rows_of
from gd_pipeline.synth.seeds import pick
from gd_pipeline.synth.truth import Issuer

_WE = {"province": "我省", "prefecture": "我市", "county": "我县", "town": "我镇", "department": "我局"}
_ENDINGS = {"市": "我市", "区": "我区", "县": "我县", "镇": "我镇", "街道": "我街道", "厅": "我厅", "委员会": "我委"}


class Place(CatalogRow):
    """A division of GB/T 2260 whose name and code have not changed since 2008."""

    name: str
    code: str
    level: str
    parent: str = ""


class Town(CatalogRow):
    """A town or sub-district, and the county that it belongs to."""

    name: str
    county: str


class Department(CatalogRow):
    """A kind of department, the levels of government that have it, and the years in which it had this name."""

    name: str
    levels: tuple[str, ...]
    first_year: int
    last_year: int

    @field_validator("levels", mode="before")
    @classmethod
    def _levels(cls, value: object) -> tuple[str, ...]:
        return bars(value)


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """All divisions."""
    return rows_of("places.csv", Place)


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """All towns; each county is a place."""
    return rows_of("towns.csv", Town)


@lru_cache(maxsize=1)
def departments() -> tuple[Department, ...]:
    """All kinds of departments."""
    return rows_of("departments.csv", Department)


def draw_issuer(rng: Random, level: str, report_year: int) -> Issuer:
    """An issuer of `level` that existed under its name in `report_year`."""
    if level == "department":
        return _department(rng, report_year)
    if level == "town":
        return _town(rng)
    place = pick(rng, [place for place in places() if place.level == level])
    hall = "人民政府办公厅" if level == "province" else pick(rng, ("人民政府办公室", "政务公开办公室"))
    we = _we(place.name, level)
    return Issuer(place.name, _full(rng, place), place.code, level, we, "全" + we[1:], place.name + hall)


def _department(rng: Random, report_year: int) -> Issuer:
    place = pick(rng, places())
    kinds = [kind for kind in departments() if _exists(kind, place.level, report_year)]
    name = place.name + pick(rng, kinds).name
    we = _we(name, "department")
    return Issuer(name, name, place.code, "department", we, "全" + we[1:], name + "办公室")


def _town(rng: Random) -> Issuer:
    town = pick(rng, towns())
    county = next(place for place in places() if place.name == town.county)
    we = _we(town.name, "town")
    full = county.name + town.name
    return Issuer(town.name, full, county.code, "town", we, "全" + we[1:], full + "党政办公室")


def _exists(kind: Department, level: str, report_year: int) -> bool:
    return level in kind.levels and kind.first_year <= report_year <= kind.last_year


def _full(rng: Random, place: Place) -> str:
    """The name with the division above it, as a district is printed always and a county now and then."""
    if place.name.endswith("区") or (place.level == "county" and rng.random() < 0.3):
        return place.parent + place.name
    return place.name


def _we(name: str, level: str) -> str:
    return next((we for ending, we in _ENDINGS.items() if name.endswith(ending)), _WE[level])
