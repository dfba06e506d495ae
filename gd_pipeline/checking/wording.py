"""How checks put numbers, metrics and columns into Chinese words."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.rules_phrases import phrases
from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ProseWording
from gd_pipeline.checking.intervals import Interval

OF_WHICH = wording(ProseWording).among_them
_CLAUSES = re.compile("[，,。；;：:\n]")
_JOINS = " \u3000、"


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A number as a report prints it: 535, 33.9, ∞."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    if math.isinf(value):
        return "∞"
    rounded = round(value, 4)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.10g}"


def shown(interval: Interval) -> str:
    """535, or 6000~7000."""
    low, high = interval
    if low == high:
        return number(low)
    return f"{number(low)}以上" if math.isinf(high) else f"{number(low)}~{number(high)}"


def added(intervals: Sequence[Interval]) -> str:
    """1 + 72 + 11 + 451."""
    return " + ".join(shown(interval) for interval in intervals) or "0"


def named(metric: str, applicant: str | None = None, label: str | None = None) -> str:
    """The metric's printed name, or the class it counts, with its column of table 3: 予以公开〔自然人〕."""
    name = label or (metrics()[metric].label_zh if metric in metrics() else metric)
    if not applicant or applicant == "total":
        return name
    return f"{name}〔{phrases().applicants.get(applicant, applicant)}〕"


def quoted(noun: str, count: str) -> str:
    """A printed count in quotation marks with its words."""
    return f"“{counted(noun)}{count}”"


def counted(noun: str) -> str:
    """The words of a printed count, of their last clause, without what joins it: 、 and 其中."""
    return _CLAUSES.split(noun)[-1].lstrip(_JOINS).removeprefix(OF_WHICH).lstrip(_JOINS)


def signed(value: float) -> str:
    """+54, -5."""
    return ("+" if value > 0 else "") + number(value)
