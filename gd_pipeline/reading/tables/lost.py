"""Tables that were lost on the way: a section's heading with nothing under it but the next heading."""

import re

from gd_pipeline.catalog.forms import form_tables
from gd_pipeline.reading.tables.reading import Collector

_HEADING = r"[一二三四五六七][、.．,，\s]{1,3}[^\n。，、]{0,14}"
_REST = r"[^\n。|]{0,12}[\s|]*(?:(?:该|本)部分以表格形式报告[。,，]?\s*)?(?:表格如下[:：。]?)?[\s|]*"
_NEXT = r"[#\s]{0,4}[二三四五六七][、.．]"


def note_lost_tables(text: str, found: set[str], out: Collector) -> None:
    """Note "lost_table" for each kind that is not among `found` and whose heading is followed by the next one."""
    for kind, table in form_tables().items():
        if kind in found:
            continue
        for heading in table.headings:
            if heading in text and (match := _pattern(heading).search(text)):
                out.note("lost_table", kind, match.start(), match.end("heading"))
                break


def _pattern(heading: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<heading>{_HEADING}{re.escape(heading)}){_REST}(?={_NEXT})")
