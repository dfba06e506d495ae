"""The rows of labels over a report (索引号, 发布机构, 发布日期 …): read, and left in the text as lines."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gd_pipeline.catalog.furniture import words_of
from gd_pipeline.intake.blocks import Block, Line, Table, by_row, rows_as_lines
from gd_pipeline.intake.furniture import body_start
from gd_pipeline.intake.labels import label_of, labels_in

_HEAD_LINES = 60
_TAIL_LINES = 15
_LONG = 400
_PADDING = " 　\t|｜【】[]（）(),，;；"
_DATE = re.compile(r"\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}")
_NUMBER = re.compile(r"[0-9A-Za-z/_\-〔〕\[\]（）() ]{5,40}$")


def without_label_tables(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which a table of metadata rows, being no data, has become lines (label, tab, value, tab, label …)."""
    if Table not in set(map(type, blocks)):
        return list(blocks)
    unfolded: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.rows <= 12 and _is_labels(block):
            unfolded.extend(rows_as_lines(block))
        else:
            unfolded.append(block)
    return unfolded


def _is_labels(table: Table) -> bool:
    leads = [next((cell.text for cell in row if cell.text), "") for row in by_row(table)]
    leads = [lead for lead in leads if lead]
    known = sum(1 for lead in leads if label_of(lead.rstrip(":： ")) or _first_label(lead))
    return bool(leads) and known * 2 > len(leads)


def _first_label(text: str) -> bool:
    return any(label for label, _, _ in labels_in(text[:60]))


def read_metadata(blocks: Sequence[Block]) -> dict[str, str]:
    """Label to value, as printed, of the rows at head and foot of the page; the value may be empty.

    A label keeps its first value that is not empty. Spaces inside a label are dropped (文 号 is 文号).
    """
    found: dict[str, str] = {}
    head = body_start(blocks)
    lines = [block.text for block in blocks[: min(head, _HEAD_LINES)] if isinstance(block, Line)]
    if head < len(blocks) and isinstance(first := blocks[head], Line) and len(first.text) <= _LONG:
        lines.append(first.text)
    foot = max(head + 1, len(blocks) - _TAIL_LINES)
    lines.extend(block.text for block in blocks[foot:] if isinstance(block, Line))
    lines = [line for line in lines if line and len(line) <= _LONG and not line.isspace()]
    for number, line in enumerate(lines):
        if "：" not in line and ":" not in line and "\t" not in line:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        for label, value in _pairs(line, following):
            if not found.get(label):
                found[label] = value
    return found


def _pairs(line: str, following: str) -> Iterator[tuple[str, str]]:
    places = list(labels_in(line))
    for number, (label, _, value_start) in enumerate(places):
        end = places[number + 1][1] if number + 1 < len(places) else len(line)
        value = _unpadded(line[value_start:end])
        if not value and len(places) == 1 and not line[:value_start].strip(_PADDING + ":：").replace(label, ""):
            value = _on_next_line(following)
        if label and label not in _passed_over():
            yield label, value


def _unpadded(printed: str) -> str:
    """A value without what pads it; a bracket that opens inside it (科技城（大桥镇）) stays closed."""
    value = printed.strip().strip(_PADDING).strip()
    if not any(value.count(left) > value.count(right) for left, right in ("()", "（）")):
        return value
    after = printed.partition(value)[2][:1]
    return value + after if after in (")", "）") else value


def _on_next_line(following: str) -> str:
    """The value of a label that stands alone on its line, where what follows can be nothing else."""
    text = following.strip(_PADDING)
    return text if len(text) <= 30 and (_DATE.match(text) or _NUMBER.match(text)) else ""


@lru_cache(maxsize=1)
def _passed_over() -> frozenset[str]:
    """Labels of counters and controls: they end the value before them and are of no interest themselves."""
    return frozenset(words_of("control", "whole"))
