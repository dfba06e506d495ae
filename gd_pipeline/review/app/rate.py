"""One rate taken apart: the formula of its form, and every operand with the place that prints it."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.formulas import Term
from gd_pipeline.catalog.indicators import Indicator, indicators
from gd_pipeline.review.app.data import Row, row, rows

VALUE = """
SELECT i.*, p.issuer FROM marts.indicators i JOIN marts.panel p USING (issuer_id, report_year)
WHERE i.indicator = ? AND i.issuer_id = ? AND i.report_year = ?
"""
OPERANDS = """
SELECT metric, applicant, report_year, value, low, high, unit, report_id, fact_no FROM marts.panel_values
WHERE issuer_id = ? AND report_year BETWEEN ? - 1 AND ?
"""


@dataclass(frozen=True, slots=True)
class Operand:
    """A term of the formula with its value; None where it is not stated."""

    term: Term
    year: int
    stated: Row | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A row of marts.indicators, what the catalog says of it, and the operands of numerator and denominator."""

    row: Row
    indicator: Indicator
    parts: dict[str, list[Operand]]


def made_of(connection: DuckDBPyConnection, code: str, issuer: str, year: int) -> Rate | None:
    """The rate of an issuer and year; None where there is none."""
    indicator = indicators().get(code)
    found = row(connection, VALUE, [code, issuer, year])
    if indicator is None or found is None:
        return None
    stated = {
        (each["metric"], each["applicant"], each["report_year"]): each
        for each in rows(connection, OPERANDS, [issuer, year, year])
    }
    definition = indicator.definition(found["form"] or "")
    parts = {}
    if definition:
        for name, choices in definition.terms(found["form"]).items():
            built = [[_operand(term, year, stated) for term in choice] for choice in choices]
            complete = [each for each in built if all(operand.stated for operand in each)]
            parts[name] = next(iter(complete or sorted(built, key=_lacking)), [])
    return Rate(found, indicator, parts)


def _operand(term: Term, year: int, stated: dict[tuple[str, str, int], Row]) -> Operand:
    then = year + term.shift
    return Operand(term, then, stated.get((term.metric, term.applicant, then)))


def _lacking(operands: list[Operand]) -> int:
    return sum(operand.stated is None for operand in operands)
