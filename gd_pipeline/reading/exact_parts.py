"""Counts behind a headline that add up to it are its classes, whatever their units (年报1条，公告5个，文件3份)."""

from collections.abc import Sequence

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_numbers import ClassWording
from gd_pipeline.reading.categories import class_name
from gd_pipeline.reading.mentions import Mention
from gd_pipeline.reading.phrasing import kind_of

_UNITS = frozenset((*wording(ClassWording).summed_units, ""))
_FEWEST, _MOST = 3, 40
_CLASSES = ("proactive.category", "response.interpretations", "proactive.normative_documents")
"""What a class may be counted as."""


def read_exact_parts(found: Sequence[Mention]) -> None:
    """Makes classes of the named counts right behind a headline, in its sentence, that add up to it exactly."""
    counted = [one for one in found if one.counts and kind_of(one.number.unit) == "count"]
    for at, head in enumerate(counted):
        if head.metric == "proactive.total":
            for part in _parts(head, counted[at + 1 : at + 1 + _MOST]):
                if not part.metric:
                    part.metric, part.label, part.reason = "proactive.category", class_name(part.near), ""


def _parts(head: Mention, behind: Sequence[Mention]) -> Sequence[Mention]:
    left = head.number.low
    for at, one in enumerate(behind):
        if one.ordinal != head.ordinal or not (one.metric in _CLASSES or _may_be_class(one)):
            return ()
        left -= one.number.low
        if left <= 0:
            return behind[: at + 1] if not left and at + 1 >= _FEWEST else ()
    return ()


def _may_be_class(one: Mention) -> bool:
    unexplained = not one.metric and one.reason in ("", "part")
    return unexplained and one.number.unit in _UNITS and class_name(one.near) != ""
