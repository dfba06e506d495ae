"""All rules that look beyond the report, evaluated on a neighbourhood."""

from collections.abc import Callable, Iterable, Iterator

from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.neighbours.hierarchy import member, members
from gd_pipeline.checking.neighbours.neighbourhood import Neighbourhood
from gd_pipeline.checking.neighbours.plausible import against_history, against_peers
from gd_pipeline.checking.neighbours.recall import growth, recalled
from gd_pipeline.checking.neighbours.reuse import of_last_year, of_other_issuers
from gd_pipeline.checking.neighbours.verdict import Compared, check_of
from gd_pipeline.checking.neighbours.versions import versions
from gd_pipeline.checking.neighbours.years import against_last
from gd_pipeline.checking.verdicts import keep

_WITH_LAST = (against_last, growth, recalled, of_last_year)
_AROUND: tuple[Callable[[Neighbourhood], Iterable[Compared]], ...] = (
    versions,
    member,
    members,
    of_other_issuers,
    against_history,
    against_peers,
)


def check_neighbours(around: Neighbourhood) -> tuple[Check, ...]:
    """Every rule that looks beyond the report, with its verdict; what is wrong twice alike is one finding."""
    checks: dict[object, Check] = {}
    for compared in _compared(around):
        keep(checks, check_of(around.record, compared))
    return tuple(checks.values())


def _compared(around: Neighbourhood) -> Iterator[Compared]:
    if around.last is not None:
        for rule in _WITH_LAST:
            yield from rule(around.record, around.last)
    for of in _AROUND:
        yield from of(around)
