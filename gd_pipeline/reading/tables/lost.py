"""Tables that were lost on the way: a section's heading with nothing under it but the next heading."""

import re
from functools import lru_cache

from gd_pipeline.catalog.forms import form_tables
from gd_pipeline.catalog.forms_words import form_words
from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.reading import Collector

_NUMERAL = re.compile(r"[一二三四五六七][、.．,，\s]{1,3}[^\n。，、]{0,14}$")
_REACH = 20
_FAR = 6000
"""Characters behind a heading that are looked at: bars and blanks of a table's scaffolding may be thousands."""


def note_lost_tables(text: str, found: set[str], out: Collector) -> None:
    """Note "lost_table" for each kind that is not among `found` and whose heading is followed by the next one."""
    for kind, table in form_tables().items():
        if kind in found:
            continue
        for heading in table.headings:
            span = _empty_heading(text, heading)
            if span is not None:
                out.note("lost_table", kind, *span)
                break


def _empty_heading(text: str, heading: str) -> Span | None:
    at = text.find(heading) if text.rfind(heading) >= 0 else -1
    while at >= 0:
        end = at + len(heading)
        numeral = _NUMERAL.search(text[max(0, at - _REACH) : at])
        if numeral is not None and _nothing().match(text, end, end + _FAR):
            return at - len(numeral[0]), end
        at = text.find(heading, end)
    return None


@lru_cache(maxsize=1)
def _nothing() -> re.Pattern[str]:
    """What stands between the heading of a lost table and the next one."""
    instead = "|".join(map(re.escape, form_words("placeholder")))
    return re.compile(
        rf"[^\n。|]{{0,12}}[\s|]*(?:(?:{instead})[。:：,，]?[\s|]*){{0,2}}(?=[#\s]{{0,4}}[二三四五六七][、.．])"
    )
