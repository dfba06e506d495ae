"""Sizes that are far from the issuer's own years, or from its peers of the level: robust statistics, hints only."""

from collections.abc import Iterator

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.neighbours.excuses import part_year
from gd_pipeline.checking.neighbours.neighbourhood import Neighbourhood
from gd_pipeline.checking.neighbours.spread import Spread, spread
from gd_pipeline.checking.neighbours.verdict import Compared
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number, shown
from gd_pipeline.reading.report import Fact

_OWN_YEARS, PEERS = 4, 20
"""With fewer values nothing is said."""
_OWN_FAR, PEERS_FAR = 4.0, 5.0
_OWN_LEAST, PEERS_LEAST = 0.4, 1.0
"""Least deviation on the scale of ln(1 + x): far is then five times the own median, or 150 times that of the peers."""
_LEAST_GAP = 20.0
_TEN_THOUSAND = (5_000.0, 20_000.0)


def against_history(around: Neighbourhood) -> Iterator[Compared]:
    """A verdict for each size of which there are enough of the issuer's own years."""
    for metric, values in around.history.items():
        fact = around.record.best.get((metric, "total"))
        if fact is not None and len(values) >= _OWN_YEARS and not part_year(around.record):
            yield _weighed("plausibility.history", fact, spread(values), _OWN_FAR, _OWN_LEAST, "本单位以往各年")


def against_peers(around: Neighbourhood) -> Iterator[Compared]:
    """A verdict for each size of which there are enough reports of the level in the year.

    How these spread changes with every report that comes: only what is far from them says from what.
    """
    for metric in neighbours().plausible:
        fact, known = around.record.best.get((metric, "total")), around.peers.get(metric)
        if fact is not None and known is not None and known.size >= PEERS:
            compared = _weighed("plausibility.peers", fact, known, PEERS_FAR, PEERS_LEAST, "同级单位")
            holds = compared.outcome.verdict == "holds"
            yield Compared(compared.outcome._replace(formula="")) if holds else compared


def _weighed(rule: str, fact: Fact, known: Spread, far: float, least: float, who: str) -> Compared:
    middle, usual = (fact.low + fact.high) / 2, known.middle
    away = known.away(middle, least)
    odd = abs(away) > far and abs(middle - usual) >= _LEAST_GAP
    outcome = Outcome(
        rule,
        "violated" if odd else "holds",
        metrics=(fact.metric,),
        stated=(fact.low, fact.high),
        formula=f"{number(middle)} ~ {number(round(usual, 1))}",
    )
    if not odd:
        return Compared(outcome)
    unit = metrics()[fact.metric].unit
    text = f"{named(fact.metric)} {shown((fact.low, fact.high))}{unit}，远{'高' if away > 0 else '低'}于{who}"
    text += f"（{known.size} 个数的中位数为 {number(round(usual, 1))}{unit}）"
    return Compared(outcome._replace(message=text, operands=(fact,), suggestion=_slip(middle, usual)))


def _slip(number_: float, middle: float) -> str | None:
    """A number that is ten thousand times too large or too small is one in the wrong unit."""
    low, high = _TEN_THOUSAND
    if min(number_, middle) > 0 and low <= max(number_, middle) / min(number_, middle) <= high:
        return "与常年相差约一万倍，核对单位是否为“万”"
    return None
