"""Rows that are told: the label, a colon, dots or 数, the number with its unit (当面申请数：3件；)."""

import re
from functools import lru_cache

from gd_pipeline.catalog.forms import all_rows, form_rows, normal_label
from gd_pipeline.catalog.forms_words import form_words
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import TableWording
from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.cells import read_cell
from gd_pipeline.reading.tables.runs import RunBuilder, Slot

_WORDING = wording(TableWording)
_PIECE = re.compile(r"[^。；;]+")
_TOLD = re.compile(
    rf"(.{{2,80}}?)(?:{_WORDING.told_by})"
    rf"(\d[\d,，]{{0,15}}(?:\.\d{{1,6}})?[{_WORDING.told_units}]{{0,2}})"
)
_ENDS_TOLD = re.compile(rf"[：:…．.数量]\d[\d,，.]{{0,22}}[{_WORDING.told_units}]{{0,2}}(?:[。；;]|\Z)")
"""What every told row has at its end, a number behind one of these; without it none need be looked for."""

_SHORTEST = 3
"""Characters of a label that tells its row alone: 总计 and 其他 may be any table's."""

_LONGEST = 100
"""Characters of the longest row that is told in words."""


def tell_all(text: str, span: Span, line: int, builder: RunBuilder) -> bool:
    """Take the rows among the sentences of `span` that are told; whether there is one."""
    if not _ENDS_TOLD.search(text, *span):
        return False
    told = [tell(text, piece.span(), line, builder) for piece in _PIECE.finditer(text, *span)]
    return any(told)


def tell(text: str, span: Span, line: int, builder: RunBuilder) -> bool:
    """Take `span` of `text` as a row, if it is one that is told."""
    start, end = span
    if end - start > _LONGEST or not (text[end - 1].isdecimal() or text[end - 1] in _WORDING.told_units):
        return False
    found = _TOLD.fullmatch(text, start, end)
    if found is None or len(normal_label(found[1])) < _SHORTEST or not known_label(found[1]):
        return False
    if found.end(1) == found.start(2) and found[2][-1].isdecimal() and normal_label(found[1]) in _of_applicants():
        return False
    builder.close()
    builder.label(start, found.end(1), line)
    builder.slot(Slot(found.start(2), end, read_cell(found[2]), line=line))
    builder.tell()
    return True


def known_label(label: str) -> bool:
    """Whether `label` is the whole label of a row of some form, or what stands at a block of table 2."""
    normal = normal_label(label)
    return normal in _all_labels() or normal.startswith(form_words("block"))


@lru_cache(maxsize=1)
def _all_labels() -> frozenset[str]:
    return frozenset(
        printed
        for row in all_rows()
        for label in row.labels
        for printed in (label, row.number + label, _WORDING.among_them + label)
    )


@lru_cache(maxsize=1)
def _of_applicants() -> frozenset[str]:
    """Labels of rows with a number for each kind of applicant: digits right behind one may be several numbers."""
    rows = form_rows("requests")
    return frozenset(printed for row in rows for label in row.labels for printed in (label, row.number + label))
