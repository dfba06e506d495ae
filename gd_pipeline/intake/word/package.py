"""The parts of a .docx: opened within limits, parsed without entities, network or depth that could do harm."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from gd_pipeline.intake.limits import MAX_RATIO, MAX_UNPACKED_PART, RATIO_FLOOR_BYTES
from gd_pipeline.intake.refusal import IntakeError

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What reading a damaged member raises."""

_MAIN = re.compile(r"word[/\\]document\d{0,3}\.xml")


class Package:
    """A .docx, whose parts are parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        """Open it.

        Raises:
            IntakeError: bad_archive, where the container or its main part cannot be found.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise IntakeError("bad_archive", f"the .docx container is damaged: {error}") from error
        self._names = {name.replace("\\", "/"): name for name in self._zip.namelist()}

    def main(self) -> Any:
        """The root of the main document part.

        Raises:
            IntakeError: there is none, or it is damaged or hostile.
        """
        name = next((name for name in self._names if _MAIN.fullmatch(name)), None)
        if name is None:
            raise IntakeError("bad_archive", "the .docx holds no main document")
        root = self.part(name)
        if root is None:
            raise IntakeError("bad_archive", "the main document of the .docx cannot be read")
        return root

    def names(self, folder: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """Names of the parts in `folder`, with a slash at its end, that end in one of `endings`."""
        return [name for name in self._names if name.startswith(folder) and name.lower().endswith(endings)]

    def raw(self, name: str) -> bytes:
        """The bytes of a part, none where there is no such part; raises IntakeError where it is damaged or hostile."""
        return self._unpacked(self._zip.getinfo(self._names[name])) if name in self._names else b""

    def part(self, name: str) -> Any | None:
        """The root of a part, or None where there is none; raises IntakeError where it is damaged or hostile."""
        data = self.raw(name)
        if not data:
            return None
        if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data[:2000]:
            raise IntakeError("bomb", "the .docx declares entities, which no word processor writes")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise IntakeError("bad_archive", f"{name} in the .docx is damaged: {error}") from error

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise IntakeError("encrypted", "the .docx is protected by a password")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_UNPACKED_PART or (info.file_size > RATIO_FLOOR_BYTES and ratio > MAX_RATIO):
            raise IntakeError("bomb", f"{info.filename} unpacks from {info.compress_size} to {info.file_size} bytes")
        try:
            with self._zip.open(info) as handle:
                data = handle.read(MAX_UNPACKED_PART + 1)
        except _DAMAGE as error:
            raise IntakeError("bad_archive", f"{info.filename} in the .docx is damaged: {error}") from error
        if len(data) > MAX_UNPACKED_PART:
            raise IntakeError("bomb", f"{info.filename} unpacks to more than {MAX_UNPACKED_PART} bytes")
        return data


def local(element: Any) -> str:
    """Name of an element without its namespace; "" for comments and the like."""
    return _local(element.tag)


@lru_cache(maxsize=2_000)
def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, name: str) -> Any | None:
    """The first child of that name."""
    for inner in element:
        if _local(inner.tag) == name:
            return inner
    return None


def children(element: Any, name: str) -> Iterator[Any]:
    """All children of that name."""
    return (inner for inner in element if local(inner) == name)


def value(element: Any | None) -> str:
    """The `val` attribute of an element, "" where there is none."""
    if element is None:
        return ""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == "val"), "")
