"""A .doc in; its lines and tables out, by the program antiword where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from gd_pipeline.intake.blocks import Block, Line, Table, joined
from gd_pipeline.intake.characters import plain
from gd_pipeline.intake.flow import numbered
from gd_pipeline.intake.limits import WORD_SECONDS
from gd_pipeline.intake.refusal import IntakeError
from gd_pipeline.intake.spans import SpanCell, laid_out

_PARAGRAPHS = frozenset({"para", "title", "simpara", "subtitle"})


def read_doc(data: bytes) -> list[Block]:
    """Lines and tables of a Word 6–2003 document.

    Raises:
        IntakeError: missing_tool where antiword is not installed; encrypted; unsupported, where antiword refuses the
            file; too_large, where it takes too long.
    """
    program = shutil.which("antiword")
    if program is None:
        raise IntakeError(
            "missing_tool",
            "antiword, which reads .doc, is not installed: apt-get install antiword, or save it as .docx",
        )
    printed = _run([program, "-x", "db"], data)
    try:
        root = etree.fromstring(printed, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        text = _run([program, "-t", "-w", "0", "-m", "UTF-8.txt"], data).decode("utf-8", errors="replace")
        return list(numbered(Line(plain(line).strip(), 0) for line in text.split("\n") if line.strip()))
    return list(numbered(_blocks(root)))


def _run(command: list[str], data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.doc"
        path.write_bytes(data)
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=WORD_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise IntakeError("too_large", f"antiword did not end within {WORD_SECONDS:.0f} seconds") from error
    if not done.stdout.strip():
        said = done.stderr.decode("utf-8", errors="replace").strip().replace(str(path), "the file")[:200]
        raise IntakeError("encrypted" if "ncrypt" in said else "unsupported", f"antiword cannot read it: {said}")
    return done.stdout


def _blocks(element: Any) -> Iterator[Line | Table]:
    for inner in element:
        name = inner.tag if isinstance(inner.tag, str) else ""
        if name in ("informaltable", "table"):
            grid = _table(inner)
            if grid is not None:
                yield grid
        elif name in _PARAGRAPHS:
            yield from _paragraph(inner)
        elif name not in ("bookinfo", "articleinfo", "beginpage"):
            yield from _blocks(inner)


def _paragraph(paragraph: Any) -> Iterator[Line | Table]:
    """Lines of a paragraph; antiword puts a table into one."""
    if paragraph.find("informaltable") is not None or paragraph.find("table") is not None:
        yield from (Line(line, 0) for line in _lines(paragraph.text or ""))
        yield from _blocks(paragraph)
    else:
        yield from (Line(line, 0) for line in _lines("".join(paragraph.itertext())))


def _lines(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        if printed := plain(line).strip(" \u3000\t"):
            yield printed


def _table(table: Any) -> Table | None:
    rows = [
        [SpanCell(joined(_lines("".join(entry.itertext()))), 0, 1, _width(entry)) for entry in row.iter("entry")]
        for row in table.iter("row")
    ]
    return laid_out([row for row in rows if row], "docx")


def _width(entry: Any) -> int:
    first, last = entry.get("namest", ""), entry.get("nameend", "")
    digits = [int(name[3:]) for name in (first, last) if name.startswith("col") and name[3:].isdigit()]
    return max(1, digits[1] - digits[0] + 1) if len(digits) == 2 else 1
