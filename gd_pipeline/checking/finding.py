"""What checking hands on: every rule that was evaluated, with its verdict and its evidence.

Named tuples: a report gives some sixty checks, and they are made four times as fast as frozen dataclasses.
"""

from typing import NamedTuple


class Operand(NamedTuple):
    """One number that took part, as an interval in the metric's unit, and where it is printed.

    `report` is the identifier of the other report that prints it; None where it is the one that is checked.
    """

    metric: str
    label: str | None
    low: float
    high: float
    start: int
    end: int
    applicant: str = "total"
    report: str | None = None


class Evidence(NamedTuple):
    """Characters of the source that a reviewer has to see; `report` as in Operand."""

    start: int
    end: int
    text: str
    report: str | None = None


class Check(NamedTuple):
    """A rule evaluated on a report.

    `verdict` is holds, violated, explained (rounding, truncation, hedge, scope, blank = 0) or not_assessable (an
    operand is missing); only violated and explained ones are findings. `stated` and `expected` are closed intervals.
    `formula` is the rule with its numbers put in; `fingerprint` stays the same while rule, issuer, year, metrics and
    the numbers at odds stay the same.
    """

    rule: str
    family: str
    severity: str
    verdict: str
    metrics: tuple[str, ...]
    applicant: str | None
    stated: tuple[float, float] | None
    expected: tuple[float, float] | None
    message: str
    suggestion: str | None = None
    formula: str = ""
    operands: tuple[Operand, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fingerprint: str = ""
