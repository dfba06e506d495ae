"""The page of series: issuers side by side over the years, ranks within a level, the distribution."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from duckdb import DuckDBPyConnection
from fastapi import APIRouter, HTTPException, Request, Response

from gd_pipeline.catalog.indicators import catalog, indicators
from gd_pipeline.review.app import chart, explore, rate
from gd_pipeline.review.app.explore import Chosen
from gd_pipeline.review.app.view import View
from gd_pipeline.review.app.words import Language, family_of, metric_families, says

router = APIRouter()
GENERAL_USE = 2020
"""国办公开办函〔2019〕60号: the form of 2019 was encouraged for that year, in general use from the next one on."""
LEVEL = "county"
"""Whose quartiles are shown before anybody chose a level."""


@router.get("/explore")
def series_page(request: Request) -> Response:
    """A metric or indicator over the years, and in one year."""
    view = View(request)
    with view.site.reading() as connection:
        rates = explore.rates(connection)
        asked = explore.chosen(request.query_params, request.query_params.getlist("issuer"), rates)
        asked, candidates = _added(connection, asked)
        shown = _looked_at(connection, asked, view.language)
        measures = _by_family(explore.measured(connection))
    return view.page(
        "explore.html", rates=rates, measures=measures, candidates=candidates, address=_address, chart=chart, **shown
    )


@router.get("/rate")
def one_rate(request: Request, indicator: str, issuer: str, year: int) -> Response:
    """A rate of an issuer and year, and the printed numbers that it is made of."""
    view = View(request)
    with view.site.reading() as connection:
        found = rate.made_of(connection, indicator, issuer, year)
    if found is None:
        raise HTTPException(404)
    return view.page("rate.html", rate=found)


def _added(connection: DuckDBPyConnection, asked: Chosen) -> tuple[Chosen, list[dict[str, Any]]]:
    """The issuer that was named is added where only one can be meant; else those that can."""
    if not asked.add:
        return asked, []
    found = explore.candidates(connection, asked.add)
    exact = [each for each in found if each["issuer"] == asked.add]
    certain = found if len(found) == 1 else exact if len(exact) == 1 else []
    if certain:
        issuers = (*asked.issuers, certain[0]["issuer_id"])
        return replace(asked, issuers=tuple(dict.fromkeys(issuers))[-explore.MOST_ISSUERS :], add=""), []
    return asked, found


def _looked_at(connection: DuckDBPyConnection, asked: Chosen, language: Language) -> dict[str, Any]:
    explore.look(connection, asked)
    series = explore.series(connection, asked)
    if not asked.level and not asked.issuers:
        asked = replace(asked, level=LEVEL)
    years = explore.years_of(connection, asked)
    asked = replace(asked, year=asked.year if asked.year in years else (years[0] if years else None))
    quartiles = [] if asked.issuers else explore.quartiles(connection, asked)
    ranked, total = explore.ranks(connection, asked)
    points = [point for each in series for point in each.points]
    scales = chart.Scales(
        [point.year for point in points] or [each["report_year"] for each in quartiles],
        [point.high for point in points] or [each["q3"] for each in quartiles],
        breaks(asked, language),
    )
    return {
        "asked": asked,
        "series": series,
        "years": years,
        "quartiles": quartiles,
        "ranked": ranked,
        "total": total,
        "scales": scales,
        "bands": list(scales.bands([(each["report_year"], each["q1"], each["q3"]) for each in quartiles])),
        "bars": chart.bars(explore.values_of(connection, asked), asked.unit == "1"),
        "note": _note(asked, language),
    }


def breaks(asked: Chosen, language: Language) -> list[chart.Break]:
    """The breaks of a series: strong where its indicator, or for a metric the catalog, says so."""
    indicator = indicators().get(asked.indicator)
    known = catalog().breaks
    strong = set(indicator.breaks) if indicator else {each.year for each in known}
    found = [chart.Break(each.year, each.year in strong, getattr(each, language)) for each in known]
    weak = chart.Break(GENERAL_USE, False, says(language)("general_use"))
    return sorted([*found, weak], key=lambda each: each.year)


def _note(asked: Chosen, language: Language) -> str:
    indicator = indicators().get(asked.indicator)
    return str(getattr(indicator, f"note_{language}")) if indicator else ""


def _by_family(codes: list[str]) -> dict[str, list[str]]:
    return {
        family: [code for code in codes if family_of(code) == family]
        for family in metric_families()
        if any(family_of(code) == family for code in codes)
    }


def _address(asked: Chosen, without: str = "", plus: str = "", **changes: Any) -> str:
    """The address of this page with some choices changed."""
    values: dict[str, Any] = {
        "metric": asked.measure,
        "level": asked.level,
        "division": asked.division,
        "year": asked.year,
        "low": asked.low,
        "high": asked.high,
    } | changes
    kept = [(name, value) for name, value in values.items() if value not in (None, "")]
    issuers = [each for each in (*asked.issuers, plus) if each and each != without]
    return "/explore?" + urlencode([*kept, *(("issuer", each) for each in issuers)])
