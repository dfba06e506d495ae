"""Pages of the alerts: the list with its choices, one alert with its evidence, and deciding, one or many."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from gd_pipeline.review.app import alerts
from gd_pipeline.review.app.evidence import evidence
from gd_pipeline.review.app.filters import AlertFilter
from gd_pipeline.review.app.security import clean_name
from gd_pipeline.review.app.view import View, first, go, posted
from gd_pipeline.review.decisions import Verdict
from gd_pipeline.review.labels import DECIDABLE

router = APIRouter()
Fields = Annotated[Mapping[str, list[str]], Depends(posted)]
NOTE_LONGEST = 4000
_SEEN = re.compile(r"([0-9A-Za-z_.-]{1,80}):([0-9]{1,9})")


@router.get("/alerts")
def alert_list(request: Request, after: int | None = None, before: int | None = None) -> Response:
    """The alerts, what matters first."""
    return _listed(View(request), AlertFilter.asked(request.query_params), after, before)


def _listed(
    view: View, chosen: AlertFilter, after: int | None = None, before: int | None = None, **values: Any
) -> Response:
    with view.site.reading() as connection:
        found = alerts.alert_page(connection, chosen, after, before)
        counted = alerts.facets(connection, chosen)
    known: dict[str, Any] = {"refused": [], "made": 0, "note": "", "status": 200} | values
    return view.page("alerts.html", found=found, facets=counted, chosen=chosen, states=DECIDABLE, **known)


@router.get("/alerts/{alert_id}")
def one_alert(request: Request, alert_id: str) -> Response:
    """One alert with its evidence."""
    return _shown(View(request), alert_id, AlertFilter.asked(request.query_params))


def _shown(view: View, alert_id: str, chosen: AlertFilter, **values: Any) -> Response:
    with view.site.reading() as connection:
        found = alerts.alert(connection, alert_id)
        if found is None:
            raise HTTPException(404)
        before, after = alerts.neighbours(connection, chosen, found["place"])
        shown = evidence(connection, found)
    history = view.site.decisions.history(alert_id)
    known: dict[str, Any] = {"status": 200, "note": "", "meanwhile": None, "made": None} | values
    beside: dict[str, Any] = {
        "before": before,
        "after": after,
        "chosen": chosen,
        "history": history,
        "states": DECIDABLE,
    }
    return view.page("alert.html", alert=found, shown=shown, **beside, **known)


@router.post("/alerts/{alert_id}")
def decide(request: Request, alert_id: str, fields: Fields) -> Response:
    """Decide one alert; where somebody decided meanwhile, that is shown and asked again, the note kept."""
    view = View(request)
    chosen = AlertFilter.asked(_asked(fields))
    with view.site.reading() as connection:
        about = alerts.subjects(connection, [alert_id]).get(alert_id)
    if about is None:
        raise HTTPException(404)
    verdict = _verdict(view, fields)
    if verdict is None:
        return _shown(view, alert_id, chosen, status=422, made="nobody", note=first(fields, "note"))
    seen = first(fields, "seen")
    recorded = view.site.record([(about, int(seen) if seen.isdecimal() else 0)], verdict)
    if recorded.refused:
        kept = {"meanwhile": recorded.refused[0], "wanted": verdict.state, "note": verdict.note or ""}
        return _shown(view, alert_id, chosen, status=409, **kept)
    return go(f"/alerts/{alert_id}?{chosen.query(decided=verdict.state)}")


@router.post("/alerts")
def decide_many(request: Request, fields: Fields) -> Response:
    """Decide all alerts that are ticked alike; those that somebody decided meanwhile are left and told."""
    view = View(request)
    chosen = AlertFilter.asked(_asked(fields))
    ticked = [match.groups() for each in fields.get("alert", []) if (match := _SEEN.fullmatch(each))]
    verdict = _verdict(view, fields)
    if verdict is None or not ticked:
        return _listed(view, chosen, status=422, note=first(fields, "note"), problem="nobody" if ticked else "nothing")
    with view.site.reading() as connection:
        about = alerts.subjects(connection, [alert_id for alert_id, _ in ticked])
    wanted = [(about[alert_id], int(seen)) for alert_id, seen in ticked if alert_id in about]
    recorded = view.site.record(wanted, verdict)
    told: dict[str, Any] = {"made": len(recorded.made), "refused": recorded.refused, "verdict": verdict}
    return _listed(view, chosen, **told, status=409 if recorded.refused else 200)


def _asked(fields: Mapping[str, list[str]]) -> dict[str, str]:
    """The choices of the list that a form was sent from."""
    return {key.removeprefix("f_"): values[0] for key, values in fields.items() if key.startswith("f_")}


def _verdict(view: View, fields: Mapping[str, list[str]]) -> Verdict | None:
    """What the form decides; None where nobody is named. The name is kept for the next one."""
    state = first(fields, "state")
    if state not in DECIDABLE:
        raise HTTPException(422)
    reviewer = view.reviewer if view.request.state.proxied else clean_name(first(fields, "reviewer")) or view.reviewer
    if not reviewer:
        return None
    view.remember(reviewer)
    return Verdict(state, reviewer, first(fields, "note").strip()[:NOTE_LONGEST] or None)
