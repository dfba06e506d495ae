"""A finding in English, put together from what is stored of it: the rule's words with its numbers."""

from collections.abc import Sequence

from gd_pipeline.catalog.identities import equation
from gd_pipeline.catalog.metrics import metrics as all_metrics
from gd_pipeline.catalog.rules import Rule, rules
from gd_pipeline.checking.intervals import Interval, difference
from gd_pipeline.checking.wording import number, signed

UNKNOWN = "?"


def told_in_english(
    rule: str,
    verdict: str,
    metrics: Sequence[str],
    applicant: str | None,
    stated: Interval | None,
    expected: Interval | None,
) -> str:
    """The sentence beside a check's Chinese message; metrics are named by their codes.

    Args:
        rule: code of a rule of the registry; of another one the code is all that is said.
        verdict: of a violated or explained check; of one that holds or cannot be assessed the rule's title is said.
        metrics: codes, in any order: an identity is about the whole of its first equation.
        applicant: column of table 3, None for all.
        stated: closed interval as printed; None beside something expected is an identity whose left side is 0.
        expected: closed interval as computed.
    """
    known = rules().get(rule)
    if known is None:
        return rule
    if verdict not in ("violated", "explained"):
        return known.title_en
    name = _about(known) or (metrics[0] if metrics else "")
    said = f"{name}[{applicant}]" if name and applicant else name
    text = known.told_en.format(name=said, **_numbers(stated, expected))
    return text if verdict == "violated" else f"{text} (may be explained)"


def mended_in_english(rule: str, stated: Interval | None, expected: Interval | None) -> str:
    """What could be done about a violation; "" where nothing is said of the rule, or a number of it is not known."""
    known = rules().get(rule)
    text = known.mend_en.format(**_numbers(stated, expected)) if known else ""
    return "" if UNKNOWN in text else text


def _numbers(stated: Interval | None, expected: Interval | None) -> dict[str, str]:
    """What is put into a rule's words; an identity whose left side is 0 states nothing."""
    return {
        "stated": _shown(stated or ((0.0, 0.0) if expected else None)),
        "expected": _shown(expected),
        "difference": signed(difference(stated, expected)) if stated and expected else UNKNOWN,
    }


def _about(rule: Rule) -> str:
    """The metric that an identity adds up or bounds; empty for rows of table 3 and for rules that are no identity."""
    whole = equation(rule.identities[0]).whole if rule.identities else ""
    return whole if whole in all_metrics() else ""


def _shown(interval: Interval | None) -> str:
    if interval is None:
        return UNKNOWN
    low, high = map(number, interval)
    return low if low == high else f"{low} to {high}"
