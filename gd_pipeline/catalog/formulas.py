"""Formulas over metric codes: sums and differences, with all parts of a whole, columns of table 3, the year before."""

import re
from typing import NamedTuple

from gd_pipeline.catalog.loader import CatalogError
from gd_pipeline.catalog.metrics import metrics

_OPERAND = re.compile(r"([a-z_0-9]+(?:\.[a-z_0-9]+)*)(\.\*)?(?:\[(-1|[a-z_]+)\])?")


class Term(NamedTuple):
    """One operand: its metric and column, the years that it lies back (0 or -1), and its sign."""

    metric: str
    applicant: str = "total"
    shift: int = 0
    sign: int = 1

    @property
    def name(self) -> str:
        """The operand as a formula writes it."""
        index = "-1" if self.shift else self.applicant
        return self.metric if index == "total" else f"{self.metric}[{index}]"


def choices(formulas: tuple[str, ...], form: str) -> tuple[tuple[Term, ...], ...]:
    """The terms of each formula in one form; a formula whose parts the form does not print is left out."""
    return tuple(found for formula in formulas if (found := terms(formula, form)))


def terms(formula: str, form: str) -> tuple[Term, ...]:
    """`a + b - c` as terms.

    Raises:
        CatalogError: it is no such formula.
    """
    words = ["+", *formula.split()]
    if len(words) % 2 or any(sign not in ("+", "-") for sign in words[::2]):
        raise CatalogError(f"{formula!r} is no sum of operands")
    found: list[Term] = []
    for sign, word in zip(words[::2], words[1::2], strict=True):
        match = _OPERAND.fullmatch(word)
        if match is None:
            raise CatalogError(f"{formula!r}: {word!r} is no operand")
        metric, star, index = match.groups()
        back = index == "-1"
        column = "total" if index is None or back else index
        codes = parts(metric, form) if star else (metric,)
        found += [Term(code, column, -1 if back else 0, 1 if sign == "+" else -1) for code in codes]
    return tuple(found)


def parts(whole: str, form: str) -> tuple[str, ...]:
    """The codes of all parts of `whole` that a form prints: those part of it, or of its total.

    Raises:
        CatalogError: nothing in any form is part of it.
    """
    wholes = {whole, f"{whole}.total"}
    found = [
        metric for metric in metrics().values() if metric.part_of in wholes and metric.code.startswith(f"{whole}.")
    ]
    if not found:
        raise CatalogError(f"{whole}.*: nothing is part of {whole}")
    return tuple(metric.code for metric in found if form in metric.form)
