"""One table cell printed wrong: the fault that the identities of tables 3 and 4 must find (domain.md §2.3, §2.4)."""

from dataclasses import dataclass
from random import Random

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.synth.draw_requests import result_weights
from gd_pipeline.synth.seeds import between, pick
from gd_pipeline.synth.truth import TOTAL, Key, Number, Truth

_BLOCKS = ("review", "litigation.direct", "litigation.after_review")
_RESULTS = ("upheld", "corrected", "other", "pending", "total")


@dataclass(frozen=True, slots=True)
class Corruption:
    """Which cell is printed wrong, what is true and what is printed; `table` is t3 or t4."""

    key: Key
    table: str
    old: Number
    new: Number


def corrupt(truth: Truth, rng: Random) -> tuple[Truth, Corruption]:
    """The report with one random cell of table 3 or 4 printed as another number, and which.

    Args:
        truth: a report of the 2019 or 2021 form.
        rng: chance.
    """
    table, keys = pick(rng, (("t3", table3_keys(truth)), ("t4", table4_keys())))
    key = pick(rng, keys)
    old = int(truth.values[key])
    new = _another(rng, old)
    return truth.with_misprint(key, new), Corruption(key, table, old, new)


def table3_keys(truth: Truth) -> list[Key]:
    """The cells of table 3 as the report prints it, row by row."""
    rows = ["requests.received", "requests.carried_in", *result_weights(truth.form, truth.variants), "outcome.total"]
    return [(row, person) for row in [*rows, "requests.carried_out"] for person in APPLICANTS]


def table4_keys() -> list[Key]:
    """The 15 cells of table 4."""
    return [(f"{block}.{result}", TOTAL) for block in _BLOCKS for result in _RESULTS]


def _another(rng: Random, old: int) -> int:
    """Another number, as a typist makes it: one more or less, a digit lost, doubled or changed, digits swapped."""
    digits = str(old)
    slips = [old + 1, max(0, old - 1), old + between(rng, 1, 9), int(digits + digits[-1]), int(digits[1:] or "0")]
    slips += [int(digits[::-1]), old * 10, int(digits[:-1] or "0")]
    others = [slip for slip in slips if slip != old]
    return pick(rng, others)
