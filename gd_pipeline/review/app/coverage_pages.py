"""Pages of what is there and what is not: the heat map of issuers and years, and the sources that were refused."""

from fastapi import APIRouter, Request, Response

from gd_pipeline.review.app import coverage
from gd_pipeline.review.app.coverage import CoverageFilter
from gd_pipeline.review.app.view import View

router = APIRouter()


@router.get("/coverage")
def heat_map(request: Request) -> Response:
    """Issuer × year, a province or all of them; every cell leads to its report."""
    view = View(request)
    chosen = CoverageFilter.asked(request.query_params)
    with view.site.reading() as connection:
        found = coverage.coverage(connection, chosen)
        provinces = coverage.provinces(connection, chosen.level)
        reasons = coverage.reasons(connection)
    return view.page("coverage.html", found=found, provinces=provinces, reasons=reasons, chosen=chosen)


@router.get("/quarantine")
def quarantine(request: Request, reason: str = "", after: str = "") -> Response:
    """The sources that gave no report, with the reason of each."""
    view = View(request)
    with view.site.reading() as connection:
        sources, further = coverage.refused_sources(connection, reason, after)
        reasons = coverage.reasons(connection)
    return view.page("quarantine.html", sources=sources, further=further, reasons=reasons, reason=reason)
