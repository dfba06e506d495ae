"""Containers: each member one Document, in the container's order, with source `PATH!member`.

Names of members are never paths: nothing is written to disk, and a name is only printed.
"""

import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO

from gd_pipeline.intake.document import Document
from gd_pipeline.intake.kinds import CONTAINERS, GZIP, JSONL, PARQUET, TAR, ZIP, Kind, kind_of
from gd_pipeline.intake.limits import (
    MAX_CONTAINER_BYTES,
    MAX_DEPTH,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TEXT_BYTES,
    MAX_UNPACKED_BYTES,
    RATIO_FLOOR_BYTES,
)
from gd_pipeline.intake.reader import read_content, refused
from gd_pipeline.intake.records import read_jsonl, read_parquet
from gd_pipeline.intake.refusal import IntakeError

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class _Budget:
    """What may still be unpacked from one container, whatever is nested in it."""

    def __init__(self) -> None:
        self.bytes = MAX_UNPACKED_BYTES
        self.members = MAX_MEMBERS

    @property
    def spent(self) -> bool:
        """Whether nothing more may be unpacked."""
        return self.bytes < 0 or self.members < 0

    def member(self) -> None:
        """One more member is begun.

        Raises:
            IntakeError: there are too many.
        """
        self.members -= 1
        if self.members < 0:
            raise IntakeError("bomb", f"more than {MAX_MEMBERS} members")

    def read(self, handle: IO[bytes], packed: int | None) -> bytes:
        """The whole of a member, `packed` bytes of the container where that is known.

        Raises:
            IntakeError: it, or all members so far, unpack to more than a container may hold.
        """
        data = handle.read(min(MAX_CONTAINER_BYTES, max(self.bytes, 0)) + 1)
        self.bytes -= len(data)
        if self.bytes < 0:
            raise IntakeError("bomb", f"the container unpacks to more than {MAX_UNPACKED_BYTES} bytes")
        if packed is not None and len(data) > RATIO_FLOOR_BYTES and len(data) > MAX_RATIO * max(packed, 1):
            raise IntakeError("bomb", f"a member unpacks from {packed} to more than {len(data) - 1} bytes")
        if len(data) > MAX_CONTAINER_BYTES:
            raise IntakeError("too_large", f"a member unpacks to more than {MAX_CONTAINER_BYTES} bytes")
        return data


def read_container(source: str, kind: Kind) -> Iterator[Document]:
    """Documents of the members of the container at the path `source`, a quarantined one for what is damaged in it."""
    with open(source, "rb") as handle:
        yield from _container(handle, source, kind, 1, _Budget())


def _container(handle: IO[bytes], source: str, kind: Kind, depth: int, budget: _Budget) -> Iterator[Document]:
    readers = {ZIP: _zip, TAR: _tar, GZIP: _gzip}
    yielded = False
    try:
        if kind in readers and handle.seek(0, io.SEEK_END) > MAX_CONTAINER_BYTES:
            raise IntakeError("too_large", f"the container holds more than {MAX_CONTAINER_BYTES} bytes")
        handle.seek(0)
        if kind in (JSONL, PARQUET):
            documents = read_jsonl(handle, source) if kind == JSONL else read_parquet(handle, source)
        else:
            documents = readers[kind](handle, source, depth, budget)
        for document in documents:
            yielded = True
            yield document
    except IntakeError as refusal:
        yield refused(refusal.reason, refusal.detail, source, kind)
        return
    except Exception as error:
        yield refused("bad_archive", f"the {kind.name} container is damaged: {_said(error)}", source, kind)
        return
    if not yielded:
        yield refused("empty", "the container holds no documents", source, kind)


def _said(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()[:300]


def _member(data: bytes, name: str, source: str, depth: int, budget: _Budget) -> Iterator[Document]:
    """Documents of one unpacked member: one, or those of the container that it is."""
    inner = f"{source}!{_printable(name)}"
    kind = kind_of(data, name)
    if kind not in CONTAINERS:
        yield read_content(data, inner, kind)
    elif depth >= MAX_DEPTH:
        yield refused("too_deep", f"containers are read {MAX_DEPTH} deep", inner, kind, size=len(data))
    else:
        yield from _container(io.BytesIO(data), inner, kind, depth + 1, budget)


def _printable(name: str) -> str:
    return _CONTROLS.sub("�", name)[:300]


def _zip(handle: IO[bytes], source: str, depth: int, budget: _Budget) -> Iterator[Document]:
    with zipfile.ZipFile(handle) as archive:
        for info in archive.infolist():
            name = _zip_name(info)
            if info.is_dir() or name.startswith("__MACOSX/"):
                continue
            budget.member()
            try:
                data = _zip_member(archive, info, budget)
            except IntakeError as refusal:
                if budget.spent:
                    raise
                yield refused(refusal.reason, refusal.detail, f"{source}!{_printable(name)}")
                continue
            except Exception as error:
                yield refused("bad_archive", f"the member is damaged: {_said(error)}", f"{source}!{_printable(name)}")
                continue
            yield from _member(data, name, source, depth, budget)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    if info.flag_bits & 1:
        raise IntakeError("encrypted", "the member is protected by a password")
    with archive.open(info) as member:
        return budget.read(member, info.compress_size)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's name; where it is not marked as UTF-8 it is read as UTF-8 or GB18030, as Chinese programs write."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _tar(handle: IO[bytes], source: str, depth: int, budget: _Budget) -> Iterator[Document]:
    with tarfile.open(fileobj=handle, mode="r|") as archive:
        for info in archive:
            if info.isdir():
                continue
            budget.member()
            member = archive.extractfile(info) if info.isreg() else None
            if member is None:
                yield refused("unsupported", "a link or a device, no file", f"{source}!{_printable(info.name)}")
                continue
            try:
                data = budget.read(member, None)
            except IntakeError as refusal:
                if budget.spent:
                    raise
                yield refused(refusal.reason, refusal.detail, f"{source}!{_printable(info.name)}")
                continue
            yield from _member(data, info.name, source, depth, budget)


def _gzip(handle: IO[bytes], source: str, depth: int, budget: _Budget) -> Iterator[Document]:
    """A .tar.gz or .jsonl.gz, which are one container with what they pack; or a single packed file."""
    packed = handle.seek(0, io.SEEK_END)
    handle.seek(0)
    unpacked = _Counted(gzip.GzipFile(fileobj=handle), budget, packed)
    head = unpacked.peek(8192)
    name = source.rsplit("!", 1)[-1].removesuffix(".gz")
    kind = TAR if source.lower().endswith(".tgz") else kind_of(head, name)
    if kind is TAR:
        yield from _tar(unpacked, source, depth, budget)  # type: ignore[arg-type]
    elif kind is JSONL:
        yield from read_jsonl(unpacked, source)  # type: ignore[arg-type]
    else:
        data = unpacked.read(MAX_TEXT_BYTES + 1)
        yield from _member(data, name.replace("\\", "/").rsplit("/", 1)[-1], source, depth, budget)


class _Counted:
    """A stream that stops where it has unpacked far more than was packed."""

    def __init__(self, stream: gzip.GzipFile, budget: _Budget, packed: int) -> None:
        self._stream = stream
        self._limit = min(budget.bytes, max(RATIO_FLOOR_BYTES, MAX_RATIO * packed))
        self._packed = packed

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read."""
        return self._stream.peek(size)

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        return self._checked(self._stream.read(min(size, self._limit + 1) if size >= 0 else self._limit + 1))

    def readline(self, size: int = -1) -> bytes:
        """The next line, or so much of it."""
        return self._checked(self._stream.readline(size))

    def _checked(self, data: bytes) -> bytes:
        self._limit -= len(data)
        if self._limit < 0:
            raise IntakeError("bomb", f"unpacks from {self._packed} bytes to far more than a text would")
        return data
