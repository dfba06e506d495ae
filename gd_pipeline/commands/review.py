"""`gd-pipeline review`: the review app on this machine."""

import getpass
import os
import sys

from gd_pipeline.commands.listening import deaf
from gd_pipeline.review.app.data import Warehouse
from gd_pipeline.review.app.indexing import Indexer
from gd_pipeline.review.app.live import LiveDecisions
from gd_pipeline.review.app.security import Access, access_from, loopback
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.decisions import Decisions
from gd_pipeline.settings import Settings, settings


def review(host: str, port: int) -> int:
    """Serve the app until it is interrupted.

    Returns:
        Exit status: 0 it was; 2 everybody could reach it unasked, there is nothing to show, or the port is taken.
    """
    where = settings()
    access = access_from(os.environ, host)
    problem = unfit(where, access, host) or deaf(host, port)
    if problem:
        sys.stderr.write(f"gd-pipeline review: {problem}\n")
        return 2
    import uvicorn

    from gd_pipeline.review.app.server import create_app

    sys.stderr.write(f"→ http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}\n")
    uvicorn.run(create_app(site(where, access)), host=host, port=port, log_level="warning", server_header=False)
    return 0


def site(where: Settings, access: Access) -> Site:
    """The parts of the app for these settings."""
    return Site(
        Warehouse(where.snapshot, where.warehouse),
        Decisions(where.decisions),
        LiveDecisions(where.decisions),
        Indexer(where.snapshot, where.snapshot.with_name(f"{where.snapshot.stem}_words.sqlite")),
        access,
        where.reviewer or login_name(),
    )


def login_name() -> str:
    """Who is logged in to this machine; "" where that is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def unfit(where: Settings, access: Access, host: str) -> str:
    """Why the app cannot be served like this; "" where it can."""
    if not loopback(host) and not access.guarded:
        return f"{host} can be reached from elsewhere: set GD_REVIEW_PASSWORD or GD_REVIEW_PROXY_HEADER (请先设口令)"
    if not where.snapshot.exists() and not where.warehouse.exists():
        return f"there is no {where.warehouse} yet: gd-pipeline run makes it (请先运行 gd-pipeline run)"
    return ""
