"""The input on an object store, at any address that fsspec opens (s3://BUCKET/PREFIX): listed, and copied to be read.

An object is fetched once: the name of its copy is a hash of its address and of what the listing says of its version
(ETag, size, time). Its content is then told by its hash, as that of any file.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]

VERSION = ("ETag", "etag", "md5", "size", "LastModified", "last_modified", "updated", "mtime", "created")
"""What stores say of an object's version, each in words of its own."""
EXTENSION = re.compile(r"(?:\.[A-Za-z]\w{0,7}){1,2}\Z")
DRAFT = "draft-"
ABANDONED = 24 * 3600
"""Seconds after which a draft is that of a run that was killed."""
AT_ONCE, THREADS = 64, 8
"""Objects that are fetched before the first of them is handed on, and how many of them at the same time."""


class StoreError(OSError):
    """The store cannot be listed; the message says why."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object: its address, its path in the store, what the listing says of its version."""

    address: str
    path: str
    version: str

    @property
    def copy(self) -> str:
        """Name of its copy: the extension is kept, for the kinds that only a name tells."""
        extension = EXTENSION.search(self.path)
        key = hashlib.sha256(f"{self.address}\0{self.version}".encode()).hexdigest()[:32]
        return key + (extension[0].lower() if extension else "")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An object and its copy; `refused` says why there is none."""

    stored: Stored
    copy: Path
    refused: str | None = None


def listed(address: str) -> list[Stored]:
    """The objects under `address`, sorted; hidden ones are left out, as in a folder.

    Raises:
        StoreError: there is no such store, no way to it, or no right to list it.
    """
    store, root = opened(address)
    try:
        store.invalidate_cache()
        found = store.find(root, detail=True)
    except Exception as error:  # each store has errors of its own
        raise StoreError(f"{address} cannot be listed: {type(error).__name__}: {error}") from error
    return [
        Stored(store.unstrip_protocol(path), path, version_of(facts))
        for path, facts in sorted(found.items())
        if facts["type"] == "file" and not any(part.startswith(".") for part in path.split("/"))
    ]


def opened(address: str) -> tuple[Any, str]:
    """The store of `address`, and the path in it.

    Raises:
        StoreError: the protocol is unknown, or its package is missing.
    """
    try:
        store, root = fsspec.url_to_fs(address)
    except (ValueError, ImportError) as error:
        raise StoreError(f"{address} cannot be opened: {error}") from error
    return store, str(root)


def version_of(facts: dict[str, Any]) -> str:
    """What a listing says of an object's version."""
    return " ".join(f"{name}={facts[name]}" for name in VERSION if facts.get(name) is not None)


def copied(address: str, folder: Path) -> Iterator[Fetched]:
    """Each object under `address` with its copy in `folder`, in the order of the addresses.

    Copies of objects that are there no more, or in another version, are removed first.

    Raises:
        StoreError: as for `listed`.
    """
    store, _ = opened(address)
    objects = listed(address)
    folder.mkdir(parents=True, exist_ok=True)
    remove_others(folder, {each.copy for each in objects}, time.time() - ABANDONED)
    stream = iter(objects)
    with ThreadPoolExecutor(THREADS) as threads:
        while group := list(islice(stream, AT_ONCE)):
            yield from threads.map(lambda each: fetched(store, each, folder / each.copy), group)


def remove_others(folder: Path, kept: set[str], since: float) -> None:
    """Remove every file of `folder` that is not to be kept, but for drafts that another run may be at."""
    for each in folder.iterdir():
        with suppress(FileNotFoundError):
            if each.name not in kept and not (each.name.startswith(DRAFT) and each.stat().st_mtime > since):
                each.unlink()


def fetched(store: Any, stored: Stored, copy: Path) -> Fetched:
    """Fetch an object unless its copy is there; a copy is whole or is not there."""
    if copy.exists():
        return Fetched(stored, copy)
    handle, draft = tempfile.mkstemp(prefix=DRAFT, dir=copy.parent)
    os.close(handle)
    try:
        store.get_file(stored.path, draft)
        os.replace(draft, copy)
    except Exception as error:  # each store has errors of its own
        Path(draft).unlink(missing_ok=True)
        return Fetched(stored, copy, f"the object cannot be fetched: {type(error).__name__}: {error}")
    return Fetched(stored, copy)
