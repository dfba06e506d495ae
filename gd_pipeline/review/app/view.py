"""One request's view of the app: its language, its session, and how a template becomes a page."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData, UploadFile

from gd_pipeline import __version__
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.app.static import address
from gd_pipeline.review.app.words import LANGUAGES, Language, mended, name_of, says, told
from gd_pipeline.review.differences import difference, figure, interval

LANGUAGE_COOKIE = "gd_language"
YEAR_SECONDS = 31_536_000


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates; whatever they print is escaped, and a name that they do not know is an error."""
    environment = Environment(
        loader=PackageLoader("gd_pipeline.review.app"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "interval": interval, "figure": figure, "count": count}
    environment.filters["year_pair"] = lambda point: (point.year, point)
    environment.globals |= {
        "difference": difference,
        "static": address,
        "version": __version__,
        "query": query,
        "told": told,
        "mended": mended,
    }
    return environment


def number(value: float) -> str:
    """A value as people write it: 1,234 or 0.394."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" if abs(value) < 1 else f"{value:,.10g}"


def count(value: int) -> str:
    """A count with its thousands parted."""
    return f"{value:,}"


def query(**values: Any) -> str:
    """Values as the query of an address, those that are empty left out."""
    return urlencode({name: value for name, value in values.items() if value not in (None, "")})


class View:
    """What a page needs to know of its request."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site: Site = request.app.state.site
        self.language = language(request)

    @property
    def reviewer(self) -> str:
        """Who decides: as the proxy says, else as the session remembers, else whose machine it is."""
        alone = "" if self.site.access.guarded else self.site.reviewer
        return str(self.request.state.proxied or self.request.state.session.reviewer or alone)

    def remember(self, reviewer: str) -> None:
        """Keep the reviewer's name in the session."""
        self.request.state.session = replace(self.request.state.session, reviewer=reviewer)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page out of a template; keeps the language that the address asked for."""
        said = says(self.language)
        known = {
            "t": said,
            "name": name_of(self.language),
            "lang": self.language,
            "other": next(each for each in LANGUAGES if each != self.language),
            "here": self.request.url.path,
            "switch": self._switch(),
            "reviewer": self.reviewer,
            "proxied": bool(self.request.state.proxied),
            "inside": self.request.state.session.inside,
            "token": self.request.state.session.token(self.site.access.key),
        }
        html = templates().get_template(template).render(known | values)
        response = HTMLResponse(html, status)
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, self.language, max_age=YEAR_SECONDS, samesite="strict", httponly=True, path="/"
            )
        return response

    def _switch(self) -> str:
        kept = [(key, value) for key, value in self.request.query_params.multi_items() if key != "lang"]
        return urlencode([*kept, ("lang", next(each for each in LANGUAGES if each != self.language))])


def language(request: Request) -> Language:
    """Chinese, unless the address or the cookie asks for English."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return "en" if asked == "en" else "zh"


def go(path: str) -> RedirectResponse:
    """On to another page of this app, after a form."""
    return RedirectResponse(path, status_code=303)


async def posted(request: Request) -> Mapping[str, list[str]]:
    """The fields of a form that this session's page sent; every route that changes something depends on it.

    Raises:
        HTTPException: 403 where the token is not the session's.
    """
    form: FormData = await request.form(max_files=0, max_fields=500)
    fields: dict[str, list[str]] = {}
    for key, value in form.multi_items():
        if not isinstance(value, UploadFile):
            fields.setdefault(key, []).append(value)
    site: Site = request.app.state.site
    if not request.state.session.has(first(fields, "token"), site.access.key):
        raise HTTPException(403, "forged")
    return fields


def first(fields: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field, "" where there is none."""
    return (fields.get(name) or [""])[0]
