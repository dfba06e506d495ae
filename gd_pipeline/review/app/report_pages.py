"""Pages of the reports: searching them, and one report with everything that was read in it."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from gd_pipeline.review.app import reports, search
from gd_pipeline.review.app.reading_page import PART, fact_groups, headings_of, marks_of, part_of
from gd_pipeline.review.app.statutory import Printed, statutory_tables
from gd_pipeline.review.app.view import View, go
from gd_pipeline.review.app.words import metric_families
from gd_pipeline.review.flow import Flow

router = APIRouter()


@router.get("/reports")
def report_list(request: Request) -> Response:
    """Search by issuer, year and words of the text; a page holds what was found within the time of a page."""
    view = View(request)
    asked = search.Asked.of(request.query_params)
    with view.site.reading() as connection:
        found = search.find(connection, view.site.indexer, asked)
        years = search.years(connection)
    template = "found.html" if request.query_params.get("part") == "1" else "reports.html"
    return view.page(template, asked=asked, found=found, years=years)


@router.get("/reports/{report_id}")
def one_report(request: Request, report_id: str, part: int = 0) -> Response:
    """One report: its text with every fact and finding marked, outline, tables, findings, copies and versions."""
    view = View(request)
    with view.site.reading() as connection:
        whole = reports.whole_report(connection, report_id)
        if whole is None:
            raise HTTPException(404)
        beside: dict[str, Any] = {
            "copies": reports.copies(connection, whole.report),
            "versions": reports.versions(connection, whole.report),
            "years": reports.other_years(connection, whole.report),
        }
    text, start = whole.text, max(0, part) * PART
    again = [
        (each["start_char"], each["end_char"])
        for each in beside["copies"]
        if each["kind"] == "repeated_body" and each["document_id"] == whole.report["document_id"]
    ]
    flow = Flow(text, marks_of(whole), whole.document.grids, headings_of(whole), again)
    return view.page(
        "report.html",
        whole=whole,
        report=whole.report,
        blocks=flow.blocks((start, min(len(text), start + PART))),
        groups=fact_groups(whole),
        families=metric_families(),
        tables=statutory_tables(Printed(whole.facts, whole.blanks), whole.report["form"]),
        part=part,
        parts=part_of(max(0, len(text) - 1)) + 1,
        part_of=part_of,
        **beside,
    )


@router.get("/facts/{report_id}/{fact_no}")
def fact_place(request: Request, report_id: str, fact_no: int) -> Response:
    """To the sentence that states a fact, whichever part of a long report it stands in."""
    view = View(request)
    with view.site.reading() as connection:
        start = reports.fact_start(connection, report_id, fact_no)
    if start is None:
        raise HTTPException(404)
    part = part_of(start)
    return go(f"/reports/{report_id}{f'?part={part}' if part else ''}#f{fact_no}")
