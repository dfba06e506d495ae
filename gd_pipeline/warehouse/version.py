"""Which code and catalog read a document: what changes here makes stored readings stale."""

import hashlib
from functools import lru_cache
from pathlib import Path

import gd_pipeline

ROOMS = ("catalog", "intake", "reading", "checking", "corpus", "warehouse")


@lru_cache(maxsize=1)
def reader_version() -> str:
    """Hash (16 hexadecimal digits) of all files of the rooms that turn bytes into rows."""
    package = Path(gd_pipeline.__file__).parent
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((package / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(package).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
