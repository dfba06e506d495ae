"""The form (edition) of a report: the tables decide, else the instrument that the text cites (contract: form)."""

import re
from collections.abc import Iterator
from itertools import islice

_LETTERS = re.compile(r"公\s{0,4}开\s{0,4}办\s{0,4}函")
_CITED = re.compile(r"公开办函[^号。]{0,14}?(?:(?P<first>60)|(?P<second>30))号?")
_FORMATS = (
    ("年度报告格式（试行）", "2019"),
    ("年度报告格式(试行)", "2019"),
    ("公开办公室关于政府信息公开工作年度报告有关事项的通知", "2019"),
    ("公开办公室《关于政府信息公开工作年度报告有关事项的通知", "2019"),
)
_FORMAT = re.compile("中华人民共和国政府信息公开工作年度报告格式》?(?![（(]试行)")
_ABOUT, _TRIES = 80, 40


def read_form(text: str, table_form: str | None) -> str:
    """narrative, 2014, 2019 or 2021.

    Args:
        text: the document's text.
        table_form: edition of the printed tables (table 2 before table 3), None where none is printed.
    """
    return table_form or cited_form(text) or "narrative"


def cited_form(text: str) -> str | None:
    """Edition of 国办公开办函〔2019〕60号 or 〔2021〕30号 (the later, where both stand), or of the format's name."""
    if "公开办" not in text and "函" not in text and "年度报告格式" not in text:
        return None
    cited = {"2019" if match["first"] else "2021" for match in _citations(text)}
    if cited:
        return max(cited)
    return next((form for words, form in _FORMATS if words in text), "2021" if _FORMAT.search(text) else None)


def _citations(text: str) -> Iterator[re.Match[str]]:
    for place in islice(_LETTERS.finditer(text), _TRIES):
        match = _CITED.match("".join(text[place.start() : place.start() + _ABOUT].split()))
        if match:
            yield match
