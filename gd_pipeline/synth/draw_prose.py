"""True values that only prose states: gazettes, accounts, proposals, hotlines, classes of items, reading points."""

from functools import lru_cache
from random import Random
from typing import Any

from gd_pipeline.synth.data_files import lists_of
from gd_pipeline.synth.draw_2014 import draw_2014
from gd_pipeline.synth.seeds import between, few, sized, spread
from gd_pipeline.synth.truth import Number, Part

_LATER = (
    "proactive",
    "channel",
    "response",
    "meetings",
    "trainings",
    "trainees",
    "staff",
    "reading_points",
    "fees",
    "bodies",
)
"""What reports of 2019 and later still tell of the 2014 rows."""


@lru_cache(maxsize=1)
def labels() -> dict[str, Any]:
    """Printed labels of open classes and of parts (data/labels.toml)."""
    return lists_of("labels.toml")


def draw_prose(rng: Random, form: str, level: str) -> dict[str, Number]:
    """Values by code that prose may state, beside those of the form's tables."""
    values = draw_2014(rng, level)
    if form in ("2019", "2021"):
        values = {code: value for code, value in values.items() if code.split(".")[0] in _LATER}
    values |= _offices(rng, level) | _proposals(rng, level)
    if form != "2021":
        values["normative_documents.in_force"] = few(rng, 20)
    if form in ("2019", "2021"):
        del values["proactive.normative_documents"]
    return values


def _offices(rng: Random, level: str) -> dict[str, Number]:
    large = level in ("province", "prefecture", "county")
    issues = (12, 24, 6, 4)[between(rng, 0, 3)] if large else 0
    return {
        "gazette.issues": issues,
        "gazette.copies": issues * between(rng, 3, 60) * 100,
        "weibo.accounts": few(rng, 20) if large else int(rng.random() * 2),
        "wechat.accounts": few(rng, 30) if large else 1,
        "documents.reviewed": few(rng, 300 if large else 40),
        "proactive.key_areas": few(rng, 3000 if large else 60),
        "hearings": few(rng, 6) if large else 0,
        "hotline.accepted": sized(rng, 300, 90000) if large else 0,
        "hotline.satisfaction": between(rng, 9000, 9999) / 100 if large else 0,
        "survey.responses": few(rng, 300),
    }


def _proposals(rng: Random, level: str) -> dict[str, Number]:
    size = {"province": 300, "prefecture": 200, "county": 80, "town": 0, "department": 12}[level]
    npc, cppcc = few(rng, size * 0.6), few(rng, size)
    return {
        "proposals.total": npc + cppcc,
        "proposals.npc": npc,
        "proposals.cppcc": cppcc,
        "proposals.npc.published": int(npc * rng.random()),
        "proposals.cppcc.published": int(cppcc * rng.random()),
    }


def draw_parts(rng: Random, values: dict[str, Number], form: str) -> tuple[Part, ...]:
    """Classes of the year's items, and kinds of reading points; each sums to its whole."""
    parts: list[Part] = []
    if form in ("narrative", "2014"):
        known = labels()["categories"]
        chosen = rng.sample(known, between(rng, 3, 8))
        odds = [0.1 + rng.random() for _ in chosen] + [0.2]
        counts = spread(rng, int(values["proactive.total"]), odds)
        names = [*chosen, labels()["category_rest"]]
        parts += [Part("proactive.category", name, n) for name, n in zip(names, counts, strict=True) if n]
    points = rng.sample(labels()["reading_points"], 3)
    counts = spread(rng, int(values["reading_points.total"]), (1.0, 1.0, 1.0))
    return (*parts, *(Part("reading_points.part", name, n) for name, n in zip(points, counts, strict=True) if n))
