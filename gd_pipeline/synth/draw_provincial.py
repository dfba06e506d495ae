"""True values of the older provincial statistics table (domain.md §1.2, §2.2), consistent with the report's prose."""

from random import Random

from gd_pipeline.synth.seeds import few, spread
from gd_pipeline.synth.truth import Number

_REFUSALS = (
    "row.not_government", "row.nonexistent", "row.not_held", "row.unclear", "row.exempt_1", "row.exempt_2",
    "row.exempt_3", "row.exempt_4", "row.exempt_5", "row.exempt_6", "row.other_reason",
)  # fmt: skip


def draw_provincial(rng: Random, values: dict[str, Number]) -> dict[str, Number]:
    """The table's values: answers fall into 同意, 部分 and 否决 alone, so the finer 2014 replies are dropped.

    Args:
        rng: chance.
        values: the report's values by code; `outcome.*` and the ways of applying are replaced.
    """
    total, received = int(values["proactive.total"]), int(values["requests.received"])
    ways = spread(rng, received, (0.2, 0.02, 0.1, 0.4, 0.25))
    answers = spread(rng, int(values["outcome.total"]), (0.7, 0.1, 0.2))
    refusals = spread(rng, answers[2], [0.1 + rng.random() for _ in _REFUSALS])
    appeals = few(rng, 0.3)
    kept = {code: value for code, value in values.items() if not code.startswith(("outcome.", "requests.received."))}
    return kept | dict(zip(_REFUSALS, refusals, strict=True)) | {
        "outcome.total": sum(answers),
        "outcome.granted": answers[0],
        "outcome.partial": answers[1],
        "outcome.denied": answers[2],
        "requests.received.in_person": ways[0],
        "requests.received.fax": ways[1],
        "row.by_email": ways[2],
        "row.by_site": ways[3],
        "requests.received.mail": ways[4],
        "requests.received.online": ways[2] + ways[3],
        "row.by_other": 0,
        "row.full_text": int(total * rng.random()),
        "row.normative": min(total, few(rng, 8)),
        "row.service": few(rng, total * 0.1),
        "row.visits": few(rng, total * 9),
        "row.reception": few(rng, 200),
        "row.consultation_online": few(rng, 90),
        "row.consultation_phone": few(rng, 400),
        "row.catalogue": few(rng, 30),
        "row.appeals": appeals,
        "row.appeals_again": int(appeals * rng.random()),
    }  # fmt: skip
