"""docs/rules.md, written from the registry: `python -m gd_pipeline.checking.rulebook > docs/rules.md`."""

import sys
from collections.abc import Iterator, Sequence

from gd_pipeline.catalog.identities import LAST, Equation, Identity, Slot, equation
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.rules import FAMILIES, Rule, example_of, rules
from gd_pipeline.checking.examples import plain
from gd_pipeline.checking.wording import named

_REACH = {"years": " · across years 跨年度", "issuers": " · across issuers 跨单位", "report": ""}
_HEAD = """# Rules · 规则

Written by `python -m gd_pipeline.checking.rulebook` from `gd_pipeline/catalog/identities.csv` and `rules.toml`; a test
holds it to them. A verdict is `holds`, `violated`, `explained` or `not_assessable`; the severity is the most that a
violation is worth: an error needs exact, complete operands of like scope and no blank cell.
`*` stands for each row of table 3, `code.*` for all rows that the form prints under a code, `a|b` for the first of the
two that is printed, `last.code` for the code in the same issuer's report of the year before. A rule across years or
issuers holds a report against its neighbours, which its examples show after a ‖; where a legitimate reason of
`rules_neighbours.toml` is given (reform, scope, first year of a form, …), it is `explained`. A finding is told in
Chinese with its numbers (`message`), and in English by the words behind "told" (`message_en` of `gd-pipeline parse`).
"""


def rulebook() -> str:
    """The text of docs/rules.md."""
    lines = [_HEAD]
    for family in FAMILIES:
        members = [rule for rule in rules().values() if rule.family == family]
        if members:
            lines.append(f"\n## {family}\n")
            lines += [line for rule in members for line in _page(rule)]
    return "\n".join(lines) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}\n"
    reach = _REACH[rule.reach]
    yield f"{rule.title_zh} · {rule.title_en}{reach} · severity `{rule.severity}` · basis: {rule.basis}\n"
    for identity in rule.identities:
        note = f" {identity.note}" if identity.note else ""
        yield f"- `{identity.id}` ({identity.severity}, {'/'.join(identity.form)}, {identity.origin}): "
        yield f"  `{identity.formula}`{note}"
    if not rule.identities:
        yield f"- `{rule.formula}`"
    passing, failing = examples(rule)[0]
    yield f"- holds: {_line(passing)}"
    yield f"- violated: {_line(failing)}"
    yield f"- told: {rule.told_en}\n"


def _line(source: str) -> str:
    return " ".join(plain(source).split("\n"))


def examples(rule: Rule) -> list[tuple[str, str]]:
    """A passing and a failing example of the rule, or of each of its identities, in the notation of `examples`."""
    if not rule.identities:
        return [(rule.passing, rule.failing)]
    return [_identity_examples(identity) for identity in rule.identities]


def _identity_examples(identity: Identity) -> tuple[str, str]:
    written = example_of(identity.id)
    if written is not None:
        return written.passing, written.failing
    parts = equation(identity)
    return _written(parts, broken=False), _written(parts, broken=True)


def _written(parts: Equation, broken: bool) -> str:
    """The equation as a small report: its right side 1, 2, 3, …; its left side what the relation asks, or one off."""
    identity = parts.identity
    right = _codes(parts, parts.right)
    left = _codes(parts, parts.left)
    numbers = _right_numbers(parts, len(right), broken)
    numbers[0] += len(left) if parts.relation == "<=" and len(left) > 1 else 0
    whole = _left_number(parts, sum(numbers), broken) - (len(left) - 1)
    form = identity.form[0]
    cells_left, cells_right = identity.origin in ("table", "any"), identity.origin != "narrative"
    if identity.origin == "years":
        cells_left = cells_right = form != "narrative"
    marks = [_mark(code, 1 if index else whole, cells_left) for index, code in enumerate(left)]
    others = [_mark(code, number, cells_right) for code, number in zip(right, numbers, strict=True)]
    if identity.origin == "years":
        return _in_two_years(form, marks, others)
    return f"@ form={form}\n{'、'.join(marks)}{'，其中' if left else ''}{'、'.join(others)}。"


def _in_two_years(form: str, left: Sequence[str], right: Sequence[str]) -> str:
    """Marks of codes as this year's report and last year's."""
    marks = [*left, *right]
    then = "、".join(mark.replace(f"|{LAST}", "|") for mark in marks if f"|{LAST}" in mark)
    now = "、".join(mark for mark in marks if f"|{LAST}" not in mark)
    return f"@ form={form} year=2020\n{now}。\n---\n@ form={form} year=2019\n{then}。"


def _codes(parts: Equation, slots: Sequence[Slot]) -> list[str]:
    if not parts.rows:
        return [code for slot in slots for code in slot[0]]
    return [slot[0][0].replace("*[", "requests.received@").rstrip("]") for slot in slots]


def _right_numbers(parts: Equation, count: int, broken: bool) -> list[int]:
    if parts.relation in ("=>", "<=>"):
        return [0 if broken else 1] * count
    numbers = list(range(1, count + 1))
    return [*numbers[:-1], -9] if broken and not parts.left else numbers


def _left_number(parts: Equation, total: int, broken: bool) -> int:
    if parts.relation in ("=>", "<=>"):
        return 1
    return total + 1 if broken else total


def _mark(code: str, number: int, cell: bool) -> str:
    metric, _, applicant = code.removeprefix(LAST).partition("@")
    unit = "" if cell else metrics()[metric].unit
    return f"{named(metric, applicant)}{{{number}{unit}|{code}{'!' if cell else ''}}}"


if __name__ == "__main__":
    sys.stdout.write(rulebook())
