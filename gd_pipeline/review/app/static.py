"""The app's own style and script, read once; an address holds the hash of the bytes, so that browsers may keep them."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

TYPES = {"app.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}


@lru_cache(maxsize=1)
def files() -> Mapping[str, bytes]:
    """The files by name: these and no others can be asked for."""
    folder = resources.files("gd_pipeline.review.app") / "static"
    return {name: (folder / name).read_bytes() for name in TYPES}


@lru_cache(maxsize=len(TYPES))
def address(name: str) -> str:
    """Where a file is found."""
    return f"/static/{name}?v={hashlib.sha256(files()[name]).hexdigest()[:12]}"
