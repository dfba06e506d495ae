"""The files of the input: their names in the warehouse, their content hashes, and which of them have to be read."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from gd_pipeline.intake import list_sources
from gd_pipeline.warehouse.batches import UNREADABLE, SourceFile, arrow_table
from gd_pipeline.warehouse.connection import Connect

ASKED = 1000
"""So many files at once are looked up in raw.files."""
COPIES = Path("data") / "objects"
"""Where in the house copies of objects are kept, by address, so that a newer reader need not fetch them again."""


@dataclass(slots=True)
class Seen:
    """Counts of files that discovery passed."""

    files: int = 0
    unchanged: int = 0


def is_address(source: str) -> bool:
    """Whether the input is on an object store, and no folder."""
    return "://" in source


def input_exists(source: str) -> bool:
    """Whether the folder is there; of an address only its listing tells."""
    return is_address(source) or Path(source).is_dir()


def found(source: str, home: Path) -> Iterator[SourceFile]:
    """The files of the input: of a folder, or copies in the house of the objects under an address, by their addresses.

    Raises:
        OSError: the store cannot be listed.
    """
    if not is_address(source):
        yield from hashed(list_sources(source), home)
        return
    from gd_pipeline.warehouse.object_store import copied

    for each in copied(source, home / COPIES / hashlib.sha256(source.encode()).hexdigest()[:16]):
        if each.refused is None:
            yield SourceFile(each.copy, each.stored.address, digest(each.copy), each.copy.stat().st_size)
        else:
            yield SourceFile(each.copy, each.stored.address, UNREADABLE, 0, each.refused)


def marks(source: str) -> Iterator[str]:
    """What tells, without reading them, whether files of the input are others: their names, sizes and times.

    Raises:
        OSError: the store cannot be listed.
    """
    if is_address(source):
        from gd_pipeline.warehouse.object_store import listed

        yield from (f"{each.address}\0{each.version}" for each in listed(source))
        return
    for path in map(Path, list_sources(source)):
        try:
            status = path.stat()
        except OSError:
            continue
        yield f"{path}\0{status.st_size}\0{status.st_mtime_ns}"


def hashed(paths: Iterable[str], home: Path) -> Iterator[SourceFile]:
    """Each file with its name and the sha256 of its bytes (`UNREADABLE` where they cannot be read)."""
    for path in map(Path, paths):
        try:
            content_id, size = digest(path), path.stat().st_size
        except OSError:
            content_id, size = UNREADABLE, 0
        yield SourceFile(path, named(path, home), content_id, size)


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def named(path: Path, home: Path) -> str:
    """Relative to the house where the file lies in it, else as given: a source means the same on every machine."""
    absolute = path.absolute()
    return absolute.relative_to(home).as_posix() if absolute.is_relative_to(home) else path.as_posix()


def changed(connect: Connect, files: Iterable[SourceFile], version: str, seen: Seen) -> Iterator[SourceFile]:
    """Those of `files` that raw.files does not know with this content, read by this version; counted in `seen`."""
    for group in grouped(files, ASKED, 1 << 60):
        with connect() as connection:
            known = known_files(connection, group, version)
        for file in group:
            seen.files += 1
            if (file.source, file.content_id) in known:
                seen.unchanged += 1
            else:
                yield file


def known_files(connection: DuckDBPyConnection, files: list[SourceFile], version: str) -> set[tuple[str, str]]:
    """(source, content_id) of the files that this version has read."""
    rows = [{"source": each.source, "content_id": each.content_id} for each in files]
    connection.register("wanted", arrow_table("raw.files", rows))
    found = connection.execute(
        "SELECT source, content_id FROM raw.files SEMI JOIN wanted USING (source, content_id) WHERE reader_version = ?",
        [version],
    ).fetchall()
    return set(found)


def grouped(files: Iterable[SourceFile], count: int, size: int) -> Iterator[list[SourceFile]]:
    """Files in groups of at most `count`, closed once they hold `size` bytes."""
    group: list[SourceFile] = []
    held = 0
    for file in files:
        group.append(file)
        held += file.size_bytes
        if len(group) >= count or held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group
