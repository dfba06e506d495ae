"""The input as it is listed, before any byte of it is read: names in the warehouse, and marks that tell of changes."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from gd_pipeline.intake import iter_sources, list_sources

COPIES = Path("data") / "objects"
"""Where in the house copies of objects are kept, by address, so that a newer reader need not fetch them again."""
YOUNG = 2_000_000_000
"""Nanoseconds in which a file may change twice and bear one time: some file systems tick so slowly."""
ESCAPE = re.compile(r"\\(?=x[0-9a-f]{2})")
"""What reads like the escape of a byte."""


class Listed(NamedTuple):
    """A file of the input: where it is, its name in the warehouse, its size, its mark, why its bytes are not here.

    The mark is another one where the file is; None where that cannot be told, as the file was changed just now.
    """

    path: str | Path
    source: str
    size_bytes: int
    mark: str | None
    refused: str | None = None


def is_address(source: str) -> bool:
    """Whether the input is on an object store, and no folder."""
    return "://" in source


def input_exists(source: str) -> bool:
    """Whether the folder is there; of an address only its listing tells."""
    return is_address(source) or os.path.isdir(source)


def holds_files(source: str) -> bool:
    """Whether there is anything in the input.

    Raises:
        OSError: the store cannot be listed, or the folder cannot be opened.
    """
    if not is_address(source):
        os.scandir(source).close()
    return next(marks(source) if is_address(source) else iter_sources(source), None) is not None


def listing(source: str, home: Path) -> Iterator[Listed]:
    """The input: the files of a folder, or copies in the house of the objects under an address, by their addresses.

    Raises:
        OSError: the store cannot be listed.
    """
    if not is_address(source):
        yield from listed_files(list_sources(source), home)
        return
    from gd_pipeline.warehouse.object_store import copied

    for each in copied(source, home / COPIES / hashlib.sha256(source.encode()).hexdigest()[:16]):
        size = 0 if each.refused else each.copy.stat().st_size
        yield Listed(each.copy, each.stored.address, size, each.stored.version or None, each.refused)


def listed_files(paths: Iterable[str], home: Path) -> Iterator[Listed]:
    """Files, each with its name and mark."""
    sure = time_ns() - YOUNG
    folder, prefix = None, ""
    for path in paths:
        head, _, name = path.rpartition("/")
        if head != folder:
            folder, prefix = head, spelled(named(Path(head or "/", "_"), home).removesuffix("_"))
        source = prefix + (name if name.isascii() and "\\" not in name else spelled(name))
        try:
            status = os.stat(path)
        except OSError:
            yield Listed(path, source, 0, None)
            continue
        settled = status.st_ctime_ns < sure and status.st_mtime_ns < sure
        yield Listed(path, source, status.st_size, mark_of(status) if settled else None)


def spelled(name: str) -> str:
    r"""A file's name with each byte that is not UTF-8 as `\xHH`; two names are never spelled alike."""
    return os.fsencode(ESCAPE.sub(r"\\x5c", name)).decode("utf-8", "backslashreplace")


def mark_of(status: os.stat_result) -> str:
    """Size, time of the last change of the bytes, and of anything, which nobody can set back."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def marks(source: str) -> Iterator[str]:
    """What tells, without reading them, whether files of the input are others: their names, sizes and times.

    Raises:
        OSError: the store cannot be listed.
    """
    if is_address(source):
        from gd_pipeline.warehouse.object_store import listed

        yield from (f"{each.address}\0{each.version}" for each in listed(source))
        return
    for path in list_sources(source):
        try:
            yield f"{path}\0{mark_of(os.stat(path))}"
        except OSError:
            continue


def named(path: Path, home: Path) -> str:
    """Relative to the house where the file lies in it, else as given: a source means the same on every machine."""
    absolute = path.absolute()
    return absolute.relative_to(home).as_posix() if absolute.is_relative_to(home) else path.as_posix()
