"""The way in: a path, a folder or some bytes; Documents out, one for each document, in order."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from gd_pipeline.intake.document import Document
from gd_pipeline.intake.kinds import CONTAINERS, ZIP, kind_of, kind_of_zip
from gd_pipeline.intake.limits import MAX_CONTAINER_BYTES, MAX_TEXT_BYTES
from gd_pipeline.intake.reader import read_content, refused

_SNIFFED = 8192
SHUT = "the folder cannot be opened"
"""The detail of a folder that stands for its files."""


def list_sources(folder: str | os.PathLike[str]) -> list[str]:
    """Paths of all files under `folder`, sorted; hidden files and folders, pipes, sockets and devices are left out.

    A folder that cannot be opened stands for its files.
    """
    return sorted(iter_sources(folder))


def iter_sources(folder: str | os.PathLike[str]) -> Iterator[str]:
    """The same in no order, as they are found."""
    waiting = [os.fspath(folder)]
    while waiting:
        opened = waiting.pop()
        entries = _entries(opened)
        if entries is None:
            yield opened
        for entry in entries or ():
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_file(follow_symlinks=False) or (entry.is_symlink() and not os.path.isdir(entry.path)):
                yield entry.path


def _entries(folder: str) -> list[os.DirEntry[str]] | None:
    """What is not hidden in `folder`; None where it cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return None


def read_bytes(data: bytes, source: str, media_hint: str | None = None) -> Document:
    """The Document of one content; `media_hint` is a name or extension that stands for that of `source`.

    A container is refused as unsupported here: `read_path` reads its members.
    """
    kind = kind_of(data, media_hint or source)
    return read_content(data, source, kind)


def read_path(path: str | os.PathLike[str]) -> Iterator[Document]:
    """One Document for each document of `path`, in order; a container gives one for each member (`PATH!member`).

    Bad content never raises: a Document with `quarantine` stands for what cannot be read.
    """
    source = os.fspath(path)
    try:
        yield from _read_file(source)
    except IsADirectoryError:
        if _entries(source) is None:
            yield refused("unreadable", SHUT, source)
            return
        yield refused("directory", "a directory was given; its files have to be named", source)
    except FileNotFoundError:
        yield refused("missing", "there is no such file", source)
    except (OSError, ValueError) as error:
        yield refused("unreadable", f"the file cannot be read: {error}", source)


def _read_file(source: str) -> Iterator[Document]:
    file = Path(source)
    if file.is_dir():
        raise IsADirectoryError(source)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("no regular file")
    size = status.st_size
    with file.open("rb") as handle:
        head = handle.read(_SNIFFED)
    if head.startswith(b"PK") and size > MAX_CONTAINER_BYTES:
        yield refused("too_large", f"{size} bytes; at most {MAX_CONTAINER_BYTES} are read", source, ZIP, size=size)
        return
    kind = kind_of_zip(source, source) if head.startswith(b"PK\x03\x04") else kind_of(head, source)
    if kind in CONTAINERS:
        from gd_pipeline.intake.archives import read_container

        yield from read_container(source, kind)
        return
    if size > MAX_TEXT_BYTES:
        detail = f"{size} bytes; at most {MAX_TEXT_BYTES} are read"
        yield refused("too_large", detail, source, kind, _digest(file), size)
        return
    data = file.read_bytes()
    yield read_content(data, source, kind_of(data, source))


def _digest(file: Path) -> str:
    import hashlib

    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
