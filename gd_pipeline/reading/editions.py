"""The form (edition) of a report: the tables decide, else the instrument that the text cites (contract: form)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from gd_pipeline.catalog.editions import editions

_ABOUT, _TRIES = 80, 40
"""Characters of a citation that are looked at, blanks and all, and how many citations are."""


def read_form(text: str, table_form: str | None) -> str:
    """narrative, 2014, 2019 or 2021.

    Args:
        text: the document's text.
        table_form: edition of the printed tables (table 2 before table 3), None where none is printed.
    """
    return table_form or cited_form(text) or "narrative"


def cited_form(text: str) -> str | None:
    """Edition of the letter that is cited (the latest, where several are), or of the format's name."""
    named = (each.edition for each in editions() for title in each.titles if title in text)
    return max(_cited(text), default=None) or next(named, None)


def _cited(text: str) -> Iterator[str]:
    """Editions of the letters that `text` cites by their number."""
    if not any(each.letters[-1] in text for each in editions()):
        return
    letters, number = _citation()
    edition = {each.number: each.edition for each in editions()}
    for place in islice(letters.finditer(text), _TRIES):
        found = number.match("".join(text[place.start() : place.start() + _ABOUT].split()))
        if found:
            yield edition[found["number"]]


@lru_cache(maxsize=1)
def _citation() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the series of the letters in a text, and what finds the series with a number where blanks are gone."""
    series = dict.fromkeys(each.letters for each in editions())
    spaced = "|".join(r"\s{0,4}".join(map(re.escape, letters)) for letters in series)
    numbers = "|".join(each.number for each in editions())
    return re.compile(spaced), re.compile(rf"(?:{'|'.join(series)})[^号。]{{0,14}}?(?P<number>{numbers})号?")
