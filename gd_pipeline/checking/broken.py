"""An equality of the tables that does not hold, as what would mend it is looked for."""

from typing import NamedTuple

from gd_pipeline.checking.case import Key
from gd_pipeline.checking.verdicts import Outcome


class Broken(NamedTuple):
    """An equality that does not hold: its place among the balances, its cells with their signs, left minus right."""

    at: int
    outcome: Outcome
    cells: dict[Key, int]
    residue: float
