"""A table as lines of plain text, in the ways that pages lose their grid."""

from collections.abc import Callable, Iterator
from random import Random

from gd_pipeline.synth.grid import DATA, HEAD, PAGE, Row, Table, matrix

Lines = Callable[[Table, Random], list[str]]
_ONE_SIGN_UNITS = ("条", "件", "次", "篇", "个", "人", "——")


def cell_lines(table: Table, rng: Random, blank: str | None = None) -> list[str]:
    """One cell a line; a blank cell is lost, or a line of `blank`; one-character units may be lost."""
    broken, keeps_units = rng.random() < 0.4, rng.random() < 0.3
    found: list[str] = []
    for row in table.rows:
        for text in row.texts() if keeps_units else _without_units(table, row):
            if row.kind == HEAD and broken and 3 < len(text) < 8:
                found += [text[: len(text) // 2], text[len(text) // 2 :]]
            elif text:
                found.append(text)
            elif row.kind == DATA and blank is not None:
                found.append(blank)
    return found


def _without_units(table: Table, row: Row) -> list[str]:
    texts = row.texts()
    if table.name == "t2014" and row.kind != HEAD:
        texts = [text for place, text in enumerate(texts) if place != 1 or text not in _ONE_SIGN_UNITS]
    return texts


def bar_cells(table: Table, rng: Random) -> list[str]:
    """One cell a line, each ended by ` |`; a blank is a lone bar; columns that a row leaves over are a run of bars."""
    found: list[str] = []
    opened = rng.random() < 0.2
    for row in table.rows:
        if row.kind == PAGE:
            found.append(row.labels[0].text)
            continue
        texts = row.texts()
        left_over = "|" * max(0, table.columns - len(texts))
        cells = [f"{text} |" if text else "|" for text in texts]
        if opened:
            found.append("|")
            cells[-1] += " " + left_over if left_over else ""
            found += cells
        else:
            found += [*cells, left_over] if left_over else cells
    return found


def bar_rows(table: Table, rng: Random) -> list[str]:
    """One row a line, cells divided by bars; the columns left over are a run of bars at the end, or nothing."""
    style = int(rng.random() * 4)
    found: list[str] = []
    for row in table.rows:
        if row.kind == PAGE:
            found.append(row.labels[0].text)
            continue
        line = (" | " if style < 2 else "  | ").join(row.texts()) + " |"
        left_over = "|" * max(0, table.columns - len(row.texts()))
        if left_over and style != 1:
            line += " " + left_over
        found.append("| " + line if style == 3 else line)
    return found


def bar_grid(table: Table, rng: Random) -> list[str]:
    """As bar_rows, with the cells that a span covers printed as blanks."""
    return [f"| {' | '.join(line)} |" for line in matrix(table)]


def tabs(table: Table, rng: Random) -> list[str]:
    """Cells divided by tabs, as pasted from a spreadsheet."""
    return ["\t".join(line).rstrip("\t") if not any(line[1:]) else "\t".join(line) for line in matrix(table)]


def commas(table: Table, rng: Random) -> list[str]:
    """Cells divided by commas; a cell that holds a comma stands in quotes."""
    return [",".join(f'"{text}"' if "," in text else text for text in line) for line in matrix(table)]


def one_line(table: Table, rng: Random) -> list[str]:
    """The whole table on one line, cells divided by blanks."""
    return [" ".join(text for row in table.rows for text in row.texts() if text)]


def bare_rows(table: Table, rng: Random) -> list[str]:
    """Rows without heads (but those of table 2): a label and its numbers; table 4 is a row of fifteen bare numbers."""
    return [" ".join(filter(None, row.texts())) for row in table.rows if row.kind != HEAD or table.name == "t2"]


def sentences(table: Table, rng: Random) -> list[str]:
    """A table told row by row: the label, a colon, the number (of table 3 the total)."""
    return list(_told(table))


def _told(table: Table) -> Iterator[str]:
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    heads: list[str] = []
    for row in table.rows:
        if row.kind == HEAD:
            heads = [label.text for label in row.labels[1:]]
            continue
        if table.name == "t4":
            for place, block in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
                cells = row.values[place * 5 : place * 5 + 5]
                yield block
                yield " ".join(f"{name}：{value}" for name, value in zip(names, cells, strict=True) if value)
        elif table.name == "t3" and row.values and row.values[-1]:
            yield f"{row.labels[-1].text}：{row.values[-1]}"
        elif table.name == "t2":
            yield " ".join(f"{row.labels[0].text} {n}：{v}" for n, v in zip(heads, row.values, strict=False) if v)
        elif table.name not in ("t2", "t3", "t4"):
            yield "：".join([row.labels[0].text, *_whole_year(row)])


def _whole_year(row: Row) -> list[str]:
    """The one value that is the year's: not that of a part of it, nor of all years."""
    return [text for key, text in zip(row.keys, row.values, strict=False) if key is not None] or row.values[-1:]
