"""Every arithmetic statement of the labelled reports that the domain notes §6.2 list, with our verdict.

The notes are read from the shared folder each time; golden/statements.csv holds our verdicts alone: a statement by its
report and number, the rule that weighs it, the number that it states, what we say of it, and, where no rule does, why.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from gd_pipeline.checking.finding import Check
from gd_pipeline_tests.checking.test_labelled import REPORTS, checked

_REPORT = re.compile(r"\*\*\[(\w+)\][^*]*\*\*")
_ROW = re.compile(r"^\| (\d+) \|.+\|([^|\n]+)\|$", re.MULTILINE)
_WRONG, _RIGHT, _APPARENT = "✗✓≈"


class Ours(NamedTuple):
    """Our verdict on a statement; `rule` is empty where none weighs it."""

    report: str
    statement: int
    rule: str
    stated: tuple[float, float] | None
    verdict: str
    why: str


def ours() -> list[Ours]:
    path = Path(__file__).parents[1] / "golden" / "statements.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [_ours(row) for row in csv.DictReader(lines)]


def _ours(row: dict[str, str]) -> Ours:
    ends = [float(end) for end in row["stated"].split("~") if end]
    stated = (ends[0], ends[-1]) if ends else None
    return Ours(row["report"], int(row["statement"]), row["rule"], stated, row["verdict"], row["why"])


def statements(notes: str) -> dict[tuple[str, int], str]:
    """The verdict of the notes on each statement; where they list none by number, on each that ends with a verdict."""
    section = notes.partition("### 6.2")[2].partition("\n---")[0].partition("\nNet:")[0]
    found: dict[tuple[str, int], str] = {}
    for head, after in zip(_REPORT.finditer(section), [*list(_REPORT.finditer(section))[1:], None], strict=True):
        body = section[head.end() : after.start() if after else len(section)]
        rows = {(head[1], int(number)): verdict for number, verdict in _ROW.findall(body)}
        said = [part for part in body.split(";") if any(mark in part for mark in (_WRONG, _RIGHT, _APPARENT))]
        found |= rows or {(head[1], number): part for number, part in enumerate(said, 1)}
    return found


@pytest.fixture(scope="module")
def listed(shared: Path) -> dict[tuple[str, int], str]:
    return statements((shared / "domain.md").read_text(encoding="utf-8"))


def weighed(shared: Path, each: Ours) -> list[Check]:
    made = checked(shared / "reports" / REPORTS[each.report])
    return [check for check in made if check.rule == each.rule and check.stated == each.stated]


def test_every_statement_of_the_notes_is_listed(listed: dict[tuple[str, int], str]) -> None:
    assert len(listed) > 80
    assert {(each.report, each.statement) for each in ours()} == set(listed)


@pytest.mark.parametrize("each", ours(), ids=lambda each: "-".join(map(str, each[:3])))
def test_our_verdict_is_what_the_checks_say(shared: Path, each: Ours) -> None:
    if each.rule:
        told = {other.verdict for other in ours() if other[:1] + other[2:4] == each[:1] + each[2:4]}
        assert {check.verdict for check in weighed(shared, each)} == told
    else:
        assert (each.verdict, bool(each.why)) == ("not_assessable", True)


def test_what_is_wrong_is_violated_and_nothing_else(listed: dict[tuple[str, int], str]) -> None:
    verdicts = defaultdict(set)
    for each in ours():
        verdicts[each.report, each.statement].add(each.verdict)
    assert [key for key, said in listed.items() if _WRONG in said and "violated" not in verdicts[key]] == []
    right = [key for key, said in listed.items() if _WRONG not in said and (_RIGHT in said or _APPARENT in said)]
    assert [key for key in right if "violated" in verdicts[key]] == []


@pytest.mark.parametrize("report", REPORTS)
def test_every_violation_is_one_of_the_statements(shared: Path, report: str) -> None:
    told = {(each.rule, each.stated) for each in ours() if each.report == report and each.verdict == "violated"}
    violated = [check for check in checked(shared / "reports" / REPORTS[report]) if check.verdict == "violated"]
    assert {(check.rule, check.stated) for check in violated} == told


def test_an_error_belongs_to_a_statement_that_is_wrong(shared: Path, listed: dict[tuple[str, int], str]) -> None:
    for each in ours():
        if each.rule and each.verdict == "violated" and _WRONG not in listed[each.report, each.statement]:
            assert {check.severity for check in weighed(shared, each)} == {"info"}
