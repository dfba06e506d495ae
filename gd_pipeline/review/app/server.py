"""The app: its routes behind one gate, which knows who asks, and puts the same headers on whatever is answered."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from gd_pipeline.review.app import alert_pages, coverage_pages, entry_pages, explore_pages, report_pages
from gd_pipeline.review.app.data import NoWarehouseError
from gd_pipeline.review.app.security import HEADERS, SESSION, Session, clean_name, may_call, new_session, read_session
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.app.view import View
from gd_pipeline.review.app.warming import warm
from gd_pipeline.review.decisions import NoStoreError

OPEN = ("/login", "/static/")
"""Paths that are answered to everybody."""
Next = Callable[[Request], Awaitable[Response]]


def create_app(site: Site) -> FastAPI:
    """The app on `site`, as ASGI."""
    app = FastAPI(lifespan=_life, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    for pages in (entry_pages, alert_pages, report_pages, coverage_pages, explore_pages):
        app.include_router(pages.router)
    app.middleware("http")(_gate)
    app.exception_handler(NoWarehouseError)(_no_warehouse)
    app.exception_handler(NoStoreError)(_unsaved)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_refused)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """The index of words is looked after, the snapshot opened and what pages need made warm before anybody asks.

    A thread that is inside the database when the interpreter ends would take the process down with it.
    """
    site: Site = app.state.site
    site.indexer.look()
    warming = threading.Thread(target=warm, args=(site,), daemon=True)
    warming.start()
    yield
    warming.join()
    site.indexer.stop()


async def _gate(request: Request, call_next: Next) -> Response:
    """Refuse who may not ask; keep the session's cookie; put the headers on."""
    site: Site = request.app.state.site
    if not may_call(request.headers.get("host", ""), site.access.hosts):
        return _with_headers(PlainTextResponse("unknown host (GD_REVIEW_HOSTS)", 421))
    cookie = request.cookies.get(SESSION, "")
    session = read_session(cookie, site.access.key) or new_session()
    request.state.session, request.state.proxied = session, _proxied(request, site)
    if not _may_pass(request, site, session):
        return _with_headers(_to_login(request, site))
    response = await call_next(request)
    session = request.state.session
    if session.cookie(site.access.key) != cookie:
        response.set_cookie(
            SESSION,
            session.cookie(site.access.key),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
            path="/",
        )
    return _with_headers(response)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _proxied(request: Request, site: Site) -> str:
    """The name that a proxy gives; only a proxy that we know is believed."""
    header = site.access.proxy_header
    peer = request.client.host if request.client else ""
    if not header or peer not in site.access.proxy_peers:
        return ""
    return clean_name(request.headers.get(header, ""))


def _may_pass(request: Request, site: Site, session: Session) -> bool:
    if not site.access.guarded or request.state.proxied or request.url.path.startswith(OPEN):
        return True
    return bool(site.access.password) and session.inside


def _to_login(request: Request, site: Site) -> Response:
    if not site.access.password:
        return PlainTextResponse(f"the proxy did not say who asks ({site.access.proxy_header})", 401)
    if request.method != "GET":
        return PlainTextResponse("log in first", 401)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?to={quote(back, safe='')}", 303)


async def _no_warehouse(request: Request, error: Exception) -> Response:
    return await asyncio.to_thread(View(request).page, "message.html", 503, key="no_warehouse", detail=str(error))


async def _unsaved(request: Request, error: Exception) -> Response:
    return await asyncio.to_thread(View(request).page, "message.html", 503, key="unsaved", detail=str(error))


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 422
    key = {403: "forged", 404: "not_found"}.get(status, "refused")
    return await asyncio.to_thread(View(request).page, "message.html", status, key=key, detail="")
