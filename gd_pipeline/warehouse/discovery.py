"""Which files of the input have to be read: those whose mark, and then whose content, raw.files does not know."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import inf
from pathlib import Path

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.intake.sources import SHUT
from gd_pipeline.warehouse.batches import UNREADABLE, SourceFile, arrow_table
from gd_pipeline.warehouse.connection import Connect, transaction
from gd_pipeline.warehouse.listing import Listed

LISTED = 50_000
"""So many files at once are looked up by their marks."""
HASHED = 1000
"""So many files at once are looked up by their content."""
UNMARKED = f"""
SELECT number FROM listed ANTI JOIN (
    SELECT source, mark FROM raw.files WHERE reader_version = ? AND content_id <> '{UNREADABLE}') USING (source, mark)
ORDER BY number
"""
KNOWN = "SELECT source FROM wanted SEMI JOIN raw.files USING (source, content_id, reader_version)"
TOUCHED = """
UPDATE raw.files f SET mark = w.mark FROM wanted w
WHERE (f.source, f.content_id, f.reader_version) = (w.source, w.content_id, w.reader_version)
    AND f.mark IS DISTINCT FROM w.mark
"""
OPENED = """
SELECT q.source FROM (SELECT source FROM raw.quarantine WHERE reason = 'unreadable' AND detail = ?) q
WHERE EXISTS (FROM listed l WHERE starts_with(l.source, q.source || '/'))
"""
"""Folders that could not be opened once, and now gave files."""


@dataclass(slots=True)
class Seen:
    """Counts of files that discovery passed."""

    files: int = 0
    unchanged: int = 0


def changed(connect: Connect, listed: Iterable[Listed], version: str, seen: Seen) -> Iterator[SourceFile]:
    """Those of `listed` that raw.files does not know with this content, read by this version; counted in `seen`.

    Only those are hashed that it does not know with this mark, read by this version.
    """
    stream = iter(listed)
    while group := list(islice(stream, LISTED)):
        seen.files += len(group)
        with connect() as connection:
            numbers = unmarked(connection, group, version)
            forget_opened(connection)
        seen.unchanged += len(group) - len(numbers)
        for files in grouped(hashed(group[number] for number in numbers), HASHED):
            with connect() as connection:
                known = known_files(connection, files, version)
            seen.unchanged += len(known)
            yield from (file for file in files if file.source not in known)


def unmarked(connection: DuckDBPyConnection, group: list[Listed], version: str) -> list[int]:
    """The places in `group` of the files that this version has not read under their mark."""
    _, sources, _, marks, _ = zip(*group, strict=True)
    columns = [pa.array(sources, pa.string()), pa.array(marks, pa.string()), np.arange(len(group))]
    connection.register("listed", pa.table(columns, ["source", "mark", "number"]))
    return [number for (number,) in connection.execute(UNMARKED, [version]).fetchall()]


def forget_opened(connection: DuckDBPyConnection) -> None:
    """Keep no refusal of a folder that now gave some of the files in `listed`."""
    for folder in connection.execute(OPENED, [SHUT]).fetchall():
        with transaction(connection):
            connection.execute("DELETE FROM raw.quarantine WHERE source = ?", folder)
            connection.execute("DELETE FROM raw.files WHERE source = ?", folder)


def hashed(listed: Iterable[Listed]) -> Iterator[SourceFile]:
    """Each file with the sha256 of its bytes (`UNREADABLE` where they cannot be read)."""
    for path, source, size, mark, refused in listed:
        content_id = UNREADABLE
        if refused is None:
            try:
                content_id = digest(Path(path))
            except OSError:
                size, mark = 0, None
        yield SourceFile(Path(path), source, content_id, size, refused, mark)


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def known_files(connection: DuckDBPyConnection, files: list[SourceFile], version: str) -> set[str]:
    """The sources of the files that this version has read with this content; they are known by their marks then."""
    rows = [{"source": each.source, "content_id": each.content_id, "mark": each.mark} for each in files]
    wanted = arrow_table("raw.files", rows)
    connection.register("wanted", wanted.append_column("reader_version", pa.array([version] * len(rows))))
    connection.execute(TOUCHED)
    return {source for (source,) in connection.execute(KNOWN).fetchall()}


def grouped(files: Iterable[SourceFile], count: int, size: float = inf) -> Iterator[list[SourceFile]]:
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
