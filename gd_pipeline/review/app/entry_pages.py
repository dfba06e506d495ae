"""The way in: the first page, the password, the app's own files."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from gd_pipeline.review.app.security import clean_name, new_session, right_password
from gd_pipeline.review.app.static import TYPES, files
from gd_pipeline.review.app.view import View, first, go, posted

router = APIRouter()
WRONG_SECONDS = 1.0
"""How long a wrong password waits for its answer."""


@router.get("/")
def start() -> Response:
    """The alerts come first."""
    return RedirectResponse("/alerts", 303)


@router.get("/static/{name}")
def static(name: str) -> Response:
    """One of the app's own files; no other name is known."""
    if name not in TYPES:
        raise HTTPException(404)
    return Response(files()[name], media_type=TYPES[name], headers={"Cache-Control": "max-age=31536000, immutable"})


@router.get("/login")
def login(request: Request, to: str = "/") -> Response:
    """The form that asks for the password."""
    return View(request).page("login.html", to=inner(to), wrong=False)


@router.post("/login")
async def enter(request: Request, fields: Annotated[Mapping[str, list[str]], Depends(posted)]) -> Response:
    """Into the app, if the password is right; always with a new session."""
    view = View(request)
    password, reviewer = view.site.access.password, clean_name(first(fields, "reviewer"))
    if not password or not right_password(first(fields, "password"), password):
        await asyncio.sleep(WRONG_SECONDS)
        return view.page("login.html", 403, to=inner(first(fields, "to")), wrong=True, reviewer=reviewer)
    request.state.session = new_session(True, reviewer)
    return go(inner(first(fields, "to")))


@router.post("/logout")
def leave(request: Request, fields: Annotated[Mapping[str, list[str]], Depends(posted)]) -> Response:
    """Out again."""
    request.state.session = new_session()
    return go("/")


def inner(path: str) -> str:
    """`path` if it is one of this app, else the first page: nobody is sent elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe else "/"
