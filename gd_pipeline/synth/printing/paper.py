"""A table as text taken from a PDF: in reading order with wrapped labels, or with its columns kept by blanks."""

from collections.abc import Iterator
from random import Random

from gd_pipeline.synth.grid import HEAD, PAGE, REST, Row, Table

_WIDTH = {"t2": 14, "t3": 15, "t4": 3, "t2014": 24, "prov": 18}


def reading_order(table: Table, rng: Random) -> list[str]:
    """Rows as an extractor gives them: labels wrapped, the numbers behind or within them, heads and stubs broken."""
    width = _WIDTH[table.name] + int(rng.random() * 5)
    numbers = ("behind", "below", "within")[int(rng.random() * 3)]
    found: list[str] = []
    for row in table.rows:
        if row.kind == HEAD:
            found += _heads(table, row)
        elif row.kind in (PAGE, REST):
            found.append(" ".join(filter(None, row.texts())))
        else:
            stubs = 0 if table.name in ("t2014", "prov") else max(0, len(row.labels) - 1)
            found += _row(row, stubs, width, numbers)
    return found


def _heads(table: Table, row: Row) -> Iterator[str]:
    if table.name == "t2":
        yield " ".join(label.text for label in row.labels)
        return
    for label in row.labels:
        size = 2 if table.name in ("t3", "t4") and label.columns == 1 else 18
        yield from wrapped(label.text, size)


def _row(row: Row, stubs: int, width: int, numbers: str) -> Iterator[str]:
    """Lines of a row: `stubs` labels of groups, the label that names it, then units and numbers."""
    for label in row.labels[:stubs]:
        yield from wrapped(label.text, 1 if label.narrow else 6 if label.rows > 1 else width)
    behind = [label.text for label in row.labels[stubs + 1 :]]
    values = " ".join(filter(None, behind + row.values))
    lines = list(wrapped(row.labels[stubs].text, width)) if row.labels else []
    if numbers == "within" and len(lines) > 1 and values and not lines[0][-1].isdigit():
        yield f"{lines[0]} {values}"
        yield from lines[1:]
    elif numbers == "below" and len(lines) > 1 and values:
        yield from lines
        yield values
    else:
        yield from lines[:-1]
        yield " ".join(filter(None, [*lines[-1:], values]))


def wrapped(text: str, width: int) -> Iterator[str]:
    """`text` in lines of `width` characters; a number is never broken."""
    start = 0
    while start < len(text):
        end = start + width
        while end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end - 1].isalnum():
            end += 1
        yield text[start:end]
        start = end


def kept_columns(table: Table, rng: Random) -> list[str]:
    """Columns kept by blanks, as `pdftotext -layout` does: wrapped labels, the numbers on their middle line."""
    width = max(20, min(30, _WIDTH[table.name] * 2))
    column = 6 if table.columns > 8 else 12
    named_first = table.name in ("t2014", "prov")
    found: list[str] = []
    for row in table.rows:
        found += _aligned(row, width, column, named_first)
    return found


def _aligned(row: Row, width: int, column: int, named_first: bool) -> Iterator[str]:
    if row.kind == PAGE:
        yield " " * width + row.labels[0].text
        return
    if row.kind == HEAD and not any(label.rows > 2 for label in row.labels):
        yield " " * (width // 2) + "  ".join(label.text for label in row.labels)
        return
    words, behind = (row.labels[0].text, row.labels[1:]) if named_first and row.labels else (_words(row), ())
    numbers = "".join(f"{label.text:>8}" for label in behind) + "".join(value.rjust(column) for value in row.values)
    lines = list(wrapped(words, width // 2)) or [""]
    for place, line in enumerate(lines):
        text = "  " + line + " " * max(2, width + 4 - 2 * len(line))
        yield text + numbers if place == len(lines) // 2 else text


def _words(row: Row) -> str:
    """The words beside the numbers; what stands over several rows is set elsewhere."""
    return " ".join(label.text for label in row.labels if label.rows == 1 or label is row.labels[-1])
